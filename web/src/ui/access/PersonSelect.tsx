import { Select } from '@mantine/core'
import { useText } from '~/i18n/useText'
import type { Person } from '../people'
import styles from './PersonSelect.module.css'

export interface PersonSelectProps {
  label: string
  placeholder?: string
  /** Who is chosen; named also when the search has not found them. */
  person?: Person
  /** Whom the search has found. */
  people: Person[]
  onFind: (text: string) => void
  onChange: (person?: Person) => void
  error?: string
  /** Shows the label above, not only to those who hear it. */
  shown?: boolean
  /** Nobody is an answer too. */
  clearable?: boolean
}

/** Finds a person by name, as the server knows people. */
export function PersonSelect({
  label,
  placeholder,
  person,
  people,
  onFind,
  onChange,
  error,
  shown,
  clearable,
}: PersonSelectProps) {
  const say = useText()
  const known = person && !people.some(({ id }) => id === person.id) ? [person, ...people] : people
  return (
    <Select
      label={shown ? label : undefined}
      aria-label={shown ? undefined : label}
      placeholder={placeholder ?? label}
      searchable
      clearable={clearable}
      clearButtonProps={{ 'aria-label': say('action.clear') }}
      value={person?.id ?? null}
      onChange={(id) => onChange(known.find((each) => each.id === id))}
      onSearchChange={onFind}
      filter={({ options }) => options}
      nothingFoundMessage={say('pick.nobody')}
      error={error}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      data={known.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option: { value, label: name } }) => (
        <span>
          <bdi>{name}</bdi>
          <bdi className={styles.title}>{known.find(({ id }) => id === value)?.title}</bdi>
        </span>
      )}
    />
  )
}
