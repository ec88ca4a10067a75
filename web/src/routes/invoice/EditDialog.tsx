import { Button, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { InvoicePartsFragment } from '~/api/documents'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { ProblemLine } from '~/ui/Notice'
import styles from './dialogs.module.css'

/** What changes; what stays is left out. */
export interface Edit {
  supplierId?: string
  number?: string
  issuedOn?: string
  dueOn?: string
  reason: string
}

/** A supplier to choose. */
export interface SupplierChoice {
  id: string
  number: string
  name: string
  country: string
}

interface Props {
  invoice: InvoicePartsFragment
  suppliers: SupplierChoice[]
  onFindSupplier: (text: string) => void
  busy: boolean
  problem?: Problem
  onClose: () => void
  onSave: (edit: Edit) => void
}

const leastLetters = 3

/** Mends what stands on an invoice, with a reason. Approvals given before fall when what they cover changes. */
export function EditDialog({ invoice, suppliers, onFindSupplier, busy, problem, onClose, onSave }: Props) {
  const say = useText()
  const [values, setValues] = useState({
    supplierId: invoice.supplier?.id ?? '',
    number: invoice.number,
    issuedOn: invoice.issuedOn ?? '',
    dueOn: invoice.dueOn ?? '',
    reason: '',
  })
  const [tried, setTried] = useState(false)
  const set = (name: keyof typeof values) => (event: { currentTarget: { value: string } }) =>
    setValues({ ...values, [name]: event.currentTarget.value })
  const missing = { number: !values.number.trim(), reason: values.reason.trim().length < leastLetters }
  const known =
    invoice.supplier && !suppliers.some(({ id }) => id === invoice.supplier?.id)
      ? [invoice.supplier, ...suppliers]
      : suppliers
  const save = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing.number || missing.reason) return
    const changed = (name: 'number' | 'issuedOn' | 'dueOn') =>
      values[name] && values[name] !== (invoice[name] ?? '') ? values[name].trim() : undefined
    onSave({
      supplierId:
        values.supplierId && values.supplierId !== invoice.supplier?.id ? values.supplierId : undefined,
      number: changed('number'),
      issuedOn: changed('issuedOn'),
      dueOn: changed('dueOn'),
      reason: values.reason.trim(),
    })
  }
  const fieldError = (name: string) => (problem?.field?.endsWith(name) ? problem.message : undefined)
  return (
    <Modal
      opened
      onClose={onClose}
      title={say('edit.title', { key: invoice.key })}
      closeButtonProps={{ 'aria-label': say('action.close') }}
    >
      <form onSubmit={save} noValidate className={styles.form}>
        {invoice.state === 'IN_REVIEW' && <p className={styles.hint}>{say('edit.approvalsFall')}</p>}
        <Select
          label={say('invoice.supplier')}
          placeholder={say('edit.findSupplier')}
          searchable
          data={known.map(({ id, number, name }) => ({ value: id, label: `${name} (${number})` }))}
          value={values.supplierId || null}
          onChange={(supplierId) => setValues({ ...values, supplierId: supplierId ?? '' })}
          onSearchChange={onFindSupplier}
          filter={({ options }) => options}
          nothingFoundMessage={say('edit.noSupplier')}
          error={fieldError('supplierId')}
        />
        <TextInput
          label={say('invoice.number')}
          value={values.number}
          onChange={set('number')}
          error={(tried && missing.number && say('edit.needed')) || fieldError('number')}
          maxLength={100}
          required
        />
        <div className={styles.pair}>
          <TextInput
            type="date"
            label={say('invoice.issuedOn')}
            value={values.issuedOn}
            onChange={set('issuedOn')}
            error={fieldError('issuedOn')}
          />
          <TextInput
            type="date"
            label={say('invoice.dueOn')}
            value={values.dueOn}
            onChange={set('dueOn')}
            error={fieldError('dueOn')}
          />
        </div>
        <TextInput
          label={say('edit.reason')}
          value={values.reason}
          onChange={set('reason')}
          error={tried && missing.reason && say('reason.commentMissing', { least: 3 })}
          maxLength={500}
          required
        />
        {problem && <ProblemLine problem={problem} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('action.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {say('edit.save')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
