import { Button } from '@mantine/core'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { SplitPane } from '~/ui/SplitPane'
import { usePhone } from '~/ui/usePhone'
import { VirtualList } from '~/ui/VirtualList'
import type { LineRow, Source } from '../model'
import { LineItem } from './LineItem'
import { LinePane, type LinePaneProps } from './LinePane'
import { type LineFilter, LineTools } from './LineTools'
import { PickBar } from './PickBar'
import styles from './WorkScreen.module.css'

/** Lines as far as they were read. */
export interface Lines {
  rows: readonly LineRow[]
  total?: { value: number; capped: boolean }
  hasMore: boolean
}

export interface WorkProps extends Omit<LinePaneProps, 'picked' | 'onBack'> {
  sources: readonly Source[]
  currency: string
  lines: Loaded<Lines>
  onMore: () => void
  filter: LineFilter
  onFilter: (filter: LineFilter) => void
  /** Id of the chosen line. */
  selected?: string
  onSelect: (id?: string) => void
  /** Lines just settled, on their way out. */
  leaving: ReadonlySet<string>
  picked: readonly LineRow[]
  mayWriteOff: boolean
  problem?: Problem
  onMatch: () => void
  onWriteOff: () => void
  onEntry?: () => void
  onClear: () => void
}

const rowHeight = { desk: 36, phone: 56 }
const none: ReadonlySet<string> = new Set()

/** The workbench: lines on the left, on the right what settles the chosen one, and below what is picked. */
export function WorkScreen(props: WorkProps) {
  const { selected, onSelect, picked } = props
  const say = useText()
  const phone = usePhone()
  const ids = picked.length > 0 ? new Set(picked.map(({ id }) => id)) : none
  const list = <List {...props} ids={ids} />
  const pane = <LinePane {...props} picked={ids} onBack={phone ? () => onSelect(undefined) : undefined} />
  return (
    <div className={styles.root}>
      {phone ? (
        selected ? (
          <div className={styles.pane}>{pane}</div>
        ) : (
          list
        )
      ) : (
        <SplitPane name="workbench" label={say('work.divider')} initial={58} first={list} second={pane} />
      )}
      <PickBar {...props} />
    </div>
  )
}

function List({
  ids,
  lines,
  sources,
  filter,
  onFilter,
  onMore,
  selected,
  onSelect,
  leaving,
  onPick,
  onRetry,
}: WorkProps & { ids: ReadonlySet<string> }) {
  const say = useText()
  const formats = useFormats()
  const phone = usePhone()
  const narrowed = filter.q || filter.source || filter.amount || filter.state || filter.case
  return (
    <div className={styles.list}>
      <LineTools sources={sources} filter={filter} onFilter={onFilter} />
      {lines.state === 'loading' ? (
        <div role="status" aria-label={say('work.loading')} className={styles.loading} />
      ) : lines.state === 'problem' ? (
        lines.problem.code === 'FORBIDDEN' ? (
          <EmptyNotice kind="forbidden" title={say('work.forbidden')} text={lines.problem.message} />
        ) : (
          <ProblemNotice problem={lines.problem} onRetry={onRetry} />
        )
      ) : lines.data.rows.length === 0 ? (
        narrowed ? (
          <EmptyNotice kind="filtered" title={say('work.filtered')}>
            <Button variant="default" onClick={() => onFilter({})}>
              {say('action.clearFilters')}
            </Button>
          </EmptyNotice>
        ) : (
          <EmptyNotice kind="done" title={say('work.done')} text={say('work.doneText')}>
            <Button variant="default" onClick={() => onFilter({ state: 'ALL' })}>
              {say('work.showAll')}
            </Button>
          </EmptyNotice>
        )
      ) : (
        <>
          <VirtualList
            label={say('work.lines')}
            rows={lines.data.rows}
            rowKey={idOf}
            rowHeight={phone ? rowHeight.phone : rowHeight.desk}
            total={lines.data.total && !lines.data.total.capped ? lines.data.total.value : undefined}
            hasMore={lines.data.hasMore}
            onMore={onMore}
            current={selected}
            busy={lines.refreshing}
          >
            {(line) => (
              <LineItem
                line={line}
                selected={line.id === selected}
                picked={ids.has(line.id)}
                leaving={leaving.has(line.id)}
                onSelect={onSelect}
                onPick={onPick}
              />
            )}
          </VirtualList>
          <p className={styles.foot} aria-live="polite">
            {lines.data.total
              ? say(lines.data.total.capped ? 'pager.ofMoreThan' : 'pager.of', {
                  shown: formats.count(lines.data.rows.length),
                  total: formats.count(lines.data.total.value),
                })
              : say('pager.shown', { shown: formats.count(lines.data.rows.length) })}
            <span className={styles.keys} aria-hidden>
              {say('work.keys')}
            </span>
          </p>
        </>
      )}
    </div>
  )
}

const idOf = ({ id }: LineRow) => id
