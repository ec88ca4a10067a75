import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Sentence } from '~/i18n/Sentence'
import { useText } from '~/i18n/useText'
import { ActionSelect } from '~/ui/access/ActionSelect'
import { ObjectSelect } from '~/ui/access/ObjectSelect'
import { PersonSelect } from '~/ui/access/PersonSelect'
import { DecimalInput } from '~/ui/DecimalInput'
import type { Person } from '~/ui/people'
import { usePhone } from '~/ui/usePhone'
import { AsOf } from '../AsOf'
import styles from './Questions.module.css'
import { type Ask, isWhole, type Question } from './question'

/** What the blanks can be filled with. */
export interface Choices {
  people: Person[]
  onFindPerson: (text: string) => void
  entities: { id: string; code: string; name: string }[]
  items: { id: string; key: string; title: string }[]
  onFindItem: (text: string) => void
  /** The group's own, in which limits are; absent until it is known. */
  currency?: string
}

export interface QuestionsProps {
  question: Question
  choices: Choices
  asOf?: string
  onAsOf: (asOf?: string) => void
  onAsk: (ask: Ask, question: Question) => void
}

/** The questions as sentences with blanks. What is asked is the one that was sent last; the others keep what was filled in. */
export function Questions({ question, choices, asOf, onAsOf, onAsk }: QuestionsProps) {
  const say = useText()
  const [draft, setDraft] = useState(question)
  const [seen, setSeen] = useState(question)
  const [chosen, setChosen] = useState<Ask>()
  const phone = usePhone()
  // On a phone one question has the place; the others wait as lines.
  const unfolded = chosen ?? question.ask ?? 'what'
  if (question !== seen) {
    setSeen(question)
    // What the address says nothing of stays as it was filled in.
    const said = Object.entries(question).filter(([, value]) => value !== undefined)
    setDraft({ ...draft, ...Object.fromEntries(said) })
  }
  const set = (part: Question) => setDraft({ ...draft, ...part })
  const person = (
    <PersonSelect
      label={say('access.person')}
      person={draft.person}
      people={choices.people}
      onFind={choices.onFindPerson}
      onChange={(next) => set({ person: next })}
    />
  )
  const action = (
    <ActionSelect
      label={say('access.action')}
      value={draft.action}
      onChange={(next) => set({ action: next })}
    />
  )
  const date = <AsOf asOf={asOf} onAsOf={onAsOf} bare />
  const form = (ask: Ask, blanks: Record<string, ReactNode>) =>
    phone && ask !== unfolded ? (
      <button type="button" className={styles.folded} onClick={() => setChosen(ask)}>
        {say(`explorer.${ask}.name`)}
      </button>
    ) : (
      <QuestionForm
        ask={ask}
        blanks={blanks}
        asked={question.ask === ask}
        whole={isWhole(draft, ask)}
        onAsk={() => onAsk(ask, draft)}
      />
    )
  const item = draft.subject?.kind === 'item' ? draft.subject : undefined
  const objects = {
    items: choices.items,
    onFind: choices.onFindItem,
    onChange: (subject: Question['subject']) => set({ subject }),
  }
  return (
    <div className={styles.root}>
      {form('what', { person, date })}
      {form('who', {
        action,
        subject: (
          <ObjectSelect
            label={say('explorer.object')}
            placeholder={say('explorer.anything')}
            subject={draft.subject}
            entities={choices.entities}
            clearable
            {...objects}
          />
        ),
        amount: (
          <span className={styles.amount}>
            <DecimalInput
              hideLabel
              label={say('explorer.amount')}
              placeholder={say('explorer.anyAmount')}
              value={item ? '' : (draft.over ?? '')}
              onChange={(amount) => set({ over: amount || undefined })}
            />
            <span className={styles.currency}>{choices.currency}</span>
          </span>
        ),
        date,
      })}
      {form('may', {
        person,
        action,
        subject: (
          <ObjectSelect
            label={say('explorer.item')}
            placeholder={say('explorer.anItem')}
            subject={item}
            entities={[]}
            {...objects}
          />
        ),
        date,
      })}
    </div>
  )
}

interface FormProps {
  ask: Ask
  blanks: Record<string, ReactNode>
  /** Whether this is the question that was asked. */
  asked: boolean
  whole: boolean
  onAsk: () => void
}

function QuestionForm({ ask, blanks, asked, whole, onAsk }: FormProps) {
  const say = useText()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (whole) onAsk()
  }
  return (
    <form
      className={styles.form}
      data-asked={asked || undefined}
      onSubmit={send}
      aria-label={say(`explorer.${ask}.name`)}
    >
      <div className={styles.sentence}>
        <Sentence id={`explorer.${ask}`} blanks={blanks} />
      </div>
      <Button type="submit" variant={asked ? 'filled' : 'default'} disabled={!whole}>
        {say('explorer.ask')}
      </Button>
    </form>
  )
}
