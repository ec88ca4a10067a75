import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const candidates = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Where screenshots and logs of a run go; ignored by git. */
export const results = fileURLToPath(new URL('../../test-results', import.meta.url))

/** Starts headless Chromium. Errors: says what to install when there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = candidates.find((path) => path && existsSync(path))
  if (!executablePath)
    throw new Error('No Chromium found: install the Debian package "chromium", or set CHROMIUM to one.')
  mkdirSync(results, { recursive: true })
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
    ],
  })
}

/** Sizes that screens are looked at in. */
export const desktop = { width: 1440, height: 900 }
export const phone = { width: 360, height: 740 }

/** A page that fails the test on any error in its console. */
export async function openPage(context: BrowserContext, errors: string[]): Promise<Page> {
  const page = await context.newPage()
  // A page that is left takes its questions back, which is no failure.
  page.on('pageerror', (error) => {
    if (error.name !== 'AbortError') errors.push(String(error))
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 401/.test(message.text())) errors.push(message.text())
  })
  return page
}
