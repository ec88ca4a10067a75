import type { ConflictMatrixQuery } from '~/api/documents'
import type { ConflictsSearch } from './search'

/** Duties against duties, as the API counts them. */
export type Matrix = ConflictMatrixQuery['conflictMatrix']

/** The rules between two duties, and who stands on both sides. */
export type Cell = Matrix['cells'][number]

/** The part of a filter that changes what a cell counts. */
export type CellFilter = Pick<ConflictsSearch, 'kind' | 'risk' | 'state' | 'all'>

/** What a cell counts under a filter: people who used both sides, whose conflict nobody accepted, and so on. */
export function countOf(cell: Cell, { kind, state }: CellFilter): number {
  if (kind === 'EXERCISED') return cell.exercised
  if (state === 'OPEN') return cell.open
  if (state === 'MITIGATED') return cell.mitigated
  return kind === 'POTENTIAL' ? cell.people : Math.max(cell.people, cell.exercised)
}

/** Cells of a filter, those that count nothing only when all are wanted. */
export const cellsOf = ({ cells }: Matrix, filter: CellFilter): Cell[] =>
  cells.filter(
    (cell) =>
      (!filter.risk || cell.rules.some(({ risk }) => risk === filter.risk)) &&
      (filter.all || countOf(cell, filter) > 0),
  )

/** A map: places of duties at the side and at the head, in the order of the list, and the cells between them. */
export interface HeatMap {
  rows: number[]
  columns: number[]
  cells: Map<string, Cell>
}

/** Names a cell of a map. */
export const cellKey = (left: number, right: number): string => `${left}.${right}`

/** Lays cells out, with no row and no column that is empty. */
export function layOut(cells: readonly Cell[]): HeatMap {
  const places = (of: (cell: Cell) => number) => [...new Set(cells.map(of))].sort((a, b) => a - b)
  return {
    rows: places(({ left }) => left),
    columns: places(({ right }) => right),
    cells: new Map(cells.map((cell) => [cellKey(cell.left, cell.right), cell])),
  }
}

/** Darkness of a cell: 0 for nothing, then 1 to 5 by the square root of its share of the largest. */
export function heat(count: number, most: number): number {
  if (count <= 0 || most <= 0) return 0
  return Math.min(5, Math.max(1, Math.ceil(Math.sqrt(count / most) * 5)))
}

const ways: Record<string, [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
}

/** Where an arrow key leads from a cell: the nearest one that way; the same when there is none. */
export function step(map: HeatMap, from: string, key: string): string {
  const [row = 0, column = 0] = from.split('.').map(Number)
  const [down, right] = ways[key] ?? [0, 0]
  let best = { key: from, far: Infinity }
  for (const [name, cell] of map.cells) {
    const [dy, dx] = [cell.left - row, cell.right - column]
    const ahead = dy * down + dx * right
    // Across counts more than ahead, so that a row or column is left only when it ends.
    const far = ahead + 1_000 * Math.abs(down === 0 ? dy : dx)
    if (ahead > 0 && far < best.far) best = { key: name, far }
  }
  return best.key
}
