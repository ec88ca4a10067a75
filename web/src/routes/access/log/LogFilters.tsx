import { Button, Checkbox, TextInput } from '@mantine/core'
import { useText } from '~/i18n/useText'
import { ObjectSelect, type Subject } from '~/ui/access/ObjectSelect'
import { PersonSelect } from '~/ui/access/PersonSelect'
import type { Person } from '~/ui/people'
import { useDraft } from '~/ui/useDraft'
import styles from './LogFilters.module.css'
import type { LogSearch } from './search'

/** What narrows the log. */
export type LogFilter = Omit<LogSearch, 'open' | 'after' | 'before'>

/** What the filters can be filled with, and names for the ids in them. */
export interface LogChoices {
  actor?: Person
  people: Person[]
  onFindPerson: (text: string) => void
  subject?: Subject
  items: { id: string; key: string; title: string }[]
  onFindItem: (text: string) => void
}

export interface LogFiltersProps {
  filter: LogFilter
  onFilter: (filter: LogFilter) => void
  choices: LogChoices
}

/** Narrows the log: by who, to what, which kind, by which command, when, and to refusals. */
export function LogFilters({ filter, onFilter, choices }: LogFiltersProps) {
  const say = useText()
  const set = (part: LogFilter) => onFilter({ ...filter, ...part })
  const [kind, setKind] = useDraft(filter.kind ?? '', (next) => set({ kind: next.trim() || undefined }))
  const [command, setCommand] = useDraft(filter.command ?? '', (next) =>
    set({ command: next.trim() || undefined }),
  )
  const dayOf = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      aria-label={say(`log.${name}`)}
      title={say(`log.${name}`)}
      value={filter[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <>
      <PersonSelect
        label={say('log.who')}
        clearable
        person={choices.actor}
        people={choices.people}
        onFind={choices.onFindPerson}
        onChange={(person) => set({ actor: person?.id })}
      />
      <ObjectSelect
        label={say('log.subject')}
        clearable
        subject={choices.subject}
        entities={[]}
        items={choices.items}
        onFind={choices.onFindItem}
        onChange={(subject) => set({ subject: subject?.id })}
      />
      <TextInput
        aria-label={say('log.kindFrom')}
        placeholder={say('log.kindFrom')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        className={styles.word}
      />
      <TextInput
        aria-label={say('log.command')}
        placeholder={say('log.command')}
        value={command}
        onChange={(event) => setCommand(event.currentTarget.value)}
        className={styles.word}
      />
      <span className={styles.days}>
        {dayOf('from')}
        <span aria-hidden>–</span>
        {dayOf('to')}
      </span>
      <Checkbox
        size="xs"
        label={say('log.refused')}
        checked={filter.refused ?? false}
        onChange={(event) => set({ refused: event.currentTarget.checked || undefined })}
      />
      {Object.values(filter).some((value) => value !== undefined) && (
        <Button variant="subtle" onClick={() => onFilter({})}>
          {say('action.clearFilters')}
        </Button>
      )}
    </>
  )
}
