import { IconArrowDown, IconArrowUp, IconChevronRight } from '@tabler/icons-react'
import { Fragment, type ReactNode } from 'react'
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
  /** What a row opens to, in place of leading anywhere. */
  detail?: (row: Row) => ReactNode
  /** Key of the row that is open. */
  open?: string
  onOpen?: (key?: string) => void
  /** A row on a phone. */
  card: (row: Row) => ReactNode
  sort?: Sort
  onSort?: (sort: Sort) => void
}

/**
 * A real table with sortable heads; below 720 px a list of cards. The first column carries the row's link, or the button
 * that opens it.
 */
export function DataTable<Row>(props: Props<Row>) {
  const phone = usePhone()
  return phone ? <Cards {...props} /> : <Table {...props} />
}

function Cards<Row>({ caption, rows, rowKey, rowHref, card, detail, open, onOpen }: Props<Row>) {
  return (
    <ul className={styles.cards} aria-label={caption}>
      {rows.map((row) => {
        const key = rowKey(row)
        const isOpen = detail !== undefined && key === open
        return (
          <li key={key} className={styles.card}>
            {detail ? (
              <Opener
                className={styles.cardLink}
                open={isOpen}
                onOpen={(on) => onOpen?.(on ? key : undefined)}
              >
                {card(row)}
              </Opener>
            ) : rowHref ? (
              <a href={rowHref(row)} className={styles.cardLink}>
                {card(row)}
              </a>
            ) : (
              card(row)
            )}
            {isOpen && <div className={styles.detail}>{detail(row)}</div>}
          </li>
        )
      })}
    </ul>
  )
}

function Table<Row>({
  caption,
  columns,
  rows,
  rowKey,
  rowHref,
  detail,
  open,
  onOpen,
  sort,
  onSort,
}: Props<Row>) {
  const first = (row: Row, key: string, content: ReactNode) =>
    detail ? (
      <Opener className={styles.opener} open={key === open} onOpen={(on) => onOpen?.(on ? key : undefined)}>
        {content}
      </Opener>
    ) : rowHref ? (
      <a href={rowHref(row)} className={styles.rowLink}>
        {content}
      </a>
    ) : (
      content
    )
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
          {rows.map((row) => {
            const key = rowKey(row)
            return (
              <Fragment key={key}>
                <tr data-open={(detail && key === open) || undefined}>
                  {columns.map((column, index) => (
                    <td key={column.id} data-align={column.align} data-wide={column.wide || undefined}>
                      {index === 0 ? first(row, key, column.cell(row)) : column.cell(row)}
                    </td>
                  ))}
                </tr>
                {detail && key === open && (
                  <tr className={styles.detailRow}>
                    <td colSpan={columns.length}>
                      <div className={styles.detail}>{detail(row)}</div>
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

interface OpenerProps {
  className: string | undefined
  open: boolean
  onOpen: (open: boolean) => void
  children: ReactNode
}

/** What a row is opened and closed with; the whole row answers to it. */
function Opener({ className, open, onOpen, children }: OpenerProps) {
  return (
    <button type="button" className={className} aria-expanded={open} onClick={() => onOpen(!open)}>
      <IconChevronRight
        size={14}
        stroke={2}
        aria-hidden
        className={styles.chevron}
        data-open={open || undefined}
      />
      <span className={styles.opened}>{children}</span>
    </button>
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
