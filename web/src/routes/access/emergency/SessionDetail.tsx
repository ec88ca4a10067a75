import { Button, Skeleton } from '@mantine/core'
import type { SessionInFullQuery, SessionRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { ActLines } from '~/ui/access/ActLines'
import { RuleList } from '~/ui/access/RuleList'
import { Facts } from '~/ui/Facts'
import { ProblemLine } from '~/ui/Notice'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import styles from './Emergency.module.css'

/** A session with what was done under it. */
export type SessionInFull = Extract<SessionInFullQuery['node'], { __typename: 'EmergencySession' }>

/** What can be done with a session. */
export type SessionAct = 'approve' | 'reject' | 'end'

export interface SessionDetailProps {
  /** Of the session that is open. */
  full: Loaded<SessionInFull>
  busy?: boolean
  onAct: (act: SessionAct, session: SessionInFull) => void
  onReread: () => void
}

/** What a session opens to: why, what was done under it, which rules broke, and what can be done with it. */
export function SessionDetail({
  session,
  full,
  busy,
  onAct,
  onReread,
}: SessionDetailProps & { session: SessionRowFragment }) {
  const say = useText()
  const label = useLabel()
  if (full.state === 'problem') return <ProblemLine problem={full.problem} onRetry={onReread} />
  if (full.state === 'loading' || full.data.id !== session.id)
    return (
      <div role="status" aria-label={say('emergency.loading')}>
        <Skeleton height={100} />
      </div>
    )
  const { conflicts, broken, held, acts, review, can, decidedBy, comment, state } = full.data
  const may = (action: string) => can.some((permit) => permit.action === action && permit.allowed)
  const decides = state === 'REQUESTED' && may('EMERGENCY_APPROVE')
  const ends = state === 'ACTIVE' && (may('EMERGENCY_APPROVE') || may('EMERGENCY_USE'))
  const rules = (list: typeof broken) => (list.length > 0 ? <RuleList rules={list} /> : null)
  const button = (act: SessionAct, variant = 'default') => (
    <Button variant={variant} disabled={busy} onClick={() => onAct(act, full.data)}>
      {say(`emergency.${act}`)}
    </Button>
  )
  return (
    <div className={styles.detail}>
      <Facts
        items={[
          [say('record.reason'), <bdi key="reason">{session.reason}</bdi>],
          [say('change.decidedBy'), decidedBy && <PersonName person={decidedBy} />],
          [say('change.comment'), comment && <bdi>{comment}</bdi>],
          [say('grant.from'), session.startsAt && <When at={session.startsAt} />],
          [
            say('grant.to'),
            (session.endedAt ?? session.endsAt) ? (
              <When at={(session.endedAt ?? session.endsAt) as string} />
            ) : null,
          ],
          [say('emergency.conflicts'), rules(conflicts)],
          [say('emergency.broken'), rules(broken)],
          [say('emergency.held'), rules(held)],
          [
            say('emergency.review'),
            review && (
              <a className={styles.link} href={`/cases/${encodeURIComponent(review.id)}`}>
                {review.key} · {label('caseState', review.state)}
              </a>
            ),
          ],
        ]}
      />
      {(decides || ends) && (
        <div className={styles.buttons}>
          {decides && button('approve', 'filled')}
          {decides && button('reject')}
          {ends && button('end')}
        </div>
      )}
      <h3 className={styles.title}>{say('emergency.acts', { count: acts.length })}</h3>
      {acts.length > 0 && <ActLines acts={acts} />}
    </div>
  )
}
