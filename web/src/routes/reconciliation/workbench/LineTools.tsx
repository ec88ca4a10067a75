import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { formatDecimal, parseDecimal } from '~/format/number'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { useDraft } from '~/ui/useDraft'
import { lineStates, type LineState, type Source } from '../model'
import styles from './LineTools.module.css'

/** Which lines are shown; it lives in the address. Without a state, those that wait for somebody. */
export interface LineFilter {
  state?: LineState | 'ALL'
  source?: Source
  q?: string
  /** Exactly this much, decimal text. */
  amount?: string
  sort?: string
  /** Id of the case that they are in. */
  case?: string
}

interface Props {
  sources: readonly Source[]
  filter: LineFilter
  onFilter: (filter: LineFilter) => void
}

/** Which lines, of which source, in which order. */
export function LineTools({ sources, filter, onFilter }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const [text, setText] = useDraft(filter.q ?? '', (q) => onFilter({ ...filter, q: q || undefined }))
  const [amount, setAmount] = useDraft(
    filter.amount ? formatDecimal(filter.amount, formats.locale) : '',
    (typed) => onFilter({ ...filter, amount: parseDecimal(typed, formats.locale) }),
  )
  const narrowed = filter.state || filter.source || filter.q || filter.amount || filter.case
  return (
    <div className={styles.root}>
      <TextInput
        aria-label={say('work.find')}
        placeholder={say('work.find')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        className={styles.find}
        data-find
      />
      <TextInput
        aria-label={say('work.amount')}
        placeholder={say('work.amount')}
        value={amount}
        onChange={(event) => setAmount(event.currentTarget.value)}
        error={amount !== '' && parseDecimal(amount, formats.locale) === undefined}
        inputMode="decimal"
        className={styles.amount}
      />
      <NativeSelect
        className={styles.choice}
        aria-label={say('work.state')}
        value={filter.state ?? ''}
        onChange={(event) =>
          onFilter({ ...filter, state: (event.currentTarget.value || undefined) as LineFilter['state'] })
        }
        data={[
          { value: '', label: say('work.waiting') },
          ...lineStates.map((value) => ({ value, label: label('lineState', value) })),
          { value: 'ALL', label: say('work.allStates') },
        ]}
      />
      <NativeSelect
        className={styles.choice}
        aria-label={say('work.source')}
        value={filter.source ?? ''}
        onChange={(event) =>
          onFilter({ ...filter, source: (event.currentTarget.value || undefined) as Source | undefined })
        }
        data={[
          { value: '', label: say('work.allSources') },
          ...sources.map((value) => ({ value, label: label('source', value) })),
        ]}
      />
      <NativeSelect
        className={styles.choice}
        aria-label={say('work.sort')}
        value={filter.sort ?? ''}
        onChange={(event) => onFilter({ ...filter, sort: event.currentTarget.value || undefined })}
        data={[
          { value: '', label: say('work.newest') },
          { value: 'bookedOn', label: say('work.oldest') },
          { value: '-amount', label: say('work.largest') },
          { value: 'amount', label: say('work.smallest') },
        ]}
      />
      {filter.case && (
        <a className={styles.inCase} href={`/cases/${encodeURIComponent(filter.case)}`}>
          {say('work.inCase')}
        </a>
      )}
      {narrowed && (
        <Button variant="subtle" onClick={() => onFilter({ sort: filter.sort })}>
          {say('action.clearFilters')}
        </Button>
      )}
    </div>
  )
}
