import { Skeleton } from '@mantine/core'
import { useState } from 'react'
import type { InvoiceAdviceQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useLabel, useText } from '~/i18n/useText'
import { AdviceCard } from '~/ui/advice/AdviceCard'
import { type Advice, inOrder, needsAnswer, silent, standing } from '~/ui/advice/model'
import { ProblemLine } from '~/ui/Notice'
import { Section } from '~/ui/Section'
import { TwinTable } from '../TwinTable'
import styles from './AdviceSection.module.css'

export type Advised = Extract<InvoiceAdviceQuery['node'], { __typename: 'Invoice' }>

export interface AdviceProps {
  invoice: Loaded<Advised>
  busy: boolean
  problem?: Problem
  /** Whose why is open at first. */
  opened?: string
  /** `opened`: had the person opened the evidence before? */
  onAccept: (advice: Advice, opened: boolean) => void
  onEdit: (advice: Advice, opened: boolean) => void
  onReject: (advice: Advice, opened: boolean) => void
}

/** What models advise on an invoice, each piece with its why; what is decided goes to the end, what says nothing is counted. */
export function AdviceSection({ invoice, ...props }: AdviceProps) {
  const say = useText()
  if (invoice.state === 'loading')
    return <Skeleton height={72} aria-label={say('advice.loading')} role="status" />
  if (invoice.state === 'problem')
    return (
      <Section title={say('advice.title')}>
        <ProblemLine problem={invoice.problem} />
      </Section>
    )
  if (invoice.data.advice.length === 0) return null
  return <Told invoice={invoice.data} {...props} />
}

function Told({ invoice, ...props }: Omit<AdviceProps, 'invoice'> & { invoice: Advised }) {
  const say = useText()
  const label = useLabel()
  const [open, setOpen] = useState(props.opened)
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const telling = inOrder(invoice.advice.filter((each) => !silent(each)))
  const answered = telling.filter(needsAnswer)
  const waiting = answered.filter(standing)
  const mute = inOrder(invoice.advice.filter(silent))
  const show = (id: string) => {
    setOpen(open === id ? undefined : id)
    setSeen(new Set([...seen, id]))
  }
  return (
    <Section
      title={say('advice.title')}
      summary={answered.length > 0 ? say('advice.count', { count: waiting.length }) : undefined}
    >
      <p className={styles.note}>{say('advice.approvesNothing')}</p>
      {props.problem && <ProblemLine problem={props.problem} />}
      <ul className={styles.list}>
        {[...waiting, ...telling.filter((each) => !waiting.includes(each))].map((advice) => (
          <li key={advice.id}>
            <AdviceCard
              advice={advice}
              open={open === advice.id}
              busy={props.busy}
              onOpen={() => show(advice.id)}
              onAccept={() => props.onAccept(advice, seen.has(advice.id))}
              onEdit={
                advice.use === 'CODE_LINE' ? () => props.onEdit(advice, seen.has(advice.id)) : undefined
              }
              onReject={() => props.onReject(advice, seen.has(advice.id))}
            >
              {advice.action.twin && standing(advice) && (
                <TwinTable invoice={invoice} other={advice.action.twin} caption={advice.action.label} />
              )}
            </AdviceCard>
          </li>
        ))}
      </ul>
      {mute.length > 0 && (
        <details className={styles.mute}>
          <summary>{say('advice.silent', { count: mute.length })}</summary>
          <ul className={styles.list}>
            {mute.map((advice) => (
              <li key={advice.id} className={styles.reason}>
                {advice.line !== null && `${say('advice.line', { number: advice.line })} `}
                {!needsAnswer(advice) && `${label('use', advice.use)}: `}
                <bdi>{advice.threshold.why}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}
