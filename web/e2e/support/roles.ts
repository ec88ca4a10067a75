import { apiOf, newKey } from './people'
import type { Program } from './program'

const asks = 'tilman.ruschke'
const agrees = 'dagmar.wesseling'

interface Change {
  change: { id: string; version: number }
}

/** Agrees to a change of access, as internal control does. */
async function agree(program: Program, { change }: Change) {
  const control = await apiOf(program, agrees)
  await control.ask(
    'mutation ($in: DecideAccessChangeInput!) { decideAccessChange(input: $in) { change { id } } }',
    {
      in: { ...change, outcome: 'APPROVE', comment: 'Seen.', idempotencyKey: newKey() },
    },
  )
}

/** Makes a role of these actions, by two administrators. */
export async function makeRole(program: Program, key: string, name: string, actions: string[]) {
  const asker = await apiOf(program, asks)
  const { saveRole } = await asker.ask<{ saveRole: Change }>(
    'mutation ($in: SaveRoleInput!) { saveRole(input: $in) { change { id version } } }',
    {
      in: {
        role: { key, name, purpose: `${name}.`, actions },
        reason: 'It is needed.',
        idempotencyKey: newKey(),
      },
    },
  )
  await agree(program, saveRole)
}

/** Gives somebody a role in an entity, by two administrators. */
export async function giveRole(program: Program, name: string, role: string, entityId: string) {
  const asker = await apiOf(program, asks)
  const { users } = await asker.ask<{ users: { edges: { node: { id: string } }[] } }>(
    'query ($text: String) { users(filter: { text: $text }, first: 1) { edges { node { id } } } }',
    { text: name },
  )
  const { grantRole } = await asker.ask<{ grantRole: Change }>(
    'mutation ($in: GrantRoleInput!) { grantRole(input: $in) { change { id version } } }',
    {
      in: {
        grant: { userId: users.edges[0]?.node.id, role, entityIds: [entityId] },
        reason: 'It is needed there.',
        idempotencyKey: newKey(),
      },
    },
  )
  await agree(program, grantRole)
}
