import { expect, test } from 'vitest'
import { downloadOf, evidenceSearch, isSpan, variablesOf } from './search'

const entities = [
  { id: 'ent_1', code: 'DE01' },
  { id: 'ent_2', code: 'FR01' },
]
const population = { number: 9, parameters: ['entity'] }
const oneInvoice = { number: 17, parameters: ['subject'] }

test('the address says what is asked, and what does not fit is dropped', () => {
  const search = evidenceSearch({ in: 'DE01', from: '2026-01-01', to: 'soon', asked: true, item: 7 })
  expect(search).toEqual({ in: 'DE01', from: '2026-01-01', to: undefined, asked: true, item: '7' })
  expect(evidenceSearch({ asked: 'yes' }).asked).toBeUndefined()
})

test('a request is asked with what it takes alone', () => {
  const search = { in: 'FR01', item: 'inv_1' }
  expect(variablesOf(population, search, entities, undefined)).toEqual({
    number: 9,
    entityId: 'ent_2',
  })
  expect(variablesOf(oneInvoice, search, entities, undefined)).toEqual({ number: 17, subjectId: 'inv_1' })
  expect(variablesOf({ number: 15, parameters: [] }, search, entities, undefined)).toEqual({ number: 15 })
  expect(variablesOf(population, { in: 'XX99' }, entities, undefined).entityId).toBeUndefined()
})

test('the last day is a whole one, and the instant of the area ends the span', () => {
  const search = { from: '2026-10-31', to: '2026-10-31' }
  const { from, to } = variablesOf(population, search, entities, undefined)
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBeGreaterThanOrEqual(23 * 3_600_000)
  expect(variablesOf(population, search, entities, '2026-01-01T00:00:00Z').to).toBe('2026-01-01T00:00:00Z')
  expect(variablesOf(population, {}, entities, '2026-01-01T00:00:00Z').to).toBe('2026-01-01T00:00:00Z')
})

test('the download is asked as the page is', () => {
  expect(downloadOf({ number: 15 })).toBe('/files/evidence/15')
  expect(downloadOf({ number: 9, from: '2026-01-01T00:00:00Z', entityId: 'e+1' })).toBe(
    '/files/evidence/9?from=2026-01-01T00%3A00%3A00Z&entity=e%2B1',
  )
})

test('a span that ends before it begins is not asked for', () => {
  expect(isSpan({ from: '2026-02-01', to: '2026-01-01' })).toBe(false)
  expect(isSpan({ from: '2026-01-01', to: '2026-01-01' })).toBe(true)
  expect(isSpan({ to: '2026-01-01' })).toBe(true)
})
