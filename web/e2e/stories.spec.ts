import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build, preview, type PreviewServer } from 'vite'
import { findings, overflow, visual } from './support/axe'
import { mainScreens } from '~/testing/mainScreens'
import { desktop, phone, results, startBrowser } from './support/browser'

// Every story in a real browser: axe with contrast, nothing wider than the window, and with SHOTS=1 a picture of each.
const configFile = fileURLToPath(new URL('../vite.stories.config.ts', import.meta.url))
const outDir = join(results, 'stories-build')
const shots = process.env.SHOTS === '1'
const only = process.env.STORY
// Each is a process of its own; while one comes to rest the others are looked at.
const windows = 3

let server: PreviewServer
let browser: Browser
let origin: string
let ids: string[]

beforeAll(async () => {
  browser = await startBrowser()
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  server = await preview({
    configFile,
    logLevel: 'warn',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  origin = server.resolvedUrls?.local[0] ?? ''
  const page = await browser.newPage()
  await page.goto(origin)
  ids = await page.evaluate(() => (window as unknown as { storyIds: string[] }).storyIds)
  await page.close()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

interface Look {
  name: string
  viewport: typeof desktop
  scheme: 'light' | 'dark'
  locale: string
  /** Which stories; all when absent. */
  of?: readonly string[]
}

const looks: Look[] = [
  { name: 'light', viewport: desktop, scheme: 'light', locale: 'en' },
  { name: 'dark', viewport: desktop, scheme: 'dark', locale: 'en' },
  { name: 'phone', viewport: phone, scheme: 'light', locale: 'en' },
  { name: 'phone-dark-de', viewport: phone, scheme: 'dark', locale: 'de' },
  { name: 'ar', viewport: desktop, scheme: 'light', locale: 'ar', of: mainScreens },
  { name: 'phone-dark-ar', viewport: phone, scheme: 'dark', locale: 'ar', of: mainScreens },
  { name: 'phone-ja', viewport: phone, scheme: 'light', locale: 'ja', of: mainScreens },
  ...(shots ? [{ name: 'de', viewport: desktop, scheme: 'light', locale: 'de' } as const] : []),
]

async function show(page: Page, id: string, scheme: string, locale: string) {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, `story=${id}&scheme=${scheme}&locale=${locale}`)
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, locale)
  // Fades and dialogs come to rest.
  await page.waitForTimeout(120)
}

test.each(looks)(
  'axe finds nothing and nothing overflows: $name',
  { timeout: 900_000 },
  async ({ name, viewport, scheme, locale, of }) => {
    const left = (of ?? ids).filter((each) => !only || each.includes(only))
    // By finding: the same one on many screens is one line.
    const found: Record<string, string[]> = {}
    const look = async () => {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
      const page = await context.newPage()
      await page.goto(origin)
      for (let id = left.shift(); id; id = left.shift()) {
        await show(page, id, scheme, locale)
        if (shots) {
          mkdirSync(join(results, 'stories', name), { recursive: true })
          await page.screenshot({ path: join(results, 'stories', name, `${id.replace('/', '-')}.png`) })
        }
        const lines = await findings(page, visual)
        const wider = await overflow(page)
        // Widths are rounded to whole pixels; one is no scrolling.
        if (wider > 1) lines.push(`wider than the window by ${wider} px`)
        for (const line of new Set(lines)) (found[line] ??= []).push(id)
      }
      await context.close()
    }
    await Promise.all(Array.from({ length: windows }, look))
    expect(found).toEqual({})
  },
)

test.skipIf(only && !'workbench/HundredThousand'.includes(only))(
  'a hundred thousand lines scroll: what is in sight alone is in the document, and nothing is blank',
  { timeout: 120_000 },
  async () => {
    const context = await browser.newContext({ viewport: desktop })
    const page = await context.newPage()
    await page.goto(origin)
    await show(page, 'workbench/HundredThousand', 'light', 'en')
    const list = page.getByRole('list', { name: 'Lines' })
    await list.waitFor()
    const box = await list.locator('..').boundingBox()
    if (!box) throw new Error('the list is not laid out')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const frames = page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const times: number[] = []
          let before = performance.now()
          const frame = (now: number) => {
            times.push(now - before)
            before = now
            if (times.length < 240) requestAnimationFrame(frame)
            else resolve(times.slice(1))
          }
          requestAnimationFrame(frame)
        }),
    )
    let most = 0
    for (let turn = 0; turn < 120; turn++) {
      await page.mouse.wheel(0, 400 + 40 * turn)
      most = Math.max(most, await list.locator('li').count())
    }
    const times = (await frames).sort((a, b) => a - b)
    const at = (share: number) => (times[Math.floor(share * times.length)] ?? 0).toFixed(1)
    console.log(`100,000 lines: frames of ${at(0.5)} ms in the middle, ${at(0.95)} ms at the 95th of 100`)
    expect(most).toBeLessThan(150)
    const seen = () =>
      list.evaluate((element) => {
        const within = element.parentElement?.getBoundingClientRect()
        if (!within) return []
        return [0.1, 0.5, 0.9].map(
          (share) =>
            document
              .elementFromPoint(within.left + within.width / 2, within.top + share * within.height)
              ?.closest('li')
              ?.getAttribute('aria-posinset') ?? null,
        )
      })
    await expect.poll(seen).not.toContain(null)
    const middle = Number((await seen())[1])
    expect(middle).toBeGreaterThan(1_000)
    await page.keyboard.press('End')
    await list.evaluate((element) => {
      if (element.parentElement) element.parentElement.scrollTop = element.scrollHeight
    })
    await expect.poll(async () => Number((await seen())[2])).toBeGreaterThan(99_900)
    await context.close()
  },
)
