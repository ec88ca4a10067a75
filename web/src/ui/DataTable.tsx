import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './DataTable.module.css'
import { usePhone } from './usePhone'

/** A column of a list. */
export interface Column<Row> {
  id: string
  label: string
  /** Numbers stand at the end. */
  align?: 'end'
  /** The API's name to sort by; none cannot be sorted. */
  sort?: string
  /** Takes what is left of the width; at most one. */
  wide?: boolean
  cell: (row: Row) => ReactNode
}

/** An order of a list, as it stands in the address: "gross" or "-gross". */
export type Sort = string

interface Props<Row> {
  /** What the table is, for those who hear it. */
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** Where a row leads. */
  rowHref?: (row: Row) => string
  /** A row on a phone. */
  card: (row: Row) => ReactNode
  sort?: Sort
  onSort?: (sort: Sort) => void
}

/** A real table with sortable heads; below 720 px a list of cards. The first column carries the row's link. */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowHref, card, sort, onSort }: Props<Row>) {
  const phone = usePhone()
  if (phone) {
    return (
      <ul className={styles.cards} aria-label={caption}>
        {rows.map((row) => (
          <li key={rowKey(row)} className={styles.card}>
            {rowHref ? (
              <a href={rowHref(row)} className={styles.cardLink}>
                {card(row)}
              </a>
            ) : (
              card(row)
            )}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={caption}>
      <table className={styles.table}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) => (
                <td key={column.id} data-align={column.align} data-wide={column.wide || undefined}>
                  {index === 0 && rowHref ? (
                    <a href={rowHref(row)} className={styles.rowLink}>
                      {column.cell(row)}
                    </a>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Head<Row>({ column, sort, onSort }: { column: Column<Row> } & Pick<Props<Row>, 'sort' | 'onSort'>) {
  const by = column.sort
  if (!by || !onSort) {
    return (
      <th scope="col" data-align={column.align} data-wide={column.wide || undefined}>
        {column.label}
      </th>
    )
  }
  const order = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none'
  const Icon = order === 'descending' ? IconArrowDown : IconArrowUp
  return (
    <th scope="col" data-align={column.align} data-wide={column.wide || undefined} aria-sort={order}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => onSort(order === 'ascending' ? `-${by}` : by)}
      >
        {column.label}
        <Icon
          size={12}
          stroke={2}
          aria-hidden
          className={styles.arrow}
          data-active={order !== 'none' || undefined}
        />
      </button>
    </th>
  )
}
