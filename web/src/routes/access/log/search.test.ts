import { expect, test } from 'vitest'
import { filterOf, logSearch } from './search'

test('the address says which events are asked for', () => {
  const search = logSearch({
    actor: 'usr_1',
    kind: 'invoice.',
    from: '2026-10-01',
    to: '2026-10-31',
    refused: true,
    command: '',
    open: 7,
  })
  expect(search).toMatchObject({ actor: 'usr_1', kind: 'invoice.', refused: true, open: '7' })
  expect(search.command).toBeUndefined()
  expect(filterOf(search, 'ent_1', undefined)).toMatchObject({
    actorId: 'usr_1',
    entityId: ['ent_1'],
    kind: 'invoice.',
    refused: true,
  })
})

test('the last day is a whole one, and the instant of the area ends the log', () => {
  const dayOf = { from: '2026-10-31', to: '2026-10-31' }
  const { from = '', to = '' } = filterOf(dayOf, undefined, undefined)
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBeGreaterThanOrEqual(23 * 3_600_000)
  expect(filterOf(dayOf, undefined, '2026-01-01T00:00:00Z').to).toBe('2026-01-01T00:00:00Z')
  expect(filterOf({}, undefined, '2026-01-01T00:00:00Z').to).toBe('2026-01-01T00:00:00Z')
  expect(filterOf(dayOf, undefined, '2027-01-01T00:00:00Z').to).toBe(to)
})
