import type { GrantInput, SimulateAccessInput } from '~/api/documents'
import { type Draft, type DraftGrant, isEmpty } from './draft'

type Entities = readonly { id: string; code: string }[]

/** A grant of a draft for the API; entities that the viewer does not see are left out. */
export const grantInput = (
  grant: DraftGrant,
  entities: Entities,
  currency: string | undefined,
): GrantInput => ({
  userId: grant.person,
  role: grant.role,
  entityIds: entities.filter(({ code }) => grant.in.includes(code)).map(({ id }) => id),
  limit: grant.limit && currency ? { amount: grant.limit, currency } : undefined,
})

/** A draft for the API; undefined while there is nothing in it, or a limit whose currency is not known yet. */
export function inputOf(
  draft: Draft,
  entities: Entities,
  currency: string | undefined,
): SimulateAccessInput | undefined {
  if (isEmpty(draft) || (!currency && draft.grants.some(({ limit }) => limit))) return undefined
  return {
    grant: draft.grants.map((grant) => grantInput(grant, entities, currency)),
    revoke: draft.revokes,
    roles: draft.roles,
    leave: draft.leavers,
  }
}
