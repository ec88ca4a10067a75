import type { Action } from '~/api/documents'
import { allActions, processOf } from '~/ui/access/actions'
import { decimal, someOf, text } from '../../search'

/** A role for somebody. */
export interface DraftGrant {
  /** Id of a person. */
  person: string
  /** Key of a role; of the draft too. */
  role: string
  /** Codes of entities. */
  in: string[]
  /** Decimal text in the group's currency; absent is without limit. */
  limit?: string
}

/** A role as it would be: another version of the one with that key, or a new one. */
export interface DraftRole {
  key: string
  name: string
  purpose: string
  actions: Action[]
  /** Keys of roles. */
  inherits: string[]
}

/** Changes of access that are looked at before anybody is asked for them. It lives in the address, so that it can be sent. */
export interface Draft {
  grants: DraftGrant[]
  /** Ids of grants that would be taken away. */
  revokes: string[]
  roles: DraftRole[]
  /** Ids of people who would leave. */
  leavers: string[]
}

export const emptyDraft: Draft = { grants: [], revokes: [], roles: [], leavers: [] }

export const isEmpty = (draft: Draft): boolean =>
  [draft.grants, draft.revokes, draft.roles, draft.leavers].every((list) => list.length === 0)

const most = 50
const grantable = allActions.filter((action) => processOf(action) !== 'stand')

type Parts = Record<string, unknown>
const parts = (value: unknown): Parts => (typeof value === 'object' && value !== null ? (value as Parts) : {})
const list = <T>(value: unknown, read: (each: unknown) => T | undefined): T[] =>
  (Array.isArray(value) ? value : [])
    .map(read)
    .filter((each) => each !== undefined)
    .slice(0, most)

function readGrant(value: unknown): DraftGrant | undefined {
  const { person, role, in: codes, limit } = parts(value)
  const [who, what, where] = [text(person), text(role), list(codes, text)]
  return who && what && where.length > 0
    ? { person: who, role: what, in: where, limit: decimal(limit) }
    : undefined
}

function readRole(value: unknown): DraftRole | undefined {
  const { key, name, purpose, actions, inherits } = parts(value)
  const [id, called, what] = [text(key), text(name), text(purpose)]
  return id && called && what && /^[a-z][a-z0-9_]*$/.test(id)
    ? {
        key: id,
        name: called,
        purpose: what,
        actions: someOf(grantable, actions) ?? [],
        inherits: list(inherits, text),
      }
    : undefined
}

/** A draft from the address or the browser's storage; what does not fit is dropped, never an error. */
export function readDraft(value: unknown): Draft {
  const { grants, revokes, roles, leavers } = parts(value)
  return {
    grants: list(grants, readGrant),
    revokes: list(revokes, text),
    roles: list(roles, readRole),
    leavers: list(leavers, text),
  }
}

/** A key for a new role from its name: lower case with underscores, letters of other scripts dropped. */
export function keyFor(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_0-9]+|_+$/g, '')
  return plain || 'new_role'
}
