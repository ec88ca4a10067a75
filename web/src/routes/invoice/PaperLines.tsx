import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import styles from './Paper.module.css'

/** The billed lines as a table of the document. */
export function PaperLines({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  const formats = useFormats()
  if (invoice.lines.length === 0) return <p className={styles.quiet}>{say('lines.none')}</p>
  return (
    <div className={styles.scroll} tabIndex={0} role="group" aria-label={say('lines.title')}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{say('lines.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('lines.number')}</th>
            <th scope="col">{say('lines.text')}</th>
            <th scope="col" data-align="end">
              {say('lines.quantity')}
            </th>
            <th scope="col" data-align="end">
              {say('lines.price')}
            </th>
            <th scope="col" data-align="end">
              {say('lines.vat')}
            </th>
            <th scope="col" data-align="end">
              {say('lines.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((line) => (
            <tr key={line.id}>
              <td className={styles.quiet}>{line.number}</td>
              <td className={styles.text}>
                <bdi>{line.text}</bdi>
                {line.orderNumber && (
                  <span className={styles.quiet}> · {say('lines.order', { order: line.orderNumber })}</span>
                )}
              </td>
              <td data-align="end">
                {line.quantity ? formats.quantity(line.quantity) : '–'}{' '}
                <span className={styles.quiet}>{line.unit}</span>
              </td>
              <td data-align="end">{line.price ? formats.quantity(line.price, 2) : '–'}</td>
              <td data-align="end">
                {line.taxRate ? (
                  formats.percent(line.taxRate.replace(/\.0+$/, ''))
                ) : (
                  <span className={styles.quiet}>{line.taxCategory}</span>
                )}
              </td>
              <td data-align="end">
                <Amount money={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
