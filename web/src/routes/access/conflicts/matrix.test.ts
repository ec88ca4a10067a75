import { expect, test } from 'vitest'
import { matrix } from '~/testing/fixtures/conflict'
import { cellsOf, countOf, heat, layOut, step } from './matrix'

test('a map has no row and no column that is empty', () => {
  const map = layOut(cellsOf(matrix, {}))
  for (const row of map.rows) expect([...map.cells.values()].some(({ left }) => left === row)).toBe(true)
  for (const column of map.columns)
    expect([...map.cells.values()].some(({ right }) => right === column)).toBe(true)
  expect(map.cells.size).toBeLessThan(matrix.cells.length)
  expect(layOut(cellsOf(matrix, { all: true })).cells.size).toBe(matrix.cells.length)
})

test('what a cell counts follows the filter', () => {
  const [cell] = matrix.cells
  if (!cell) throw new Error('no cell')
  const counted = { ...cell, people: 5, open: 2, mitigated: 3, exercised: 7 }
  expect(countOf(counted, {})).toBe(7)
  expect(countOf(counted, { kind: 'POTENTIAL' })).toBe(5)
  expect(countOf(counted, { kind: 'EXERCISED' })).toBe(7)
  expect(countOf(counted, { state: 'OPEN' })).toBe(2)
  expect(countOf(counted, { state: 'MITIGATED' })).toBe(3)
})

test('only nothing is white, and the largest is the darkest', () => {
  expect([0, 1, 10, 50, 100].map((count) => heat(count, 100))).toEqual([0, 1, 2, 4, 5])
  expect(heat(3, 0)).toBe(0)
})

test('arrows go to the nearest cell that way and stay at the edge', () => {
  const [cell] = matrix.cells
  if (!cell) throw new Error('no cell')
  const map = layOut([
    { ...cell, left: 0, right: 1 },
    { ...cell, left: 0, right: 5 },
    { ...cell, left: 2, right: 1 },
    { ...cell, left: 3, right: 4 },
  ])
  expect(step(map, '0.1', 'ArrowRight')).toBe('0.5')
  expect(step(map, '0.1', 'ArrowDown')).toBe('2.1')
  expect(step(map, '0.5', 'ArrowDown')).toBe('3.4')
  expect(step(map, '0.1', 'ArrowUp')).toBe('0.1')
  expect(step(map, '2.1', 'ArrowLeft')).toBe('2.1')
})
