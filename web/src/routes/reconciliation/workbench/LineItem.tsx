import { memo } from 'react'
import { IconCheck } from '@tabler/icons-react'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Amount } from '~/ui/Amount'
import { Mark } from '~/ui/Mark'
import { lineTone } from '../marks'
import type { LineRow } from '../model'
import styles from './LineItem.module.css'

interface Props {
  line: LineRow
  selected: boolean
  picked: boolean
  leaving: boolean
  /** Both stay the same between draws, so that a row in sight is drawn once. */
  onSelect: (id: string) => void
  onPick: (line: LineRow) => void
}

/** A line in the list: picked at its start, chosen anywhere else. */
export const LineItem = memo(function LineItem({ line, selected, picked, leaving, onSelect, onPick }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const what = nameOf(line)
  return (
    <div
      className={styles.root}
      data-selected={selected || undefined}
      data-picked={picked || undefined}
      data-leaving={leaving || undefined}
    >
      <button
        type="button"
        role="checkbox"
        aria-checked={picked}
        aria-label={say('work.pick', { line: what, amount: formats.money(line.amount) })}
        className={styles.pick}
        tabIndex={selected ? 0 : -1}
        onClick={() => onPick(line)}
      >
        <span className={styles.box}>{picked && <IconCheck size={12} stroke={3} aria-hidden />}</span>
      </button>
      <button
        type="button"
        className={styles.line}
        aria-current={selected || undefined}
        tabIndex={selected ? 0 : -1}
        onClick={() => onSelect(line.id)}
        data-line
      >
        <time className={styles.day} dateTime={line.bookedOn}>
          {formats.day(line.bookedOn)}
        </time>
        <span className={styles.source}>{label('source', line.source)}</span>
        <bdi className={styles.what} title={line.text}>
          {what}
          {line.counterparty && line.text && <span className={styles.more}> · {line.text}</span>}
        </bdi>
        <span className={styles.state}>
          <Mark tone={lineTone(line.state)} plain>
            {label('lineState', line.state)}
          </Mark>
        </span>
        <span className={styles.amount}>
          <Amount money={line.amount} aligned />
        </span>
      </button>
    </div>
  )
})

/** What a line is called where there is room for one thing. */
export const nameOf = ({ counterparty, text, reference }: LineRow): string =>
  counterparty || text || reference || '–'
