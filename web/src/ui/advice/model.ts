import type { AdvicePartsFragment, AdviceZone } from '~/api/documents'
import type { Tone } from '../Mark'

export type Advice = AdvicePartsFragment
/** What could be done: as proposed, as another choice, or as a person did it. */
export type Advised = Advice['alternatives'][number]

/** Why a person decides otherwise; what they do in its place where they name it. */
export interface Otherwise {
  feedback: NonNullable<Advice['feedback']>
  reason?: string
  accountId?: string
  costCenterId?: string
}

/** A share from 0 to 1 in percent, as the formats take it: tenths are kept only near 100, where they tell. */
export const percentOf = (share: number): string =>
  share > 0.99 && share < 1 ? (Math.floor(share * 1000) / 10).toFixed(1) : String(Math.floor(share * 100))

/** Is it still to be decided? What was done by itself may be decided too. */
export const standing = ({ state }: Advice): boolean => state === 'PROPOSED' || state === 'AUTO_APPLIED'

/** Does it say nothing but that there is nothing to rely on? */
export const silent = ({ action }: Advice): boolean => action.kind === 'NONE'

/** Does anything follow from answering it? Who usually decides is only told: the policy asks whom it asks. */
export const needsAnswer = ({ use }: Advice): boolean => use !== 'PREDICT_APPROVER'

const order: Record<string, number> = { DUPLICATE: 0, SUPPLIER_MISMATCH: 1, CODE_LINE: 2 }

/** What may stop a payment first, then line by line, then who to ask. */
export const inOrder = (advice: readonly Advice[]): Advice[] =>
  advice.toSorted((a, b) => (order[a.use] ?? 3) - (order[b.use] ?? 3) || (a.line ?? 0) - (b.line ?? 0))

/** How what may be done with it looks: advice is violet, done by itself or not; nothing to rely on is grey. */
export const zoneTone = (zone: AdviceZone): Tone => (zone === 'HUMAN' ? 'unknown' : 'advice')
