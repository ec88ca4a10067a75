import { useDirection, VisuallyHidden } from '@mantine/core'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { worst } from '~/ui/RiskMark'
import styles from './HeatMap.module.css'
import { type Cell, type CellFilter, cellKey, countOf, heat, layOut, type Matrix, step } from './matrix'
import { useDutyName } from './useDutyName'

export interface MatrixProps {
  matrix: Matrix
  /** Those of the filter. */
  cells: Cell[]
  filter: CellFilter
  /** Keys of the rules that the list below shows. */
  chosen?: readonly string[]
  onChoose: (rules: string[]) => void
}

const isChosen = (cell: Cell, chosen: readonly string[] | undefined) =>
  chosen !== undefined && cell.rules.some(({ key }) => chosen.includes(key))

/** Duties against duties: each cell says how many people and how much money, the darker the more. Arrow keys go from cell to cell. */
export function HeatMap({ matrix, cells, filter, chosen, onChoose }: MatrixProps) {
  const say = useText()
  const name = useDutyName()
  const { dir } = useDirection()
  const table = useRef<HTMLTableElement>(null)
  const map = layOut(cells)
  const [first] = map.cells.keys()
  const [at, setAt] = useState(first)
  const here = at !== undefined && map.cells.has(at) ? at : first
  const most = Math.max(0, ...cells.map((cell) => countOf(cell, filter)))
  const duty = (place: number) => name(matrix.duties[place] ?? { name: '', actions: [] })
  const move = (event: KeyboardEvent) => {
    if (here === undefined || !event.key.startsWith('Arrow')) return
    event.preventDefault()
    const mirrored = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' }[event.key]
    const next = step(map, here, dir === 'rtl' && mirrored ? mirrored : event.key)
    setAt(next)
    table.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus()
  }
  return (
    <div className={styles.scroll}>
      <table
        ref={table}
        role="grid"
        className={styles.map}
        aria-label={say('conflicts.map')}
        onKeyDown={move}
      >
        <thead>
          <tr>
            <td className={styles.corner} />
            {map.columns.map((column) => (
              <th key={column} scope="col" className={styles.column}>
                <span>{duty(column)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.rows.map((row) => (
            <tr key={row}>
              <th scope="row" className={styles.row}>
                {duty(row)}
              </th>
              {map.columns.map((column) => {
                const key = cellKey(row, column)
                const cell = map.cells.get(key)
                return (
                  <td key={key} className={styles.place}>
                    {cell && (
                      <CellButton
                        cell={cell}
                        name={key}
                        count={countOf(cell, filter)}
                        most={most}
                        reachable={key === here}
                        chosen={isChosen(cell, chosen)}
                        about={say('conflicts.between', { left: duty(row), right: duty(column) })}
                        onFocus={() => setAt(key)}
                        onChoose={() => onChoose(cell.rules.map((rule) => rule.key))}
                      />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface CellProps {
  cell: Cell
  name: string
  count: number
  most: number
  /** The one cell of the map that Tab reaches. */
  reachable: boolean
  chosen: boolean
  about: string
  onFocus: () => void
  onChoose: () => void
}

function CellButton({ cell, name, count, most, reachable, chosen, about, onFocus, onChoose }: CellProps) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const risk = worst(cell.rules.map((rule) => rule.risk))
  const told = [
    about,
    cell.rules.map(({ key }) => key).join(', '),
    ...(risk ? [label('risk', risk)] : []),
    say('conflicts.people', { count }),
    ...(cell.exercised > 0 ? [say('conflicts.exercisedBy', { count: cell.exercised })] : []),
    ...(cell.exposure ? [formats.money(cell.exposure)] : []),
  ].join(' · ')
  return (
    <button
      type="button"
      className={styles.cell}
      data-cell={name}
      data-heat={heat(count, most)}
      data-exercised={cell.exercised > 0 || undefined}
      aria-pressed={chosen}
      title={told}
      tabIndex={reachable ? 0 : -1}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <VisuallyHidden>{told}</VisuallyHidden>
      <span aria-hidden className={styles.count}>
        {formats.count(count)}
      </span>
      {cell.exposure && (
        <span aria-hidden className={styles.money}>
          {formats.compact(cell.exposure.amount)}
        </span>
      )}
    </button>
  )
}
