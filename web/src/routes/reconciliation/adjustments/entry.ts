import { add, subtract } from '~/format/decimal'
import type { LineRow, Source } from '../model'
import { ofBooks } from '../sums'

type Summand = Pick<LineRow, 'source' | 'amount'>

/**
 * What an entry that settles lines adds to the account: what is outside of the books less what is in them. Undefined for
 * no lines. Of two sources that are both outside, or both in the books, the later by name counts as the books.
 */
export function entryOf(lines: readonly Summand[]): string | undefined {
  const [first] = lines
  if (!first) return undefined
  const sources = [...new Set(lines.map(({ source }) => source))].sort()
  const known = sources.filter(ofBooks)
  const books: Source[] = sources.length === 2 && known.length !== 1 ? sources.slice(1) : known
  return lines.reduce(
    (sum, { source, amount }) =>
      books.includes(source) ? subtract(sum, amount.amount) : add(sum, amount.amount),
    '0',
  )
}

/** The same amount the other way. */
export const negated = (amount: string) => subtract('0', amount)
