import { IconArrowsExchange, IconMinus, IconPlus, IconRotate } from '@tabler/icons-react'
import type { DifferencePartsFragment, RouteChangePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { ActorName } from '../people'
import { When } from '../When'
import styles from './RouteChanges.module.css'

const icons = { GONE: IconMinus, CAME: IconPlus, CHANGED: IconArrowsExchange, SAME: IconRotate }

/** What became of the steps since the round before: what fell away, what came, and which approvals fell. Nothing on a first route. */
export function RouteChanges({ route }: { route: RouteChangePartsFragment }) {
  const say = useText()
  const { changedFrom: former, explanation } = route
  if (!former) return null
  const told = route.differences.filter(({ kind, fell }) => kind !== 'SAME' || fell)
  const row = former.explanation.chosen
  return (
    <section className={styles.root} aria-label={say('route.changes', { round: former.round })}>
      <h3 className={styles.title}>{say('route.changes', { round: former.round })}</h3>
      {told.length === 0 ? (
        <p className={styles.quiet}>{say('route.unchanged')}</p>
      ) : (
        <ul className={styles.list}>
          {told.map((difference) => (
            <Difference key={keyOf(difference)} difference={difference} />
          ))}
        </ul>
      )}
      {row && row.id !== explanation.chosen?.id && (
        <p className={styles.quiet}>
          {say('route.rowBefore', { row: row.order, version: former.policy.number, name: row.name })}
        </p>
      )}
    </section>
  )
}

const keyOf = ({ before, after }: DifferencePartsFragment) => `${before?.order} ${after?.order}`

function Difference({ difference }: { difference: DifferencePartsFragment }) {
  const say = useText()
  const label = useLabel()
  const { kind, before, after, fell } = difference
  const step = after ?? before
  const Icon = icons[kind] ?? IconArrowsExchange
  return (
    <li className={styles.item}>
      <span className={styles.kind} data-kind={kind}>
        <Icon size={13} stroke={2} aria-hidden />
        {label('difference', kind)}
      </span>
      <div className={styles.what}>
        {step && (
          <p>
            {say('route.step', { order: step.order })}: <bdi>{step.via}</bdi>
          </p>
        )}
        <People difference={difference} />
        {kind === 'CHANGED' && before?.limit?.amount !== after?.limit?.amount && (
          <p className={styles.quiet}>
            {say('route.limit')} <Amount money={after?.limit} quiet /> · {say('route.limitBefore')}{' '}
            <Amount money={before?.limit} quiet />
          </p>
        )}
        {fell && (
          <p className={styles.fell}>
            {say('route.fell')} <ActorName actor={fell.actor} />{' '}
            <span className={styles.quiet}>
              <When at={fell.at} />
            </span>
          </p>
        )}
      </div>
    </li>
  )
}

/** Who is asked now, and who is no longer. */
function People({ difference: { kind, before, after, fell } }: { difference: DifferencePartsFragment }) {
  const say = useText()
  const now = after?.approvers ?? []
  const then = before?.approvers ?? []
  if (kind === 'SAME' || (kind === 'GONE' && fell)) return null
  if (kind !== 'CHANGED') return <Names people={kind === 'GONE' ? then : now} />
  const left = then.filter(({ id }) => !now.some((person) => person.id === id))
  const joined = now.filter(({ id }) => !then.some((person) => person.id === id))
  return (
    <>
      {joined.length > 0 && <Names people={joined} lead={say('route.joined')} />}
      {left.length > 0 && <Names people={left} lead={say('route.left')} />}
    </>
  )
}

const namesShown = 3

function Names({ people, lead }: { people: { id: string; name: string }[]; lead?: string }) {
  const say = useText()
  const formats = useFormats()
  const names = people.slice(0, namesShown).map(({ name }) => name)
  if (people.length > namesShown)
    names.push(say('route.more', { count: formats.count(people.length - namesShown) }))
  return (
    <p className={styles.quiet}>
      {lead} <bdi>{names.join(', ')}</bdi>
    </p>
  )
}
