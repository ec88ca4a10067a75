import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advised, type Desk, teach } from './support/advice'
import { findings, overflow } from './support/axe'
import { phone, results, startBrowser } from './support/browser'
import { apiOf, signIn } from './support/people'
import { type Program, startProgram } from './support/program'

// What models advise on an invoice, against the built program: why is read, and advice taken over, replaced and turned down; and
// what to do next, and why first, is read where decisions are taken.

const clerk = 'Emre Taşdemir'

let program: Program
let browser: Browser
let desk: Desk
const errors: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  desk = await teach(program)
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

async function look(name: string, of: Page) {
  await of.screenshot({ path: join(results, `advice-${name}.png`) })
  expect(await findings(of)).toEqual([])
  expect(await overflow(of)).toBeLessThanOrEqual(1)
  expect(errors).toEqual([])
}

interface Line {
  account: { id: string } | null
  advice: {
    state: string
    feedback: string | null
    openedEvidence: boolean
    modelState: string
    explanation: { counterfactual: string | null }
  } | null
}

/** The line of an invoice as the API has it. */
async function lineOf(invoice: string): Promise<Line> {
  const { node } = await desk.clerk.ask<{ node: { lines: Line[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Invoice { lines { account { id } advice { state feedback openedEvidence modelState explanation { counterfactual } } } } } }',
    { id: invoice },
  )
  if (!node.lines[0]) throw new Error('the invoice has no line')
  return node.lines[0]
}

/** An invoice on which models advise, as somebody opens it. */
async function opened(name: string, viewport?: typeof phone) {
  const { id } = await advised(desk)
  const page = await signIn(browser, program, errors, name, viewport)
  await page.goto(`/invoices/${encodeURIComponent(id)}`)
  const card = page.locator('[data-advice]', { hasText: 'Line 1' })
  await card.waitFor()
  return { id, page, card }
}

test('a clerk reads why, and takes the coding over', async () => {
  const { id, page, card } = await opened(clerk)
  // The supplier's own account is another: that is why there is advice.
  expect((await lineOf(id)).account?.id).not.toBe(desk.accountId)
  await card.getByRole('button', { name: 'Why', exact: true }).click()
  for (const part of ['What speaks for it', 'Score against its bounds', 'Track record'])
    await card.getByRole('heading', { name: part }).waitFor()
  await card.getByText(/ sure\. It may suggest from /).waitFor()
  await card.getByText(/no policy in force, so nothing is automatic/).waitFor()
  const told = (await lineOf(id)).advice
  // Which model said so, and what would have it say something else.
  expect(await card.locator('code[title]').getAttribute('title')).toBe(told?.modelState)
  expect(told?.explanation.counterfactual).toMatch(
    /^It would be .+ if the model were \d+ points less sure of this\.$/,
  )
  await card.getByText(told?.explanation.counterfactual ?? '').waitFor()
  await look('why', page)
  await card.getByRole('button', { name: 'Use this coding' }).click()
  await card.getByText('Taken over').waitFor()
  const line = await lineOf(id)
  expect(line.account?.id).toBe(desk.accountId)
  expect(line.advice).toMatchObject({ state: 'ACCEPTED', openedEvidence: true })
  await page.context().close()
})

test('a clerk books it elsewhere, and says what was wrong', async () => {
  const { id, page, card } = await opened(clerk)
  await card.getByRole('button', { name: 'Choose another' }).click()
  const dialog = page.getByRole('dialog')
  const done = dialog.getByRole('button', { name: 'Use this instead' })
  await dialog.getByRole('combobox', { name: 'Account' }).click()
  expect(await done.isDisabled()).toBe(true)
  await page.locator('[role=option]').nth(3).click()
  await dialog.getByLabel('What was wrong?').selectOption('BUSINESS_CHANGE')
  await look('otherwise', page)
  await done.click()
  await card.getByText('Done otherwise').waitFor()
  const line = await lineOf(id)
  expect(line.account?.id).not.toBe(desk.accountId)
  expect(line.advice).toMatchObject({ state: 'EDITED', feedback: 'BUSINESS_CHANGE', openedEvidence: false })
  await page.context().close()
})

test('a clerk turns it down, and nothing is booked anew', async () => {
  const { id, page, card } = await opened(clerk)
  const { account } = await lineOf(id)
  await card.getByRole('button', { name: 'Turn down' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What was wrong?').selectOption('WRONG_VALUE')
  await dialog.getByRole('button', { name: 'Turn down' }).click()
  await card.getByText('Turned down').waitFor()
  const line = await lineOf(id)
  expect(line.account).toEqual(account)
  expect(line.advice).toMatchObject({ state: 'REJECTED', feedback: 'WRONG_VALUE' })
  await page.context().close()
})

test('who may not decide it reads why not, on a phone too', async () => {
  const { page, card } = await opened('Ulrike Hagenau', phone)
  expect(await card.getByRole('button', { name: 'Use this coding' }).count()).toBe(0)
  await card.getByText(/^None of your roles lets you/).waitFor()
  await look('not-mine', page)
  await page.context().close()
})

test('an approver reads what to do next and why a task stands first, and pins another on a phone', async () => {
  const approver = await apiOf(program, 'ulrike.hagenau')
  const tasks = async () => {
    const { viewer } = await approver.ask<{
      viewer: { inbox: { edges: { node: { id: string; rank: { pinned: boolean } } }[] } }
    }>(
      '{ viewer { inbox(first: 50, sort: [{ field: "rank", direction: DESC }]) { edges { node { id rank { pinned } } } } } }',
    )
    return viewer.inbox.edges.map(({ node }) => node)
  }
  await advised(desk)
  await advised(desk)
  const before = await tasks()
  expect(before.length).toBeGreaterThan(1)
  const last = before.at(-1)?.id ?? ''
  const page = await signIn(browser, program, errors, 'Ulrike Hagenau', phone)
  await page.goto('/inbox')
  const rows = page.locator('[data-task]')
  await rows.first().waitFor()
  expect(await rows.first().getAttribute('data-task')).toBe(before[0]?.id)
  await rows
    .first()
    .getByText(/ by waiting$/)
    .waitFor()
  await look('inbox-phone', page)
  await page.locator(`[data-task="${last}"]`).click()
  const next = page.getByRole('region', { name: 'What next' })
  await next.getByText('Approve it').waitFor()
  await look('next-phone', page)
  const pin = page.getByRole('button', { name: 'Pin' })
  expect(await pin.getAttribute('aria-pressed')).toBe('false')
  await pin.click()
  await page.locator('button[aria-pressed=true]', { hasText: 'Pin' }).waitFor()
  expect((await tasks())[0]).toEqual({ id: last, rank: { pinned: true } })
  await page.getByRole('button', { name: 'Inbox' }).first().click()
  await rows.first().getByText('Pinned').waitFor()
  expect(await rows.first().getAttribute('data-task')).toBe(last)
  await page.context().close()
})
