import { Skeleton } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { ProblemLine } from '~/ui/Notice'
import styles from './NextSteps.module.css'

/** Something that may be done next, and what it is worth against leaving the task as it is. */
export interface NextStep {
  kind: string
  label: string
  effect: string[]
  worth: { amount: string; currency: string }
  wouldChange: string | null
  recommendation: { id: string } | null
}

interface Props {
  steps: Loaded<NextStep[]>
  /** Shows the advice that a step looks into. */
  onLook: (advice: string) => void
}

/** What may be done next, the most worth first. It decides nothing: the buttons below do. */
export function NextSteps({ steps, onLook }: Props) {
  const say = useText()
  if (steps.state === 'loading')
    return <Skeleton height={44} aria-label={say('next.loading')} role="status" />
  if (steps.state === 'problem') return <ProblemLine problem={steps.problem} />
  if (steps.data.length === 0) return null
  return (
    <section className={styles.root} aria-label={say('next.title')}>
      <h2 className={styles.title}>{say('next.title')}</h2>
      <ol className={styles.list}>
        {steps.data.map((step) => {
          const look = step.recommendation
          return (
            <li key={`${step.kind} ${look?.id ?? ''}`} className={styles.step}>
              {look ? (
                <button type="button" className={styles.look} onClick={() => onLook(look.id)}>
                  <bdi>{step.label}</bdi>
                </button>
              ) : (
                <bdi className={styles.label}>{step.label}</bdi>
              )}
              <span className={styles.worth}>
                {say('next.worth')} <Amount money={step.worth} />
              </span>
              <ul className={styles.effect}>
                {step.effect.map((sentence) => (
                  <li key={sentence}>
                    <bdi>{sentence}</bdi>
                  </li>
                ))}
                {step.wouldChange && (
                  <li>
                    <bdi>{step.wouldChange}</bdi>
                  </li>
                )}
              </ul>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
