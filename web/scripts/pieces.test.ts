import { expect, test } from 'vitest'
import { pieces } from './pieces'

const imports: Record<string, string[]> = {
  '/web/src/main.tsx': ['/web/src/a.ts', '/web/node_modules/react/index.js'],
  '/web/src/a.ts': ['/web/src/b.ts', '/web/node_modules/@mantine/core/index.js'],
  '/web/src/b.ts': ['/web/src/a.ts'],
  '/web/src/routes/inbox/InboxRoute.tsx': ['/web/src/b.ts', '/web/src/c.ts'],
  '/web/src/d.ts': ['/web/src/c.ts'],
}
const modules = { getModuleInfo: (id: string) => ({ importedIds: imports[id] ?? [] }) }

test('the first load is two pieces: what the page begins with, and what the inbox needs besides', () => {
  const name = pieces('/web')
  expect(name('/web/src/b.ts', modules)).toBe('start')
  expect(name('/web/node_modules/react/index.js', modules)).toBe('start')
  expect(name('/web/src/c.ts', modules)).toBe('inbox')
  expect(name('/web/src/d.ts', modules)).toBeUndefined()
  expect(name('/web/src/main.tsx', modules)).toBeUndefined()
})

test('a library with one door for everything is left to the bundler', () => {
  expect(pieces('/web')('/web/node_modules/@mantine/core/index.js', modules)).toBeUndefined()
})
