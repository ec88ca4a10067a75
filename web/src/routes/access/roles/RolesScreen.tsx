import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { PoliciesInForceQuery, RolesQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { riskTone } from '~/ui/tones'
import { worst } from '~/ui/RiskMark'
import { type Column, DataTable } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { PersonName } from '~/ui/people'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { useDraft } from '~/ui/useDraft'
import { Policies } from './Policies'
import styles from './RolesScreen.module.css'
import type { RolesSearch } from './search'

export type RoleRow = RolesQuery['roles'][number]

export interface RolesProps {
  list: Loaded<RoleRow[]>
  policies?: PoliciesInForceQuery['policies']
  filter: RolesSearch
  onFilter: (filter: RolesSearch) => void
  onRetry: () => void
}

/** Roles as of the area's instant, and the policies in force beside them. */
export function RolesScreen(props: RolesProps) {
  const { filter, onFilter, policies } = props
  const say = useText()
  const [text, setText] = useDraft(filter.q ?? '', (q) => onFilter({ q: q || undefined }))
  return (
    <Page
      title={say('place.roles')}
      actions={
        <Button component="a" href="/access/roles/compare" variant="default">
          {say('roles.compare')}
        </Button>
      }
      tools={
        <TextInput
          aria-label={say('roles.find')}
          placeholder={say('roles.find')}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          className={styles.find}
          data-find
        />
      }
    >
      <List {...props} />
      {policies && policies.length > 0 && <Policies policies={policies} />}
    </Page>
  )
}

function List({ list, filter, onFilter, onRetry }: RolesProps) {
  const say = useText()
  const formats = useFormats()
  const columns: Column<RoleRow>[] = [
    {
      id: 'name',
      label: say('roles.name'),
      cell: ({ name }) => (
        <bdi className={styles.name} title={name}>
          {name}
        </bdi>
      ),
    },
    {
      id: 'purpose',
      label: say('roles.purpose'),
      wide: true,
      cell: ({ purpose }) => <bdi title={purpose}>{purpose}</bdi>,
    },
    {
      id: 'owner',
      label: say('roles.owner'),
      cell: ({ owner }) => (owner ? <PersonName person={owner} /> : <span className={styles.quiet}>–</span>),
    },
    {
      id: 'actions',
      label: say('roles.actions'),
      align: 'end',
      cell: ({ actions }) => formats.count(actions.length),
    },
    {
      id: 'inherits',
      label: say('roles.inherits'),
      cell: ({ inherits }) => <bdi>{inherits.map(({ name }) => name).join(', ') || '–'}</bdi>,
    },
    { id: 'conflicts', label: say('roles.conflicts'), cell: (row) => <InItself row={row} /> },
  ]
  if (list.state === 'loading') return <TableSkeleton label={say('roles.loading')} columns={columns} />
  if (list.state === 'problem')
    return list.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={say('roles.forbidden')} text={list.problem.message} />
    ) : (
      <ProblemNotice problem={list.problem} onRetry={onRetry} />
    )
  if (list.data.length === 0) return <EmptyNotice kind="nothing" title={say('roles.nothing')} />
  const wanted = filter.q?.toLocaleLowerCase()
  const rows = wanted
    ? list.data.filter(({ name, key, purpose }) =>
        [name, key, purpose].some((words) => words.toLocaleLowerCase().includes(wanted)),
      )
    : list.data
  if (rows.length === 0)
    return (
      <EmptyNotice kind="filtered" title={say('roles.filtered')}>
        <Button variant="default" onClick={() => onFilter({})}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    )
  return (
    <DataTable
      caption={say('place.roles')}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/access/roles/${encodeURIComponent(id)}`}
      card={(row) => (
        <div className={styles.card}>
          <b>
            <bdi>{row.name}</bdi>
          </b>
          <bdi className={styles.quiet}>{row.purpose}</bdi>
          <InItself row={row} />
        </div>
      )}
    />
  )
}

function InItself({ row }: { row: RoleRow }) {
  const say = useText()
  const risk = worst(row.internalConflicts.map((rule) => rule.risk))
  if (!risk) return <span className={styles.quiet}>–</span>
  return (
    <Mark tone={riskTone(risk)} plain>
      {say('conflict.count', { count: row.internalConflicts.length })}
    </Mark>
  )
}
