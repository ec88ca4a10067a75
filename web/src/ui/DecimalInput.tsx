import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDecimal, parseDecimal } from '~/format/number'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'

interface Props {
  label: string
  /** Decimal text, empty for none. */
  value: string
  onChange: (value: string) => void
  error?: string
  /** Shown while empty. */
  placeholder?: string
  required?: boolean
  hideLabel?: boolean
}

/** A number typed as the viewer's locale writes it; leaving the field shows how it was understood. */
export function DecimalInput({ label, value, onChange, error, placeholder, required, hideLabel }: Props) {
  const { locale } = useFormats()
  const say = useText()
  const [typed, setTyped] = useState<string>()
  const shown = typed ?? (value ? formatDecimal(value, locale) : '')
  const wrong = typed !== undefined && typed.trim() !== '' && parseDecimal(typed, locale) === undefined
  return (
    <TextInput
      label={hideLabel ? undefined : label}
      aria-label={hideLabel ? label : undefined}
      value={shown}
      inputMode="decimal"
      dir="ltr"
      placeholder={placeholder}
      required={required}
      error={wrong ? say('form.notANumber') : error}
      styles={{ input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } }}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        onChange(parseDecimal(next, locale) ?? '')
      }}
      onBlur={() => {
        if (!wrong) setTyped(undefined)
      }}
    />
  )
}
