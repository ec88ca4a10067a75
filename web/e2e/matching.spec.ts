import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { results, startBrowser } from './support/browser'
import { type Api, apiOf, daysAgo, newKey, signIn } from './support/people'
import { type Program, startProgram } from './support/program'

// Lines are matched with the keyboard against the built program: what a run suggests with one key, what it cannot find by
// hand. Everything that the screen says is asked of the API, too.

let program: Program
let browser: Browser
let page: Page
let api: Api
let account: string
const errors: string[] = []

const head = 'id,date,amount,currency,reference,counterparty,text'
// Two pairs of which only the amount speaks, and one that lies too far apart for any rule.
const ledger = [
  head,
  `L1,${daysAgo(10)},118.20,EUR,RE-90001,Chaudronnerie Vasseur,Invoice 90001`,
  `L2,${daysAgo(9)},74.35,EUR,RE-90002,Ateliers Monnet,Invoice 90002`,
  `L3,${daysAgo(8)},50.00,EUR,RE-90003,Forge du Rhône,Invoice 90003`,
]
const processor = [
  head,
  `P1,${daysAgo(10)},118.20,EUR,,,Card payment of Monday`,
  `P2,${daysAgo(9)},74.35,EUR,,,Card payment of Tuesday`,
  `P3,${daysAgo(178)},50.00,EUR,,,Card payment of long ago`,
]

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  account = await clearingAccount()
  api = await apiOf(program, 'greta.sundermoor')
  await load('LEDGER', ledger)
  await load('PROCESSOR', processor)
  page = await signIn(browser, program, errors, 'Greta Sundermoor')
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

/** A new account that Greta Sundermoor prepares, made by who keeps master data. */
async function clearingAccount(): Promise<string> {
  const steward = await apiOf(program, 'saskia.norholt')
  const { entities, users } = await steward.ask<{
    entities: { id: string; code: string }[]
    users: { edges: { node: { id: string; name: string } }[] }
  }>('{ entities { id code } users(first: 100) { edges { node { id name } } } }')
  const entityId = entities.find(({ code }) => code === 'FR01')?.id
  const person = (name: string) => users.edges.find(({ node }) => node.name === name)?.node.id
  const { accounts } = await steward.ask<{ accounts: { id: string; code: string }[] }>(
    'query ($entityId: ID!) { accounts(entityId: $entityId) { id code } }',
    { entityId },
  )
  const { saveReconAccount } = await steward.ask<{ saveReconAccount: { account: { id: string } } }>(
    'mutation ($input: SaveReconAccountInput!) { saveReconAccount(input: $input) { account { id } } }',
    {
      input: {
        entityId,
        accountId: accounts.find(({ code }) => code === '1200')?.id,
        name: 'Card clearing Lyon',
        kind: 'CLEARING',
        currency: 'EUR',
        sources: ['PROCESSOR', 'LEDGER'],
        risk: 'LOW',
        preparerId: person('Greta Sundermoor'),
        reviewerId: person('Oskar Fenwald'),
        idempotencyKey: newKey(),
      },
    },
  )
  return saveReconAccount.account.id
}

async function load(source: string, rows: string[]) {
  const entityId = `ent_${account.split('_')[1]}_AAAAAAAAAAAAAAAAAAAAAA`
  const uploadId = await api.upload(`${source}.csv`, entityId, `${rows.join('\n')}\n`)
  await api.ask(
    'mutation ($input: ImportStatementInput!) { importStatement(input: $input) { job { id } } }',
    { input: { uploadId, accountId: account, source, idempotencyKey: newKey() } },
  )
}

interface Line {
  amount: { amount: string }
  state: string
  group: { state: string; remainder: { amount: string }; lines: { id: string }[] } | null
}

async function lines(): Promise<Line[]> {
  const { lines: list } = await api.ask<{ lines: { edges: { node: Line }[] } }>(
    `query ($filter: LineFilter!) { lines(filter: $filter, first: 20) { edges { node {
      amount { amount } state group { state remainder { amount } lines { id } } } } } }`,
    { filter: { accountId: account } },
  )
  return list.edges.map(({ node }) => node)
}

/** States of the lines of an amount, and of the match that they are in. */
async function became(amount: string): Promise<string[]> {
  const found = (await lines()).filter((line) => line.amount.amount === amount)
  return found.map(({ state, group }) => `${state} ${group?.state ?? 'no match'}`)
}

const rows = (name: string) =>
  page.getByRole('list', { name: 'Lines' }).getByRole('listitem').filter({ hasText: name })
const tally = (state: string) =>
  page
    .getByRole('list', { name: /every line/i })
    .getByRole('listitem')
    .filter({ hasText: state })
const chosen = () => page.getByRole('heading', { level: 2 }).first()

/** Keeps a picture of what is shown, and expects that axe finds nothing on it. */
async function look(name: string) {
  await page.screenshot({ path: join(results, `matching-${name}.png`) })
  expect(await findings(page)).toEqual([])
  expect(errors).toEqual([])
}

test('a suggestion is accepted with one key, and the next line is chosen', async () => {
  await expect
    .poll(async () => (await lines()).map(({ state }) => state).sort(), { timeout: 60_000, interval: 500 })
    .toEqual(['CASE', 'CASE', 'SUGGESTED', 'SUGGESTED', 'SUGGESTED', 'SUGGESTED'])
  await page.goto(`/reconciliation/${account}`)
  await rows('Ateliers Monnet').locator('[data-line]').click()
  const group = page.getByRole('region', { name: 'Match' })
  await group.getByText('Likely').waitFor()
  expect(await group.getByText('74.35').count()).toBe(2)
  await look('suggested')
  await page.keyboard.press('Enter')
  await page.getByText(/^Matched: /).waitFor()
  await rows('Ateliers Monnet').waitFor({ state: 'detached' })
  await rows('Card payment of Tuesday').waitFor({ state: 'detached' })
  await tally('matched').getByText('2', { exact: true }).waitFor()
  // Down the list: the pair below, of another amount.
  await page.getByText('118.20').first().waitFor()
  expect(await chosen().innerText()).toMatch(/Chaudronnerie Vasseur|Card payment of Monday/)
  expect(await became('74.35')).toEqual(['MATCHED APPROVED', 'MATCHED APPROVED'])
})

test('what was accepted is taken back with one key, and stands in the list again', async () => {
  await page.keyboard.press('u')
  await page.getByText(/^Taken back: /).waitFor()
  await rows('Ateliers Monnet').waitFor()
  await rows('Card payment of Tuesday').waitFor()
  await tally('matched').getByText('0', { exact: true }).waitFor()
  expect(await became('74.35')).toEqual(['NEW no match', 'NEW no match'])
  await look('taken-back')
})

test('an even pair that no rule found is matched by hand', async () => {
  await rows('Forge du Rhône').getByRole('checkbox').click()
  await page.getByText(/1 line picked/).waitFor()
  await page.keyboard.press('m')
  expect(await became('50.00')).toEqual(['CASE no match', 'CASE no match'])
  await rows('Card payment of long ago').getByRole('checkbox').click()
  await page.getByText(/2 lines picked/).waitFor()
  await page.getByText(/difference 0\.00/).waitFor()
  await look('even')
  await page.keyboard.press('m')
  await rows('Forge du Rhône').waitFor({ state: 'detached' })
  await rows('Card payment of long ago').waitFor({ state: 'detached' })
  await tally('matched').getByText('2', { exact: true }).waitFor()
  expect(await became('50.00')).toEqual(['MATCHED MATCHED', 'MATCHED MATCHED'])
  const [one] = (await lines()).filter((line) => line.amount.amount === '50.00')
  expect(one?.group?.remainder.amount).toBe('0.00')
  expect(one?.group?.lines).toHaveLength(2)
  expect(errors).toEqual([])
})
