import { Button } from '@mantine/core'
import type { LogRowFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { Pager, type PageState } from '~/ui/Pager'
import { TableSkeleton } from '~/ui/TableSkeleton'
import type { InclusionProps } from './Inclusion'
import { LogFilters, type LogFiltersProps } from './LogFilters'
import { LogTable } from './LogTable'

export interface LogProps extends LogFiltersProps {
  list: Loaded<{
    rows: LogRowFragment[]
    total: { value: number; capped: boolean }
    page: PageState
  }>
  /** Id of the event that is open, and the proof that is asked for it. */
  open?: string
  onOpen: (id?: string) => void
  proof: InclusionProps
  onNext: () => void
  onPrevious: () => void
  onRetry: () => void
}

/** The audit log, newest first: who did what to what, by which right, and the proof of each line. */
export function LogScreen(props: LogProps) {
  const { filter, onFilter, choices, list, onRetry } = props
  const say = useText()
  return (
    <Page
      title={say('place.log')}
      tools={<LogFilters filter={filter} onFilter={onFilter} choices={choices} />}
    >
      {list.state === 'problem' ? (
        list.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('log.forbidden')} text={list.problem.message} />
        ) : (
          <ProblemNotice problem={list.problem} onRetry={onRetry} />
        )
      ) : (
        <ListPart {...props} />
      )}
    </Page>
  )
}

function ListPart({ list, filter, onFilter, open, onOpen, proof, onNext, onPrevious }: LogProps) {
  const say = useText()
  if (list.state !== 'ready')
    return (
      <TableSkeleton
        label={say('log.loading')}
        rows={12}
        columns={[
          { label: say('log.seq') },
          { label: say('log.at') },
          { label: say('log.who') },
          { label: say('log.what'), wide: true },
          { label: say('log.kind') },
        ]}
      />
    )
  const { rows, total, page } = list.data
  if (rows.length === 0)
    return Object.values(filter).some((value) => value !== undefined) ? (
      <EmptyNotice kind="filtered" title={say('log.filtered')} text={say('log.filteredText')}>
        <Button variant="default" onClick={() => onFilter({})}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    ) : (
      <EmptyNotice kind="nothing" title={say('log.nothing')} />
    )
  return (
    <>
      <LogTable rows={rows} open={open} onOpen={onOpen} {...proof} />
      <Pager shown={rows.length} total={total} page={page} onNext={onNext} onPrevious={onPrevious} />
    </>
  )
}
