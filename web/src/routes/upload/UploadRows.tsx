import { Progress } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark, type Tone } from '~/ui/Mark'
import styles from './UploadRows.module.css'
import { isMoving, type UploadPhase, type UploadRow } from './uploads'

const tones: Record<UploadPhase, Tone> = {
  waiting: 'draft',
  sending: 'wait',
  reading: 'wait',
  accepted: 'done',
  duplicate: 'risk',
  quarantined: 'risk',
  failed: 'blocked',
}

/** The files of this browser, each on its way or with its outcome. */
export function UploadRows({ rows }: { rows: UploadRow[] }) {
  const formats = useFormats()
  const label = useLabel()
  const say = useText()
  return (
    <ul className={styles.list} aria-label={say('upload.now')}>
      {rows.map((row) => (
        <li key={row.id} className={styles.row} data-phase={row.phase}>
          <bdi className={styles.name}>{row.name}</bdi>
          <span className={styles.bytes}>{formats.bytes(row.bytes)}</span>
          <span className={styles.state}>
            <Mark tone={tones[row.phase]} plain>
              {label('phase', row.phase)}
            </Mark>
          </span>
          {isMoving(row) ? (
            <div className={styles.progress}>
              <Progress
                value={row.phase === 'sending' ? row.share * 60 : row.phase === 'reading' ? 80 : 0}
                size={4}
                aria-label={row.name}
                animated={row.phase === 'reading'}
              />
              {row.stage && <span>{label('stage', row.stage)}</span>}
            </div>
          ) : (
            <p className={styles.outcome}>
              <Outcome row={row} />
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Outcome({ row }: { row: UploadRow }) {
  const say = useText()
  const label = useLabel()
  if (row.invoice) {
    const { invoice } = row
    return (
      <>
        <a href={`/invoices/${encodeURIComponent(invoice.id)}`}>{invoice.key}</a>{' '}
        <bdi>{invoice.sellerName}</bdi> · <bdi>{invoice.number}</bdi> · <Amount money={invoice.gross} /> ·{' '}
        {label('state', invoice.invoiceState)}
      </>
    )
  }
  const twin = row.intake?.twin
  if (row.phase === 'duplicate' && twin) {
    return (
      <>
        {say('upload.twin')} <a href={`/invoices/${encodeURIComponent(twin.id)}`}>{twin.key}</a>{' '}
        <bdi>{twin.sellerName}</bdi> · <bdi>{twin.number}</bdi>
      </>
    )
  }
  if (row.intake) {
    return (
      <>
        <bdi>{row.intake.problem}</bdi> {row.intake.problemField && <code>{row.intake.problemField}</code>}{' '}
        <a href={row.intake.file.downloadUrl} download={row.intake.file.name}>
          {say('intake.download')}
        </a>
      </>
    )
  }
  return (
    <>
      <bdi>
        {row.problem?.message || say(row.problem?.code === 'OFFLINE' ? 'problem.offline' : 'problem.failed')}
      </bdi>{' '}
      <code>{row.problem?.code}</code>
      {row.problem?.requestId && (
        <>
          {' '}
          · <code>{row.problem.requestId}</code>
        </>
      )}
    </>
  )
}
