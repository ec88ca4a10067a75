import { Select } from '@mantine/core'
import { useText } from '~/i18n/useText'

/** What a question is about: a legal entity, or one invoice. */
export type Subject =
  | { kind: 'entity'; id: string; code: string; name: string }
  | { kind: 'item'; id: string; key: string; title: string }

interface Props {
  label: string
  placeholder?: string
  subject?: Subject
  entities: { id: string; code: string; name: string }[]
  items: { id: string; key: string; title: string }[]
  /** Searches invoices. */
  onFind: (text: string) => void
  onChange: (subject?: Subject) => void
  error?: string
  /** Also what is asked of everything: nothing chosen. */
  clearable?: boolean
}

const nameOf = (subject: Subject) =>
  subject.kind === 'entity' ? `${subject.code} · ${subject.name}` : `${subject.key} · ${subject.title}`

/** Chooses an entity, or an invoice by its key, number or seller. */
export function ObjectSelect({
  label,
  placeholder,
  subject,
  entities,
  items,
  onFind,
  onChange,
  error,
  clearable,
}: Props) {
  const say = useText()
  const places: Subject[] = entities.map(({ id, code, name }) => ({ kind: 'entity', id, code, name }))
  const found: Subject[] = items.map(({ id, key, title }) => ({ kind: 'item', id, key, title }))
  const all = [...places, ...found]
  const known = subject && !all.some(({ id }) => id === subject.id) ? [...all, subject] : all
  const group = (kind: Subject['kind'], name: string) => {
    const some = known.filter((each) => each.kind === kind)
    return some.length > 0
      ? [{ group: name, items: some.map((each) => ({ value: each.id, label: nameOf(each) })) }]
      : []
  }
  return (
    <Select
      aria-label={label}
      placeholder={placeholder ?? label}
      searchable
      clearable={clearable}
      clearButtonProps={{ 'aria-label': say('action.clear') }}
      value={subject?.id ?? null}
      onChange={(id) => onChange(known.find((each) => each.id === id))}
      onSearchChange={onFind}
      nothingFoundMessage={say('pick.nothing')}
      error={error}
      maxDropdownHeight={340}
      comboboxProps={{ width: 340, position: 'bottom-start' }}
      data={[...group('entity', say('pick.entities')), ...group('item', say('pick.items'))]}
    />
  )
}
