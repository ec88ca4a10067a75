const dayMs = 86_400_000

// Invoices and books are dated by it, also where a locale's own calendar is another.
const gregorian = { calendar: 'gregory' }

/** A plain date (YYYY-MM-DD) by the locale, never moved by a time zone. */
export function formatDay(day: string, locale: string, now: Date): string {
  const date = new Date(`${day}T00:00:00Z`)
  // The year is noise while it is this one.
  const year = date.getUTCFullYear() === now.getFullYear() ? undefined : 'numeric'
  return date.toLocaleDateString(locale, {
    ...gregorian,
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
    year,
  })
}

/** A plain date with its year and weekday, for titles. */
export function formatDayLong(day: string, locale: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(locale, {
    ...gregorian,
    timeZone: 'UTC',
    dateStyle: 'full',
  })
}

/** The exact instant in a zone (the viewer's when none is named), with the zone's name. */
export function formatInstant(instant: string, locale: string, timeZone?: string): string {
  return new Date(instant).toLocaleString(locale, {
    ...gregorian,
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  })
}

const year = { ms: 365.25 * dayMs, unit: 'year' as Intl.RelativeTimeFormatUnit }
const steps: { below: number; ms: number; unit: Intl.RelativeTimeFormatUnit }[] = [
  { below: 3_600_000, ms: 60_000, unit: 'minute' },
  { below: dayMs, ms: 3_600_000, unit: 'hour' },
  { below: 14 * dayMs, ms: dayMs, unit: 'day' },
  { below: 90 * dayMs, ms: 7 * dayMs, unit: 'week' },
  { below: 730 * dayMs, ms: 30.44 * dayMs, unit: 'month' },
]

/** An instant relative to now, short: "2 hr. ago", "in 3 days"; "now" within a minute. */
export function formatRelative(instant: string, locale: string, now: Date): string {
  const ms = new Date(instant).getTime() - now.getTime()
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  if (Math.abs(ms) < 60_000) return format.format(0, 'second')
  const step = steps.find(({ below }) => Math.abs(ms) < below) ?? year
  return format.format(Math.trunc(ms / step.ms), step.unit)
}

/** Whole days from today, in the zone where the date counts, until a plain date; negative when it is past. */
export function daysUntil(day: string, now: Date, timeZone?: string): number {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / dayMs)
}

/** Today as a plain date in the viewer's zone. */
export const today = (now: Date): string =>
  new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(now)
