import type { AiUse, ModelPageQuery, ModelPartsFragment } from '~/api/documents'
import type { Tone } from '~/ui/Mark'

/** A model as lists show it. */
export type ModelRow = ModelPartsFragment

/** A model with its drafts, who asks for it, and what the viewer may do. */
export type ModelInFull = ModelPageQuery['models'][number]

export type Policy = ModelRow['policy']
export type Budget = NonNullable<ModelRow['budget']>

/** What a model does at present: what it may do at all, bounded by its evidence, its budget and its policy. */
export type Standing = 'ACTS' | 'SUGGESTS' | 'STOPPED' | 'SPENT' | 'DEMOTED' | 'KILLED'

export function standingOf({
  state,
  stopped,
  budget,
  policy,
}: Pick<ModelRow, 'state' | 'stopped' | 'budget' | 'policy'>): Standing {
  if (state === 'KILLED' || state === 'DEMOTED') return state
  if (stopped !== null) return 'STOPPED'
  if (budget?.stopped) return 'SPENT'
  return policy.automatic ? 'ACTS' : 'SUGGESTS'
}

/** Does something keep it from acting that a person has to lift? */
export const rests = ({ state, stopped }: Pick<ModelRow, 'state' | 'stopped'>): boolean =>
  state !== 'ACTIVE' || stopped !== null

export const standingTone: Record<Standing, Tone> = {
  ACTS: 'done',
  SUGGESTS: 'advice',
  STOPPED: 'risk',
  SPENT: 'risk',
  DEMOTED: 'risk',
  KILLED: 'blocked',
}

/** Why it stands there, in the words of whoever put it there; null while there is nothing to say. */
export const whyOf = ({ state, stateReason, stopped }: ModelRow): string | null =>
  state === 'ACTIVE' ? stopped : stateReason

/** Where a model's page is. */
export const modelHref = ({ entity, use }: { entity: { code: string }; use: AiUse }): string =>
  `/models/${encodeURIComponent(entity.code)}/${use}`
