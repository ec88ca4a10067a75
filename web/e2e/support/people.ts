import type { Browser, Page } from 'playwright-core'
import { desktop, openPage } from './browser'
import type { Program } from './program'

/** Signs in by the page, as a person does. */
export async function signIn(
  browser: Browser,
  program: Program,
  errors: string[],
  name: string,
  viewport = desktop,
): Promise<Page> {
  const context = await browser.newContext({ viewport, baseURL: program.origin, locale: 'en-GB' })
  const page = await openPage(context, errors)
  await page.goto('/')
  await page.getByRole('textbox').fill(name)
  await page.getByRole('button', { name: new RegExp(name) }).click()
  await page.getByRole('navigation').first().waitFor()
  return page
}

/** The API beside the console, as one person: the console cannot mislead a test that asks it. */
export interface Api {
  /** Data of an answer. Errors: throws what the API refused, its code first. */
  ask<D>(query: string, variables?: Record<string, unknown>): Promise<D>
  /** Sends a file, and returns what it is called from then on. */
  upload(name: string, entityId: string, text: string): Promise<string>
}

/** The API for the demo person with this address, for example "greta.sundermoor". */
export async function apiOf({ origin }: Program, local: string): Promise<Api> {
  const plain = { 'X-Requested-With': 'test', 'Content-Type': 'application/json' }
  const session = await fetch(`${origin}/auth/demo`, {
    method: 'POST',
    body: JSON.stringify({ email: `${local}@kaldervik.example` }),
    headers: plain,
  })
  const headers = {
    ...plain,
    Authorization: `Bearer ${((await session.json()) as { token: string }).token}`,
  }
  return {
    async ask<D>(query: string, variables = {}) {
      const answer = await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      })
      const { data, errors } = (await answer.json()) as {
        data?: D
        errors?: { message: string; extensions?: { code?: string } }[]
      }
      const [first] = errors ?? []
      if (first || !data)
        throw new Error(`${first?.extensions?.code ?? answer.status}: ${first?.message ?? ''}`)
      return data
    },
    async upload(name, entityId, text) {
      const answer = await fetch(`${origin}/uploads?entity=${entityId}&name=${name}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'text/csv' },
        body: text,
      })
      return ((await answer.json()) as { id: string }).id
    },
  }
}

/** A key that no other command carries. */
export const newKey = () => crypto.randomUUID()

/** A plain date so many days before today. */
export const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
