import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { desktop, openPage, phone, results, startBrowser } from './support/browser'
import { type Program, startProgram } from './support/program'

// What the treasury does about lines that nothing settles, against the built program: it looks at their kinds, drafts and
// tries a rule that somebody else puts in force, and proposes an entry that somebody else decides on.

const editor = 'Lennart Qvist'
const publisher = 'Beatrix Amsholt'
const proposer = 'Oskar Fenwald'
const decider = 'Klaus Brandhorst'

let program: Program
let browser: Browser
const errors: string[] = []
let account = ''

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
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
async function look(name: string, of: Page) {
  await of.screenshot({ path: join(results, `recon-rules-${name}.png`) })
  expect(await findings(of)).toEqual([])
  expect(errors).toEqual([])
}

test('open lines stand by their kinds, and each kind opens to its lines', async () => {
  const page = await signIn(proposer)
  await page.getByRole('link', { name: /^Reconciliation/ }).click()
  await page
    .getByRole('table', { name: 'Accounts' })
    .getByRole('link', { name: /Main account/ })
    .click()
  await page.getByRole('link', { name: 'Clusters' }).click()
  account = new URL(page.url()).pathname
  const table = page.getByRole('table', { name: 'Clusters' })
  await table.waitFor({ timeout: 60_000 })
  const sizes = await table.locator('tbody tr').locator('td:nth-child(3)').allInnerTexts()
  expect(sizes.map(Number)).toEqual([...sizes.map(Number)].sort((a, b) => b - a))
  await table.locator('td button[aria-expanded=false]').first().click()
  await page.getByText('What they have in common').waitFor()
  expect(await page.locator('a[href*="state=ALL&line="]').count()).toBeGreaterThan(0)
  await look('clusters', page)
  await page.context().close()
})

test('a draft is compared and tried on the past, and is not put in force by who made it', async () => {
  const page = await signIn(editor)
  await page.goto(`${account}?tab=rules`)
  await page.getByRole('heading', { name: 'Rules, version 1' }).waitFor()
  await look('rules', page)
  await page.getByRole('button', { name: 'Draft a change' }).click()
  await page
    .getByRole('button', { name: /Likely/ })
    .first()
    .click()
  await page.getByRole('spinbutton', { name: 'Days apart, at most' }).fill('3')
  await page.getByText('No rule says anything else.').waitFor({ state: 'detached' })
  await page.getByText('20 days').waitFor()
  await page.getByRole('button', { name: 'Try', exact: true }).click()
  const found = page.getByRole('table', { name: 'How the runs differ' })
  await found.waitFor({ timeout: 60_000 })
  expect(await found.locator('tbody tr').count()).toBeGreaterThan(3)
  await page.getByRole('list', { name: 'Where the lines would be' }).waitFor()
  await look('draft', page)
  await page.getByRole('button', { name: 'Keep as a draft' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('What is likely lies no more than three days apart.')
  await dialog.getByRole('button', { name: 'Keep as a draft' }).click()
  await page.getByRole('heading', { name: 'Rules, version 2' }).waitFor()
  await page.getByText('None of your roles lets you put policies in force').waitFor()
  expect(await page.getByRole('button', { name: 'Put version 2 in force' }).count()).toBe(0)
  await look('own-draft', page)
  await page.context().close()
})

test('somebody else puts the draft in force, having seen what it changes', async () => {
  const page = await signIn(publisher)
  await page.goto(`${account}?tab=rules`)
  await page
    .getByRole('navigation', { name: 'Versions' })
    .getByRole('link', { name: /Version 2/ })
    .click()
  await page.getByRole('button', { name: 'Put version 2 in force' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Days apart').waitFor()
  await dialog.getByRole('button', { name: 'Put version 2 in force' }).click()
  await dialog.waitFor({ state: 'detached' })
  const versions = page.getByRole('navigation', { name: 'Versions' })
  await versions.getByRole('link', { name: /Version 2.*In force/ }).waitFor()
  await versions.getByRole('link', { name: /Version 1.*Retired/ }).waitFor()
  await look('published', page)
  await page.context().close()
})

test('an entry is proposed for open lines, and not decided on by who proposed it', async () => {
  const page = await signIn(proposer)
  await page.goto(`${account}?tab=adjustments`)
  await page.getByRole('button', { name: 'Propose an entry' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Lines that the entry settles' }).fill('Account maintenance')
  const line = dialog.getByRole('button', { name: /Pick Account maintenance/ }).first()
  await line.click()
  await dialog.getByText('1 line picked').waitFor()
  await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('FEE')
  await dialog.getByRole('combobox', { name: 'Booked against' }).click()
  await page.getByRole('listbox').getByRole('option', { name: /^5300/ }).click()
  await dialog.getByRole('textbox', { name: 'In your words' }).fill('The bank kept its fee for the month.')
  await look('propose', page)
  await dialog.getByRole('button', { name: 'Propose', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('None of your roles lets you approve credit memos and write-offs').waitFor()
  expect(await page.getByRole('button', { name: /^Approve / }).count()).toBe(0)
  await look('own-proposal', page)
  await page.context().close()
})

test('somebody else approves the entry, and it goes to the ledger', async () => {
  const page = await signIn(decider)
  await page.goto(`${account}?tab=adjustments&state=PROPOSED`)
  await page
    .getByRole('row', { name: /The bank kept its fee for the month/ })
    .getByRole('button')
    .click()
  await page.getByRole('button', { name: /^Approve / }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Approve / }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('combobox', { name: 'Any state' }).selectOption('')
  const row = page.getByRole('row', { name: /The bank kept its fee for the month/ })
  await row.getByText(/Approved|In the ledger/).waitFor()
  await row.getByRole('button').click()
  await page.getByText('Decided by').waitFor()
  await look('decided', page)
  await page.context().close()
})

test('on a phone rules are cards, and a version is a tap away', async () => {
  const page = await signIn(publisher, phone)
  await page.goto(`${account}?tab=rules`)
  await page.getByRole('list', { name: 'Rules' }).waitFor()
  await page.getByRole('navigation', { name: 'Versions' }).waitFor()
  await look('rules-phone', page)
  await page.context().close()
})
