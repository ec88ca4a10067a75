import type { SimulateAccessQuery } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Difference } from '~/ui/access/Difference'
import { UncoveredSteps } from '~/ui/access/UncoveredSteps'
import { Arrow } from '~/ui/Arrow'
import { Mark } from '~/ui/Mark'
import { ActorName } from '~/ui/people'
import { Section } from '~/ui/Section'
import styles from './Outcome.module.css'

type Simulation = SimulateAccessQuery['simulateAccess']

/** What would follow from a draft: whether it could be applied at all, who gains and loses, what breaks, what past decisions would be. */
export function Outcome({ simulation }: { simulation: Simulation }) {
  const say = useText()
  const formats = useFormats()
  const { blocked, base, at, uncoveredSteps, replayed, ...difference } = simulation
  return (
    <div>
      <p className={styles.verdict}>
        <Mark tone={blocked ? 'blocked' : uncoveredSteps.length > 0 ? 'risk' : 'done'}>
          {say(blocked ? 'whatif.blocked' : uncoveredSteps.length > 0 ? 'whatif.uncovered' : 'whatif.fine')}
        </Mark>{' '}
        <span className={styles.quiet}>
          {say('whatif.base', { version: formats.count(base), instant: formats.minute(at) })}
        </span>
      </p>
      <UncoveredSteps steps={uncoveredSteps} />
      <Difference {...difference} />
      <Replay replayed={replayed} />
    </div>
  )
}

function Replay({ replayed }: { replayed: Simulation['replayed'] }) {
  const say = useText()
  const formats = useFormats()
  const { since, decisions, stillAllowed, changedCount, changed, tookMs } = replayed
  const verdict = (allowed: boolean) => (
    <Mark tone={allowed ? 'done' : 'blocked'} plain>
      {say(allowed ? 'verdict.yes' : 'verdict.no')}
    </Mark>
  )
  return (
    <Section title={say('replay.title')}>
      <p className={styles.text}>
        {say('replay.text', {
          count: decisions,
          since: formats.minute(since),
          allowed: stillAllowed,
          changed: changedCount,
        })}{' '}
        <span className={styles.quiet}>{say('replay.took', { ms: formats.count(tookMs) })}</span>
      </p>
      <ul className={styles.list}>
        {changed.map(({ item, user, at, now, then, message }, index) => (
          <li key={`${at} ${index}`} className={styles.decision}>
            <span className={styles.quiet}>{formats.minute(at)}</span>
            <ActorName actor={user} />
            {item && (
              <a href={`/invoices/${encodeURIComponent(item.id)}`} className={styles.link}>
                {item.key}
              </a>
            )}
            <span>
              {verdict(now)} <Arrow /> {verdict(then)}
            </span>
            <bdi>{message}</bdi>
          </li>
        ))}
      </ul>
      {changedCount > changed.length && (
        <p className={styles.quiet}>{say('replay.more', { shown: formats.count(changed.length) })}</p>
      )}
    </Section>
  )
}
