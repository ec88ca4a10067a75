import { Button, Checkbox, NativeSelect, Popover, TextInput } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconChevronDown, IconSearch } from '@tabler/icons-react'
import type { ItemState, MatchOutcome } from '~/api/documents'
import { useFormats } from '~/format/useFormats'
import { formatDecimal, parseDecimal } from '~/format/number'
import { useLabel, useText } from '~/i18n/useText'
import { useDraft } from '~/ui/useDraft'
import styles from './InvoiceFilters.module.css'
import type { InvoicesFilter } from './InvoicesScreen'

const states: ItemState[] = [
  'DRAFT',
  'SUBMITTED',
  'IN_REVIEW',
  'ON_HOLD',
  'RETURNED',
  'POSTING',
  'POSTED',
  'FAILED',
  'REJECTED',
  'CANCELLED',
]
const outcomes: MatchOutcome[] = [
  'MATCHED',
  'WITHIN_TOLERANCE',
  'PRICE_VARIANCE',
  'QUANTITY_VARIANCE',
  'NO_RECEIPT',
  'NO_PO',
  'PARTIAL',
]

interface Props {
  filter: InvoicesFilter
  onFilter: (filter: InvoicesFilter) => void
}

/** Narrows the list: by words, state, match, amount, due date. */
export function InvoiceFilters({ filter, onFilter }: Props) {
  const say = useText()
  const label = useLabel()
  const [text, setText] = useDraft(filter.q ?? '', (q) => onFilter({ ...filter, q: q || undefined }))
  const narrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <TextInput
        aria-label={say('invoices.find')}
        placeholder={say('invoices.find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className={styles.find}
        data-find
      />
      <States filter={filter} onFilter={onFilter} />
      <NativeSelect
        aria-label={say('match.title')}
        value={filter.match ?? ''}
        onChange={(event) =>
          onFilter({ ...filter, match: (event.currentTarget.value || undefined) as MatchOutcome | undefined })
        }
        data={[
          { value: '', label: say('invoices.anyMatch') },
          ...outcomes.map((value) => ({ value, label: label('match', value) })),
        ]}
      />
      <More filter={filter} onFilter={onFilter} />
      {narrowed && (
        <Button variant="subtle" onClick={() => onFilter({})}>
          {say('action.clearFilters')}
        </Button>
      )}
    </>
  )
}

function States({ filter, onFilter }: Props) {
  const say = useText()
  const label = useLabel()
  const chosen = filter.state ?? []
  const toggle = (state: ItemState) => {
    const next = chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state]
    onFilter({ ...filter, state: next.length > 0 ? next : undefined })
  }
  const [first] = chosen
  return (
    <Popover position="bottom-start" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          data-chosen={chosen.length > 0 || undefined}
        >
          {first === undefined
            ? say('invoices.anyState')
            : chosen.length === 1
              ? label('state', first)
              : say('invoices.states', { count: chosen.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('invoice.state')}>
        <div className={styles.choices}>
          {states.map((state) => (
            <Checkbox
              key={state}
              size="xs"
              label={label('state', state)}
              checked={chosen.includes(state)}
              onChange={() => toggle(state)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function More({ filter, onFilter }: Props) {
  const say = useText()
  const formats = useFormats()
  const shown = (text?: string) => (text ? formatDecimal(text, formats.locale) : '')
  const [from, setFrom] = useDraft(shown(filter.from), (typed) =>
    onFilter({ ...filter, from: parseDecimal(typed, formats.locale) }),
  )
  const [below, setBelow] = useDraft(shown(filter.below), (typed) =>
    onFilter({ ...filter, below: parseDecimal(typed, formats.locale) }),
  )
  const count = [filter.from, filter.below, filter.currency, filter.dueFrom, filter.dueBefore].filter(
    Boolean,
  ).length
  const set = (part: InvoicesFilter) => onFilter({ ...filter, ...part })
  const wrong = (typed: string) =>
    typed && parseDecimal(typed, formats.locale) === undefined ? say('form.notANumber') : undefined
  return (
    <Popover position="bottom-start" width={300} trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
          data-chosen={count > 0 || undefined}
        >
          {count > 0 ? say('invoices.moreChosen', { count }) : say('invoices.more')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say('invoices.more')}>
        <div className={styles.pairs}>
          <TextInput
            label={say('invoices.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={wrong(from)}
            inputMode="decimal"
          />
          <TextInput
            label={say('invoices.below')}
            value={below}
            onChange={(event) => setBelow(event.currentTarget.value)}
            error={wrong(below)}
            inputMode="decimal"
          />
          <TextInput
            type="date"
            label={say('invoices.dueFrom')}
            value={filter.dueFrom ?? ''}
            onChange={(event) => set({ dueFrom: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={say('invoices.dueBefore')}
            value={filter.dueBefore ?? ''}
            onChange={(event) => set({ dueBefore: event.currentTarget.value || undefined })}
          />
          <TextInput
            label={say('invoices.currency')}
            defaultValue={filter.currency ?? ''}
            maxLength={3}
            onChange={(event) => {
              const currency = event.currentTarget.value.toUpperCase()
              if (currency === '' || /^[A-Z]{3}$/.test(currency)) set({ currency: currency || undefined })
            }}
          />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
