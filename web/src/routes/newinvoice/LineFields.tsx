import { ActionIcon, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { CodingChoicesQuery } from '~/api/documents'
import { formatDecimal } from '~/format/number'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { DecimalInput } from '~/ui/DecimalInput'
import { amountOf, decimalsOf, type DraftLine } from './draft'
import styles from './LineFields.module.css'

interface Props {
  line: DraftLine
  /** Position, from 1. */
  number: number
  currency: string
  choices?: CodingChoicesQuery
  /** What is wrong with a field, named as faultsOf does. */
  fault: (name: string) => string | undefined
  onChange: (part: Partial<DraftLine>) => void
  /** Absent for the only line. */
  onRemove?: () => void
}

/** The fields of one line. */
export function LineFields({ line, number, currency, choices, fault, onChange, onRemove }: Props) {
  const say = useText()
  const { locale } = useFormats()
  const computed = line.amount ? '' : amountOf(line, decimalsOf(currency))
  return (
    <fieldset className={styles.root}>
      <legend className={styles.legend}>
        {say('form.line', { number })}
        {onRemove && (
          <ActionIcon onClick={onRemove} aria-label={say('form.removeLine', { number })} size={26}>
            <IconTrash size={15} />
          </ActionIcon>
        )}
      </legend>
      <div className={styles.text}>
        <TextInput
          label={say('lines.text')}
          value={line.text}
          maxLength={1000}
          required
          error={fault(`text.${line.key}`)}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      </div>
      <DecimalInput
        label={say('lines.quantity')}
        value={line.quantity}
        onChange={(quantity) => onChange({ quantity })}
      />
      <DecimalInput label={say('lines.price')} value={line.price} onChange={(price) => onChange({ price })} />
      <DecimalInput
        label={say('form.amountIn', { currency })}
        value={line.amount}
        placeholder={computed ? formatDecimal(computed, locale) : undefined}
        required
        error={fault(`amount.${line.key}`)}
        onChange={(amount) => onChange({ amount })}
      />
      <DecimalInput
        label={say('form.taxRate')}
        value={line.taxRate}
        onChange={(taxRate) => onChange({ taxRate })}
        error={fault(`taxRate.${line.key}`)}
      />
      <Select
        label={say('coding.account')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': say('action.clear') }}
        disabled={!choices}
        data={choices?.accounts.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })) ?? []}
        value={line.accountId || null}
        onChange={(accountId) => onChange({ accountId: accountId ?? '' })}
      />
      <Select
        label={say('coding.costCenter')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': say('action.clear') }}
        disabled={!choices}
        data={
          choices?.costCenters.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })) ?? []
        }
        value={line.costCenterId || null}
        onChange={(costCenterId) => onChange({ costCenterId: costCenterId ?? '' })}
      />
      <TextInput
        label={say('match.order')}
        value={line.orderNumber}
        onChange={(event) => onChange({ orderNumber: event.currentTarget.value })}
      />
    </fieldset>
  )
}
