import { Button, Skeleton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { ProblemLine } from '~/ui/Notice'
import { useDraft } from '~/ui/useDraft'
import type { LineRow } from '../model'
import { MemberLines } from '../workbench/MemberLines'
import styles from './LinePicker.module.css'

interface Props {
  /** Open lines that fit what is looked for. */
  lines: Loaded<LineRow[]>
  find: string
  onFind: (text: string) => void
  picked: readonly LineRow[]
  onPick: (line: LineRow) => void
  onClear: () => void
}

/** Picks open lines of an account: those that are picked stay in sight whatever is looked for. */
export function LinePicker({ lines, find, onFind, picked, onPick, onClear }: Props) {
  const say = useText()
  const [text, setText] = useDraft(find, onFind)
  const ids = new Set(picked.map(({ id }) => id))
  return (
    <div className={styles.root}>
      <TextInput
        label={say('adjust.pick')}
        placeholder={say('work.find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={styles.lines} tabIndex={0} role="group" aria-label={say('work.lines')}>
        {picked.length > 0 && <MemberLines lines={[...picked]} picked={ids} onPick={onPick} />}
        {lines.state === 'loading' ? (
          <Skeleton height={80} />
        ) : lines.state === 'problem' ? (
          <ProblemLine problem={lines.problem} />
        ) : lines.data.length === 0 ? (
          <p className={styles.quiet}>{say('work.filtered')}</p>
        ) : (
          <MemberLines lines={lines.data.filter(({ id }) => !ids.has(id))} picked={ids} onPick={onPick} />
        )}
      </div>
      {picked.length > 0 && (
        <p className={styles.sum} aria-live="polite">
          {say('work.picked', { count: picked.length })}
          <Button variant="subtle" size="compact-xs" onClick={onClear}>
            {say('action.clear')}
          </Button>
        </p>
      )}
    </div>
  )
}
