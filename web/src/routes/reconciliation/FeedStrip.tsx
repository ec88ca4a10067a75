import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import styles from './FeedStrip.module.css'
import type { FeedDay, FeedState } from './model'

/**
 * The last weeks of a feed, a stroke for each day, the newest at the end. State is height and hatching as well as colour,
 * and is told in words to those who hear it.
 */
export function FeedStrip({ days }: { days: FeedDay[] }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  if (days.length === 0) return <span className={styles.none}>–</span>
  const inOrder = [...days].sort((a, b) => a.day.localeCompare(b.day))
  const counts = new Map<FeedState, number>()
  for (const { state } of days) counts.set(state, (counts.get(state) ?? 0) + 1)
  const told = [...counts].map(([state, count]) => `${label('feedState', state)} ${formats.count(count)}`)
  return (
    <span className={styles.root} role="img" aria-label={say('feed.strip', { told: told.join(', ') })}>
      {inOrder.map(({ day, state }) => (
        <span
          key={day}
          className={styles.day}
          data-state={state}
          title={`${formats.dayLong(day)}: ${label('feedState', state)}`}
        />
      ))}
    </span>
  )
}
