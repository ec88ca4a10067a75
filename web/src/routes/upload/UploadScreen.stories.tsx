import { entities, middlePage, total, wholePage } from '~/testing/fixtures/basics'
import { intakes, uploadRows } from '~/testing/fixtures/intake'
import { InFrame } from '~/testing/InFrame'
import { failed, nothing, stale } from '~/testing/problems'
import { type UploadProps, UploadScreen } from './UploadScreen'

const full: UploadProps = {
  entities,
  entityId: 'e1',
  onEntity: nothing,
  held: 0,
  rows: [],
  onFiles: nothing,
  onClear: nothing,
  list: { state: 'ready', data: { rows: intakes, total: total(57), page: middlePage } },
  onState: nothing,
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
  onResubmit: nothing,
  onDiscard: nothing,
}

const show = (part: Partial<UploadProps> = {}) => (
  <InFrame path="/uploads">
    <UploadScreen {...full} {...part} />
  </InFrame>
)

const none = { state: 'ready' as const, data: { rows: [], total: total(0), page: wholePage } }

export const OnTheWay = () => show({ rows: uploadRows })
export const Received = () => show()
export const ReadOnly = () => show({ onFiles: undefined })
export const EntityMissing = () => show({ entityId: undefined, held: 3 })
export const NothingYet = () => show({ list: none })
export const NoneQuarantined = () => show({ list: none, state: 'QUARANTINED' })
export const Loading = () => show({ list: { state: 'loading' } })
export const Failed = () => show({ list: { state: 'problem', problem: failed } })
export const Stale = () => show({ problem: stale })
