import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Facts } from '~/ui/Facts'
import { ActorName } from '~/ui/people'
import { Day, When } from '~/ui/When'
import styles from './Parties.module.css'
import { Known } from './Place'

/** Who bills whom, when, and how much, each value marking its place on the document. */
export function Parties({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { supplier, discount } = invoice
  return (
    <Facts
      items={[
        [
          say('invoice.supplier'),
          <Known key="supplier" name="BT-27">
            {supplier ? (
              <>
                <a className={styles.link} href={`/suppliers/${encodeURIComponent(supplier.id)}`}>
                  {supplier.name}
                </a>{' '}
                <span className={styles.quiet}>
                  {supplier.number} · {label('supplier', supplier.status)} · {label('risk', supplier.risk)}
                </span>
              </>
            ) : (
              say('invoice.supplierUnknown', { name: invoice.sellerName })
            )}
          </Known>,
        ],
        [
          say('invoice.entity'),
          <Known key="buyer" name="BT-44">
            <bdi>
              {invoice.entity.code} {invoice.entity.name}
            </bdi>
          </Known>,
        ],
        [
          say('invoice.issuedOn'),
          invoice.issuedOn && (
            <Known key="issued" name="BT-2">
              <Day day={invoice.issuedOn} />
            </Known>
          ),
        ],
        [
          say('invoice.dueOn'),
          invoice.dueOn && (
            <Known key="due" name="BT-9">
              <Day day={invoice.dueOn} />
            </Known>
          ),
        ],
        [
          say('invoice.net'),
          <Known key="net" name="BT-109">
            <Amount money={invoice.net} />
          </Known>,
        ],
        [
          say('invoice.tax'),
          <Known key="tax" name="BT-110">
            <Amount money={invoice.tax} />
          </Known>,
        ],
        [
          say('invoice.payable'),
          invoice.payable && invoice.payable.amount !== invoice.gross?.amount ? (
            <Known key="payable" name="BT-115">
              <Amount money={invoice.payable} />
            </Known>
          ) : null,
        ],
        [
          say('invoice.discount'),
          discount && (
            <span
              key="discount"
              className={
                formats.daysUntil(discount.until, invoice.entity.timeZone) >= 0 ? styles.good : styles.quiet
              }
            >
              {say('invoice.discountText', {
                percent: formats.percent(discount.percent),
                amount: formats.money(discount.worth),
                day: formats.day(discount.until),
              })}
            </span>
          ),
        ],
        [say('invoice.postingOn'), invoice.postingOn && <Day key="posting" day={invoice.postingOn} />],
        [
          say('invoice.enteredBy'),
          <span key="entered" className={styles.inline}>
            <ActorName actor={invoice.enteredBy} />
            <span className={styles.quiet}>
              <When at={invoice.receivedAt} timeZone={invoice.entity.timeZone} />
            </span>
          </span>,
        ],
      ]}
    />
  )
}
