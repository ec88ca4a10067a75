import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings } from './support/axe'
import { phone, results, startBrowser } from './support/browser'
import { type Api, apiOf, newKey, signIn } from './support/people'
import { type Program, startProgram } from './support/program'

// Somebody answers for a case against the built program: found in the list, read on its page, ended with a code and a note.

let program: Program
let browser: Browser
let page: Page
let api: Api
const errors: string[] = []

const preparer = 'Greta Sundermoor'

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  api = await apiOf(program, 'marit.holvaag')
  page = await signIn(browser, program, errors, preparer)
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

interface Case {
  id: string
  key: string
  title: string
  category: string
  state: string
  evidence: string
  lineCount: number
  resolution: { code: string; note: string; by: { name: string } } | null
}

const fields = `id key title category state evidence lineCount resolution { code note by { ... on User { name } } }`

/** The cases of a category, as the API tells them. */
async function casesOf(category: string): Promise<Case[]> {
  const { cases } = await api.ask<{ cases: { edges: { node: Case }[] } }>(
    `query ($filter: CaseFilter) { cases(filter: $filter, first: 50) { edges { node { ${fields} } } } }`,
    { filter: { category: [category] } },
  )
  return cases.edges.map(({ node }) => node)
}

async function look(name: string, of = page) {
  await of.screenshot({ path: join(results, `cases-${name}.png`) })
  expect(await findings(of)).toEqual([])
  expect(errors).toEqual([])
}

test('the list is reached by its keys, and a filter stands in its address', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await page.getByRole('table', { name: 'Cases' }).waitFor()
  await look('list')
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Statement missing' })
  await page.waitForURL(/category=feed/)
  await page.getByRole('checkbox', { name: 'Mine' }).check()
  await page.waitForURL(/mine=true/)
  const table = page.getByRole('table', { name: 'Cases' })
  const feeds = (await casesOf('feed')).filter(({ state }) => state === 'OPEN')
  expect(feeds.length).toBeGreaterThan(0)
  await table.getByText(feeds[0]?.key ?? '?', { exact: true }).waitFor()
  expect(await table.getByRole('row').count()).toBe(feeds.length + 1)
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Integrity sweep' })
  await page.getByText('No case fits these filters').waitFor()
})

test('a case is resolved with a code and a note, and its page tells by whom', async () => {
  const [found] = (await casesOf('feed')).filter(({ state }) => state === 'OPEN')
  if (!found) throw new Error('no statement is missing')
  await page.goto('/cases?category=feed')
  await page.getByRole('link', { name: new RegExp(found.key) }).click()
  await page.getByRole('heading', { level: 1, name: found.title }).waitFor()
  await page.getByText(found.evidence.split('\n')[0] ?? '?').waitFor()
  await look('page')
  await page.getByRole('button', { name: `Resolve ${found.key}` }).click()
  await page.getByText('Choose by what it ends.').waitFor()
  await page.getByRole('radio', { name: 'Not needed' }).check()
  const note = 'The bank keeps no statement for that day.'
  await page.getByRole('textbox', { name: 'What was found and what was done' }).fill(note)
  await page.getByRole('button', { name: `Resolve ${found.key}` }).click()
  await page.getByText('Resolved: Not needed').waitFor()
  await page.getByText(note).waitFor()
  expect(await page.getByRole('button', { name: /^Resolve / }).count()).toBe(0)
  await look('resolved')
  const after = (await casesOf('feed')).find(({ id }) => id === found.id)
  expect(after?.state).toBe('RESOLVED')
  expect(after?.resolution).toEqual({ code: 'NOT_NEEDED', note, by: { name: preparer } })
})

test('a line is put into a case with one key, and the case shows the line', async () => {
  await page.goto('/reconciliation')
  await page
    .getByRole('table', { name: 'Accounts' })
    .getByRole('link', { name: /Main account/ })
    .click()
  await page.waitForURL(/\/reconciliation\/rac_/)
  const workbench = new URL(page.url()).pathname
  await page.goto(`${workbench}?state=CASE`)
  await page.getByRole('list', { name: 'Lines' }).getByRole('listitem').first().locator('[data-line]').click()
  const name = await page.getByRole('heading', { level: 2 }).first().innerText()
  await page.getByRole('heading', { name: 'Candidates' }).waitFor()
  await page.keyboard.press('c')
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/The line stays open, and in the case/).waitFor()
  await dialog.getByRole('combobox', { name: 'What is wrong' }).selectOption({ label: 'Duplicate' })
  const note = 'It looks like the payment of last week.'
  await dialog.getByRole('textbox').fill(note)
  await look('open')
  await dialog.getByRole('button', { name: 'Open the case' }).click()
  await dialog.waitFor({ state: 'detached' })
  const toast = page.getByRole('link', { name: /^Case opened: CAS-/ })
  await toast.waitFor()
  const [opened] = (await casesOf('duplicate')).filter(({ lineCount }) => lineCount === 1)
  expect(await toast.innerText()).toBe(`Case opened: ${opened?.key ?? '?'}`)
  expect(opened?.state).toBe('OPEN')
  expect(opened?.evidence).toContain(note)

  // From the line to its case, and from the case to its lines in the workbench.
  const link = page.getByRole('link', { name: new RegExp(`^${opened?.key ?? '?'} `) })
  await link.click()
  await page.waitForURL(/\/cases\/cas_/)
  const table = page.getByRole('table', { name: 'Lines' })
  await table.getByText(name).first().waitFor()
  expect(await table.getByRole('row').count()).toBe(2)
  await look('of-a-line')
  await page.getByRole('link', { name: 'Open in the workbench' }).click()
  await page.getByRole('link', { name: 'In this case only' }).waitFor()
  await expect.poll(() => page.getByRole('list', { name: 'Lines' }).getByRole('listitem').count()).toBe(1)
})

test('a case whose lines were left out by mistake is opened again, with a reason', async () => {
  const clears = await apiOf(program, 'oskar.fenwald')
  const [account] = (
    await clears.ask<{ reconAccounts: { edges: { node: { id: string; name: string } }[] } }>(
      '{ reconAccounts(first: 20) { edges { node { id name } } } }',
    )
  ).reconAccounts.edges.filter(({ node }) => node.name.startsWith('Main account'))
  // Small enough for the limit of who clears it, and in nobody's case.
  const { lines } = await clears.ask<{
    lines: { edges: { node: { id: string; case: { openedBy: { name: string } | null } | null } }[] }
  }>(
    'query ($filter: LineFilter!) { lines(filter: $filter, first: 20) { edges { node { id case { openedBy { name } } } } } }',
    { filter: { accountId: account?.node.id, state: ['CASE'], amount: { lt: '400' } } },
  )
  const { openCase } = await clears.ask<{ openCase: { case: { id: string; key: string; version: number } } }>(
    'mutation ($input: OpenCaseInput!) { openCase(input: $input) { case { id key version } } }',
    {
      input: {
        accountId: account?.node.id,
        lineIds: lines.edges
          .filter(({ node }) => !node.case?.openedBy)
          .slice(0, 1)
          .map(({ node }) => node.id),
        category: 'fee',
        note: 'A fee that nobody ordered.',
        idempotencyKey: newKey(),
      },
    },
  )
  const { id, key, version } = openCase.case
  await clears.ask('mutation ($input: ResolveCaseInput!) { resolveCase(input: $input) { case { state } } }', {
    input: { id, version, code: 'NOT_NEEDED', note: 'Too small to look into.', idempotencyKey: newKey() },
  })
  await page.goto(`/cases/${id}`)
  await page.getByText('The lines of this case were left out.').waitFor()
  await look('left-out')
  await page.getByRole('button', { name: 'Open again' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('The bank has found whose payment it is.')
  await dialog.getByRole('button', { name: 'Open again' }).click()
  await page.getByRole('button', { name: `Resolve ${key}` }).waitFor()
  const after = (await casesOf('fee')).find((one) => one.id === id)
  expect([after?.state, after?.resolution]).toEqual(['OPEN', null])
})

test('an auditor reads a case and its events, and is told why the case is not theirs to resolve', async () => {
  const theirs = await signIn(browser, program, errors, 'Marit Holvaag')
  const [found] = await casesOf('missing_entry')
  await theirs.goto(`/cases/${found?.id ?? ''}`)
  await theirs.getByRole('heading', { name: 'Why you cannot resolve it' }).waitFor()
  await theirs.getByText(/None of your roles/).waitFor()
  expect(await theirs.getByRole('button', { name: /^Resolve / }).count()).toBe(0)
  await theirs.getByRole('link', { name: 'All of it in the audit log' }).click()
  await theirs.getByRole('table', { name: 'Audit log' }).getByText('case.opened').first().waitFor()
})

test('on a phone the list is cards, and the form follows what was found', async () => {
  const theirs = await signIn(browser, program, errors, preparer, phone)
  await theirs.goto('/cases')
  await theirs.getByRole('list', { name: 'Cases' }).waitFor()
  await look('phone-list', theirs)
  await theirs.getByRole('list', { name: 'Cases' }).getByRole('link').first().click()
  await theirs.getByRole('form', { name: 'How does it end?' }).waitFor()
  await look('phone-page', theirs)
})

test('a case that is not there, or not theirs to see, is told as not found', async () => {
  const theirs = await signIn(browser, program, errors, 'Emre Taşdemir')
  expect(await theirs.getByRole('link', { name: 'Cases' }).count()).toBe(0)
  const [found] = await casesOf('missing_entry')
  await theirs.goto(`/cases/${found?.id ?? ''}`)
  await theirs.getByRole('alert').getByText('NOT_FOUND').waitFor()
})
