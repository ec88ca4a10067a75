import type { ReactNode } from 'react'
import { middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { closed, lines, review, reviews } from '~/testing/fixtures/review'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing } from '~/testing/problems'
import { DecideDialog } from './DecideDialog'
import { type ReviewProps, ReviewScreen } from './ReviewScreen'
import { type ReviewsProps, ReviewsScreen } from './ReviewsScreen'

const reading = { onNext: nothing, onPrevious: nothing, onRetry: nothing }

const list = (part: Partial<ReviewsProps> = {}) => (
  <InAccess path="/access/reviews">
    <ReviewsScreen
      list={{ state: 'ready', data: { rows: reviews, total: total(2), page: wholePage } }}
      {...reading}
      {...part}
    />
  </InAccess>
)

const full: ReviewProps = {
  ...reading,
  review: { state: 'ready', data: review },
  lines: { rows: lines, total: total(48), page: middlePage },
  filter: {},
  onFilter: nothing,
  chosen: ['i1'],
  onChoose: nothing,
  onOpen: nothing,
  onDecide: nothing,
}

const show = (part: Partial<ReviewProps> = {}, dialog?: ReactNode) => (
  <InAccess path="/access/reviews">
    <ReviewScreen {...full} {...part} />
    {dialog}
  </InAccess>
)

const none: ReviewProps['lines'] = { rows: [], total: total(0), page: wholePage }
const dialog = { lines: lines.slice(0, 1), onClose: nothing, onDecide: nothing }

export const List = () => list()
export const ListLoading = () => list({ list: { state: 'loading' } })
export const ListNothing = () => list({ list: { state: 'ready', data: { rows: [] } } })
export const ListForbidden = () => list({ list: { state: 'problem', problem: forbidden } })
export const ListFailed = () => list({ list: { state: 'problem', problem: failed } })
export const Lines = () => show({ open: 'i1' })
export const OwnLine = () => show({ open: 'i3' })
export const Narrowed = () => show({ open: 'i4' })
export const Closed = () =>
  show({
    review: { state: 'ready', data: closed },
    lines: { ...full.lines, rows: lines.slice(3) },
    open: 'i5',
  })
export const Revoke = () => show({}, <DecideDialog act="revoke" {...dialog} lines={lines.slice(0, 2)} />)
export const Narrow = () => show({}, <DecideDialog act="narrow" {...dialog} />)
export const Loading = () => show({ review: { state: 'loading' } })
export const Nothing = () => show({ lines: none })
export const FilteredAway = () => show({ lines: none, filter: { mine: true, q: 'Nobody' } })
export const Forbidden = () => show({ review: { state: 'problem', problem: forbidden } })
export const Failed = () => show({ review: { state: 'problem', problem: failed } })
