import { Button, Skeleton } from '@mantine/core'
import type { PermitPartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { type Person, PersonName } from '~/ui/people'
import { postingTone } from '~/ui/tones'
import { When } from '~/ui/When'
import { ClusterLines } from '../clusters/ClusterLines'
import { type LineRow, permitOf } from '../model'
import { Note } from '../Note'
import styles from './AdjustmentDetail.module.css'
import type { AdjustmentRow } from './AdjustmentsScreen'
import { Journal } from './Journal'

export type PostingState = 'PENDING' | 'SENT' | 'CONFIRMED' | 'REFUSED' | 'IN_DOUBT' | 'REVERSED'

/** An adjustment with its lines, the decision, and its way to the ledger. */
export interface AdjustmentInFull extends AdjustmentRow {
  decidedBy: Person | null
  decidedAt: string | null
  comment: string | null
  reference: string | null
  posting: {
    id: string
    version: number
    state: PostingState
    connector: string
    reference: string | null
    attempts: number
    problem: string | null
    retryAt: string | null
  } | null
  group: { id: string; state: string; lines: LineRow[] } | null
  case: { id: string; key: string; title: string } | null
  can: PermitPartsFragment[]
}

export interface DetailProps {
  row: AdjustmentRow
  /** The open one in full. */
  detail?: Loaded<AdjustmentInFull>
  busy?: boolean
  lineHref: (id: string) => string
  onDecide: (adjustment: AdjustmentInFull, approve: boolean) => void
  onPost: (adjustment: AdjustmentInFull) => void
  onWithdraw: (adjustment: AdjustmentInFull) => void
}

/** What an adjustment opens to: the entry, the lines that it settles, and what the viewer may decide. */
export function AdjustmentDetail({ row, detail, ...acts }: DetailProps) {
  const say = useText()
  return (
    <div className={styles.root}>
      <section className={styles.part}>
        <h2 className={styles.title}>{say('adjust.journal')}</h2>
        <Journal lines={row.lines} />
        <p className={styles.reason}>
          <code>{row.reasonCode}</code> <bdi>{row.reason}</bdi>
        </p>
      </section>
      {!detail || detail.state === 'loading' ? (
        <div role="status" aria-label={say('adjust.loadingOne')}>
          <Skeleton height={120} />
        </div>
      ) : detail.state === 'problem' ? (
        <ProblemLine problem={detail.problem} />
      ) : (
        <InFull of={detail.data} {...acts} />
      )}
    </div>
  )
}

function InFull({
  of,
  busy,
  lineHref,
  onDecide,
  onPost,
  onWithdraw,
}: { of: AdjustmentInFull } & Pick<DetailProps, 'busy' | 'lineHref' | 'onDecide' | 'onPost' | 'onWithdraw'>) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const decide = permitOf(of.can, 'CREDIT_APPROVE')
  const post = permitOf(of.can, 'INVOICE_POST')
  const withdraw = permitOf(of.can, 'RECON_WRITE_OFF')
  const { posting } = of
  return (
    <>
      <section className={styles.part}>
        <Facts
          items={[
            [
              say('adjust.decidedBy'),
              of.decidedBy && (
                <span key="by" className={styles.row}>
                  <PersonName person={of.decidedBy} />
                  {of.decidedAt && <When at={of.decidedAt} />}
                </span>
              ),
            ],
            [say('adjust.comment'), of.comment && <bdi key="comment">{of.comment}</bdi>],
            [
              say('posting.title'),
              posting && (
                <span key="posting" className={styles.row}>
                  <Mark tone={postingTone(posting.state)} plain>
                    {label('posting', posting.state)}
                  </Mark>
                  <span className={styles.quiet}>
                    {say('adjust.attempts', { count: posting.attempts, connector: posting.connector })}
                  </span>
                </span>
              ),
            ],
            [say('posting.problem'), posting?.problem && <bdi key="problem">{posting.problem}</bdi>],
            [say('posting.retryAt'), posting?.retryAt && <When key="retry" at={posting.retryAt} />],
            [say('posting.reference'), of.reference && <bdi key="reference">{of.reference}</bdi>],
            [
              say('work.case'),
              of.case && (
                <span key="case">
                  <bdi>{of.case.key}</bdi> · <bdi>{of.case.title}</bdi>
                </span>
              ),
            ],
          ]}
        />
        {of.state === 'PROPOSED' &&
          (decide.allowed ? (
            <div className={styles.acts}>
              <Button disabled={busy} onClick={() => onDecide(of, true)}>
                {say('adjust.approve', { amount: formats.money(of.amount) })}
              </Button>
              <Button variant="default" disabled={busy} onClick={() => onDecide(of, false)}>
                {say('adjust.reject')}
              </Button>
            </div>
          ) : (
            decide.why && <Note tone="wait">{decide.why}</Note>
          ))}
        {of.state === 'PROPOSED' && withdraw.allowed && (
          <div className={styles.acts}>
            <Button variant="default" disabled={busy} onClick={() => onWithdraw(of)}>
              {say('adjust.withdraw')}
            </Button>
          </div>
        )}
        {posting?.state === 'REFUSED' &&
          (post.allowed ? (
            <div className={styles.acts}>
              <Button disabled={busy} onClick={() => onPost(of)}>
                {say('adjust.post')}
              </Button>
            </div>
          ) : (
            post.why && <Note tone="wait">{post.why}</Note>
          ))}
      </section>
      {of.group && (
        <section className={styles.lines}>
          <h2 className={styles.title}>{say('adjust.settles', { count: of.group.lines.length })}</h2>
          <ClusterLines lines={of.group.lines} href={lineHref} />
        </section>
      )}
    </>
  )
}
