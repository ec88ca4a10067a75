import { Fragment } from 'react'
import type { InvoicePartsFragment } from '~/api/documents'
import { padDecimals } from '~/format/decimal'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { fieldNamed, fieldsNamed } from './marks'
import styles from './Paper.module.css'
import { Place } from './Place'

// Document-level sums that only fields carry, before the totals that the invoice itself holds.
const sums = ['BT-106', 'BT-107', 'BT-108']

/** VAT by rate and the totals, aligned on the decimal sign. */
export function PaperTotals({ invoice }: { invoice: InvoicePartsFragment }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const { fields } = invoice
  const currency = invoice.gross?.currency ?? invoice.entity.base
  const decimals = invoice.gross?.amount.split('.')[1]?.length ?? 0
  const taxes = fieldsNamed(fields, 'BT-117')
  const totals = [
    ['BT-109', invoice.net],
    ['BT-110', invoice.tax],
    ['BT-112', invoice.gross],
    ['BT-113', invoice.prepaid?.amount.match(/[1-9]/) ? invoice.prepaid : null],
    ['BT-115', invoice.payable && invoice.payable.amount !== invoice.gross?.amount ? invoice.payable : null],
  ] as const
  return (
    <dl className={styles.totals}>
      {sums.map((term) => {
        const field = fieldNamed(fields, term)
        return (
          field?.value && (
            <Fragment key={term}>
              <dt>{label('term', term)}</dt>
              <dd>
                <Place field={field}>
                  <Amount money={{ amount: padDecimals(field.value, decimals), currency }} aligned />
                </Place>
              </dd>
            </Fragment>
          )
        )
      })}
      {invoice.taxes.map((tax, index) => (
        <Fragment key={`${tax.category} ${tax.rate} ${index}`}>
          <dt>
            {say('document.vatOf', {
              rate: tax.rate ? formats.percent(tax.rate.replace(/\.0+$/, '')) : tax.category,
              base: formats.money(tax.base),
            })}
            {tax.exemption && <span className={styles.quiet}> · {tax.exemption}</span>}
          </dt>
          <dd>
            <Place field={taxes[index]}>
              <Amount money={tax.tax} aligned />
            </Place>
          </dd>
        </Fragment>
      ))}
      {totals.map(
        ([term, money]) =>
          money && (
            <Fragment key={term}>
              <dt data-strong={term === 'BT-112' || term === 'BT-115' || undefined}>{label('term', term)}</dt>
              <dd data-strong={term === 'BT-112' || term === 'BT-115' || undefined}>
                <Place field={fieldNamed(fields, term)}>
                  <Amount money={money} aligned />
                </Place>
              </dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
