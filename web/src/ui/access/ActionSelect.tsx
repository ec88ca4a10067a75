import { Select } from '@mantine/core'
import type { Action } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { actionGroups } from './actions'

interface Props {
  label: string
  placeholder?: string
  value?: Action
  onChange: (action?: Action) => void
  error?: string
}

/** Chooses one action, by process and in plain words; typing narrows. */
export function ActionSelect({ label: title, placeholder, value, onChange, error }: Props) {
  const say = useText()
  const label = useLabel()
  return (
    <Select
      aria-label={title}
      placeholder={placeholder ?? title}
      searchable
      clearable={false}
      value={value ?? null}
      onChange={(action) => onChange((action ?? undefined) as Action | undefined)}
      nothingFoundMessage={say('pick.nothing')}
      error={error}
      maxDropdownHeight={340}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      data={actionGroups.map(({ process, actions }) => ({
        group: label('process', process),
        items: actions.map((action) => ({ value: action, label: label('act', action) })),
      }))}
    />
  )
}
