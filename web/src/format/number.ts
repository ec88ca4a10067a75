/** A formatted number cut where columns align: before the decimal sign, and from it on. */
export interface SplitNumber {
  integer: string
  /** With its decimal sign; empty when there are no decimals. */
  fraction: string
}

const formats = new Map<string, Intl.NumberFormat>()

function format(locale: string, decimals: number, atMost = decimals): Intl.NumberFormat {
  const key = `${locale} ${decimals} ${atMost}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: atMost,
      useGrouping: 'always', // Spanish would leave "3975,00" beside "12.400,00"
    })
    formats.set(key, found)
  }
  return found
}

const decimalsOf = (text: string) => text.split('.')[1]?.length ?? 0

// Intl formats decimal text exactly; the type asks for a literal, which API text cannot be.
type Numeric = Intl.StringNumericLiteral

/** Decimal text in the locale, with exactly the decimals it has. The minus is U+2212, as wide as a digit. */
export function formatDecimal(text: string, locale: string): string {
  const { integer, fraction } = splitDecimal(text, locale)
  return integer + fraction
}

/** The same, cut for alignment on the decimal sign. */
export function splitDecimal(text: string, locale: string): SplitNumber {
  const split: SplitNumber = { integer: '', fraction: '' }
  for (const { type, value } of format(locale, decimalsOf(text)).formatToParts(text as Numeric)) {
    if (type === 'decimal' || type === 'fraction') split.fraction += value
    else split.integer += type === 'minusSign' ? '\u2212' : value
  }
  return split
}

/** A quantity or price: trailing zeros go, up to `least` decimals stay. */
export function formatQuantity(text: string, locale: string, least = 0): string {
  return format(locale, least, 10)
    .format(text as Numeric)
    .replace('-', '\u2212')
}

/** An amount as short as a cell of a map: "1.3M". Never where the exact one is not at hand. */
export function formatCompact(text: string, locale: string): string {
  return new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 2 })
    .format(text as Numeric)
    .replace('-', '\u2212')
}

/** A count of things. */
export const formatCount = (count: number, locale: string): string => format(locale, 0).format(count)

/** A percentage already in percent, for example "+4.1 %"; `signed` shows the plus. */
export function formatPercent(text: string, locale: string, signed = false): string {
  const plus = signed && !text.startsWith('-') && /[1-9]/.test(text) ? '+' : ''
  return `${plus}${formatDecimal(text, locale)}\u00a0%`
}

/** A length of time in seconds with one decimal below ten, for example "2.4 sec". */
export function formatSeconds(seconds: number, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'second',
    maximumFractionDigits: seconds < 10 ? 1 : 0,
  }).format(seconds)
}

/** Bytes in the largest unit that keeps one digit, for example "14 kB". */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3))
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: units[step],
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(bytes / 1000 ** step)
}

// Digits and signs of other scripts as the locale's own. NFKC narrows what is full-width.
function westernDigits(typed: string, decimal: string, group: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replaceAll('\u066b', decimal)
    .replaceAll('\u066c', group)
    .replace(/[\u061c\u200e\u200f\u2066-\u2069]/g, '')
}

/**
 * What a person typed in their locale, as decimal text; undefined when it is no number.
 *
 * Grouping signs of the locale and spaces are dropped. A single grouping sign where none can stand ("1.5" in German)
 * is read as the decimal sign. Arabic and full-width digits count as those they are. Forms show what was understood, so
 * that nobody pays a thousandfold.
 */
export function parseDecimal(typed: string, locale: string): string | undefined {
  const parts = format(locale, 1).formatToParts(-12345.6)
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const decimal = sign('decimal') || '.'
  const group = sign('group')
  let text = westernDigits(typed, decimal, group)
    .trim()
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^[\u2212–]/, '-')
  if (group.trim()) {
    const grouped = new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d*)?$`)
    if (grouped.test(text)) text = text.replaceAll(group, '')
    else if (text.includes(group)) {
      if (text.includes(decimal) || text.split(group).length > 2) return undefined
      text = text.replace(group, decimal)
    }
  }
  text = text.replace(decimal, '.')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? text.replace(/\.$/, '').replace(/^(-?)\./, '$10.') : undefined
}
