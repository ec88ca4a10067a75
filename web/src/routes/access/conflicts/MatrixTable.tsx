import { compare } from '~/format/decimal'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { RiskMark, worst } from '~/ui/RiskMark'
import { Amount } from '~/ui/Amount'
import { type Column, DataTable } from '~/ui/DataTable'
import type { MatrixProps } from './HeatMap'
import styles from './MatrixTable.module.css'
import { type Cell, cellKey } from './matrix'
import { useDutyName } from './useDutyName'

/** The map's twin: the same cells as a plain table, most money first. */
export function MatrixTable({ matrix, cells, chosen, onChoose }: MatrixProps) {
  const say = useText()
  const formats = useFormats()
  const name = useDutyName()
  const duty = (place: number) => name(matrix.duties[place] ?? { name: '', actions: [] })
  const rules = (cell: Cell) => cell.rules.map(({ key }) => key).join(', ')
  const risk = (cell: Cell) => worst(cell.rules.map((rule) => rule.risk))
  const number = (id: 'people' | 'open' | 'mitigated' | 'exercised' | 'acts'): Column<Cell> => ({
    id,
    label: say(`conflicts.column.${id}`),
    align: 'end',
    cell: (cell) => formats.count(cell[id]),
  })
  const columns: Column<Cell>[] = [
    {
      id: 'rules',
      label: say('conflicts.rule'),
      cell: (cell) => (
        <button
          type="button"
          className={styles.choose}
          aria-pressed={cell.rules.some(({ key }) => chosen?.includes(key))}
          onClick={() => onChoose(cell.rules.map(({ key }) => key))}
        >
          {rules(cell)}
        </button>
      ),
    },
    { id: 'left', label: say('conflicts.duty'), cell: (cell) => duty(cell.left) },
    { id: 'right', label: say('conflicts.against'), wide: true, cell: (cell) => duty(cell.right) },
    {
      id: 'risk',
      label: say('conflicts.risk'),
      cell: (cell) => {
        const found = risk(cell)
        return found && <RiskMark risk={found} />
      },
    },
    number('people'),
    number('open'),
    number('mitigated'),
    number('exercised'),
    number('acts'),
    {
      id: 'money',
      label: say('conflicts.money'),
      align: 'end',
      cell: (cell) => <Amount money={cell.exposure} aligned />,
    },
  ]
  const sorted = [...cells].sort(
    (a, b) => compare(b.exposure?.amount ?? '0', a.exposure?.amount ?? '0') || b.people - a.people,
  )
  return (
    <DataTable
      caption={say('conflicts.map')}
      columns={columns}
      rows={sorted}
      rowKey={(cell) => cellKey(cell.left, cell.right)}
      card={(cell) => (
        <button
          type="button"
          className={styles.card}
          onClick={() => onChoose(cell.rules.map(({ key }) => key))}
        >
          <b>{rules(cell)}</b>
          <span>{say('conflicts.between', { left: duty(cell.left), right: duty(cell.right) })}</span>
          <span className={styles.facts}>
            {say('conflicts.people', { count: cell.people })} ·{' '}
            {say('conflicts.exercisedBy', { count: cell.exercised })}
            {cell.exposure && (
              <>
                {' '}
                · <Amount money={cell.exposure} />
              </>
            )}
          </span>
        </button>
      )}
    />
  )
}
