import type { InvoicePartsFragment } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { fieldNamed, fieldsNamed } from './marks'
import styles from './Paper.module.css'
import { PaperLines } from './PaperLines'
import { PaperTotals } from './PaperTotals'
import { Place } from './Place'

interface Props {
  invoice: InvoicePartsFragment
}

/** The e-invoice as a page that a person can read, every value linked to its place in the source. */
export function Paper({ invoice }: Props) {
  const say = useText()
  const label = useLabel()
  return (
    <div className={styles.paper}>
      <div className={styles.top}>
        <Party
          invoice={invoice}
          name="BT-27"
          tax="BT-31"
          city="BT-37"
          country="BT-40"
          fallback={invoice.sellerName}
          role={say('document.seller')}
        />
        <div className={styles.kind}>
          <p>{label('kind', invoice.kind)}</p>
          <Dates invoice={invoice} />
        </div>
      </div>
      <Party
        invoice={invoice}
        name="BT-44"
        tax="BT-48"
        city="BT-52"
        country="BT-55"
        fallback={invoice.buyerName ?? invoice.entity.name}
        role={say('document.buyer')}
      />
      <References invoice={invoice} />
      <PaperLines invoice={invoice} />
      <PaperTotals invoice={invoice} />
      <Payment invoice={invoice} />
    </div>
  )
}

interface PartyProps extends Props {
  role: string
  name: string
  tax: string
  city: string
  country: string
  fallback: string
}

function Party({ invoice: { fields }, role, name, tax, city, country, fallback }: PartyProps) {
  const taxId = fieldNamed(fields, tax)
  const town = fieldNamed(fields, city)
  const state = fieldNamed(fields, country)
  return (
    <div className={styles.party}>
      <p className={styles.role}>{role}</p>
      <p className={styles.name}>
        <Place field={fieldNamed(fields, name)}>{fieldNamed(fields, name)?.value ?? fallback}</Place>
      </p>
      {(town ?? state) && (
        <p>
          <bdi>
            <Place field={town}>{town?.value}</Place> <Place field={state}>{state?.value}</Place>
          </bdi>
        </p>
      )}
      {taxId && (
        <p>
          <Place field={taxId}>{taxId.value}</Place>
        </p>
      )}
    </div>
  )
}

function Dates({ invoice }: Props) {
  const say = useText()
  const formats = useFormats()
  const { fields } = invoice
  return (
    <dl className={styles.dates}>
      <dt>{say('invoice.number')}</dt>
      <dd>
        <Place field={fieldNamed(fields, 'BT-1')}>{invoice.number}</Place>
      </dd>
      {invoice.issuedOn && (
        <>
          <dt>{say('invoice.issuedOn')}</dt>
          <dd>
            <Place field={fieldNamed(fields, 'BT-2')}>{formats.day(invoice.issuedOn)}</Place>
          </dd>
        </>
      )}
      {invoice.dueOn && (
        <>
          <dt>{say('invoice.dueOn')}</dt>
          <dd>
            <Place field={fieldNamed(fields, 'BT-9')}>{formats.day(invoice.dueOn)}</Place>
          </dd>
        </>
      )}
    </dl>
  )
}

const isDay = /^\d{4}-\d{2}-\d{2}$/

function References({ invoice: { fields } }: Props) {
  const label = useLabel()
  const formats = useFormats()
  const found = ['BT-13', 'BT-12', 'BT-10', 'BT-25', 'BT-72', 'BT-73', 'BT-74'].flatMap((term) =>
    fieldsNamed(fields, term).map((field) => ({ term, field })),
  )
  if (found.length === 0) return null
  return (
    <dl className={styles.references}>
      {found.map(({ term, field }) => (
        <div key={field.name}>
          <dt>{label('term', term)}</dt>
          <dd>
            <Place field={field}>
              {field.value && isDay.test(field.value) ? formats.day(field.value) : field.value}
            </Place>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Payment({ invoice: { fields } }: Props) {
  const label = useLabel()
  const found = ['BT-84', 'BT-20'].flatMap((term) =>
    fieldsNamed(fields, term).map((field) => ({ term, field })),
  )
  if (found.length === 0) return null
  return (
    <dl className={styles.references}>
      {found.map(({ term, field }) => (
        <div key={field.name}>
          <dt>{label('term', term)}</dt>
          <dd className={styles.pre}>
            <Place field={field}>{field.value}</Place>
          </dd>
        </div>
      ))}
    </dl>
  )
}
