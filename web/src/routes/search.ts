// Readers of the address: what does not fit is dropped, never an error.

/** Text of 1 to 200 characters. Numbers are given back as they were typed, because the address cannot tell "1" from 1. */
export function text(value: unknown): string | undefined {
  const read = typeof value === 'number' ? String(value) : value
  return typeof read === 'string' && read.length > 0 && read.length <= 200 ? read : undefined
}

/** One of a closed list. */
export function oneOf<T extends string>(list: readonly T[], value: unknown): T | undefined {
  return list.find((known) => known === value)
}

/** Some of a closed list, in its order; undefined when none. */
export function someOf<T extends string>(list: readonly T[], value: unknown): T[] | undefined {
  const wanted: unknown[] = Array.isArray(value) ? value : [value]
  const found = list.filter((known) => wanted.includes(known))
  return found.length > 0 ? found : undefined
}

/** A plain date. */
export function day(value: unknown): string | undefined {
  const read = text(value)
  return read && /^\d{4}-\d\d-\d\d$/.test(read) && !Number.isNaN(Date.parse(read)) ? read : undefined
}

/** An instant in UTC, RFC 3339 with Z. */
export function instant(value: unknown): string | undefined {
  const read = text(value)
  return read && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(read) && !Number.isNaN(Date.parse(read))
    ? read
    : undefined
}

/** Decimal text. */
export function decimal(value: unknown): string | undefined {
  const read = text(value)
  return read && /^-?\d+(\.\d+)?$/.test(read) ? read : undefined
}

/** Where a page of a list begins or ends. */
export interface Cursors {
  after?: string
  before?: string
}

/** Cursors are the server's: long and opaque. */
export function cursors(search: Record<string, unknown>): Cursors {
  const cursor = (value: unknown) => (typeof value === 'string' && value.length <= 2_000 ? value : undefined)
  return { after: cursor(search.after), before: cursor(search.before) }
}

/** Order of a list from the address: "gross" or "-gross", of the fields that the API sorts by. */
export function order(fields: readonly string[], value: unknown): string | undefined {
  const read = text(value)
  return read && fields.includes(read.replace(/^-/, '')) ? read : undefined
}

/** The same for the API. */
export function sortInput(
  sort: string | undefined,
): { field: string; direction: 'ASC' | 'DESC' }[] | undefined {
  if (!sort) return undefined
  return [{ field: sort.replace(/^-/, ''), direction: sort.startsWith('-') ? 'DESC' : 'ASC' }]
}

/** Arguments of a page: forward from `after`, or back from `before`. */
export function pageArguments({ after, before }: Cursors, size: number) {
  return before ? { last: size, before } : { first: size, after }
}
