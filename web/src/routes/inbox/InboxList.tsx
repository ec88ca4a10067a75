import { Button, Skeleton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useText } from '~/i18n/useText'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Pager } from '~/ui/Pager'
import styles from './InboxList.module.css'
import type { InboxProps } from './InboxScreen'
import { TaskRow } from './TaskRow'

const skeletonRows = 9

/** The tasks in order, or why there are none. */
export function InboxList(props: InboxProps) {
  const { list, selected, leaving, onSelect, onRetry } = props
  const say = useText()
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    here.current?.scrollIntoView?.({ block: 'nearest' })
  }, [selected])

  if (list.state === 'loading') return <ListSkeleton label={say('inbox.loading')} />
  if (list.state === 'problem') {
    return list.problem.code === 'FORBIDDEN' ? (
      <EmptyNotice kind="forbidden" title={say('inbox.forbidden')} text={list.problem.message} />
    ) : (
      <ProblemNotice problem={list.problem} onRetry={onRetry} />
    )
  }
  const { tasks, total, page } = list.data
  if (tasks.length === 0) return <Empty {...props} />
  return (
    <>
      <ul className={styles.rows} aria-label={say('inbox.title')} aria-busy={list.refreshing}>
        {tasks.map((task) => (
          <li
            key={task.id}
            ref={task.id === selected ? here : undefined}
            className={styles.row}
            data-leaving={leaving.has(task.id) || undefined}
          >
            <TaskRow task={task} selected={task.id === selected} onSelect={() => onSelect(task.id)} />
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <Pager
          shown={tasks.length}
          total={total}
          page={page}
          onNext={props.onNext}
          onPrevious={props.onPrevious}
        />
      </div>
    </>
  )
}

function Empty({ filter, onFilter, narrowed, counts }: InboxProps) {
  const say = useText()
  if (filter.kind || filter.overdue || filter.q) {
    return (
      <EmptyNotice kind="filtered" title={say('inbox.filtered')} text={say('inbox.filteredText')}>
        <Button variant="default" onClick={() => onFilter({ sort: filter.sort })}>
          {say('action.clearFilters')}
        </Button>
      </EmptyNotice>
    )
  }
  const elsewhere = counts.reduce((sum, count) => sum + count.open, 0)
  if (narrowed && elsewhere > 0) {
    return (
      <EmptyNotice
        kind="filtered"
        title={say('inbox.elsewhere', { count: elsewhere })}
        text={say('inbox.elsewhereText')}
      />
    )
  }
  return (
    <EmptyNotice kind="done" title={say('inbox.done')} text={say('inbox.doneText')}>
      <Button component="a" href="/invoices" variant="default">
        {say('inbox.toInvoices')}
      </Button>
    </EmptyNotice>
  )
}

function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className={styles.rows}>
      {Array.from({ length: skeletonRows }, (_, index) => (
        <div key={index} className={styles.skeleton}>
          <Skeleton height={12} width={52} />
          <div>
            <Skeleton height={12} width={`${72 - ((index * 17) % 38)}%`} mb={9} />
            <Skeleton height={10} width={`${48 - ((index * 11) % 22)}%`} />
          </div>
          <Skeleton height={12} width={96} />
        </div>
      ))}
    </div>
  )
}
