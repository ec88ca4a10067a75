import { Button, Skeleton } from '@mantine/core'
import type { ChangeInFullQuery, ChangeRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { Difference } from '~/ui/access/Difference'
import { UncoveredSteps } from '~/ui/access/UncoveredSteps'
import { Facts } from '~/ui/Facts'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import styles from './ChangeDetail.module.css'

/** A change of access with its preview. */
export type ChangeInFull = Extract<ChangeInFullQuery['node'], { __typename: 'AccessChange' }>

/** What can be done with a change. */
export type ChangeAct = 'approve' | 'reject' | 'withdraw' | 'refresh'

export interface ChangeDetailProps {
  /** Of the change that is open. */
  full: Loaded<ChangeInFull>
  viewerId: string
  busy?: boolean
  onAct: (act: ChangeAct, change: ChangeInFull) => void
  onReread: () => void
}

/** What a change opens to: who asked and who decided, what it would do, and the decision for who may take it. */
export function ChangeDetail({ change, full, ...rest }: ChangeDetailProps & { change: ChangeRowFragment }) {
  const say = useText()
  return (
    <div className={styles.root}>
      <Facts
        items={[
          [say('record.reason'), <bdi key="reason">{change.reason}</bdi>],
          [say('grant.asked'), <PersonName key="asked" person={change.requestedBy} />],
          [say('change.decidedBy'), change.decidedBy && <PersonName person={change.decidedBy} />],
          [say('change.comment'), change.comment && <bdi key="comment">{change.comment}</bdi>],
          [
            say('change.made'),
            change.rulebook === null ? null : say('policies.version', { version: change.rulebook }),
          ],
        ]}
      />
      {full.state === 'problem' ? (
        <ProblemLine problem={full.problem} onRetry={rest.onReread} />
      ) : full.state === 'ready' && full.data.id === change.id ? (
        <Preview change={full.data} {...rest} />
      ) : (
        <div role="status" aria-label={say('change.previewLoading')}>
          <Skeleton height={120} />
        </div>
      )}
    </div>
  )
}

type PreviewProps = Omit<ChangeDetailProps, 'full' | 'onReread'> & { change: ChangeInFull }

function Preview({ change, viewerId, busy, onAct }: PreviewProps) {
  const say = useText()
  const { blocked, stale, uncoveredSteps, ...difference } = change.preview
  const waits = change.state === 'REQUESTED'
  const [permit] = change.can
  const decides = waits && permit?.allowed
  const against = waits && !permit?.allowed ? permit?.reasons[0]?.message : undefined
  const mine = waits && change.requestedBy.id === viewerId
  const button = (act: ChangeAct, props: { variant?: string; disabled?: boolean } = {}) => (
    <Button variant="default" disabled={busy} onClick={() => onAct(act, change)} {...props}>
      {say(`change.${act}`)}
    </Button>
  )
  return (
    <>
      <div className={styles.decision}>
        {waits && blocked && (
          <p>
            <Mark tone="blocked">{say('change.blocked')}</Mark> {say('change.blockedText')}
          </p>
        )}
        {waits && stale && (
          <p>
            <Mark tone="risk">{say('change.stale')}</Mark> {say('change.staleText')}
          </p>
        )}
        {against && <p className={styles.quiet}>{<bdi>{against}</bdi>}</p>}
        {(decides || mine) && (
          <div className={styles.buttons}>
            {decides && button('approve', { variant: 'filled', disabled: busy || blocked || stale })}
            {decides && button('reject')}
            {decides && stale && button('refresh')}
            {mine && button('withdraw')}
          </div>
        )}
      </div>
      <section aria-label={say(change.state === 'APPLIED' ? 'change.did' : 'change.preview')}>
        <UncoveredSteps steps={uncoveredSteps} />
        <Difference {...difference} />
      </section>
      <p className={styles.quiet}>
        {say('change.digest')}: <code>{change.digest}</code>
        {change.decidedAt && (
          <>
            {' · '}
            <When at={change.decidedAt} />
          </>
        )}
      </p>
    </>
  )
}
