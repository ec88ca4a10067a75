import { middlePage, tomas, total, wholePage } from '~/testing/fixtures/basics'
import { emergencyWay, way } from '~/testing/fixtures/access'
import { conflicts, matrix, mitigation, objects } from '~/testing/fixtures/conflict'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, nothing } from '~/testing/problems'
import { type ConflictsProps, ConflictsScreen } from './ConflictsScreen'

const left = [way({ roleName: 'AP clerk', limit: null })]
const right = [way()]

const full: ConflictsProps = {
  matrix: { state: 'ready', data: matrix },
  list: { state: 'ready', data: { rows: conflicts, total: total(46), page: middlePage } },
  filter: {},
  onFilter: nothing,
  onOpen: nothing,
  inFull: {
    full: {
      state: 'ready',
      data: { left, right, mitigation: null, objects: { rows: objects, page: middlePage } },
    },
    onNext: nothing,
    onPrevious: nothing,
    onRetry: nothing,
  },
  onNext: nothing,
  onPrevious: nothing,
  onRetry: nothing,
}

const show = (part: Partial<ConflictsProps> = {}) => (
  <InAccess path="/access/conflicts">
    <ConflictsScreen {...full} {...part} />
  </InAccess>
)

const only = (...keys: string[]): ConflictsProps['list'] => ({
  state: 'ready',
  data: {
    rows: conflicts.filter(({ rule }) => keys.includes(rule.key)),
    total: total(keys.length),
    page: wholePage,
  },
})
const none: ConflictsProps['list'] = { state: 'ready', data: { rows: [], total: total(0), page: wholePage } }
const clean: ConflictsProps['matrix'] = {
  state: 'ready',
  data: { ...matrix, cells: matrix.cells.filter(({ people }) => people === 0) },
}

export const Full = () => show()
export const AllDuties = () => show({ filter: { all: true } })
export const AsTable = () => show({ filter: { view: 'table' } })
export const Objects = () =>
  show({ filter: { rule: ['SOD-007'] }, list: only('SOD-007'), open: 'c-SOD-007-EXERCISED' })
export const ObjectsLoading = () =>
  show({
    filter: { rule: ['SOD-007'] },
    list: only('SOD-007'),
    open: 'c-SOD-007-EXERCISED',
    inFull: { ...full.inFull, full: { state: 'loading' } },
  })
export const ObjectsFailed = () =>
  show({
    filter: { rule: ['SOD-007'] },
    list: only('SOD-007'),
    open: 'c-SOD-007-EXERCISED',
    inFull: { ...full.inFull, full: { state: 'problem', problem: failed } },
  })
export const Mitigated = () =>
  show({
    filter: { state: 'MITIGATED' },
    list: only('SOD-002', 'SOD-024'),
    open: 'c-SOD-024-POTENTIAL',
    inFull: {
      ...full.inFull,
      full: {
        state: 'ready',
        data: {
          left,
          right: [...right, emergencyWay],
          mitigation: { ...mitigation, overdue: true },
          objects: { rows: [], page: wholePage },
        },
      },
    },
  })
export const Loading = () => show({ matrix: { state: 'loading' }, list: { state: 'loading' } })
export const Done = () => show({ matrix: clean, list: none })
export const FilteredAway = () =>
  show({ matrix: clean, list: none, filter: { rule: ['SOD-041'], person: tomas.id }, person: tomas.name })
export const Forbidden = () =>
  show({ matrix: { state: 'problem', problem: forbidden }, list: { state: 'problem', problem: forbidden } })
export const Failed = () =>
  show({ matrix: { state: 'problem', problem: failed }, list: { state: 'problem', problem: failed } })
