/** An exact decimal: `digits` shifted right by `scale` places. */
interface Exact {
  digits: bigint
  scale: number
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?$/

function read(text: string): Exact {
  const parts = pattern.exec(text.trim())
  if (!parts || !(parts[2] || parts[3])) throw new RangeError(`not a decimal: ${text}`)
  const fraction = parts[3] ?? ''
  return { digits: BigInt(`${parts[1] === '-' ? '-' : ''}${parts[2]}${fraction}`), scale: fraction.length }
}

function write({ digits, scale }: Exact): string {
  const sign = digits < 0n ? '-' : ''
  const all = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  return scale === 0 ? sign + all : `${sign}${all.slice(0, -scale)}.${all.slice(-scale)}`
}

function align(a: Exact, b: Exact): [bigint, bigint, number] {
  const scale = Math.max(a.scale, b.scale)
  return [a.digits * 10n ** BigInt(scale - a.scale), b.digits * 10n ** BigInt(scale - b.scale), scale]
}

/** True when `text` is decimal text as the API takes it: optional sign, digits, optional point and digits. */
export function isDecimal(text: string): boolean {
  const parts = pattern.exec(text.trim())
  return Boolean(parts && (parts[2] || parts[3]))
}

/** a + b, with the finer scale of the two. Errors: RangeError when one is no decimal. */
export function add(a: string, b: string): string {
  const [x, y, scale] = align(read(a), read(b))
  return write({ digits: x + y, scale })
}

/** a - b, with the finer scale of the two. Errors: RangeError. */
export function subtract(a: string, b: string): string {
  const [x, y, scale] = align(read(a), read(b))
  return write({ digits: x - y, scale })
}

/** a × b, exact: the scales add up. Errors: RangeError. */
export function multiply(a: string, b: string): string {
  const x = read(a)
  const y = read(b)
  return write({ digits: x.digits * y.digits, scale: x.scale + y.scale })
}

/** -1, 0 or 1. Errors: RangeError. */
export function compare(a: string, b: string): number {
  const [x, y] = align(read(a), read(b))
  return x < y ? -1 : x > y ? 1 : 0
}

/** Rounds half away from zero to `scale` decimals, the rule of EN 16931; pads with zeros. Errors: RangeError. */
export function round(text: string, scale: number): string {
  const value = read(text)
  if (value.scale <= scale) return write({ digits: value.digits * 10n ** BigInt(scale - value.scale), scale })
  return write({ digits: divide(value.digits, 10n ** BigInt(value.scale - scale)), scale })
}

/** How much `after` exceeds `before`, in percent with one decimal; undefined when `before` is zero. */
export function percentChange(before: string, after: string): string | undefined {
  const [from, to] = align(read(before), read(after))
  if (from === 0n) return undefined
  const magnitude = from < 0n ? -from : from
  return write({ digits: divide((to - from) * 1000n, magnitude), scale: 1 })
}

// Half away from zero; the divisor is positive.
function divide(value: bigint, by: bigint): bigint {
  const half = by / 2n
  return value < 0n ? (value - half) / by : (value + half) / by
}

/** The same decimal text with at least so many decimals: "1300" with 2 is "1300.00". */
export function padDecimals(text: string, least: number): string {
  const [whole, fraction = ''] = text.split('.')
  return fraction.length >= least ? text : `${whole}.${fraction.padEnd(least, '0')}`
}
