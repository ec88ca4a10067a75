import { Skeleton } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { ProblemLine } from '~/ui/Notice'
import type { Money } from '../model'
import styles from './UndoDialog.module.css'

/** What taking a match back would do. */
export interface Effect {
  lines: number
  timing: Money
  withdraws: { key: string; amount: Money } | null
  remembered: boolean
}

interface Props {
  /** What was matched, for the title. */
  subject: string
  effect: Loaded<Effect>
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onUndo: (reason: string) => void
}

/** Asks why a match is taken back, having said what follows from it. */
export function UndoDialog({ subject, effect, busy, problem, onClose, onUndo }: Props) {
  const say = useText()
  const formats = useFormats()
  return (
    <CommentDialog
      title={say('undoMatch.title', { subject })}
      doLabel={say('undoMatch.do')}
      needed
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) => onUndo(reason ?? '')}
    >
      {effect.state === 'loading' ? (
        <Skeleton height={54} />
      ) : effect.state === 'problem' ? (
        <ProblemLine problem={effect.problem} />
      ) : (
        <ul className={styles.effect}>
          <li>{say('undoMatch.lines', { count: effect.data.lines })}</li>
          <li>{say('undoMatch.timing', { amount: formats.money(effect.data.timing) })}</li>
          {effect.data.withdraws && (
            <li>
              {say('undoMatch.withdraws', {
                key: effect.data.withdraws.key,
                amount: formats.money(effect.data.withdraws.amount),
              })}
            </li>
          )}
          {effect.data.remembered && <li>{say('undoMatch.remembered')}</li>}
        </ul>
      )}
    </CommentDialog>
  )
}
