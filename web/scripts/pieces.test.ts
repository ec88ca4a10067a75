import { expect, test } from 'vitest'
import { inboxPiece } from './pieces'

const imports: Record<string, string[]> = {
  '/web/src/main.tsx': ['/web/src/a.ts'],
  '/web/src/a.ts': ['/web/src/b.ts', '/web/node_modules/react/index.js'],
  '/web/src/b.ts': ['/web/src/a.ts'],
  '/web/src/routes/inbox/InboxRoute.tsx': ['/web/src/b.ts', '/web/src/c.ts'],
  '/web/src/c.ts': ['/web/node_modules/@mantine/core/index.js'],
  '/web/src/d.ts': ['/web/src/c.ts'],
}
const modules = { getModuleInfo: (id: string) => ({ importedIds: imports[id] ?? [] }) }

test('what the inbox needs besides the start is one piece, and nothing else is named', () => {
  const name = inboxPiece('/web')
  expect(name('/web/src/c.ts', modules)).toBe('inbox')
  for (const other of ['src/main.tsx', 'src/b.ts', 'src/d.ts', 'node_modules/@mantine/core/index.js'])
    expect(name(`/web/${other}`, modules)).toBeUndefined()
})
