import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { RequestRowFragment } from '~/api/documents'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { ObjectSelect, type Subject } from '~/ui/access/ObjectSelect'
import styles from './Request.module.css'
import { type EvidenceSearch, isSame, isSpan } from './search'

/** What a request is asked with. */
export type Asked = Omit<EvidenceSearch, 'asked'>

/** What the blanks can be filled with. */
export interface EvidenceChoices {
  entities: { id: string; code: string; name: string }[]
  items: { id: string; key: string; title: string }[]
  onFindItem: (text: string) => void
  /** The invoice that was asked about, with its name. */
  item?: { id: string; key: string; title: string }
}

export interface ParametersProps {
  request: RequestRowFragment
  asked: EvidenceSearch
  choices: EvidenceChoices
  /** The instant of the area, which ends the span; undefined is now. */
  asOf?: string
  onAsk: (asked: Asked) => void
  busy?: boolean
  /** A refusal of one of the values. */
  problem?: Problem
}

/** What a request is asked with: the days, and what it takes of entity and invoice. */
export function Parameters({ request, asked, choices, asOf, onAsk, busy, problem }: ParametersProps) {
  const say = useText()
  const formats = useFormats()
  const { in: code, item, from, to } = asked
  const address = { in: code, item, from, to }
  const [draft, setDraft] = useState<Asked>(address)
  const [seen, setSeen] = useState(asked)
  const [named, setNamed] = useState(choices.item)
  if (!isSame(asked, seen)) {
    setSeen(asked)
    setDraft(address)
  }
  const takes = (name: string) => request.parameters.includes(name)
  const set = (part: Asked) => setDraft({ ...draft, ...part })
  const entity = choices.entities.find((each) => each.code === draft.in)
  const invoice =
    [choices.item, named].find((each) => each?.id === draft.item) ??
    (draft.item ? { id: draft.item, key: draft.item, title: '' } : undefined)
  const whole = isSpan(draft) && (!takes('subject') || draft.item !== undefined)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!whole || busy) return
    const { in: about, item: subject, ...span } = draft
    onAsk({ ...span, in: takes('entity') ? about : undefined, item: takes('subject') ? subject : undefined })
  }
  const errorOf = (...fields: string[]) =>
    problem?.field && fields.includes(problem.field) ? problem.message : undefined
  const dayOf = (name: 'from' | 'to', error?: string) => (
    <TextInput
      type="date"
      label={say(`log.${name}`)}
      value={draft[name] ?? ''}
      error={error}
      onChange={(event) => set({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <form className={styles.form} onSubmit={send} noValidate aria-label={say('request.parameters')}>
      <div className={styles.blanks}>
        {dayOf('from', errorOf('from'))}
        {dayOf('to', isSpan(draft) ? errorOf('to') : say('request.badSpan'))}
        {takes('entity') && (
          <div className={styles.object}>
            <ObjectSelect
              label={say('request.entity')}
              placeholder={say('request.everyEntity')}
              clearable
              subject={entity && { kind: 'entity', ...entity }}
              entities={choices.entities}
              items={[]}
              onFind={ignored}
              onChange={(subject?: Subject) =>
                set({ in: subject?.kind === 'entity' ? subject.code : undefined })
              }
              error={errorOf('entityId')}
            />
          </div>
        )}
        {takes('subject') && (
          <div className={styles.object}>
            <ObjectSelect
              label={say('request.invoice')}
              subject={invoice && { kind: 'item', ...invoice }}
              entities={[]}
              items={choices.items}
              onFind={choices.onFindItem}
              onChange={(subject?: Subject) => {
                if (subject?.kind === 'item') setNamed(subject)
                set({ item: subject?.id })
              }}
              error={errorOf('subjectId')}
            />
          </div>
        )}
        <Button type="submit" disabled={!whole} loading={busy}>
          {say('request.ask')}
        </Button>
      </div>
      <p className={styles.quiet}>
        {asOf ? say('request.untilAsOf', { instant: formats.minute(asOf) }) : say('request.hint')}
      </p>
    </form>
  )
}

const ignored = () => undefined
