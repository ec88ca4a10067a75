import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { results, startBrowser } from './support/browser'
import { type Api, apiOf, newKey, signIn } from './support/people'
import { type Program, startProgram } from './support/program'

// A period is signed by two people against the built program, and by nobody twice.

let program: Program
let browser: Browser
let auditor: Api
let accounts: { id: string; name: string }[]
const errors: string[] = []

const preparer = 'Greta Sundermoor'
const reviewer = 'Ingeborg Teßmar'

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  auditor = await apiOf(program, 'marit.holvaag')
  const { reconAccounts } = await auditor.ask<{
    reconAccounts: { edges: { node: { id: string; name: string } }[] }
  }>('{ reconAccounts(first: 20) { edges { node { id name } } } }')
  accounts = reconAccounts.edges.map(({ node }) => node)
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

const accountOf = (name: string) => accounts.find((account) => account.name === name)?.id ?? ''

interface Period {
  state: string
  dataHash: string
  period: { id: string; name: string; state: string }
  ledger: { amount: string }
  unexplained: { amount: string }
  signOffs: { role: string; covers: string; stillValid: boolean; by: { name: string } }[]
}

/** The latest period that is closed, as the API tells it. */
async function closed(account: string, name?: string): Promise<Period> {
  const { node } = await auditor.ask<{ node: { reconciliations: Period[] } }>(
    `query ($id: ID!) { node(id: $id) { ... on ReconAccount { reconciliations(first: 6) {
      state dataHash period { id name state } ledger { amount } unexplained { amount }
      signOffs { role covers stillValid by { ... on User { name } } } } } } }`,
    { id: account },
  )
  const found = node.reconciliations.find(({ period }) =>
    name ? period.name === name : period.state === 'CLOSED',
  )
  if (!found) throw new Error('no period of the account is closed')
  return found
}

/** The section of a period on a page of certification. */
async function open(page: Page, account: string, period: string) {
  await page.goto(`/reconciliation/${account}?tab=certification`)
  const section = page.getByRole('region', { name: period })
  await section.waitFor()
  return section
}

async function look(page: Page, name: string) {
  await page.screenshot({ path: join(results, `certification-${name}.png`) })
  expect(await findings(page)).toEqual([])
  expect(errors).toEqual([])
}

const certify = 'mutation ($input: CertifyInput!) { certify(input: $input) { reconciliation { state } } }'

test('one person prepares a period and another reviews it; neither does both', async () => {
  const account = accountOf('Operating account Milwaukee')
  const before = await closed(account)
  const { name, id } = before.period
  expect(before.signOffs).toEqual([])

  const second = await signIn(browser, program, errors, reviewer)
  const waiting = await open(second, account, name)
  await waiting.getByText('Waits for a signature: Prepared.').waitFor()
  expect(await waiting.getByRole('button', { name: /^Sign / }).count()).toBe(0)

  const first = await signIn(browser, program, errors, preparer)
  const theirs = await open(first, account, name)
  expect(await theirs.locator('dd code').first().innerText()).toBe(before.dataHash)
  await theirs.getByRole('button', { name: `Sign ${name}: Prepared` }).click()
  const dialog = first.getByRole('dialog')
  await dialog.getByText(/You sign that the books say/).waitFor()
  await dialog.getByText(before.dataHash).waitFor()
  await look(first, 'sign')
  await dialog.getByRole('button', { name: 'Sign', exact: true }).click()
  await theirs.getByText('Prepared', { exact: true }).first().waitFor()
  await dialog.waitFor({ state: 'detached' })
  // Whoever prepared it is told that somebody else must sign next.
  await theirs.getByText(/Waits for a signature: Reviewed\. .*None of your roles/).waitFor()
  expect(await theirs.getByRole('button', { name: /^Sign / }).count()).toBe(0)
  const prepared = await closed(account, name)
  expect(prepared.state).toBe('PREPARED')
  expect(
    prepared.signOffs.map(({ role, covers, stillValid, by }) => [role, covers, stillValid, by.name]),
  ).toEqual([['PREPARER', before.dataHash, true, preparer]])
  const asPreparer = await apiOf(program, 'greta.sundermoor')
  const again = {
    accountId: account,
    periodId: id,
    role: 'REVIEWER',
    covers: before.dataHash,
    idempotencyKey: newKey(),
  }
  await expect(asPreparer.ask(certify, { input: again })).rejects.toThrow(/^(FORBIDDEN|DUTY_CONFLICT): /)

  const mine = await open(second, account, name)
  await mine.getByRole('button', { name: `Sign ${name}: Reviewed` }).click()
  await second.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
  await mine.getByText('Certified', { exact: true }).waitFor()
  expect(await mine.getByRole('list', { name: 'Signatures' }).getByText(preparer).count()).toBe(1)
  expect(await mine.getByRole('list', { name: 'Signatures' }).getByText(reviewer).count()).toBe(1)
  await look(second, 'certified')
  const certified = await closed(account, name)
  expect(certified.state).toBe('CERTIFIED')
  expect(certified.signOffs.map(({ role, by }) => `${role} ${by.name}`)).toEqual([
    `PREPARER ${preparer}`,
    `REVIEWER ${reviewer}`,
  ])
})

test('who reviewed a period does not review it a second time', async () => {
  const account = accountOf('Main account Dortmund')
  const before = await closed(account)
  const { name, id } = before.period
  const first = await signIn(browser, program, errors, preparer)
  const theirs = await open(first, account, name)
  await theirs.getByRole('button', { name: `Sign ${name}: Prepared` }).click()
  await first.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
  await first.getByRole('dialog').waitFor({ state: 'detached' })

  const second = await signIn(browser, program, errors, reviewer)
  const mine = await open(second, account, name)
  await mine.getByRole('button', { name: `Sign ${name}: Reviewed` }).click()
  await second.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
  await second.getByRole('dialog').waitFor({ state: 'detached' })
  await mine.getByText(/Waits for a signature: Second review\. .*You signed/).waitFor()
  expect(await mine.getByRole('button', { name: /^Sign / }).count()).toBe(0)
  await look(second, 'twice')
  const asReviewer = await apiOf(program, 'ingeborg.tessmar')
  const twice = {
    accountId: account,
    periodId: id,
    role: 'SECOND_REVIEWER',
    covers: before.dataHash,
    idempotencyKey: newKey(),
  }
  await expect(asReviewer.ask(certify, { input: twice })).rejects.toThrow(/^(FORBIDDEN|DUTY_CONFLICT): /)
  const after = await closed(account, name)
  expect(after.state).toBe('PREPARED')
  expect(after.signOffs.map(({ role }) => role)).toEqual(['PREPARER', 'REVIEWER'])
})
