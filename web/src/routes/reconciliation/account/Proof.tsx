import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ToneIcon } from '~/ui/Mark'
import { lineTone } from '../marks'
import type { LineState, Tally } from '../model'
import { linesIn } from '../sums'
import styles from './Proof.module.css'

const shown: LineState[] = ['MATCHED', 'SUGGESTED', 'AMBIGUOUS', 'CASE', 'NEW', 'EXCLUDED']

/** Where every line is: each state with its count, and what is lost, which must be none. */
export function Proof({
  tallies,
  lost,
  href,
}: {
  tallies: Tally[]
  lost?: number
  href: (state: LineState) => string
}) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  return (
    <ul className={styles.root} aria-label={say('proof.title')}>
      {shown.map((state) => {
        const count = linesIn(tallies, state)
        if (count === 0 && (state === 'NEW' || state === 'EXCLUDED')) return null
        return (
          <li key={state}>
            <a href={href(state)} className={styles.state}>
              <ToneIcon tone={lineTone(state)} size={13} />
              <b>{formats.count(count)}</b> {label('tally', state)}
            </a>
          </li>
        )
      })}
      {lost !== undefined && (
        <li className={styles.lost} data-lost={lost > 0 || undefined}>
          <ToneIcon tone={lost > 0 ? 'blocked' : 'done'} size={13} />
          <b>{formats.count(lost)}</b> {say('proof.lost')}
        </li>
      )}
    </ul>
  )
}
