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

/** An instant to the minute in the viewer's zone, for example "31 Oct 2026, 23:59". */
export function formatMinute(instant: string, locale: string): string {
  return new Date(instant).toLocaleString(locale, {
    ...gregorian,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  })
}

/** The viewer's wall clock at an instant, as a field for date and time takes it: "2026-10-31T23:59". */
export function wallMinute(instant: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const day = [instant.getFullYear(), two(instant.getMonth() + 1), two(instant.getDate())].join('-')
  return `${day}T${two(instant.getHours())}:${two(instant.getMinutes())}`
}

/** The instant of such a wall clock, RFC 3339 in UTC without fractions; undefined while it is not whole. */
export function fromWallMinute(typed: string): string | undefined {
  const at = new Date(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(typed) ? typed : NaN)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString().replace(/\.\d+Z$/, 'Z')
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
  // Short Arabic says "within 8 months" of what was 8 months ago (CLDR 48); the long form is no longer and right.
  const style = locale.startsWith('ar') ? 'long' : 'short'
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style })
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
