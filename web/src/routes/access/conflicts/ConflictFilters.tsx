import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ConflictKind, ConflictState, RiskLevel } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { risks } from '~/ui/RiskMark'
import styles from './ConflictFilters.module.css'
import { type ConflictsSearch, kinds, states } from './search'

/** What narrows the conflicts, and how the map is shown. */
export type ConflictsFilter = Omit<ConflictsSearch, 'open' | 'after'>

interface Props {
  filter: ConflictsFilter
  onFilter: (filter: ConflictsFilter) => void
  /** Name of the person that the filter names. */
  person?: string
}

/** Narrows conflicts by kind, risk and state; rules and people that were chosen elsewhere stand as buttons that drop them. */
export function ConflictFilters({ filter, onFilter, person }: Props) {
  const say = useText()
  const label = useLabel()
  const set = (part: ConflictsFilter) => onFilter({ ...filter, ...part })
  const choice = <T extends string>(
    name: string,
    any: string,
    value: T | undefined,
    all: readonly T[],
    kind: string,
    onChange: (value?: T) => void,
  ) => (
    <NativeSelect
      aria-label={name}
      value={value ?? ''}
      onChange={(event) => onChange((event.currentTarget.value || undefined) as T | undefined)}
      data={[{ value: '', label: any }, ...all.map((each) => ({ value: each, label: label(kind, each) }))]}
    />
  )
  return (
    <>
      {choice<ConflictKind>(
        say('conflicts.kind'),
        say('conflicts.anyKind'),
        filter.kind,
        kinds,
        'conflictKind',
        (kind) => set({ kind }),
      )}
      {choice<RiskLevel>(
        say('conflicts.risk'),
        say('conflicts.anyRisk'),
        filter.risk,
        risks,
        'risk',
        (risk) => set({ risk }),
      )}
      {choice<ConflictState>(
        say('conflicts.state'),
        say('conflicts.anyState'),
        filter.state,
        states,
        'conflictState',
        (state) => set({ state }),
      )}
      {filter.rule && <Dropper name={filter.rule.join(', ')} onDrop={() => set({ rule: undefined })} />}
      {filter.person && <Dropper name={person ?? filter.person} onDrop={() => set({ person: undefined })} />}
      <div className={styles.view}>
        <Checkbox
          size="xs"
          label={say('conflicts.all')}
          checked={filter.all ?? false}
          onChange={(event) => set({ all: event.currentTarget.checked || undefined })}
        />
        <div role="group" aria-label={say('conflicts.view')} className={styles.switch}>
          <button type="button" aria-pressed={!filter.view} onClick={() => set({ view: undefined })}>
            {say('conflicts.asMap')}
          </button>
          <button type="button" aria-pressed={filter.view === 'table'} onClick={() => set({ view: 'table' })}>
            {say('conflicts.asTable')}
          </button>
        </div>
      </div>
    </>
  )
}

function Dropper({ name, onDrop }: { name: string; onDrop: () => void }) {
  const say = useText()
  return (
    <Button
      variant="light"
      rightSection={<IconX size={13} aria-hidden />}
      onClick={onDrop}
      aria-label={say('conflicts.drop', { name })}
    >
      <bdi>{name}</bdi>
    </Button>
  )
}
