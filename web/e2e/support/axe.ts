import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import type axe from 'axe-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Rules that need real layout and colours; all others are run on every story by the unit tests. */
export const visual = [
  'color-contrast',
  'target-size',
  'scrollable-region-focusable',
  'label-content-name-mismatch',
  'region',
  'landmark-unique',
  'landmark-no-duplicate-banner',
]

/** What axe finds on a page against WCAG 2.2 A and AA, contrast and target size included, as lines. */
export async function findings(page: Page, runOnly: string[] = everything): Promise<string[]> {
  // A string is run as it is: a script element would be refused by the server's content policy.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`(() => { ${source} })()`)
  return page.evaluate(async (only) => {
    const { axe: engine } = window as unknown as { axe: typeof axe }
    const { violations } = await engine.run(document, {
      runOnly: only,
      resultTypes: ['violations'],
      rules: { 'target-size': { enabled: true } },
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary }) =>
          `${id}: ${html.replace(/ id="[^"]*"/g, '').slice(0, 160)} ${failureSummary?.split('\n')[1] ?? ''}`,
      ),
    )
  }, runOnly)
}

/** How far the page is wider than the window, px; 0 when nothing scrolls sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      0,
      document.documentElement.scrollWidth - window.innerWidth,
      ...[...document.querySelectorAll('#content')].map((box) => box.scrollWidth - box.clientWidth),
    ),
  )
