import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { desktop, openPage, results, startBrowser } from './support/browser'
import { type Program, startProgram } from './support/program'

// A person's day against the built program: a file is dropped, others approve it, the ledger has it.

const clerk = 'Emre Taşdemir'
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const corpus = join(
  process.env.COUNTERSIGN_CORPUS ?? here('../../../shared/corpus'),
  'ubl/peppol-bis-3/base-example.xml',
)
// A real invoice where the corpus stands beside the checkout, else one of our own.
const file = existsSync(corpus) ? corpus : here('../../connect/ubl/testdata/invoice.xml')

let program: Program
let browser: Browser
const errors: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

/** Signs in by the page, as a person does. */
async function signIn(name: string): Promise<[Page, BrowserContext]> {
  const context = await browser.newContext({ viewport: desktop, baseURL: program.origin, locale: 'en-GB' })
  const page = await openPage(context, errors)
  await page.goto('/')
  await page.getByRole('textbox').fill(name)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await page.getByRole('navigation').first().waitFor()
  return [page, context]
}

test('a file goes from drop to posted with two people, and who entered it is told why they cannot approve', async () => {
  const [page, context] = await signIn(clerk)
  await page.goto('/uploads')
  await page.locator('input[type=file]').setInputFiles(file)
  const link = page.locator('li[data-phase=accepted] a[href*="/invoices/inv_"]').first()
  await link.waitFor({ timeout: 30_000 })
  await link.click()
  await page.waitForURL(/\/invoices\//)
  const address = new URL(page.url()).pathname
  await page.getByText('In review').first().waitFor()
  await page
    .getByText(/None of your roles lets you approve|You entered/)
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: /^Approve/ }).count()).toBe(0)
  await page.screenshot({ path: join(results, 'day-entered.png') })

  const approvers: string[] = []
  for (let step = 0; step < 4; step++) {
    const name = await waitedFor(address)
    if (!name) break
    approvers.push(name)
    const [desk, theirs] = await signIn(name)
    await desk.goto(address)
    await desk
      .getByRole('button', { name: /^Approve/ })
      .first()
      .click()
    await expect.poll(() => waitedFor(address), { timeout: 20_000 }).not.toBe(name)
    await theirs.close()
  }
  expect(approvers.length).toBeGreaterThanOrEqual(2)
  expect(new Set(approvers).size).toBe(approvers.length)
  expect(approvers).not.toContain(clerk)

  await expect.poll(() => stateOf(address), { timeout: 30_000 }).toBe('POSTED')
  await page.reload()
  await page.getByText('Posted').first().waitFor()
  await page.screenshot({ path: join(results, 'day-posted.png') })
  expect(await findings(page)).toEqual([])
  expect(errors).toEqual([])
  await context.close()
})

interface Answer {
  state: string
  tasks: { candidates: { name: string }[] }[]
}

let auditor: string | undefined

/** A token of somebody who may see everything, asked for once. */
async function token(): Promise<string> {
  if (auditor) return auditor
  const session = await fetch(`${program.origin}/auth/demo`, {
    method: 'POST',
    body: JSON.stringify({ email: 'marit.holvaag@kaldervik.example' }),
    headers: { 'X-Requested-With': 'test', 'Content-Type': 'application/json' },
  })
  auditor = ((await session.json()) as { token: string }).token
  return auditor
}

/** Asks the API beside the console, so that the console cannot mislead the test. */
async function ask(address: string): Promise<Answer> {
  const id = address.split('/').pop() ?? ''
  const answer = await fetch(`${program.origin}/graphql`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Requested-With': 'test',
      Authorization: `Bearer ${await token()}`,
    },
    body: JSON.stringify({
      query:
        'query ($id: ID!) { node(id: $id) { ... on Invoice { state tasks(open: true) { candidates { name } } } } }',
      variables: { id },
    }),
  })
  const { data } = (await answer.json()) as { data: { node: Answer } }
  return data.node
}

const waitedFor = async (address: string) => (await ask(address)).tasks[0]?.candidates[0]?.name

const stateOf = async (address: string) => (await ask(address)).state
