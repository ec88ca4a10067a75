import { type Draft, readDraft } from './draft'

/** The draft's part of the address. */
export interface WhatIfSearch {
  draft?: Draft
}

export function whatifSearch(search: Record<string, unknown>): WhatIfSearch {
  return { draft: search.draft === undefined ? undefined : readDraft(search.draft) }
}
