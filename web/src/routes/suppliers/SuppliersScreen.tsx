import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { RiskLevel, SupplierRowFragment, SupplierStatus } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useLabel, useText } from '~/i18n/useText'
import { type Column, DataTable, type Sort } from '~/ui/DataTable'
import { Mark } from '~/ui/Mark'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { Pager, type PageState } from '~/ui/Pager'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { riskTone } from '~/ui/tones'
import { useDraft } from '~/ui/useDraft'
import styles from './SuppliersScreen.module.css'
import { statusTone, useCountryName } from './words'

/** Which suppliers are shown; it lives in the address. */
export interface SuppliersFilter {
  q?: string
  status?: SupplierStatus
  risk?: RiskLevel
}

export interface SuppliersProps {
  list: Loaded<{ rows: SupplierRowFragment[]; total: { value: number; capped: boolean }; page: PageState }>
  filter: SuppliersFilter
  onFilter: (filter: SuppliersFilter) => void
  sort?: Sort
  onSort: (sort: Sort) => void
  onNext: () => void
  onPrevious: () => void
  onRetry: () => void
}

const statuses: SupplierStatus[] = ['ONBOARDING', 'ACTIVE', 'BLOCKED', 'INACTIVE']
const risks: RiskLevel[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

/** Who bills the group. */
export function SuppliersScreen(props: SuppliersProps) {
  const { filter, onFilter } = props
  const say = useText()
  const label = useLabel()
  const [text, setText] = useDraft(filter.q ?? '', (q) => onFilter({ ...filter, q: q || undefined }))
  return (
    <Page
      title={say('nav.suppliers')}
      tools={
        <>
          <TextInput
            aria-label={say('suppliers.find')}
            placeholder={say('suppliers.find')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            className={styles.find}
            data-find
          />
          <NativeSelect
            aria-label={say('suppliers.status')}
            value={filter.status ?? ''}
            onChange={(event) =>
              onFilter({
                ...filter,
                status: (event.currentTarget.value || undefined) as SupplierStatus | undefined,
              })
            }
            data={[
              { value: '', label: say('suppliers.anyStatus') },
              ...statuses.map((value) => ({ value, label: label('supplier', value) })),
            ]}
          />
          <NativeSelect
            aria-label={say('suppliers.risk')}
            value={filter.risk ?? ''}
            onChange={(event) =>
              onFilter({ ...filter, risk: (event.currentTarget.value || undefined) as RiskLevel | undefined })
            }
            data={[
              { value: '', label: say('suppliers.anyRisk') },
              ...risks.map((value) => ({ value, label: label('risk', value) })),
            ]}
          />
        </>
      }
    >
      <List {...props} />
    </Page>
  )
}

function List({ list, filter, onFilter, sort, onSort, onNext, onPrevious, onRetry }: SuppliersProps) {
  const say = useText()
  const label = useLabel()
  const countryName = useCountryName()
  const columns: Column<SupplierRowFragment>[] = [
    { id: 'number', label: say('suppliers.number'), sort: 'number', cell: (row) => row.number },
    {
      id: 'name',
      label: say('suppliers.name'),
      sort: 'name',
      wide: true,
      cell: (row) => <bdi title={row.name}>{row.name}</bdi>,
    },
    { id: 'country', label: say('suppliers.country'), cell: (row) => countryName(row.country) },
    {
      id: 'status',
      label: say('suppliers.status'),
      cell: (row) => (
        <Mark tone={statusTone(row.status)} plain>
          {label('supplier', row.status)}
        </Mark>
      ),
    },
    {
      id: 'risk',
      label: say('suppliers.risk'),
      cell: (row) => (
        <Mark tone={riskTone(row.risk)} plain>
          {label('risk', row.risk)}
        </Mark>
      ),
    },
  ]
  if (list.state === 'loading')
    return (
      <TableSkeleton
        label={say('suppliers.loading')}
        columns={columns.map((column) => ({ label: column.label, wide: column.wide }))}
      />
    )
  if (list.state === 'problem') {
    return list.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={say('suppliers.forbidden')} text={list.problem.message} />
    ) : (
      <ProblemNotice problem={list.problem} onRetry={onRetry} />
    )
  }
  const { rows, total, page } = list.data
  if (rows.length === 0) {
    return filter.q || filter.status || filter.risk ? (
      <EmptyNotice kind="filtered" title={say('suppliers.filtered')}>
        <Button variant="default" onClick={() => onFilter({})}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    ) : (
      <EmptyNotice kind="nothing" title={say('suppliers.nothing')} text={say('suppliers.nothingText')} />
    )
  }
  return (
    <div>
      <DataTable
        caption={say('nav.suppliers')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/suppliers/${encodeURIComponent(row.id)}`}
        card={(row) => (
          <div className={styles.card}>
            <b>{row.name}</b>
            <span>
              {row.number} · {countryName(row.country)}
            </span>
            <span className={styles.marks}>
              <Mark tone={statusTone(row.status)} plain>
                {label('supplier', row.status)}
              </Mark>
              <Mark tone={riskTone(row.risk)} plain>
                {label('risk', row.risk)}
              </Mark>
            </span>
          </div>
        )}
        sort={sort}
        onSort={onSort}
      />
      <Pager shown={rows.length} total={total} page={page} onNext={onNext} onPrevious={onPrevious} />
    </div>
  )
}
