import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { useIntl } from 'react-intl'
import { localeOf } from '~/i18n/locales'
import { daysUntil, formatDay, formatDayLong, formatInstant, formatMinute, formatRelative } from './date'
import {
  formatBytes,
  formatCompact,
  formatCount,
  formatDecimal,
  formatPercent,
  formatQuantity,
  formatSeconds,
  splitDecimal,
} from './number'

/** The clock of everything that is shown; stories hold it still. Null means the real one. */
export const FixedNow = createContext<Date | null>(null)

/** Now, anew every minute. */
export function useNow(): Date {
  const fixed = useContext(FixedNow)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return fixed ?? now
}

// Left-to-right isolate and its end: a number keeps its sign, unit and currency in order where text runs the other way.
const isolated = (text: string) => `\u2066${text}\u2069`
const asIs = (text: string) => text

/** The formats of this folder, bound to the viewer's locale and the clock. Amounts keep their order in every language. */
export function useFormats() {
  const { locale } = useIntl()
  const now = useNow()
  return useMemo(() => {
    const own = localeOf(locale).dir === 'rtl' ? isolated : asIs
    return {
      locale,
      now,
      decimal: (text: string) => own(formatDecimal(text, locale)),
      split: (text: string) => splitDecimal(text, locale),
      quantity: (text: string, least?: number) => own(formatQuantity(text, locale, least)),
      percent: (text: string, signed?: boolean) => own(formatPercent(text, locale, signed)),
      count: (count: number) => formatCount(count, locale),
      compact: (text: string) => formatCompact(text, locale),
      seconds: (seconds: number) => formatSeconds(seconds, locale),
      bytes: (bytes: number) => formatBytes(bytes, locale),
      money: (money: { amount: string; currency: string }) =>
        own(`${formatDecimal(money.amount, locale)}\u00a0${money.currency}`),
      day: (day: string) => formatDay(day, locale, now),
      dayLong: (day: string) => formatDayLong(day, locale),
      instant: (instant: string, timeZone?: string) => formatInstant(instant, locale, timeZone),
      minute: (instant: string) => formatMinute(instant, locale),
      relative: (instant: string) => formatRelative(instant, locale, now),
      daysUntil: (day: string, timeZone?: string) => daysUntil(day, now, timeZone),
    }
  }, [locale, now])
}
