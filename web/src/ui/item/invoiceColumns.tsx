import type { InvoiceRowFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '../Amount'
import type { Column } from '../DataTable'
import { Mark } from '../Mark'
import { matchTone, stateTone } from '../tones'
import { Day, Due, When } from '../When'
import styles from './invoiceColumns.module.css'

const settled = ['POSTED', 'SETTLED', 'CANCELLED', 'REJECTED']

/** The columns of a list of invoices; `short` leaves out whose they are. */
export function useInvoiceColumns(short = false): Column<InvoiceRowFragment>[] {
  const say = useText()
  const label = useLabel()
  const columns: Column<InvoiceRowFragment>[] = [
    {
      id: 'number',
      label: say('invoice.number'),
      sort: 'number',
      cell: (row) => <bdi className={styles.number}>{row.number}</bdi>,
    },
    {
      id: 'seller',
      label: say('invoice.supplier'),
      sort: 'seller',
      wide: true,
      cell: (row) => <bdi title={row.sellerName}>{row.sellerName}</bdi>,
    },
    {
      id: 'state',
      label: say('invoice.state'),
      cell: (row) => (
        <Mark tone={stateTone(row.state)} plain>
          {label('state', row.state)}
        </Mark>
      ),
    },
    { id: 'entity', label: say('invoice.entity'), cell: (row) => row.entity.code },
    {
      id: 'match',
      label: say('match.title'),
      cell: (row) =>
        row.match ? (
          <Mark tone={matchTone(row.match.outcome)} plain>
            {label('match', row.match.outcome)}
          </Mark>
        ) : (
          <span className={styles.quiet}>–</span>
        ),
    },
    {
      id: 'received',
      label: say('invoice.receivedAt'),
      sort: 'receivedAt',
      cell: (row) => (
        <span className={styles.quiet}>
          <When at={row.receivedAt} />
        </span>
      ),
    },
    { id: 'due', label: say('invoice.dueOn'), sort: 'dueOn', cell: (row) => <Day day={row.dueOn} /> },
    {
      id: 'gross',
      label: say('invoice.gross'),
      sort: 'gross',
      align: 'end',
      cell: (row) => <Amount money={row.gross} aligned />,
    },
  ]
  return short ? columns.filter(({ id }) => id !== 'seller') : columns
}

/** An invoice on a phone. */
export function InvoiceCard({ row }: { row: InvoiceRowFragment }) {
  const label = useLabel()
  return (
    <div className={styles.card}>
      <bdi className={styles.seller}>{row.sellerName}</bdi>
      <Amount money={row.gross} size="md" />
      <span className={styles.quiet}>
        <bdi>{row.number}</bdi> · {row.entity.code}
      </span>
      <span className={styles.end}>
        <Mark tone={stateTone(row.state)} plain>
          {label('state', row.state)}
        </Mark>
      </span>
      {row.dueOn && !settled.includes(row.state) && (
        <span className={styles.quiet}>
          <Due day={row.dueOn} />
        </span>
      )}
    </div>
  )
}
