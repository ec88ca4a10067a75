import { Button, Modal, Select, Skeleton } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { CodingChoicesQuery, InvoicePartsFragment } from '~/api/documents'
import type { Loaded } from '~/api/loaded'
import type { Problem } from '~/api/problem'
import { useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { ProblemLine } from '~/ui/Notice'
import styles from './dialogs.module.css'

/** Where one line is booked from now on. */
export interface LineCoding {
  number: number
  accountId: string
  costCenterId?: string
}

interface Props {
  invoice: InvoicePartsFragment
  choices: Loaded<CodingChoicesQuery>
  busy: boolean
  problem?: Problem
  onClose: () => void
  onSave: (lines: LineCoding[]) => void
}

/** Sets account and cost centre of each line. */
export function CodingDialog({ invoice, choices, busy, problem, onClose, onSave }: Props) {
  const say = useText()
  const [lines, setLines] = useState<LineCoding[]>(() =>
    invoice.lines.map(({ number, account, costCenter }) => ({
      number,
      accountId: account?.id ?? '',
      costCenterId: costCenter?.id,
    })),
  )
  const change = (number: number, part: Partial<LineCoding>) =>
    setLines(lines.map((line) => (line.number === number ? { ...line, ...part } : line)))
  const changed = lines.filter((line) => {
    const before = invoice.lines.find(({ number }) => number === line.number)
    return (
      line.accountId &&
      (line.accountId !== before?.account?.id || line.costCenterId !== before?.costCenter?.id)
    )
  })
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (changed.length > 0) onSave(changed)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('coding.dialog', { key: invoice.key })}
      closeButtonProps={{ 'aria-label': say('action.close') }}
    >
      <form onSubmit={save} className={styles.form}>
        {invoice.state === 'IN_REVIEW' && <p className={styles.hint}>{say('edit.approvalsFall')}</p>}
        {choices.state === 'loading' && <Skeleton height={120} />}
        {choices.state === 'problem' && <ProblemLine problem={choices.problem} />}
        {choices.state === 'ready' &&
          invoice.lines.map((line) => {
            const coding = lines.find(({ number }) => number === line.number)
            return (
              <fieldset key={line.id} className={styles.line}>
                <legend>
                  {line.number}. {line.text} · <Amount money={line.amount} />
                </legend>
                <Select
                  label={say('coding.account')}
                  searchable
                  data={choices.data.accounts.map(({ id, code, name }) => ({
                    value: id,
                    label: `${code} ${name}`,
                  }))}
                  value={coding?.accountId || null}
                  onChange={(accountId) => change(line.number, { accountId: accountId ?? '' })}
                />
                <Select
                  label={say('coding.costCenter')}
                  searchable
                  clearable
                  clearButtonProps={{ 'aria-label': say('action.clear') }}
                  data={choices.data.costCenters.map(({ id, code, name }) => ({
                    value: id,
                    label: `${code} ${name}`,
                  }))}
                  value={coding?.costCenterId ?? null}
                  onChange={(costCenterId) =>
                    change(line.number, { costCenterId: costCenterId ?? undefined })
                  }
                />
              </fieldset>
            )
          })}
        {problem && <ProblemLine problem={problem} />}
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {say('action.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={changed.length === 0}>
            {say('coding.save', { count: changed.length })}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
