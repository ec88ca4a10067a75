import { type ModelInFull, rests } from '../models/standing'
import { permitOf } from '../reconciliation/model'

/** What a person does about a model. */
export type Act = 'kill' | 'demote' | 'own' | 'ask' | 'agree' | 'refuse'

/** A rule of the house that a grant does not lift. */
export type Rule = 'ownerAsks' | 'noOwner' | 'notOwner' | 'askedYourself'

/** What may be done about a model now. What makes no sense as it stands is in neither list. */
export interface Offer {
  may: Act[]
  /** What the viewer cannot do, and why: in the server's words, or by a rule of the house. */
  mayNot: { act: Act; why?: string; rule?: Rule }[]
}

/** What a viewer may do about a model, by their permits and by who owns it and who asks. */
export function offerOf(model: ModelInFull, viewer: string): Offer {
  const publish = permitOf(model.can, 'MODEL_PUBLISH')
  const edit = permitOf(model.can, 'POLICY_EDIT')
  const offer: Offer = { may: [], mayNot: [] }
  const put = (act: Act, permit: { allowed: boolean; why?: string }, rule?: Rule) => {
    if (permit.allowed && !rule) offer.may.push(act)
    else offer.mayNot.push(permit.allowed ? { act, rule } : { act, why: permit.why })
  }
  if (model.promotion) {
    const rule =
      model.owner?.id !== viewer
        ? 'notOwner'
        : model.promotion.askedBy?.id === viewer
          ? 'askedYourself'
          : undefined
    put('agree', publish, rule)
    put('refuse', publish, rule)
  } else if (rests(model)) {
    put('ask', edit, !model.owner ? 'noOwner' : model.owner.id === viewer ? 'ownerAsks' : undefined)
  }
  put('own', publish)
  if (model.state === 'ACTIVE') put('demote', publish)
  if (model.state !== 'KILLED') put('kill', publish)
  return offer
}
