import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import type { AdjustmentRow } from './AdjustmentsScreen'
import { Journal } from './Journal'

interface Props {
  adjustment: AdjustmentRow
  approve: boolean
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onDecide: (comment?: string) => void
}

/** The second person's word on an entry: what follows from it, and why where it is turned down. */
export function DecideDialog({ adjustment, approve, busy, problem, onClose, onDecide }: Props) {
  const say = useText()
  const formats = useFormats()
  const amount = formats.money(adjustment.amount)
  return (
    <CommentDialog
      title={say(approve ? 'adjust.approveTitle' : 'adjust.rejectTitle', { key: adjustment.key })}
      text={say(approve ? 'adjust.approveText' : 'adjust.rejectText')}
      doLabel={approve ? say('adjust.approve', { amount }) : say('adjust.reject')}
      needed={!approve}
      most={2000}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={onDecide}
    >
      <Journal lines={adjustment.lines} />
    </CommentDialog>
  )
}
