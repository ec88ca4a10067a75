import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advised, answer, teach } from './support/advice'
import { findings, overflow } from './support/axe'
import { phone, results, startBrowser } from './support/browser'
import { apiOf, daysAgo, signIn } from './support/people'
import { type Program, startProgram } from './support/program'
import { giveRole } from './support/roles'

// How models are governed, against the built program: quality is read, a promise is tried on the past, a policy is drafted by
// one and put in force by another, a model is switched off by one and let act again by two.

const drafter = 'Lennart Qvist'
const publisher = 'Beatrix Amsholt'
// Answers for the model, once she may put models in force.
const owner = 'Noor Veldmans'

let program: Program
let browser: Browser
let dortmund = ''
const errors: string[] = []

beforeAll(async () => {
  browser = await startBrowser()
  program = await startProgram()
  const desk = await teach(program)
  dortmund = desk.entityId
  for (let answered = 0; answered < 10;) await answer(desk, (await advised(desk)).said, ++answered !== 7)
})

afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

/** Keeps a picture of what is shown, and expects that axe finds nothing on it and that nothing is wider than the window. */
async function look(name: string, of: Page) {
  await of.screenshot({ path: join(results, `models-${name}.png`) })
  expect(await findings(of)).toEqual([])
  expect(await overflow(of)).toBeLessThanOrEqual(1)
  expect(errors).toEqual([])
}

const coding = '/models/DE01/CODE_LINE'

const figure = (count: number) => count.toLocaleString('en-GB')

/** The last 90 days, as the pages of a model begin. */
const period = () => ({ from: daysAgo(89), to: daysAgo(0) })

/** What the API says of the quality of coding. */
async function measured() {
  const api = await apiOf(program, 'beatrix.amsholt')
  const { adviceQuality } = await api.ask<{ adviceQuality: { known: number; decided: number }[] }>(
    'query ($filter: QualityFilter!) { adviceQuality(filter: $filter) { known decided } }',
    { filter: { ...period(), use: ['CODE_LINE'], entityId: [dortmund] } },
  )
  return adviceQuality[0] ?? { known: 0, decided: 0 }
}

/** What the API says that a promise or a threshold would have meant. */
async function simulated(candidate: { target: number } | { threshold: number }) {
  const api = await apiOf(program, 'lennart.quist')
  const { simulateThreshold } = await api.ask<{
    simulateThreshold: { automatic: number; touchesSaved: number }
  }>('query ($in: SimulateThresholdInput!) { simulateThreshold(input: $in) { automatic touchesSaved } }', {
    in: { ...period(), ...candidate, entityId: dortmund },
  })
  return simulateThreshold
}

test('the list tells what each model does at present, and leads to it', async () => {
  const page = await signIn(browser, program, errors, publisher)
  await page.getByRole('link', { name: 'Models' }).click()
  const table = page.getByRole('table', { name: 'Models' })
  await table.waitFor()
  await look('list', page)
  await table.getByRole('link', { name: 'DE01 Coding' }).click()
  await page.getByRole('heading', { name: 'Coding · DE01' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(coding)
  await page.context().close()
})

test('the quality page shows how far confidences come true, in a plot and in a table', async () => {
  const page = await signIn(browser, program, errors, publisher)
  await page.goto(coding)
  const { known, decided } = await measured()
  expect(Math.min(known, decided)).toBeGreaterThanOrEqual(10)
  const short = page.getByRole('list', { name: 'Quality in short' })
  await short.getByText(`Known what is right: ${figure(known)}`).waitFor()
  await short.getByText(`Decided by people: ${figure(decided)}`).waitFor()
  await page.getByRole('img', { name: /^Reliability plot/ }).waitFor()
  const table = page.getByRole('table', { name: 'Confidence by bins' })
  expect(await table.locator('tbody tr').count()).toBe(15)
  const sizes = await table.locator('tbody tr').locator('td:nth-child(2)').allInnerTexts()
  expect(sizes.map((size) => Number(size.replaceAll(',', ''))).reduce((sum, n) => sum + n)).toBe(known)
  await page.getByRole('heading', { name: 'Do its confidences still lie as before?' }).waitFor()
  await look('quality', page)
  // Of a time before anybody was advised there is nothing to tell.
  await page.getByLabel('From', { exact: true }).fill('2020-01-01')
  await page.getByLabel('To', { exact: true }).fill('2020-02-01')
  await page.getByText('No advice was given in this period').waitFor()
  await page.context().close()
})

test('on a phone the plot and its table stand below each other', async () => {
  const page = await signIn(browser, program, errors, publisher, phone)
  await page.goto('/models')
  await page.getByRole('list', { name: 'Models' }).waitFor()
  await look('list-phone', page)
  await page.goto(coding)
  const plot = await page.getByRole('img', { name: /^Reliability plot/ }).boundingBox()
  const table = await page.getByRole('table', { name: 'Confidence by bins' }).boundingBox()
  expect((plot?.y ?? 0) + (plot?.height ?? 0)).toBeLessThan(table?.y ?? 0)
  await look('quality-phone', page)
  await page.context().close()
})

test('a promise and a threshold are tried on the past and stand side by side', async () => {
  const page = await signIn(browser, program, errors, drafter)
  await page.goto(`${coding}?tab=simulator`)
  const table = page.getByRole('table', { name: 'This try and the one before' })
  const tries = page.getByRole('button', { name: 'Try', exact: true })
  await page.getByRole('textbox', { name: 'Wrong, at most, %' }).fill('0')
  await tries.click()
  await page.getByText('Above 0 and below 50 %; a limit above 0.').waitFor()
  await page.getByRole('textbox', { name: 'Wrong, at most, %' }).fill('1')
  await tries.click()
  await table.getByRole('columnheader', { name: /At most 1 % wrong/ }).waitFor({ timeout: 60_000 })
  await page.getByRole('combobox', { name: 'Try' }).selectOption({ label: 'A threshold' })
  await page.getByRole('textbox', { name: 'Acts from, % sure' }).fill('60')
  await tries.click()
  await table.getByRole('columnheader', { name: /From 60 % sure on/ }).waitFor({ timeout: 60_000 })
  await table.getByRole('columnheader', { name: /At most 1 % wrong/ }).waitFor()
  const promised = await simulated({ target: 0.01 })
  const bare = await simulated({ threshold: 0.6 })
  expect(bare.automatic).toBeGreaterThanOrEqual(9)
  await page
    .getByText(new RegExp(`^${figure(bare.touchesSaved)} touch.*\\sEUR of error money at 95 %$`))
    .waitFor()
  await page.getByText('A threshold by itself never stops; a promise does.').waitFor()
  const cells = await table
    .getByRole('row', { name: /^Automatic/ })
    .locator('td')
    .allInnerTexts()
  const apart = bare.automatic - promised.automatic
  expect(cells).toEqual([
    figure(bare.automatic),
    figure(promised.automatic),
    apart === 0 ? '0' : `+${figure(apart)}`,
  ])
  await look('simulator', page)
  await page.context().close()
})

test('a policy is drafted, and not put in force by who drafted it', async () => {
  const page = await signIn(browser, program, errors, drafter)
  await page.goto(`${coding}?tab=policy`)
  await page.getByRole('button', { name: 'Draft a policy' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Audited by lot, %' }).fill('9')
  await dialog.getByRole('textbox', { name: 'Error budget, EUR' }).fill('0')
  await dialog.getByRole('textbox', { name: 'In your words' }).fill('Audits found next to nothing.')
  await dialog.getByRole('button', { name: 'Keep as a draft' }).click()
  await dialog.getByText('Between 2 % and 5 %.').waitFor()
  await dialog.getByRole('textbox', { name: 'Audited by lot, %' }).fill('5')
  await dialog.getByRole('button', { name: 'Keep as a draft' }).click()
  // What the console does not know, the server says beside the field.
  await dialog
    .getByRole('alert')
    .getByText('A budget is more than nothing; without one, leave it out.')
    .waitFor()
  const budget = dialog.getByRole('textbox', { name: 'Error budget, EUR', description: /^A budget is more/ })
  await budget.waitFor()
  await look('draft', page)
  await dialog.getByRole('textbox', { name: 'Error budget, EUR' }).fill('2500')
  await dialog.getByRole('button', { name: 'Keep as a draft' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Audits found next to nothing.').waitFor()
  expect(await page.getByRole('button', { name: /^Put version/ }).count()).toBe(0)
  await look('own-draft', page)
  await page.context().close()
})

test('somebody else puts the draft in force, having seen what it changes', async () => {
  const page = await signIn(browser, program, errors, publisher)
  await page.goto(`${coding}?tab=policy`)
  const draft = page.getByRole('listitem').filter({ hasText: 'Audits found next to nothing.' })
  await draft.getByRole('button', { name: /^Put version \d+ in force$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('2,500.00 EUR').waitFor()
  await look('publish', page)
  await dialog.getByRole('button', { name: /^Put version/ }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('heading', { name: /^In force: version/ }).waitFor()
  await page.getByText('0.00 EUR of 2,500.00 EUR used').waitFor()
  await look('in-force', page)
  await page.context().close()
})

test('one person switches a model off, and everybody sees why', async () => {
  const page = await signIn(browser, program, errors, publisher)
  await page.goto(coding)
  await page.getByRole('button', { name: 'Switch off' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/^From the next request on it says nothing/).waitFor()
  // It is not done without a reason.
  await dialog.getByRole('button', { name: 'Switch off' }).click()
  await dialog.getByText('Say why, in at least 3 letters.').waitFor()
  await dialog.getByRole('textbox', { name: 'In your words' }).fill('It codes rent as energy.')
  await look('kill', page)
  await dialog.getByRole('button', { name: 'Switch off' }).click()
  await dialog.waitFor({ state: 'detached' })
  const rest = page.getByRole('region', { name: 'Why it rests, and the way back' })
  await rest.getByText('It codes rent as energy.').waitFor()
  await rest.getByText(publisher).waitFor()
  expect(await page.getByRole('button', { name: 'Switch off' }).count()).toBe(0)
  await look('killed', page)
  await page.goto('/models?resting=true')
  const row = page.getByRole('row', { name: /DE01 Coding/ })
  await row.getByText('Switched off').waitFor()
  await row.getByText('It codes rent as energy.').waitFor()
  await page.context().close()
})

test('somebody who may put models in force is made to answer for it', async () => {
  await giveRole(program, owner, 'policy_publisher', dortmund)
  const page = await signIn(browser, program, errors, publisher)
  await page.goto(coding)
  await page.getByRole('button', { name: 'Name the owner' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Who answers for it' }).fill(drafter)
  await page.getByRole('option', { name: new RegExp(drafter) }).click()
  await dialog.getByRole('textbox', { name: 'In your words' }).fill('Knows how lines are booked here.')
  await dialog.getByRole('button', { name: 'Name the owner' }).click()
  // Whoever may not put models in force cannot answer for one.
  await dialog.getByRole('alert').getByText(`${drafter} may not put models in force here`).waitFor()
  await look('owner', page)
  await dialog.getByRole('combobox', { name: 'Who answers for it' }).fill(owner)
  await page.getByRole('option', { name: new RegExp(owner) }).click()
  await dialog.getByRole('button', { name: 'Name the owner' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('definition').getByText(owner).waitFor()
  await page.context().close()
})

test('that it acts again is asked by one and decided by its owner', async () => {
  const asker = await signIn(browser, program, errors, drafter)
  await asker.goto(coding)
  await asker.getByRole('button', { name: 'Ask that it acts again' }).click()
  const asking = asker.getByRole('dialog')
  await asking.getByRole('textbox', { name: 'In your words' }).fill('Rent is learned by now.')
  await asking.getByRole('button', { name: 'Ask that it acts again' }).click()
  await asking.waitFor({ state: 'detached' })
  // Who asked does not decide, nor does anybody who does not own it.
  await asker.getByText('Rent is learned by now.').waitFor()
  expect(await asker.getByRole('button', { name: 'Let it act again' }).count()).toBe(0)
  await look('asked', asker)
  await asker.context().close()
  const other = await signIn(browser, program, errors, publisher)
  await other.goto(coding)
  await other.getByText(`Its owner decides: ${owner}.`).waitFor()
  expect(await other.getByRole('button', { name: 'Let it act again' }).count()).toBe(0)
  await other.context().close()
  const page = await signIn(browser, program, errors, owner)
  await page.goto(coding)
  await page.getByText('Rent is learned by now.').waitFor()
  await look('to-decide', page)
  await page.getByRole('button', { name: 'Let it act again' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'In your words' }).fill('The last month was right.')
  await dialog.getByRole('button', { name: 'Let it act again' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('region', { name: 'Why it rests, and the way back' }).waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Switch off' }).waitFor()
  await look('again', page)
  await page.context().close()
})
