import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { desktop, openPage, results, startBrowser } from './support/browser'
import { type Program, startProgram } from './support/program'

// An auditor's hour against the built program: two questions, a way, a conflict that was accepted, and the log's proof.

let program: Program
let browser: Browser
let context: BrowserContext
let page: Page
const errors: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  context = await browser.newContext({ viewport: desktop, baseURL: program.origin, locale: 'en-GB' })
  page = await openPage(context, errors)
  await page.goto('/')
  await page.getByRole('textbox').fill('Marit Holvaag')
  await page.getByRole('button', { name: /Marit Holvaag/ }).click()
  await page.getByRole('navigation').first().waitFor()
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

/** Keeps a picture of what is shown, and expects that axe finds nothing on it. */
async function look(name: string) {
  await page.screenshot({ path: join(results, `access-${name}.png`) })
  expect(await findings(page)).toEqual([])
  expect(errors).toEqual([])
}

/** Opens a row of the table that is shown, and gives what it opened to. */
async function openRow(name: RegExp) {
  await page.getByRole('button', { name, expanded: false }).first().click()
  return page.locator('tr[data-open] + tr')
}

test('an auditor asks what somebody can do, and a row tells the way', async () => {
  await page.goto('/access')
  const question = page.getByRole('form', { name: 'What somebody can do' })
  await question.getByRole('combobox', { name: 'Person' }).fill('Moosbrugger')
  await page.getByRole('option', { name: /Dieter Moosbrugger/ }).click()
  await question.getByRole('button', { name: 'Ask' }).click()
  await page.getByText(/Dieter Moosbrugger may do \d+ things/).waitFor()
  const detail = await openRow(/Approve.*invoices/i)
  await detail.getByText(/Through role AP approver for .+, up to/).waitFor()
  await look('what')
})

test('an auditor asks who can approve invoices, and the answer names him too', async () => {
  const question = page.getByRole('form', { name: 'Who can do something' })
  await question.getByRole('combobox', { name: 'Action' }).fill('Approve')
  await page.getByRole('option', { name: /Approve.*invoices/i }).click()
  await question.getByRole('button', { name: 'Ask' }).click()
  await page.getByText(/: \d+ people can/).waitFor()
  const detail = await openRow(/Dieter Moosbrugger/)
  await detail.getByText(/Through role AP approver/).waitFor()
  await look('who')
})

test('conflicts show what the stewards hold on both sides, and how it was accepted', async () => {
  await page.getByRole('link', { name: 'Conflicts', exact: true }).click()
  await page.getByRole('heading', { name: 'People on both sides' }).waitFor()
  await look('conflicts')
  await page.goto('/access/conflicts?rule=SOD-007&state=MITIGATED')
  await page
    .getByRole('table', { name: 'People on both sides' })
    .getByText(/SOD-007/)
    .first()
    .waitFor()
  await page.locator('td button[aria-expanded=false]').first().click()
  await page.getByText('Accepted for a time').waitFor()
  await look('mitigated')
})

test('the audit log shows its seal, and an event its proof, recomputed in the browser', async () => {
  await page.goto('/access/log')
  await page.getByRole('table', { name: 'Audit log' }).waitFor()
  await page.getByRole('button', { name: /Log verified to/ }).waitFor({ timeout: 30_000 })
  await page.locator('td button[aria-expanded=false]').last().click()
  await page.getByText('the path leads to the signed root').waitFor()
  await look('log')
  await page.getByRole('button', { name: /Log verified to/ }).click()
  await page.getByText('Seal of the audit log').waitFor()
  await page.getByRole('dialog').getByText('countersign audit verify export').waitFor()
  await look('seal')
})

test('a filter of the log stands in its address', async () => {
  await page.goto('/access/log?kind=invoice.approved')
  await page.getByRole('table', { name: 'Audit log' }).waitFor()
  const kinds = await page.locator('td:last-child code').allInnerTexts()
  expect(new Set(kinds)).toEqual(new Set(['invoice.approved']))
  await page.getByRole('textbox', { name: 'Kind begins with' }).fill('nothing.')
  await page.getByText('No event fits these filters').waitFor()
  expect(new URL(page.url()).searchParams.get('kind')).toBe('nothing.')
})

test.each([
  ['changes', 'Changes'],
  ['changes/delegations', 'Delegations'],
  ['changes/services', 'Service accounts'],
  ['changes/leavers', 'Leavers'],
  ['emergency', 'Emergency'],
  ['cases', 'Cases'],
])('an auditor reads %s, and opens what is there', async (path, title) => {
  await page.goto(`/access/${path}`)
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
  await page.locator('[role=status]').first().waitFor({ state: 'detached' })
  const rows = page.locator('td button[aria-expanded=false]')
  if ((await rows.count()) > 0) {
    await rows.last().click()
    await page.locator('td [role=status]').first().waitFor({ state: 'detached' })
  }
  expect(await page.getByRole('alert').count()).toBe(0)
  await look(path.replace('/', '-'))
})

test('an auditor reads a review: how far it is, and a line with its use', async () => {
  await page.goto('/access/reviews')
  await page.locator('td a').first().click()
  await page.getByText('Evidence bundle').waitFor()
  await page.locator('td button[aria-expanded=false]').first().click()
  expect(await page.getByRole('alert').count()).toBe(0)
  await look('review')
})

test('an auditor asks for evidence: a short answer is shown whole, a long one is offered as a file', async () => {
  await page.goto('/access/evidence')
  const list = page.getByRole('table', { name: 'Evidence' })
  await list.waitFor()
  expect(await list.locator('tbody tr').count()).toBe(18)
  await look('evidence')
  await list.getByRole('link', { name: '9', exact: true }).click()
  await page.getByText('Nothing was asked yet').waitFor()
  const form = page.getByRole('form', { name: 'What it is asked with' })
  await form.getByLabel('From this day').fill('2027-01-02')
  await form.getByLabel('Up to this day').fill('2027-01-01')
  await form.getByText('It ends before it begins.').waitFor()
  expect(await form.getByRole('button', { name: 'Ask' }).isDisabled()).toBe(true)
  await form.getByLabel('From this day').fill('2020-01-01')
  // Two months ago everything is decided and posted, so that it stands still between the question and the download.
  await form
    .getByLabel('Up to this day')
    .fill(new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10))
  await form.getByRole('combobox', { name: 'Legal entity' }).fill('DE01')
  await page.getByRole('option', { name: /DE01/ }).click()
  await form.getByRole('button', { name: 'Ask' }).click()
  const count = page.getByRole('heading', { name: /^[\d,]+ rows?$/ })
  await count.waitFor()
  const rows = Number((await count.innerText()).replace(/\D/g, ''))
  expect(rows).toBeGreaterThan(0)
  const shown = await page.locator('tbody tr').count()
  expect(shown).toBe(Math.min(rows, 100))
  expect(await page.getByText('The download has all of them.').count()).toBe(rows > 100 ? 1 : 0)
  const digest = await page.locator('code', { hasText: /^[0-9a-f]{64}$/ }).innerText()
  expect(new URL(page.url()).searchParams.get('in')).toBe('DE01')
  await look('evidence-answer')

  const href = await page.getByRole('link', { name: 'Download CSV, JSON and manifest' }).getAttribute('href')
  const file = await page.request.get(href ?? '')
  expect(file.status()).toBe(200)
  const archive = await file.body()
  for (const name of ['evidence-09.csv', 'evidence-09.jsonl', 'evidence-09.manifest.json'])
    expect(archive.includes(name)).toBe(true)
  // The table comes first, right after its name.
  const table = inflateRawSync(archive.subarray(30 + archive.readUInt16LE(26) + archive.readUInt16LE(28)))
  expect(createHash('sha256').update(table).digest('hex')).toBe(digest)
  await page.goto('/access/log?kind=evidence.read')
  await page
    .getByRole('table', { name: 'Audit log' })
    .getByText(/evidence of request 9/)
    .first()
    .waitFor()
})

test('an auditor asks for one invoice, on a phone', async () => {
  const small = await browser.newPage({ viewport: { width: 360, height: 740 }, baseURL: program.origin })
  try {
    await small.context().addCookies(await context.cookies())
    await small.goto('/access/evidence/17')
    const ask = small.getByRole('button', { name: 'Ask' })
    await ask.waitFor()
    expect(await ask.isDisabled()).toBe(true)
    await small.getByRole('combobox', { name: 'Invoice' }).fill('INV-2026')
    await small.getByRole('option').first().click()
    await ask.click()
    await small.getByRole('heading', { name: /^[\d,]+ rows?$/ }).waitFor()
    await small.screenshot({ path: join(results, 'access-evidence-phone.png') })
    expect(await findings(small)).toEqual([])
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  } finally {
    await small.close()
  }
})

/** Signs in as somebody else, in a window of their own. */
async function signIn(name: string): Promise<Page> {
  const own = await browser.newContext({ viewport: desktop, baseURL: program.origin, locale: 'en-GB' })
  const theirs = await openPage(own, errors)
  await theirs.goto('/')
  await theirs.getByRole('textbox').fill(name)
  await theirs.getByRole('button', { name: new RegExp(name) }).click()
  await theirs.getByRole('navigation').first().waitFor()
  return theirs
}

test('a draft becomes a request, and somebody else agrees to it', async () => {
  const asks = await signIn('Tilman Ruschke')
  await asks.goto('/access/whatif')
  await asks.getByRole('button', { name: 'Grant a role' }).click()
  const dialog = asks.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Person' }).fill('Moosbrugger')
  await asks.getByRole('option', { name: /Dieter Moosbrugger/ }).click()
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'AP clerk' })
  await dialog.getByRole('checkbox', { name: /FR01/ }).click()
  await dialog.getByRole('button', { name: 'Add to the draft' }).click()
  await asks.getByRole('button', { name: 'Ask for this' }).click()
  await asks
    .getByRole('textbox', { name: 'In your words' })
    .fill('Helps the French desk until the end of the year.')
  await asks.getByRole('dialog').getByRole('button', { name: 'Ask for this' }).click()
  await asks.waitForURL(/\/access\/changes/)
  await asks
    .getByRole('button', { name: /Moosbrugger/ })
    .first()
    .click()
  await asks
    .getByText(/rights? gained/)
    .first()
    .waitFor()
  expect(await asks.getByRole('button', { name: 'Agree' }).count()).toBe(0)

  const agrees = await signIn('Dagmar Wesseling')
  await agrees.goto('/access/changes?state=REQUESTED')
  await agrees
    .getByRole('button', { name: /Moosbrugger/ })
    .first()
    .click()
  await agrees.getByRole('button', { name: 'Agree' }).click()
  await agrees.getByRole('dialog').getByRole('button', { name: 'Agree' }).click()
  await agrees.getByRole('dialog').waitFor({ state: 'detached' })
  await agrees.goto('/access/changes?state=APPLIED')
  await agrees
    .getByRole('button', { name: /Moosbrugger/ })
    .first()
    .waitFor()
  expect(errors).toEqual([])
})
