import { people } from '~/testing/fixtures/access'
import { tomas, wholePage } from '~/testing/fixtures/basics'
import { difference, policies, role, roles } from '~/testing/fixtures/role'
import { InAccess } from '~/testing/InAccess'
import { failed, forbidden, notFound, nothing } from '~/testing/problems'
import { type CompareProps, CompareScreen } from './CompareScreen'
import { type RoleProps, RoleScreen } from './RoleScreen'
import { type RolesProps, RolesScreen } from './RolesScreen'

const list = (part: Partial<RolesProps> = {}) => (
  <InAccess path="/access/roles">
    <RolesScreen
      list={{ state: 'ready', data: roles }}
      policies={policies}
      filter={{}}
      onFilter={nothing}
      onRetry={nothing}
      {...part}
    />
  </InAccess>
)

const page = (state: RoleProps['role']) => (
  <InAccess path="/access/roles/r1">
    <RoleScreen role={state} page={wholePage} onNext={nothing} onPrevious={nothing} onRetry={nothing} />
  </InAccess>
)

const compare = (part: Partial<CompareProps> = {}) => (
  <InAccess path="/access/roles/compare">
    <CompareScreen
      comparison={{ from: difference.from, to: difference.to, person: tomas }}
      onCompare={nothing}
      people={people}
      onFindPerson={nothing}
      roles={roles}
      difference={{ state: 'ready', data: difference }}
      onRetry={nothing}
      {...part}
    />
  </InAccess>
)

export const List = () => list()
export const ListLoading = () => list({ list: { state: 'loading' }, policies: undefined })
export const ListNothing = () => list({ list: { state: 'ready', data: [] }, policies: undefined })
export const ListFiltered = () => list({ filter: { q: 'treasury' } })
export const ListForbidden = () =>
  list({ list: { state: 'problem', problem: forbidden }, policies: undefined })
export const ListFailed = () => list({ list: { state: 'problem', problem: failed }, policies: undefined })
export const Role = () => page({ state: 'ready', data: role })
export const RoleOfNobody = () =>
  page({
    state: 'ready',
    data: {
      ...role,
      owner: null,
      inherits: [],
      internalConflicts: [],
      actions: [],
      ownActions: [],
      grants: { ...role.grants, edges: [] },
      history: role.history.slice(1),
    },
  })
export const RoleLoading = () => page({ state: 'loading' })
export const RoleMissing = () => page({ state: 'problem', problem: notFound })
export const RoleForbidden = () => page({ state: 'problem', problem: forbidden })
export const RoleFailed = () => page({ state: 'problem', problem: failed })
export const Compare = () => compare()
export const CompareSame = () =>
  compare({
    difference: {
      state: 'ready',
      data: { ...difference, gained: [], lost: [], newConflicts: [], changes: [] },
    },
  })
export const CompareLoading = () => compare({ difference: { state: 'loading' } })
export const CompareForbidden = () => compare({ difference: { state: 'problem', problem: forbidden } })
export const CompareFailed = () => compare({ difference: { state: 'problem', problem: failed } })
