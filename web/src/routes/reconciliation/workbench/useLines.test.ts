import { expect, test } from 'vitest'
import { line } from '~/testing/fixtures/recon'
import { putBack } from './useLines'

const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).join(' ')
const all = ['a', 'b', 'c', 'd', 'e'].map((id) => line(id))
const at = (...places: number[]) => places.map((place) => ({ row: all[place] ?? line('?'), at: place }))

test('rows stand where they stood, in whatever order they come back', () => {
  const rest = all.filter(({ id }) => id !== 'b' && id !== 'd')
  expect(ids(putBack(rest, at(3, 1)))).toBe('a b c d e')
  expect(ids(putBack([], at(0, 1, 2, 3, 4)))).toBe('a b c d e')
})

test('a row whose place is beyond the list stands at its end', () => {
  expect(ids(putBack(all.slice(0, 1), at(4)))).toBe('a e')
})
