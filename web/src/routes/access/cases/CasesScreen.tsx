import { Checkbox } from '@mantine/core'
import type { CaseRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { ActorCell } from '~/ui/ActorCell'
import { Card } from '~/ui/Card'
import { type Listed, Listing, type Reading } from '~/ui/Listing'
import type { Column } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { When } from '~/ui/When'
import { CaseDetail } from './CaseDetail'
import type { CasesSearch } from './search'

export type CasesFilter = Omit<CasesSearch, 'open' | 'after'>

export interface CasesProps extends Reading {
  list: Loaded<Listed<CaseRowFragment>>
  filter: CasesFilter
  onFilter: (filter: CasesFilter) => void
  /** Id of the case that is open. */
  open?: string
  onOpen: (id?: string) => void
  busy?: boolean
  onResolve: (found: CaseRowFragment) => void
}

/** What was found and must be answered for, newest first. */
export function CasesScreen({ filter, onFilter, busy, onResolve, ...list }: CasesProps) {
  const say = useText()
  const label = useLabel()
  const state = (row: CaseRowFragment) => (
    <Mark tone={row.state === 'RESOLVED' ? 'done' : row.overdue ? 'risk' : 'wait'} plain>
      {row.overdue ? say('case.overdue') : label('caseState', row.state)}
    </Mark>
  )
  const columns: Column<CaseRowFragment>[] = [
    {
      id: 'title',
      label: say('case.title'),
      wide: true,
      cell: ({ key, title }) => <bdi title={title}>{`${key} · ${title}`}</bdi>,
    },
    {
      id: 'category',
      label: say('case.category'),
      cell: ({ category }) => label('caseCategory', category),
    },
    {
      id: 'owner',
      label: say('case.owner'),
      cell: ({ owner }) => (owner ? <ActorCell actor={owner} /> : '–'),
    },
    { id: 'due', label: say('case.due'), cell: ({ dueAt }) => <When at={dueAt} /> },
    { id: 'state', label: say('case.state'), cell: state },
  ]
  const flag = (name: keyof CasesFilter, text: string) => (
    <Checkbox
      size="xs"
      label={text}
      checked={filter[name] ?? false}
      onChange={(event) => onFilter({ ...filter, [name]: event.currentTarget.checked || undefined })}
    />
  )
  return (
    <Page
      title={say('place.cases')}
      tools={
        <>
          {flag('waiting', say('case.openOnly'))}
          {flag('mine', say('case.mine'))}
          {flag('overdue', say('case.overdueOnly'))}
        </>
      }
    >
      <Listing
        {...list}
        words={{
          caption: say('place.cases'),
          loading: say('case.loading'),
          forbidden: say('case.forbidden'),
          nothing: say('case.nothing'),
          filtered: say('case.filtered'),
        }}
        onClear={filter.waiting || filter.mine || filter.overdue ? () => onFilter({}) : undefined}
        columns={columns}
        rowKey={({ id }) => id}
        card={(row) => (
          <Card title={<bdi>{row.title}</bdi>} quiet={label('caseCategory', row.category)}>
            {row.owner && <PersonName person={row.owner} />}
            {state(row)}
          </Card>
        )}
        detail={(row) => <CaseDetail case={row} busy={busy} onResolve={onResolve} />}
      />
    </Page>
  )
}
