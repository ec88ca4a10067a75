import { Skeleton } from '@mantine/core'
import type { InvoiceRowFragment, SupplierPageQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { DataTable } from '~/ui/DataTable'
import { Facts } from '~/ui/Facts'
import { InvoiceCard, useInvoiceColumns } from '~/ui/item/invoiceColumns'
import { Mark } from '~/ui/Mark'
import { EmptyNotice, ProblemNotice } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import { Section } from '~/ui/Section'
import { TableSkeleton } from '~/ui/TableSkeleton'
import { riskTone } from '~/ui/tones'
import { When } from '~/ui/When'
import { statusTone, useCountryName } from '../suppliers/words'
import styles from './SupplierScreen.module.css'

/** A supplier with its master data. */
export type SupplierData = Extract<NonNullable<SupplierPageQuery['node']>, { __typename: 'Supplier' }>

export interface SupplierProps {
  supplier: Loaded<SupplierData>
  /** Its latest invoices. */
  invoices: Loaded<{ rows: InvoiceRowFragment[]; total: { value: number; capped: boolean } }>
  onRetry: () => void
}

/** One supplier: what is on file, and its invoices. */
export function SupplierScreen({ supplier, invoices, onRetry }: SupplierProps) {
  const say = useText()
  const back = { href: '/suppliers', label: say('nav.suppliers') }
  if (supplier.state === 'problem') {
    return (
      <Page title={say('supplier.title')} back={back}>
        <ProblemNotice
          problem={supplier.problem}
          onRetry={supplier.problem.code === 'NOT_FOUND' ? undefined : onRetry}
        />
      </Page>
    )
  }
  if (supplier.state === 'loading') {
    return (
      <Page title={say('supplier.title')} back={back}>
        <div role="status" aria-label={say('supplier.loading')}>
          {[38, 30, 44, 26].map((width) => (
            <Skeleton key={width} height={13} width={`${width}%`} mb={14} />
          ))}
        </div>
      </Page>
    )
  }
  return (
    <Page title={supplier.data.name} back={back} aside={<Marks supplier={supplier.data} />}>
      <Section title={say('supplier.onFile')}>
        <Master supplier={supplier.data} />
      </Section>
      <Section title={say('supplier.accounts')}>
        <Accounts supplier={supplier.data} />
      </Section>
      <Section
        title={say('supplier.invoices')}
        summary={
          invoices.state === 'ready' && invoices.data.total.value > invoices.data.rows.length ? (
            <a className={styles.link} href={`/invoices?q=${encodeURIComponent(supplier.data.name)}`}>
              {say('supplier.allInvoices')}
            </a>
          ) : undefined
        }
      >
        <Invoices invoices={invoices} onRetry={onRetry} />
      </Section>
    </Page>
  )
}

function Marks({ supplier }: { supplier: SupplierData }) {
  const label = useLabel()
  return (
    <span className={styles.marks}>
      <Mark tone={statusTone(supplier.status)}>{label('supplier', supplier.status)}</Mark>
      <Mark tone={riskTone(supplier.risk)}>{label('risk', supplier.risk)}</Mark>
    </span>
  )
}

function Master({ supplier }: { supplier: SupplierData }) {
  const say = useText()
  const countryName = useCountryName()
  return (
    <Facts
      items={[
        [say('suppliers.number'), supplier.number],
        [say('suppliers.country'), countryName(supplier.country)],
        [say('supplier.taxIds'), supplier.taxIds.join(', ')],
        [say('supplier.terms'), say('supplier.days', { days: supplier.paymentTermDays })],
      ]}
    />
  )
}

function Accounts({ supplier }: { supplier: SupplierData }) {
  const say = useText()
  const formats = useFormats()
  const countryName = useCountryName()
  if (supplier.bankAccounts.length === 0) return <p className={styles.quiet}>{say('supplier.noAccounts')}</p>
  return (
    <ul className={styles.accounts}>
      {supplier.bankAccounts.map((account) => (
        <li key={account.masked}>
          <code>{account.masked}</code>{' '}
          <span className={styles.quiet}>{countryName(account.country)} · </span>
          {account.verifiedAt ? (
            <span className={styles.quiet} title={formats.instant(account.verifiedAt)}>
              {say('supplier.verified')} <When at={account.verifiedAt} />
            </span>
          ) : (
            <Mark tone="risk" plain>
              {say('supplier.notVerified')}
            </Mark>
          )}
        </li>
      ))}
    </ul>
  )
}

function Invoices({ invoices, onRetry }: Pick<SupplierProps, 'invoices' | 'onRetry'>) {
  const say = useText()
  const columns = useInvoiceColumns(true)
  if (invoices.state === 'loading')
    return (
      <TableSkeleton
        label={say('invoices.loading')}
        columns={columns.map((column) => ({ label: column.label, align: column.align }))}
        rows={4}
      />
    )
  if (invoices.state === 'problem') return <ProblemNotice problem={invoices.problem} onRetry={onRetry} />
  if (invoices.data.rows.length === 0)
    return <EmptyNotice kind="nothing" title={say('supplier.noInvoices')} />
  return (
    <DataTable
      caption={say('supplier.invoices')}
      columns={columns}
      rows={invoices.data.rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/invoices/${encodeURIComponent(row.id)}`}
      card={(row) => <InvoiceCard row={row} />}
    />
  )
}
