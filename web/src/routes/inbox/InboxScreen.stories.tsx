import { counts, middlePage, mira, total, wholePage } from '~/testing/fixtures/basics'
import { anewCard, card, mendCard, refusedCard, tasks } from '~/testing/fixtures/task'
import { InFrame } from '~/testing/InFrame'
import { failed, forbidden, nothing, stale } from '~/testing/problems'
import { AdviceText } from '~/i18n/AdviceText'
import { nextSteps } from '~/testing/fixtures/advice'
import { type InboxProps, InboxScreen } from './InboxScreen'
import { NextSteps } from './next/NextSteps'

const full: InboxProps = {
  list: { state: 'ready', data: { tasks, total: total(17), page: wholePage } },
  counts,
  filter: {},
  onFilter: nothing,
  narrowed: false,
  onRetry: nothing,
  onNext: nothing,
  onPrevious: nothing,
  selected: 't1',
  leaving: new Set(),
  onSelect: nothing,
  onBack: nothing,
  rank: tasks[0]?.rank,
  onPin: nothing,
  card: { state: 'ready', data: card },
  viewerId: mira.id,
  whyOpen: false,
  onWhy: nothing,
  busy: false,
  onReload: nothing,
  onApprove: nothing,
  onReturn: nothing,
  onReject: nothing,
  onAct: nothing,
}

const show = (part: Partial<InboxProps> = {}) => (
  <InFrame single={part.selected !== undefined || !('selected' in part)}>
    <InboxScreen {...full} {...part} />
  </InFrame>
)

const none = { state: 'ready' as const, data: { tasks: [], total: total(0), page: wholePage } }
const noCounts = counts.map((count) => ({ ...count, open: 0, overdue: 0 }))

export const Full = () => show()
export const List = () =>
  show({
    selected: undefined,
    card: undefined,
    list: { state: 'ready', data: { tasks, total: total(10_000, true), page: middlePage } },
  })
const steps = (props: Parameters<typeof NextSteps>[0]['steps']) =>
  show({
    next: (
      <AdviceText>
        <NextSteps steps={props} onLook={nothing} />
      </AdviceText>
    ),
  })
export const WhatNext = () => steps({ state: 'ready', data: nextSteps })
export const NextLoading = () => steps({ state: 'loading' })
export const NextFailed = () => steps({ state: 'problem', problem: failed })
export const Unpinned = () => show({ rank: tasks[1]?.rank })
export const WhyOpen = () => show({ whyOpen: true })
export const RoutedAnew = () => show({ whyOpen: true, card: { state: 'ready', data: anewCard } })
export const ToMend = () => show({ selected: 't3', card: { state: 'ready', data: mendCard } })
export const Refused = () => show({ card: { state: 'ready', data: refusedCard } })
export const Deciding = () => show({ busy: true })
export const Stale = () => show({ problem: stale })
export const Loading = () => show({ list: { state: 'loading' }, card: { state: 'loading' } })
export const CardLoading = () => show({ card: { state: 'loading' } })
export const Failed = () =>
  show({ list: { state: 'problem', problem: failed }, selected: undefined, card: undefined })
export const Forbidden = () =>
  show({ list: { state: 'problem', problem: forbidden }, selected: undefined, card: undefined })
export const AllDone = () => show({ list: none, counts: noCounts, selected: undefined, card: undefined })
export const FilteredAway = () =>
  show({ list: none, filter: { q: 'Köln' }, selected: undefined, card: undefined })
export const ElsewhereOnly = () => show({ list: none, narrowed: true, selected: undefined, card: undefined })
