import { Skeleton } from '@mantine/core'
import styles from './DataTable.module.css'

interface Props {
  label: string
  columns: { label: string; align?: 'end'; wide?: boolean }[]
  rows?: number
}

/** A table that is on its way, in its true layout. */
export function TableSkeleton({ label, columns, rows = 12 }: Props) {
  return (
    <div className={styles.scroll} role="status" aria-label={label}>
      <table className={styles.table} aria-hidden>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.label}
                scope="col"
                data-align={column.align}
                data-wide={column.wide || undefined}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {columns.map((column, index) => (
                <td key={column.label} data-wide={column.wide || undefined}>
                  <Skeleton
                    height={11}
                    width={column.wide ? `${70 - ((row * 13) % 34)}%` : 52 + ((row * 7 + index * 11) % 26)}
                    ml={column.align ? 'auto' : undefined}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
