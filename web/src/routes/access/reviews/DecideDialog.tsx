import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { ReviewLineFragment } from '~/api/documents'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { ReviewAct } from './decide'
import styles from './Review.module.css'

interface Props {
  act: ReviewAct
  lines: ReviewLineFragment[]
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onDecide: (reason: string | undefined, narrowTo: string[]) => void
}

/** Asks why lines are kept, revoked or narrowed, and to which entities. */
export function DecideDialog({ act, lines, busy, problem, onClose, onDecide }: Props) {
  const say = useText()
  const [first] = lines
  const [stay, setStay] = useState<string[]>([])
  const entities = act === 'narrow' ? (first?.grant.entities ?? []) : []
  const whole = act !== 'narrow' || (stay.length > 0 && stay.length < entities.length)
  return (
    <CommentDialog
      title={
        lines.length === 1 && first
          ? `${first.grant.user.name} · ${first.grant.role.name}`
          : say('review.chosen', { count: lines.length })
      }
      text={act === 'revoke' ? say('review.revokeText') : undefined}
      doLabel={say(`review.${act}`)}
      needed={act !== 'keep'}
      most={2000}
      grave={act === 'revoke'}
      whole={whole}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) => onDecide(reason, stay)}
    >
      {act === 'narrow' && (
        <fieldset className={styles.detail}>
          <legend>{say('review.narrowTo')}</legend>
          {entities.map(({ id, code, name }) => (
            <Checkbox
              key={id}
              size="xs"
              label={`${code} · ${name}`}
              checked={stay.includes(id)}
              onChange={(event) =>
                setStay(event.currentTarget.checked ? [...stay, id] : stay.filter((other) => other !== id))
              }
            />
          ))}
        </fieldset>
      )}
    </CommentDialog>
  )
}
