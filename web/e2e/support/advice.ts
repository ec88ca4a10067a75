import { type Api, apiOf, daysAgo, newKey } from './people'
import type { Program } from './program'
import { giveRole, makeRole } from './roles'

interface Told {
  node: {
    version: number
    advice: { id: string; version: number; use: string; state: string; action: { kind: string } }[]
  }
}

/** What a clerk needs to enter invoices of one supplier and to book their lines. */
export interface Desk {
  clerk: Api
  entityId: string
  supplierId: string
  /** Where lines are booked. */
  accountId: string
  costCenterId: string
}

/** The desk of an entity, with a supplier that invites no suspicion. */
export async function deskOf(clerk: Api, entityId: string): Promise<Desk> {
  const { suppliers, accounts, costCenters } = await clerk.ask<{
    suppliers: { edges: { node: { id: string } }[] }
    accounts: { id: string; kind: string }[]
    costCenters: { id: string }[]
  }>(
    `query ($entity: ID!) {
      suppliers(first: 1, filter: { country: ["DE"], risk: [LOW], status: [ACTIVE] }) { edges { node { id } } }
      accounts(entityId: $entity) { id kind }
      costCenters(entityId: $entity) { id }
    }`,
    { entity: entityId },
  )
  const account = accounts.find(({ kind }) => kind === 'PROFIT_LOSS')
  return {
    clerk,
    entityId,
    supplierId: suppliers.edges[0]?.node.id ?? '',
    accountId: account?.id ?? '',
    costCenterId: costCenters[0]?.id ?? '',
  }
}

/** Enters an invoice of one line that is not booked, and returns it with what models advise. */
export async function enter({ clerk, entityId, supplierId }: Desk, net: number) {
  const { createInvoice } = await clerk.ask<{ createInvoice: { item: { id: string } } }>(
    'mutation ($in: CreateInvoiceInput!) { createInvoice(input: $in) { item { id } } }',
    {
      in: {
        entityId,
        supplierId,
        number: newKey().slice(0, 8),
        issuedOn: daysAgo(3),
        currency: 'EUR',
        gross: (net * 1.19).toFixed(2),
        tax: (net * 0.19).toFixed(2),
        lines: [{ text: 'Repair of a pump', amount: net.toFixed(2), taxRate: '19' }],
        idempotencyKey: newKey(),
      },
    },
  )
  const { id } = createInvoice.item
  const { node } = await clerk.ask<Told>(
    `query ($id: ID!) { node(id: $id) { ... on Invoice { version advice { id version use state action { kind } } } } }`,
    { id },
  )
  const said = node.advice.find(({ use, action }) => use === 'CODE_LINE' && action.kind === 'CODE_LINE')
  return { id, version: node.version, said }
}

/** Books the line of an invoice: what a person does is what models learn. */
export async function book(
  { clerk, accountId, costCenterId }: Desk,
  { id, version }: { id: string; version: number },
) {
  await clerk.ask('mutation ($in: CodeInvoiceInput!) { codeInvoice(input: $in) { item { id } } }', {
    in: { id, version, lines: [{ number: 1, accountId, costCenterId }], idempotencyKey: newKey() },
  })
}

/** Takes advice over, or turns it down as wrong. */
export async function answer(
  { clerk }: Desk,
  { id, version }: { id: string; version: number },
  right: boolean,
) {
  await clerk.ask(
    'mutation ($in: DecideAdviceInput!) { decideAdvice(input: $in) { recommendation { id } } }',
    {
      in: {
        id,
        version,
        ...(right
          ? { decision: 'ACCEPT' }
          : { decision: 'REJECT', feedback: 'WRONG_VALUE', reason: 'It is rent.' }),
        idempotencyKey: newKey(),
      },
    },
  )
}

/** Has models advise in Dortmund: Emre Taşdemir may answer them, and has booked a line for them to learn from. */
export async function teach(program: Program): Promise<Desk> {
  const clerk = await apiOf(program, 'emre.tasdemir')
  const { entities } = await clerk.ask<{ entities: { id: string; code: string }[] }>(
    '{ entities { id code } }',
  )
  const id = entities.find(({ code }) => code === 'DE01')?.id ?? ''
  await makeRole(program, 'answers_models', 'Answers models', ['ADVICE_DECIDE'])
  await giveRole(program, 'Emre Taşdemir', 'answers_models', id)
  const desk = await deskOf(clerk, id)
  await book(desk, await enter(desk, 100))
  return desk
}

/** Enters invoices until models advise on one: what was learned a moment ago is known to the next or to the one after it. */
export async function advised(desk: Desk) {
  for (let net = 110; ; net += 10) {
    const { id, said } = await enter(desk, net)
    if (said) return { id, said }
  }
}
