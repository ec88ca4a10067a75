import type { Problem } from '~/api/problem'
import { items, places } from '~/testing/fixtures/access'
import { answer, empty, integrity, long, oneInvoice, population, requests } from '~/testing/fixtures/evidence'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, notFound, nothing } from '~/testing/problems'
import { type EvidenceProps, EvidenceScreen } from './EvidenceScreen'
import { type RequestProps, RequestScreen } from './RequestScreen'

const list = (part: Partial<EvidenceProps> = {}) => (
  <InAccess path="/access/evidence">
    <EvidenceScreen list={{ state: 'ready', data: { rows: requests } }} onRetry={nothing} {...part} />
  </InAccess>
)

const full: RequestProps = {
  request: { state: 'ready', data: population },
  asked: { in: 'DE01', asked: true },
  choices: { entities: places, items, onFindItem: nothing },
  onAsk: nothing,
  answer: { state: 'ready', data: answer },
  download: answer.downloadUrl,
  onRetry: nothing,
  onReread: nothing,
}

const show = (part: Partial<RequestProps> = {}) => (
  <InAccess path="/access/evidence" asOf={part.asOf}>
    <RequestScreen {...full} {...part} />
  </InAccess>
)

const refused = (problem: Problem, part: Partial<RequestProps> = {}) =>
  show({ answer: { state: 'problem', problem }, ...part })

const badSpan: Problem = { code: 'INVALID', field: 'to', message: 'The span ends before it begins.' }
const tooLong: Problem = { code: 'TIMEOUT', message: 'That took longer than 10 s.', requestId: '7f3a9c21' }

export const List = () => list()
export const ListLoading = () => list({ list: { state: 'loading' } })
export const ListNothing = () => list({ list: { state: 'ready', data: { rows: [] } } })
export const ListForbidden = () => list({ list: { state: 'problem', problem: forbidden } })
export const ListFailed = () => list({ list: { state: 'problem', problem: failed } })
export const Unasked = () => show({ asked: {}, answer: undefined })
export const UnaskedInvoice = () =>
  show({ request: { state: 'ready', data: oneInvoice }, asked: {}, answer: undefined })
export const Answer = () => show()
export const Long = () => show({ answer: { state: 'ready', data: long } })
export const Empty = () => show({ answer: { state: 'ready', data: empty } })
export const AsOf = () => show({ asOf: '2026-10-31T22:59:00Z' })
export const AnswerLoading = () => show({ answer: { state: 'loading' } })
export const TooLong = () => refused(tooLong, { request: { state: 'ready', data: integrity } })
export const BadSpan = () => refused(badSpan)
export const AnswerForbidden = () => refused(forbidden)
export const AnswerFailed = () => refused(failed)
export const Loading = () => show({ request: { state: 'loading' } })
export const NoSuchRequest = () => show({ request: { state: 'problem', problem: notFound } })
