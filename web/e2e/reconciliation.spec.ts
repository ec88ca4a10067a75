import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { desktop, openPage, phone, results, startBrowser } from './support/browser'
import { type Program, startProgram } from './support/program'

// An accountant's morning against the built program: which accounts need somebody, what came of their statements, and
// what the signature of a period would cover.

const preparer = 'Greta Sundermoor'

let program: Program
let browser: Browser
let page: Page
const errors: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  page = await signIn(preparer)
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

/** Signs in by the page, as a person does. */
async function signIn(name: string, viewport = desktop): Promise<Page> {
  const context = await browser.newContext({ viewport, baseURL: program.origin, locale: 'en-GB' })
  const theirs = await openPage(context, errors)
  await theirs.goto('/')
  await theirs.getByRole('textbox').fill(name)
  await theirs.getByRole('button', { name: new RegExp(name) }).click()
  await theirs.getByRole('navigation').first().waitFor()
  return theirs
}

/** Keeps a picture of what is shown, and expects that axe finds nothing on it. */
async function look(name: string, of = page) {
  await of.screenshot({ path: join(results, `reconciliation-${name}.png`) })
  expect(await findings(of)).toEqual([])
  expect(errors).toEqual([])
}

test('the board is reached by its keys, and tells feed, open items and sums of each account', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  const table = page.getByRole('table', { name: 'Accounts' })
  await table.waitFor()
  expect(await table.getByRole('row').count()).toBeGreaterThan(2)
  expect(await table.getByRole('img', { name: /Last weeks: / }).count()).toBeGreaterThan(0)
  await table
    .getByText(/adds up|unexplained|not stated|tie/)
    .first()
    .waitFor()
  await look('board')
})

test('a filter of the board stands in its address', async () => {
  await page.getByRole('combobox', { name: 'Any feed' }).selectOption({ label: 'Missing' })
  await page.waitForURL(/feed=MISSING/)
  await page.locator('[role=status]').first().waitFor({ state: 'detached' })
  await page.goto('/reconciliation?kind=CARD&feed=REJECTED')
  await page.getByText('No account fits these filters').waitFor()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await page.getByRole('table', { name: 'Accounts' }).waitFor()
})

test('an account shows its sums in plain sight, and its statements with the file that each came in', async () => {
  await page.goto('/reconciliation')
  await page.getByRole('table', { name: 'Accounts' }).locator('td a').first().click()
  await page.getByRole('group', { name: 'How the account adds up' }).waitFor()
  await page.getByRole('link', { name: 'Statements' }).click()
  await page.getByRole('table', { name: 'Calendar' }).waitFor()
  await page.getByRole('table', { name: 'Statements' }).waitFor()
  await page.locator('td button[aria-expanded=false]').first().click()
  await page.getByText('SHA-256').waitFor()
  await look('statements')
})

test('a period tells its figures and the hash that a signature would cover', async () => {
  await page.getByRole('link', { name: 'Certification' }).click()
  await page.getByText('Hash of the data').first().waitFor()
  expect(await page.locator('dd code').first().innerText()).toMatch(/^[0-9a-f]{64}$/)
  await look('certification')
})

test('an account that is likely to be certified late says so on the board, and on its page what that rests on', async () => {
  await page.goto('/reconciliation')
  const row = page.getByRole('table', { name: 'Accounts' }).getByRole('row', { name: /Goods received/ })
  const told = await row.getByText(/^\d+.%.· /).innerText()
  await row.getByRole('link').first().click()
  await page.getByRole('link', { name: 'Certification' }).click()
  await page.getByText(`${told.split('·')[0]?.trim() ?? ''} likely to be late`).waitFor()
  const drivers = page.getByRole('list', { name: 'What this rests on' }).getByRole('listitem')
  expect(await drivers.first().innerText()).toMatch(/working days? left/)
  expect(await page.getByText(/^certified .*, (in time|late)$/).count()).toBeGreaterThan(1)
  await look('forecast')
})

test('a run is followed to its end, and shows what each rule found and that nothing was lost', async () => {
  await page.goto('/reconciliation')
  await page
    .getByRole('table', { name: 'Accounts' })
    .getByRole('link', { name: /Main account/ })
    .click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await page.getByText('Finished').waitFor({ timeout: 60_000 })
  await page.getByRole('link', { name: 'Look at the result' }).click()
  await page.locator('td button[aria-expanded=false]').first().click()
  await page.getByText(/Complete: \d+ of \d+ lines/).waitFor()
  // The first run followed the import of the statements and left little to this one.
  await page.locator('td button[aria-expanded=false]').last().click()
  const found = page.getByRole('table', { name: 'What each rule found' }).last()
  await found.waitFor()
  expect(await found.getByRole('row').count()).toBeGreaterThan(1)
  await look('run')
})

test('lines picked by hand show what they differ by, and cannot be matched while they do', async () => {
  await page.goto(`${new URL(page.url()).pathname}?state=CASE`)
  const bank = page.getByRole('listitem').filter({ hasText: 'Bank' }).getByRole('checkbox').first()
  await bank.click()
  await page.getByText(/1 line picked/).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Ledger' }).getByRole('checkbox').first().click()
  await page.getByText(/2 lines picked/).waitFor()
  await page.getByText(/difference/).waitFor()
  await look('workbench-picked')
})

test('on a phone the board is cards', async () => {
  const theirs = await signIn(preparer, phone)
  await theirs.goto('/reconciliation')
  await theirs.getByRole('list', { name: 'Accounts' }).waitFor()
  await look('board-phone', theirs)
})

test('who may not open reconciliation has no way there, and is told so', async () => {
  const theirs = await signIn('Emre Taşdemir')
  expect(await theirs.getByRole('link', { name: 'Reconciliation' }).count()).toBe(0)
  await theirs.goto('/reconciliation')
  await theirs.getByText(/You may not see reconciliation|No account is set up/).waitFor()
})
