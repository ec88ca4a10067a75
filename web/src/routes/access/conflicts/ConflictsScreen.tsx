import { Button, Skeleton } from '@mantine/core'
import { useRef } from 'react'
import type { ConflictRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { ConflictTable } from '~/ui/access/ConflictTable'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { Pager, type PageState } from '~/ui/Pager'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { ConflictFilters, type ConflictsFilter } from './ConflictFilters'
import styles from './ConflictsScreen.module.css'
import { ConflictInFull, type InFullProps } from './ConflictInFull'
import { HeatMap } from './HeatMap'
import { cellsOf, type Matrix } from './matrix'
import { MatrixTable } from './MatrixTable'

export interface ConflictsProps {
  matrix: Loaded<Matrix>
  list: Loaded<{
    rows: ConflictRowFragment[]
    total: { value: number; capped: boolean }
    page: PageState
  }>
  filter: ConflictsFilter
  onFilter: (filter: ConflictsFilter) => void
  /** Name of the person that the filter names. */
  person?: string
  /** Id of the conflict that is open, and what is read of it. */
  open?: string
  onOpen: (id?: string) => void
  inFull: InFullProps
  onNext: () => void
  onPrevious: () => void
  onRetry: () => void
}

/** Who stands on both sides of a segregation rule: the map of duties, then the people, then what they did. */
export function ConflictsScreen(props: ConflictsProps) {
  const { filter, onFilter, person, matrix, list, onRetry } = props
  const say = useText()
  const people = useRef<HTMLDivElement>(null)
  const problem =
    matrix.state === 'problem' ? matrix.problem : list.state === 'problem' ? list.problem : undefined
  return (
    <Page
      title={say('place.conflicts')}
      tools={<ConflictFilters filter={filter} onFilter={onFilter} person={person} />}
    >
      {problem ? (
        problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('conflicts.forbidden')} text={problem.message} />
        ) : (
          <ProblemNotice problem={problem} onRetry={onRetry} />
        )
      ) : (
        <>
          <MapPart
            matrix={matrix}
            filter={filter}
            onFilter={(next) => {
              onFilter(next)
              people.current?.scrollIntoView({ block: 'nearest' })
            }}
          />
          <div ref={people}>
            <ListPart {...props} />
          </div>
        </>
      )}
    </Page>
  )
}

function MapPart({ matrix, filter, onFilter }: Pick<ConflictsProps, 'matrix' | 'filter' | 'onFilter'>) {
  const say = useText()
  if (matrix.state !== 'ready')
    return (
      <div role="status" aria-label={say('conflicts.loading')}>
        <Skeleton height={300} />
      </div>
    )
  const cells = cellsOf(matrix.data, filter)
  if (cells.length === 0) return null
  const props = {
    matrix: matrix.data,
    cells,
    filter,
    chosen: filter.rule,
    onChoose: (rule: string[]) => onFilter({ ...filter, rule }),
  }
  return filter.view === 'table' ? (
    <MatrixTable {...props} />
  ) : (
    <figure className={styles.figure}>
      <HeatMap {...props} />
      <figcaption className={styles.legend}>{say('conflicts.legend')}</figcaption>
    </figure>
  )
}

function ListPart({ list, filter, onFilter, open, onOpen, inFull, onNext, onPrevious }: ConflictsProps) {
  const say = useText()
  if (list.state !== 'ready')
    return (
      <TableSkeleton
        label={say('conflicts.loading')}
        rows={8}
        columns={[
          { label: say('access.person') },
          { label: say('conflicts.rule'), wide: true },
          { label: say('conflicts.risk') },
          { label: say('conflicts.kind') },
          { label: say('conflicts.money'), align: 'end' },
          { label: say('conflicts.state') },
        ]}
      />
    )
  const { rows, total, page } = list.data
  if (rows.length === 0) {
    const { view, all, ...narrowing } = filter
    return Object.values(narrowing).some((value) => value !== undefined) ? (
      <EmptyNotice kind="filtered" title={say('conflicts.filtered')} text={say('conflicts.filteredText')}>
        <Button variant="default" onClick={() => onFilter({ view, all })}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    ) : (
      <EmptyNotice kind="done" title={say('conflicts.done')} text={say('conflicts.doneText')} />
    )
  }
  return (
    <>
      <h2 className={styles.title}>{say('conflicts.list')}</h2>
      <ConflictTable
        caption={say('conflicts.list')}
        rows={rows}
        open={open}
        onOpen={onOpen}
        detail={(row) => <ConflictInFull conflict={row} {...inFull} />}
      />
      <Pager shown={rows.length} total={total} page={page} onNext={onNext} onPrevious={onPrevious} />
    </>
  )
}
