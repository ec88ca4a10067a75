import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { type Column, DataTable } from './DataTable'
import { EmptyNotice, ProblemNotice } from './Notice'
import { Pager, type PageState } from './Pager'
import { TableSkeleton } from './TableSkeleton'

/** A list as it was read; without a page it is whole. */
export interface Listed<Row> {
  rows: Row[]
  total?: { value: number; capped: boolean }
  page?: PageState
}

/** What a list needs to be read on: its pages, and once more. */
export interface Reading {
  onNext?: () => void
  onPrevious?: () => void
  onRetry: () => void
}

export interface ListingProps<Row> extends Reading {
  list: Loaded<Listed<Row>>
  /** What the list says of itself: its name, and why nothing is shown. */
  words: { caption: string; loading: string; forbidden: string; nothing: string; filtered?: string }
  columns: Column<Row>[]
  rowKey: (row: Row) => string
  /** A row on a phone. */
  card: (row: Row) => ReactNode
  /** What a row opens to. */
  detail?: (row: Row) => ReactNode
  /** Key of the row that is open. */
  open?: string
  onOpen?: (key?: string) => void
  /** Where a row leads, in place of opening. */
  rowHref?: (row: Row) => string
  /** Drops the filters; absent while there are none. */
  onClear?: () => void
}

/** A list whose rows open in place, in each of its states: on its way, refused, failed, empty, narrowed to nothing, there. */
export function Listing<Row>({
  list,
  words,
  onClear,
  onNext,
  onPrevious,
  onRetry,
  ...table
}: ListingProps<Row>) {
  const say = useText()
  if (list.state === 'loading')
    return <TableSkeleton label={words.loading} rows={8} columns={table.columns} />
  if (list.state === 'problem')
    return list.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={words.forbidden} text={list.problem.message} />
    ) : (
      <ProblemNotice problem={list.problem} onRetry={onRetry} />
    )
  const { rows, total, page } = list.data
  if (rows.length === 0)
    return onClear && words.filtered ? (
      <EmptyNotice kind="filtered" title={words.filtered}>
        <Button variant="default" onClick={onClear}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    ) : (
      <EmptyNotice kind="nothing" title={words.nothing} />
    )
  return (
    <>
      <DataTable caption={words.caption} rows={rows} {...table} />
      {page && onNext && onPrevious && (
        <Pager shown={rows.length} total={total} page={page} onNext={onNext} onPrevious={onPrevious} />
      )}
    </>
  )
}
