import { Button, Checkbox } from '@mantine/core'
import { useText } from '~/i18n/useText'
import { decidable } from './decide'
import type { ReviewProps } from './ReviewScreen'
import styles from './Review.module.css'

type Props = Pick<ReviewProps, 'lines' | 'chosen' | 'onChoose' | 'busy' | 'onDecide'>

/** Decides the lines that are chosen at once; nothing while the viewer may decide on none. */
export function DecideBar({ lines, chosen, onChoose, busy, onDecide }: Props) {
  const say = useText()
  const open = lines.rows.filter(decidable)
  if (open.length === 0) return null
  const picked = open.filter(({ id }) => chosen.includes(id))
  return (
    <div className={styles.bar}>
      <Checkbox
        size="xs"
        label={say('review.pickAll')}
        checked={picked.length === open.length}
        indeterminate={picked.length > 0 && picked.length < open.length}
        onChange={(event) => onChoose(event.currentTarget.checked ? open.map(({ id }) => id) : [])}
      />
      <span aria-live="polite">{say('review.chosen', { count: picked.length })}</span>
      <span className={styles.buttons}>
        <Button disabled={busy || picked.length === 0} onClick={() => onDecide('keep', picked)}>
          {say('review.keep')}
        </Button>
        <Button
          variant="default"
          disabled={busy || picked.length === 0}
          onClick={() => onDecide('revoke', picked)}
        >
          {say('review.revoke')}
        </Button>
      </span>
    </div>
  )
}
