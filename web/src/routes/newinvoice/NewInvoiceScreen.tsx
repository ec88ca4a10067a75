import { Button, NativeSelect, Select, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { CodingChoicesQuery } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { DecimalInput } from '~/ui/DecimalInput'
import { ProblemLine } from '~/ui/Notice'
import { Page } from '~/ui/Page'
import type { SupplierChoice } from '../invoice/EditDialog'
import { type Draft, emptyLine, faultsOf, sumsOf } from './draft'
import { LineFields } from './LineFields'
import styles from './NewInvoiceScreen.module.css'

export interface NewInvoiceProps {
  entities: { id: string; code: string; name: string; base: string }[]
  /** What the form starts with. */
  initial: Pick<Draft, 'entityId' | 'currency' | 'issuedOn'>
  suppliers: SupplierChoice[]
  onFindSupplier: (text: string) => void
  /** Accounts and cost centres of the chosen entity. */
  choices: Loaded<CodingChoicesQuery>
  onEntity: (id: string) => void
  busy: boolean
  problem?: Problem
  onSave: (draft: Draft) => void
}

/** Types an invoice in: head, lines, and the sums that follow from them. */
export function NewInvoiceScreen({
  entities,
  initial,
  suppliers,
  onFindSupplier,
  choices,
  onEntity,
  busy,
  problem,
  onSave,
}: NewInvoiceProps) {
  const say = useText()
  const [draft, setDraft] = useState<Draft>({
    ...initial,
    supplierId: '',
    number: '',
    kind: 'INVOICE',
    dueOn: '',
    bankAccount: '',
    lines: [emptyLine(1)],
    tax: '',
  })
  const [tried, setTried] = useState(false)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const faults = faultsOf(draft)
  const sums = sumsOf(draft)
  const fault = (name: string, text = say('edit.needed')) =>
    tried && faults.has(name) ? text : problem?.field?.endsWith(`input.${name}`) ? problem.message : undefined
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (faults.size === 0) onSave(draft)
  }
  const money = (amount: string) => ({ amount, currency: draft.currency })
  return (
    <Page title={say('form.title')} back={{ href: '/invoices', label: say('nav.invoices') }}>
      <form onSubmit={save} noValidate className={styles.form}>
        <div className={styles.head}>
          <NativeSelect
            label={say('invoice.entity')}
            value={draft.entityId}
            required
            error={fault('entityId')}
            onChange={(event) => {
              const entity = entities.find(({ id }) => id === event.currentTarget.value)
              set({
                entityId: entity?.id ?? '',
                currency: entity?.base ?? draft.currency,
                lines: draft.lines.map((line) => ({ ...line, accountId: '', costCenterId: '' })),
              })
              if (entity) onEntity(entity.id)
            }}
            data={[
              { value: '', label: say('reason.choose') },
              ...entities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
            ]}
          />
          <Select
            label={say('invoice.supplier')}
            placeholder={say('edit.findSupplier')}
            searchable
            required
            data={suppliers.map(({ id, number, name }) => ({ value: id, label: `${name} (${number})` }))}
            value={draft.supplierId || null}
            onChange={(supplierId) => set({ supplierId: supplierId ?? '' })}
            onSearchChange={onFindSupplier}
            filter={({ options }) => options}
            nothingFoundMessage={say('edit.noSupplier')}
            error={fault('supplierId')}
          />
          <TextInput
            label={say('invoice.number')}
            value={draft.number}
            maxLength={100}
            required
            error={fault('number')}
            onChange={(event) => set({ number: event.currentTarget.value })}
          />
          <NativeSelect
            label={say('invoice.kind')}
            value={draft.kind}
            onChange={(event) => set({ kind: event.currentTarget.value as Draft['kind'] })}
            data={[
              { value: 'INVOICE', label: say('kind.INVOICE') },
              { value: 'CREDIT_NOTE', label: say('kind.CREDIT_NOTE') },
            ]}
          />
          <TextInput
            type="date"
            label={say('invoice.issuedOn')}
            value={draft.issuedOn}
            required
            error={fault('issuedOn')}
            onChange={(event) => set({ issuedOn: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={say('form.dueOn')}
            value={draft.dueOn}
            error={fault('dueOn', say('form.dueBeforeIssued'))}
            onChange={(event) => set({ dueOn: event.currentTarget.value })}
          />
          <TextInput
            label={say('invoice.currency')}
            value={draft.currency}
            maxLength={3}
            required
            error={fault('currency', say('form.currencyCode'))}
            onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
          />
          <TextInput
            label={say('form.bankAccount')}
            value={draft.bankAccount}
            error={fault('bankAccount')}
            onChange={(event) => set({ bankAccount: event.currentTarget.value })}
          />
        </div>
        <h2 className={styles.title}>{say('lines.title')}</h2>
        {choices.state === 'problem' && <ProblemLine problem={choices.problem} />}
        {draft.lines.map((line, index) => (
          <LineFields
            key={line.key}
            line={line}
            number={index + 1}
            currency={draft.currency}
            choices={choices.state === 'ready' ? choices.data : undefined}
            fault={fault}
            onChange={(part) =>
              set({
                lines: draft.lines.map((other) => (other.key === line.key ? { ...other, ...part } : other)),
              })
            }
            onRemove={
              draft.lines.length > 1
                ? () => set({ lines: draft.lines.filter((other) => other.key !== line.key) })
                : undefined
            }
          />
        ))}
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          className={styles.add}
          onClick={() =>
            set({ lines: [...draft.lines, emptyLine(Math.max(...draft.lines.map(({ key }) => key)) + 1)] })
          }
        >
          {say('form.addLine')}
        </Button>
        <div className={styles.sums}>
          <span>{say('invoice.net')}</span>
          <Amount money={money(sums.net)} aligned />
          <span>{say('invoice.tax')}</span>
          <Amount money={money(sums.tax)} aligned />
          <b>{say('invoice.gross')}</b>
          <b>
            <Amount money={money(sums.gross)} aligned />
          </b>
          <div className={styles.billed}>
            <DecimalInput
              label={say('form.taxAsBilled')}
              value={draft.tax}
              onChange={(tax) => set({ tax })}
              error={fault('tax')}
            />
          </div>
        </div>
        {tried && faults.size > 0 && (
          <p className={styles.faults} role="alert">
            {say('form.faults', { count: faults.size })}
          </p>
        )}
        {problem && <ProblemLine problem={problem} />}
        <div className={styles.buttons}>
          <Button component="a" href="/invoices" variant="default">
            {say('action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {say('form.save')}
          </Button>
        </div>
      </form>
    </Page>
  )
}
