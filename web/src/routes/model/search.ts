import { day, oneOf } from '../search'

/** Parts of a model's page, in order; the first is where it opens. */
export const parts = ['quality', 'policy', 'simulator'] as const
export type ModelPart = (typeof parts)[number]

/** Which part is shown, and of which period; undefined is the first, and the last 90 days. */
export const modelSearch = (
  search: Record<string, unknown>,
): { tab?: ModelPart; from?: string; to?: string } => ({
  tab: oneOf(parts, search.tab),
  from: day(search.from),
  to: day(search.to),
})
