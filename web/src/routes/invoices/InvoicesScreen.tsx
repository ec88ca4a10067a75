import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { InvoiceRowFragment, ItemState, MatchOutcome } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { DataTable, type Sort } from '~/ui/DataTable'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { Pager, type PageState } from '~/ui/Pager'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { InvoiceCard, useInvoiceColumns } from '~/ui/item/invoiceColumns'
import { InvoiceFilters } from './InvoiceFilters'

/** Which invoices are shown; it lives in the address. */
export interface InvoicesFilter {
  state?: ItemState[]
  q?: string
  currency?: string
  match?: MatchOutcome
  /** Gross amount from, and below, decimal text. */
  from?: string
  below?: string
  /** Due on or after, and before, plain dates. */
  dueFrom?: string
  dueBefore?: string
}

/** A page of invoices. */
export interface InvoicesPage {
  rows: InvoiceRowFragment[]
  total: { value: number; capped: boolean }
  page: PageState
}

export interface InvoicesProps {
  list: Loaded<InvoicesPage>
  filter: InvoicesFilter
  onFilter: (filter: InvoicesFilter) => void
  sort?: Sort
  onSort: (sort: Sort) => void
  onNext: () => void
  onPrevious: () => void
  onRetry: () => void
  /** May the viewer enter invoices? */
  canEnter: boolean
  /** True when lists are narrowed to one entity. */
  narrowed: boolean
}

/** All invoices that the viewer may see: filtered, sorted, page by page. */
export function InvoicesScreen(props: InvoicesProps) {
  const { canEnter } = props
  const say = useText()
  return (
    <Page
      title={say('nav.invoices')}
      actions={
        canEnter && (
          <>
            <Button
              component="a"
              href="/invoices/new"
              variant="default"
              leftSection={<IconPlus size={15} aria-hidden />}
            >
              {say('invoices.new')}
            </Button>
            <Button component="a" href="/uploads">
              {say('invoices.upload')}
            </Button>
          </>
        )
      }
      tools={<InvoiceFilters filter={props.filter} onFilter={props.onFilter} />}
    >
      <List {...props} />
    </Page>
  )
}

function List({
  list,
  filter,
  onFilter,
  sort,
  onSort,
  onNext,
  onPrevious,
  onRetry,
  canEnter,
  narrowed,
}: InvoicesProps) {
  const say = useText()
  const columns = useInvoiceColumns()
  if (list.state === 'loading')
    return (
      <TableSkeleton
        label={say('invoices.loading')}
        columns={columns.map((column) => ({ label: column.label, align: column.align, wide: column.wide }))}
      />
    )
  if (list.state === 'problem') {
    return list.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={say('invoices.forbidden')} text={list.problem.message} />
    ) : (
      <ProblemNotice problem={list.problem} onRetry={onRetry} />
    )
  }
  const { rows, total, page } = list.data
  if (rows.length === 0) {
    return Object.values(filter).some((value) => value !== undefined) || narrowed ? (
      <EmptyNotice
        kind="filtered"
        title={say('invoices.filtered')}
        text={say(narrowed ? 'invoices.filteredEntity' : 'invoices.filteredText')}
      >
        <Button variant="default" onClick={() => onFilter({})}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    ) : (
      <EmptyNotice kind="nothing" title={say('invoices.nothing')} text={say('invoices.nothingText')}>
        {canEnter && (
          <Button component="a" href="/uploads">
            {say('invoices.upload')}
          </Button>
        )}
      </EmptyNotice>
    )
  }
  return (
    <div>
      <DataTable
        caption={say('nav.invoices')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/invoices/${encodeURIComponent(row.id)}`}
        card={(row) => <InvoiceCard row={row} />}
        sort={sort}
        onSort={onSort}
      />
      <Pager shown={rows.length} total={total} page={page} onNext={onNext} onPrevious={onPrevious} />
    </div>
  )
}
