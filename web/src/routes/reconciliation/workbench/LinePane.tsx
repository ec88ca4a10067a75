import { Button, Skeleton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Facts } from '~/ui/Facts'
import { Key } from '~/ui/Key'
import { Mark } from '~/ui/Mark'
import { ProblemNotice } from '~/ui/Notice'
import { Day } from '~/ui/When'
import { lineTone } from '../marks'
import type { Candidate, Group, LineDetail, LineRow } from '../model'
import { Candidates } from './Candidates'
import { GroupCard } from './GroupCard'
import { nameOf } from './LineItem'
import styles from './LinePane.module.css'

export interface LinePaneProps {
  detail?: Loaded<LineDetail>
  /** May the viewer match, and why not? */
  match: { allowed: boolean; why?: string }
  busy?: boolean
  picked: ReadonlySet<string>
  onPick: (line: LineRow) => void
  onAccept: (line: LineDetail, candidate: Candidate) => void
  onAcceptGroup: (group: Group) => void
  onReject: (group: Group) => void
  onUndo: (group: Group) => void
  /** Opens a case; absent where none can be opened. */
  onCase?: () => void
  onRetry: () => void
  /** Back to the list, on a phone. */
  onBack?: () => void
}

/** The chosen line and what can become of it. */
export function LinePane(props: LinePaneProps) {
  const { detail, onBack, onRetry } = props
  const say = useText()
  return (
    <div className={styles.root}>
      {onBack && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={15} className="flip" aria-hidden />}
          onClick={onBack}
          className={styles.back}
        >
          {say('work.back')}
        </Button>
      )}
      {!detail ? (
        <p className={styles.nothing}>{say('work.chooseLine')}</p>
      ) : detail.state === 'loading' ? (
        <div role="status" aria-label={say('work.loadingLine')} className={styles.loading}>
          <Skeleton height={18} width="60%" />
          <Skeleton height={60} />
          <Skeleton height={90} />
          <Skeleton height={90} />
        </div>
      ) : detail.state === 'problem' ? (
        <ProblemNotice problem={detail.problem} onRetry={onRetry} />
      ) : (
        <Chosen {...props} line={detail.data} />
      )}
    </div>
  )
}

const open = ['NEW', 'AMBIGUOUS', 'CASE']

function Chosen({
  line,
  match,
  busy,
  picked,
  onPick,
  onAccept,
  onCase,
  ...group
}: LinePaneProps & { line: LineDetail }) {
  const say = useText()
  const label = useLabel()
  const references = [line.reference, ...line.references].filter(
    (each, index, all): each is string => Boolean(each) && all.indexOf(each) === index,
  )
  const waits = open.includes(line.state)
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>
          <bdi>{nameOf(line)}</bdi>
        </h2>
        <Amount money={line.amount} size="md" />
        <Mark tone={lineTone(line.state)}>{label('lineState', line.state)}</Mark>
        {line.provisional && <Mark tone="info">{say('work.provisional')}</Mark>}
        {line.reversal && <Mark tone="info">{say('work.reversal')}</Mark>}
      </header>
      <Facts
        items={[
          [say('work.source'), label('source', line.source)],
          [say('work.booked'), <Day key="booked" day={line.bookedOn} />],
          [say('work.value'), line.valueOn && <Day day={line.valueOn} />],
          [say('work.age'), waits && say('work.days', { days: line.ageDays })],
          [say('work.text'), line.counterparty && line.text && <bdi>{line.text}</bdi>],
          [
            say('work.reference'),
            references.length > 0 && (
              <span className={styles.references}>
                {references.map((reference) => (
                  <code key={reference}>{reference}</code>
                ))}
              </span>
            ),
          ],
          [say('work.code'), line.code && <code>{line.code}</code>],
          [say('work.statement'), line.statement?.number && <bdi>{line.statement.number}</bdi>],
          [
            say('work.case'),
            line.case && (
              <a href={`/cases/${encodeURIComponent(line.case.id)}`}>
                {line.case.key} · <bdi>{line.case.title}</bdi>
              </a>
            ),
          ],
        ]}
      />
      {line.group && <GroupCard {...group} group={line.group} match={match} busy={busy} />}
      {waits && (
        <>
          <Candidates
            candidates={line.candidates}
            mayMatch={match.allowed}
            against={match.allowed ? undefined : match.why}
            busy={busy}
            picked={picked}
            onPick={onPick}
            onAccept={(candidate) => onAccept(line, candidate)}
          />
          {match.allowed && onCase && (
            <div className={styles.acts}>
              <Button variant="default" disabled={busy} onClick={onCase}>
                {say('work.openCase')}
                <Key>c</Key>
              </Button>
              <span className={styles.hint}>{say('work.hint')}</span>
            </div>
          )}
        </>
      )}
    </>
  )
}
