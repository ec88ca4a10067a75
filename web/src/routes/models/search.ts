import type { AiUse } from '~/api/documents'
import { oneOf } from '../search'

/** What a model is asked, in the order of the API. */
export const uses = [
  'CODE_LINE',
  'DUPLICATE',
  'SUPPLIER_MISMATCH',
  'PREDICT_APPROVER',
  'FORECAST_MISS',
] as const satisfies readonly AiUse[]

/** Which models are shown; it lives in the address. */
export interface ModelsFilter {
  use?: AiUse
  /** Only those that something keeps from acting. */
  resting?: true
}

export const modelsSearch = (search: Record<string, unknown>): ModelsFilter => ({
  use: oneOf(uses, search.use),
  resting: search.resting === true ? true : undefined,
})
