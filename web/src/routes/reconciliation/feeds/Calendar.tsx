import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { ToneIcon } from '~/ui/Mark'
import { feedTone } from '../marks'
import type { FeedDay } from '../model'
import styles from './Calendar.module.css'

/** Expected and arrived, day by day: a row for each week, the newest first. */
export function Calendar({ days }: { days: FeedDay[] }) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const weeks = weeksOf(days)
  const weekday = new Intl.DateTimeFormat(formats.locale, { weekday: 'short', timeZone: 'UTC' })
  return (
    <table className={styles.root}>
      <caption className={styles.caption}>{say('feed.calendar')}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, index) => (
            // The fifth of January 2026 is a Monday.
            <th key={index} scope="col">
              {weekday.format(Date.UTC(2026, 0, 5 + index))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.monday}>
            {week.days.map((day, index) => (
              <td key={index} data-state={day?.state}>
                {day && (
                  <span className={styles.day} title={dueOf(day, say, formats)}>
                    <ToneIcon tone={feedTone(day.state)} size={13} />
                    <time dateTime={day.day}>{formats.day(day.day)}</time>
                    <span className={styles.state}>{label('feedState', day.state)}</span>
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const dueOf = (
  { expectedAt, arrivedAt }: FeedDay,
  say: ReturnType<typeof useText>,
  formats: ReturnType<typeof useFormats>,
) =>
  arrivedAt
    ? say('feed.dueCame', { due: formats.minute(expectedAt), came: formats.minute(arrivedAt) })
    : say('feed.due', { due: formats.minute(expectedAt) })

const dayMs = 86_400_000

/** Days in weeks from Monday, the newest week first. */
export function weeksOf(days: readonly FeedDay[]): { monday: string; days: (FeedDay | undefined)[] }[] {
  const weeks = new Map<string, (FeedDay | undefined)[]>()
  for (const day of days) {
    const at = new Date(`${day.day}T00:00:00Z`)
    const index = (at.getUTCDay() + 6) % 7
    const monday = new Date(at.getTime() - index * dayMs).toISOString().slice(0, 10)
    const week = weeks.get(monday) ?? Array.from<FeedDay | undefined>({ length: 7 })
    week[index] = day
    weeks.set(monday, week)
  }
  return [...weeks].sort(([a], [b]) => b.localeCompare(a)).map(([monday, days]) => ({ monday, days }))
}
