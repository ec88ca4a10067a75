import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark } from '~/ui/Mark'
import { stateTone } from '~/ui/tones'
import { Day } from '~/ui/When'
import styles from './TwinTable.module.css'

type Twin = InvoicePartsFragment['duplicates'][number]['other']

interface Props {
  invoice: Omit<Twin, '__typename' | 'id' | 'key'>
  other: Twin
  /** Why it is thought to be the same. */
  caption: string
}

/** A twin beside an invoice, row by row, with what differs marked. */
export function TwinTable({ invoice, other, caption }: Props) {
  const say = useText()
  return (
    <div
      className={styles.scroll}
      tabIndex={0}
      role="group"
      aria-label={say('duplicates.caption', { key: other.key })}
    >
      <table className={styles.table}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{say('duplicates.this')}</th>
            <th scope="col">
              <a href={`/invoices/${encodeURIComponent(other.id)}`}>{other.key}</a>
            </th>
          </tr>
        </thead>
        <tbody>
          <Rows invoice={invoice} other={other} />
        </tbody>
      </table>
    </div>
  )
}

function Rows({ invoice, other }: Omit<Props, 'caption'>) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const rows = [
    [say('invoice.supplier'), invoice.sellerName, other.sellerName, invoice.sellerName === other.sellerName],
    [say('invoice.number'), invoice.number, other.number, invoice.number === other.number],
    [
      say('invoice.gross'),
      <Amount key="a" money={invoice.gross} />,
      <Amount key="b" money={other.gross} />,
      invoice.gross?.amount === other.gross?.amount && invoice.gross?.currency === other.gross?.currency,
    ],
    [
      say('invoice.issuedOn'),
      <Day key="a" day={invoice.issuedOn} />,
      <Day key="b" day={other.issuedOn} />,
      invoice.issuedOn === other.issuedOn,
    ],
    [say('invoice.receivedAt'), formats.instant(invoice.receivedAt), formats.instant(other.receivedAt), true],
    [
      say('invoice.state'),
      <Mark key="a" tone={stateTone(invoice.state)} plain>
        {label('state', invoice.state)}
      </Mark>,
      <Mark key="b" tone={stateTone(other.state)} plain>
        {label('state', other.state)}
      </Mark>,
      true,
    ],
  ] as const
  return (
    <>
      {rows.map(([name, here, there, same]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td>{here}</td>
          <td data-differs={!same || undefined}>
            {there}
            {!same && <span className={styles.differs}> {say('duplicates.differs')}</span>}
          </td>
        </tr>
      ))}
    </>
  )
}
