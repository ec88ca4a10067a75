import type { ReactNode } from 'react'
import type { InboxCountsQuery, InboxQuery, TaskCardPartsFragment, TaskKind } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import type { ItemAct } from '~/ui/item/verdict'
import type { PageState } from '~/ui/Pager'
import { SplitPane } from '~/ui/SplitPane'
import { usePhone } from '~/ui/usePhone'
import { InboxList } from './InboxList'
import styles from './InboxScreen.module.css'
import { InboxTools } from './InboxTools'
import { TaskCard } from './TaskCard'

/** Which tasks are shown; it lives in the address. */
export interface InboxFilter {
  kind?: TaskKind
  overdue?: boolean
  q?: string
  sort?: string
}

/** A task as the list has it, with why it stands where it stands. */
export type RankedTask = InboxQuery['viewer']['inbox']['edges'][number]['node']

/** A page of the inbox. */
export interface InboxPage {
  tasks: RankedTask[]
  total: { value: number; capped: boolean }
  page: PageState
}

export interface InboxProps {
  list: Loaded<InboxPage>
  counts: InboxCountsQuery['viewer']['inboxCounts']
  filter: InboxFilter
  onFilter: (filter: InboxFilter) => void
  /** True when lists are narrowed to one entity. */
  narrowed: boolean
  onRetry: () => void
  onNext: () => void
  onPrevious: () => void
  /** The task whose card is shown. */
  selected?: string
  /** Tasks just decided, on their way out. */
  leaving: ReadonlySet<string>
  onSelect: (id: string) => void
  /** Leaves the card, on a phone. */
  onBack: () => void
  card?: Loaded<TaskCardPartsFragment>
  /** What may be done next about it; reads itself. */
  next?: ReactNode
  /** What models advise on its invoice; reads itself. */
  advice?: ReactNode
  /** Why the chosen task stands where it stands in the list; left out when it is not in it. */
  rank?: RankedTask['rank']
  onPin: () => void
  viewerId: string
  whyOpen: boolean
  onWhy: (open: boolean) => void
  busy: boolean
  problem?: Problem
  onReload: () => void
  onApprove: () => void
  onReturn: () => void
  onReject: () => void
  onAct: (act: ItemAct) => void
}

/** The inbox: what waits, and beside it the next decision with all that it needs. */
export function InboxScreen(props: InboxProps) {
  const say = useText()
  const phone = usePhone()
  const list = (
    <div className={styles.list}>
      <div className={styles.head}>
        <h1 className={styles.title}>{say('inbox.title')}</h1>
        <InboxTools counts={props.counts} filter={props.filter} onFilter={props.onFilter} />
      </div>
      <InboxList {...props} />
    </div>
  )
  const showCard = props.card && props.selected
  if (phone) return showCard ? <TaskCard {...props} /> : list
  return (
    <div className={styles.root}>
      <SplitPane
        name="inbox"
        label={say('inbox.divider')}
        first={list}
        second={
          showCard ? <TaskCard {...props} /> : <div className={styles.noCard}>{say('inbox.noCard')}</div>
        }
      />
    </div>
  )
}
