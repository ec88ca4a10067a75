import { expect, test } from 'vitest'
import { GrantRoleDocument, RevokeGrantDocument, SaveRoleDocument } from '~/api/accessDocuments'
import type { Command } from '~/api/useCommand'
import { draft } from '~/testing/fixtures/whatif'
import { askable, useRequests } from './useRequests'

const entities = [
  { id: 'e1', code: 'DE01' },
  { id: 'e2', code: 'CZ01' },
  { id: 'e3', code: 'JP01' },
]

/** A command that keeps what it was sent, and refuses from the given one on. */
function recording(refusedFrom = Infinity) {
  const sent: [unknown, unknown][] = []
  const run = (document: unknown, input: unknown) => {
    sent.push([document, input])
    return Promise.resolve(sent.length > refusedFrom ? undefined : {})
  }
  return { sent, command: { busy: false, clear: () => undefined, run } as unknown as Command }
}

test('one asks for what one may, and never for leaving', () => {
  const kinds = (...allowed: Parameters<typeof askable>[1] extends ReadonlySet<infer A> ? A[] : never) => [
    ...new Set(askable(draft, new Set(allowed)).map(({ kind }) => kind)),
  ]
  expect(kinds('ROLE_EDIT')).toEqual(['role'])
  expect(kinds('ROLE_REQUEST')).toEqual(['grant', 'revoke'])
  expect(kinds('AUDIT_READ')).toEqual([])
})

test('each line is asked for with the reason, and what is left of the draft is who would leave', async () => {
  const { sent, command } = recording()
  const request = useRequests({ command, entities, currency: 'EUR' })
  const left = await request(draft, askable(draft, new Set(['ROLE_EDIT', 'ROLE_REQUEST'])), 'Moved.')
  expect(sent.map(([document]) => document)).toEqual([
    SaveRoleDocument,
    SaveRoleDocument,
    GrantRoleDocument,
    GrantRoleDocument,
    RevokeGrantDocument,
  ])
  expect(sent[2]?.[1]).toMatchObject({
    reason: 'Moved.',
    grant: { role: 'ap_clerk', entityIds: ['e1', 'e2'] },
  })
  expect(left).toEqual({ grants: [], revokes: [], roles: [], leavers: draft.leavers })
})

test('a refusal keeps its line and all behind it in the draft', async () => {
  const { sent, command } = recording(1)
  const request = useRequests({ command, entities, currency: 'EUR' })
  const left = await request(draft, askable(draft, new Set(['ROLE_EDIT', 'ROLE_REQUEST'])), 'Moved.')
  expect(sent).toHaveLength(2)
  expect(left).toEqual({ ...draft, roles: draft.roles.slice(1) })
})
