import type { EvidenceAnswerQueryVariables } from '~/api/documents'
import { day, text } from '../../search'
import { endOf, startOf } from '../search'

/** What a request is asked with; it lives in the address. */
export interface EvidenceSearch {
  /** Code of the legal entity that it is asked about; absent is the group. */
  in?: string
  /** Id of the invoice that it is about. */
  item?: string
  /** First and last day, by the viewer's clock; without them it is the year until now. */
  from?: string
  to?: string
  /** It was asked. That it is read is an event of the log, so nothing is asked by looking at the page. */
  asked?: true
}

export function evidenceSearch(search: Record<string, unknown>): EvidenceSearch {
  return {
    in: text(search.in),
    item: text(search.item),
    from: day(search.from),
    to: day(search.to),
    asked: search.asked === true ? true : undefined,
  }
}

/** The same for the API, of what the request takes alone, and up to `asOf` where the area shows the past. */
export function variablesOf(
  { number, parameters }: { number: number; parameters: readonly string[] },
  { from, to, item, ...search }: EvidenceSearch,
  entities: readonly { id: string; code: string }[],
  asOf: string | undefined,
): EvidenceAnswerQueryVariables {
  const takes = (name: string) => parameters.includes(name)
  return {
    number,
    from: from && startOf(from),
    to: endOf(to, asOf),
    entityId: takes('entity') ? entities.find(({ code }) => code === search.in)?.id : undefined,
    subjectId: takes('subject') ? item : undefined,
  }
}

/** Where the whole answer is, also while it takes too long to be shown. */
export function downloadOf({ number, from, to, entityId, subjectId }: EvidenceAnswerQueryVariables): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ from, to, entity: entityId, subject: subjectId }))
    if (value) query.set(name, value)
  const text = query.toString()
  return `/files/evidence/${number}${text && `?${text}`}`
}

/** Whether the days can be asked for: the first is not after the last. */
export const isSpan = ({ from, to }: EvidenceSearch) => !from || !to || from <= to

/** Whether two addresses ask with the same. */
export const isSame = (a: EvidenceSearch, b: EvidenceSearch) =>
  a.in === b.in && a.item === b.item && a.from === b.from && a.to === b.to
