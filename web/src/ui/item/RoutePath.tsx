import type { StepPartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import { Mark } from '../Mark'
import { ActorName, PersonName } from '../people'
import { stepTone } from '../tones'
import { When } from '../When'
import styles from './RoutePath.module.css'

interface Props {
  steps: StepPartsFragment[]
  /** The viewer's id, to say "you". */
  viewerId: string
}

const namesShown = 3

/** The steps of a route in order, from start to end, with who is asked, by which rule, and what was decided. */
export function RoutePath({ steps, viewerId }: Props) {
  const say = useText()
  const label = useLabel()
  return (
    <ol className={styles.path} aria-label={say('route.path')}>
      {steps.map((step) => (
        <li key={step.order} className={styles.step} data-state={step.state}>
          <p className={styles.head}>
            <span>{say('route.step', { order: step.order })}</span>
            <Mark
              tone={
                step.decision?.outcome === 'REJECT'
                  ? 'blocked'
                  : step.decision?.outcome === 'RETURN'
                    ? 'risk'
                    : stepTone(step.state)
              }
              plain
            >
              {step.decision ? label('decision', step.decision.outcome) : label('step', step.state)}
            </Mark>
          </p>
          {step.decision ? <Decided decision={step.decision} /> : <Asked step={step} viewerId={viewerId} />}
          <p className={styles.via}>
            {say('route.via', { via: step.via })}
            {step.limit && (
              <>
                {' · '}
                {say('route.limit')} <Amount money={step.limit} />
              </>
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}

function Asked({ step, viewerId }: { step: StepPartsFragment; viewerId: string }) {
  const say = useText()
  const formats = useFormats()
  const people = [...step.approvers].sort((a, b) => Number(b.id === viewerId) - Number(a.id === viewerId))
  if (people.length === 0) return <p className={styles.nobody}>{say('route.nobody')}</p>
  return (
    <ul className={styles.people}>
      {people.slice(0, namesShown).map((person) => (
        <li key={person.id}>
          <PersonName person={person} />{' '}
          {person.id === viewerId && <b className={styles.you}>{say('route.you')}</b>}
        </li>
      ))}
      {people.length > namesShown && (
        <li
          className={styles.more}
          title={people
            .slice(namesShown)
            .map((person) => person.name)
            .join(', ')}
        >
          {say('route.more', { count: formats.count(people.length - namesShown) })}
        </li>
      )}
    </ul>
  )
}

function Decided({ decision }: { decision: NonNullable<StepPartsFragment['decision']> }) {
  const say = useText()
  const label = useLabel()
  return (
    <div className={styles.decided} data-void={!decision.standing || undefined}>
      <p>
        <ActorName actor={decision.actor} />{' '}
        {decision.onBehalfOf && <span>{say('actor.for', { name: decision.onBehalfOf.name })} </span>}
        <span className={styles.at}>
          <When at={decision.at} />
        </span>
      </p>
      {(decision.comment ?? decision.reasonCode) && (
        <p className={styles.comment}>
          {decision.reasonCode && `${label('reason', decision.reasonCode)}. `}
          {decision.comment && <bdi>“{decision.comment}”</bdi>}
        </p>
      )}
      {!decision.standing && <p className={styles.void}>{say('route.void')}</p>}
    </div>
  )
}
