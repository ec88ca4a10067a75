import { add, compare, subtract } from '~/format/decimal'
import type { Aging, LineRow, LineState, Money, Source, Tally } from './model'

// The books are one side, everything from outside the other. Both are written from one view: what settles each other
// has one sign.
const books: readonly Source[] = ['LEDGER', 'SUBLEDGER']

/** Is it a line of the books, and not of a bank, a processor or a counterparty? */
export const ofBooks = (source: Source) => books.includes(source)

type Summand = Pick<LineRow, 'source' | 'amount'>

/**
 * What picked lines differ by: outside less books, in the account's currency. Undefined for none, and for lines of one
 * source, which do not stand against each other. With one side alone, the second source named stands against the first.
 */
export function differenceOf(lines: readonly Summand[]): string | undefined {
  const [first] = lines
  if (!first || lines.every(({ source }) => source === first.source)) return undefined
  const mixed = lines.some(({ source }) => ofBooks(source) !== ofBooks(first.source))
  const against = (source: Source) => (mixed ? ofBooks(source) : source !== first.source)
  return lines.reduce(
    (sum, { source, amount }) => (against(source) ? subtract(sum, amount.amount) : add(sum, amount.amount)),
    zeroLike(first.amount.amount),
  )
}

/** Is decimal text zero? */
export const isZero = (amount: string) => compare(amount, '0') === 0

const zeroLike = (amount: string) =>
  amount
    .replace(/^-/, '')
    .replace(/\d/g, '0')
    .replace(/^0+(?=0)/, '')

/** How many lines are in a state, of all sources. */
export const linesIn = (tallies: readonly Tally[], state: LineState): number =>
  tallies.filter((tally) => tally.state === state).reduce((sum, { lines }) => sum + lines, 0)

/** Open items in all: how many, and how much. */
export function openOf({ buckets }: Aging, currency: string): { count: number; amount: Money } {
  return {
    count: buckets.reduce((sum, { count }) => sum + count, 0),
    amount: { amount: buckets.reduce((sum, { amount }) => add(sum, amount.amount), '0'), currency },
  }
}
