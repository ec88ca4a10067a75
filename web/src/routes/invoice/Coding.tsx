import type { InvoicePartsFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import styles from './Coding.module.css'

/** Where each line is booked. */
export function Coding({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  return (
    <ul className={styles.list}>
      {invoice.lines.map((line) => (
        <li key={line.id} className={styles.line}>
          <span className={styles.number}>{line.number}</span>
          <bdi className={styles.text} title={line.text}>
            {line.text}
          </bdi>
          <span className={styles.amount}>
            <Amount money={line.amount} aligned />
          </span>
          <span className={styles.code}>
            {line.account ? (
              <bdi>
                {line.account.code} {line.account.name}
              </bdi>
            ) : (
              <b>{say('lines.notCoded')}</b>
            )}
            {line.costCenter && (
              <>
                {' · '}
                <bdi>
                  {line.costCenter.code} {line.costCenter.name}
                  {line.costCenter.owner && ` (${line.costCenter.owner.name})`}
                </bdi>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
