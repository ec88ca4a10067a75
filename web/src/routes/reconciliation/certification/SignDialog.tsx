import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { isZero } from '../sums'
import type { Reconciliation, SignRole } from './CertificationScreen'
import styles from './CertificationScreen.module.css'

interface Props {
  of: Reconciliation
  role: SignRole
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onSign: (note?: string) => void
}

/** Says what a signature covers, and asks for words where something is unexplained. */
export function SignDialog({ of, role, busy, problem, onClose, onSign }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <CommentDialog
      title={say('certify.signAs', { role: label('signRole', role), period: of.period.name })}
      text={say('certify.text', {
        ledger: formats.money(of.ledger),
        supported: formats.money(of.supported),
        unexplained: formats.money(of.unexplained),
      })}
      doLabel={say('certify.sign')}
      needed={!isZero(of.unexplained.amount)}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={onSign}
    >
      <p className={styles.quiet}>
        {say('certify.willCover')} <code className={styles.hash}>{of.dataHash}</code>
      </p>
    </CommentDialog>
  )
}
