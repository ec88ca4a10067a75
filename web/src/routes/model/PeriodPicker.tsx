import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import styles from './PeriodPicker.module.css'
import { isWhole, lastDays, type Period, spanOf, spans } from './period'

interface Props {
  period: Period
  onPeriod: (period: Period) => void
}

/** A period: one of the usual lengths up to today, or days of one's own. */
export function PeriodPicker({ period, onPeriod }: Props) {
  const say = useText()
  const { now } = useFormats()
  const [typed, setTyped] = useState(period)
  const [seen, setSeen] = useState(period)
  if (seen.from !== period.from || seen.to !== period.to) {
    setSeen(period)
    setTyped(period)
  }
  const type = (part: Partial<Period>) => {
    const next = { ...typed, ...part }
    setTyped(next)
    if (isWhole(next)) onPeriod(next)
  }
  return (
    <div className={styles.root}>
      <NativeSelect
        label={say('period.label')}
        value={spanOf(period, now) ?? ''}
        onChange={(event) => {
          const days = Number(event.currentTarget.value)
          if (days) onPeriod(lastDays(days, now))
        }}
        data={[
          ...spans.map((days) => ({
            value: String(days),
            label: say('period.last', { days: String(days) }),
          })),
          { value: '', label: say('period.own') },
        ]}
      />
      <TextInput
        type="date"
        label={say('period.from')}
        value={typed.from}
        max={typed.to}
        onChange={(event) => type({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={say('period.to')}
        value={typed.to}
        min={typed.from}
        onChange={(event) => type({ to: event.currentTarget.value })}
      />
    </div>
  )
}
