import type { ReviewDecision, ReviewLineFragment } from '~/api/documents'

/** What can become of a line. */
export type ReviewAct = 'keep' | 'revoke' | 'narrow'

/** The same for the API. */
export const decisions: Record<ReviewAct, ReviewDecision> = {
  keep: 'KEEP',
  revoke: 'REVOKE',
  narrow: 'NARROW',
}

/** Whether the viewer may decide on a line that waits. */
export const decidable = ({ decision, can }: Pick<ReviewLineFragment, 'decision' | 'can'>): boolean =>
  decision === null && can.some(({ allowed }) => allowed)
