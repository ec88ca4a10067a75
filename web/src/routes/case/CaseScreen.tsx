import { Skeleton } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Facts } from '~/ui/Facts'
import { ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { Section } from '~/ui/Section'
import { usePhone } from '~/ui/usePhone'
import { Day, When } from '~/ui/When'
import { CaseLines } from './CaseLines'
import { CaseMark } from './CaseMark'
import styles from './CaseScreen.module.css'
import { History } from './History'
import type { CaseInFull } from './model'
import { Reopen } from './Reopen'
import { ResolveForm } from './ResolveForm'
import { subjectOf } from './subject'

export interface CaseProps {
  found: Loaded<CaseInFull>
  busy?: boolean
  /** What went wrong when it was to be resolved. */
  problem?: Problem
  /** May the viewer read the audit log? */
  mayReadLog: boolean
  onResolve: (code: string, note: string) => void
  onReopen: (reason: string) => void
  onRetry: () => void
}

/** One case: what was found, who answers for it by when, what became of its lines, and how it ends. */
export function CaseScreen({ found, busy, problem, mayReadLog, onResolve, onReopen, onRetry }: CaseProps) {
  const say = useText()
  const label = useLabel()
  const phone = usePhone()
  const back = { href: '/cases', label: say('nav.cases') }
  if (found.state === 'problem')
    return (
      <Page title={say('case.title')} back={back}>
        <ProblemNotice
          problem={found.problem}
          onRetry={found.problem.code === 'NOT_FOUND' ? undefined : onRetry}
        />
      </Page>
    )
  if (found.state === 'loading')
    return (
      <Page title={say('case.title')} back={back}>
        <div role="status" aria-label={say('case.loadingOne')}>
          {[52, 34, 44, 60, 40].map((width) => (
            <Skeleton key={width} height={13} width={`${width}%`} mb={14} />
          ))}
        </div>
      </Page>
    )
  const one = found.data
  const facts = <InShort one={one} />
  const resolve = (
    <>
      <ResolveForm key={one.id} found={one} busy={busy} problem={problem} onResolve={onResolve} />
      <Reopen key={one.version} found={one} busy={busy} problem={problem} onReopen={onReopen} />
    </>
  )
  const evidence = (
    <Section title={say('case.evidence')}>
      <p className={styles.evidence}>
        <bdi>{one.evidence}</bdi>
      </p>
    </Section>
  )
  const lines = one.lineCount > 0 && <CaseLines found={one} />
  const history = <History found={one} mayReadLog={mayReadLog} />
  return (
    <Page
      title={one.title}
      back={back}
      aside={
        <span className={styles.head}>
          <CaseMark found={one} plain={false} />
          <span>
            {one.key} · {label('caseCategory', one.category)}
          </span>
        </span>
      }
    >
      {phone ? (
        <div>
          {facts}
          {evidence}
          {resolve}
          {lines}
          {history}
        </div>
      ) : (
        <div className={styles.columns}>
          <div className={styles.main}>
            {evidence}
            {lines}
            {history}
          </div>
          <div className={styles.aside}>
            {facts}
            {resolve}
          </div>
        </div>
      )}
    </Page>
  )
}

function InShort({ one }: { one: CaseInFull }) {
  const say = useText()
  const label = useLabel()
  const subject = one.subject ? subjectOf(one.subject, label) : undefined
  return (
    <section className={styles.facts} aria-label={one.key}>
      {one.exposure && (
        <p className={styles.exposure}>
          <span className={styles.quiet}>{say('case.exposure')}</span>
          <Amount money={one.exposure} size="md" />
        </p>
      )}
      <Facts
        items={[
          [
            say('case.owner'),
            one.owner ? (
              <PersonName person={one.owner} />
            ) : (
              <span className={styles.quiet}>{say('case.nobody')}</span>
            ),
          ],
          [
            say('case.due'),
            <span key="due" className={styles.due}>
              <When at={one.dueAt} />
              <Deadline one={one} />
            </span>,
          ],
          [
            say('case.subject'),
            subject &&
              (subject.href ? (
                <a href={subject.href}>
                  <bdi>{subject.text}</bdi>
                </a>
              ) : (
                <bdi>{subject.text}</bdi>
              )),
          ],
          [say('case.about'), one.about && <PersonName person={one.about} />],
          [say('case.escalated'), one.escalatedTo && <PersonName person={one.escalatedTo} />],
          [say('case.carriedTo'), one.carriedTo && <Day day={one.carriedTo} />],
          [say('case.stillOpenLabel'), one.aging.length > 0 && <StillOpen aging={one.aging} />],
        ]}
      />
    </section>
  )
}

/** How the deadline stands in working days of the entity. */
function Deadline({ one: { sla, state } }: { one: CaseInFull }) {
  const say = useText()
  if (!sla) return null
  if (sla.clock === 'MET') return <span className={styles.quiet}>{say('case.sla.met')}</span>
  const over = sla.clock === 'BREACHED'
  if (state === 'RESOLVED' && !over) return null
  return (
    <span className={over ? styles.over : styles.quiet}>
      {say(over ? 'case.sla.over' : 'case.sla.left', { days: Math.abs(sla.workingDaysLeft) })}
    </span>
  )
}

function StillOpen({ aging }: Pick<CaseInFull, 'aging'>) {
  const say = useText()
  return (
    <ul className={styles.aging}>
      {aging.map(({ amount, lines, oldestDays }) => (
        <li key={amount.currency}>
          <Amount money={amount} />
          <span className={styles.quiet}>
            {say('case.stillOpen', { count: lines })} · {say('case.oldest', { days: oldestDays })}
          </span>
        </li>
      ))}
    </ul>
  )
}
