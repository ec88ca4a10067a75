import type { AiUse, DraftAdvicePolicyInput } from '~/api/documents'
import { compare } from '~/format/decimal'
import type { Policy } from '../models/standing'

/** A policy while it is written: shares are percentages as they were typed. */
export interface Draft {
  automatic: boolean
  target: string
  audit: string
  suggestFrom: string
  holdFrom: string
  cap: string
  budget: string
}

export type DraftField = keyof Draft

const percent = (share: number) => String(Math.round(share * 1e6) / 1e4)
// Percentages have few decimals; dividing as a number would leave 0.017000000000000001.
const share = (text: string) => Number((Number(text) / 100).toPrecision(12))

/** The one use that may act by itself. */
export const mayAct = (use: AiUse): boolean => use === 'CODE_LINE'
/** Uses that announce harm, so that an item can be held for it. */
export const mayHold = (use: AiUse): boolean => use === 'DUPLICATE' || use === 'SUPPLIER_MISMATCH'

/** A draft that begins with a policy. */
export const draftOf = (policy: Policy): Draft => ({
  automatic: policy.automatic,
  target: percent(policy.target),
  audit: percent(policy.audit),
  suggestFrom: percent(policy.suggestFrom),
  holdFrom: policy.holdFrom === null ? '' : percent(policy.holdFrom),
  cap: policy.cap?.amount ?? '',
  budget: policy.budget?.amount ?? '',
})

/** Bounds of shares, in percent; the first alone is never reached. */
export const bounds: Record<'target' | 'audit' | 'suggestFrom' | 'holdFrom', [string, string]> = {
  target: ['0', '50'],
  audit: ['2', '5'],
  suggestFrom: ['0', '100'],
  holdFrom: ['0', '100'],
}

/** Which shares lie where the server would refuse them: a person is told in the percentages that they typed. */
export function outOfBounds(draft: Draft): (keyof typeof bounds)[] {
  const within = (field: keyof typeof bounds) => {
    const [low, high] = bounds[field]
    const value = draft[field]
    if (value === '') return field === 'holdFrom'
    const above = compare(value, low)
    const below = compare(value, high)
    if (field === 'target') return above > 0 && below < 0
    return (field === 'holdFrom' ? above > 0 : above >= 0) && below <= 0
  }
  return (Object.keys(bounds) as (keyof typeof bounds)[]).filter((field) => !within(field))
}

/** The draft as the API takes it. Currency is the group's. */
export function draftInput(
  draft: Draft,
  use: AiUse,
  currency: string,
): Omit<DraftAdvicePolicyInput, 'entityId' | 'use' | 'reason' | 'idempotencyKey'> {
  const money = (amount: string) => (amount === '' ? undefined : { amount, currency })
  return {
    automatic: mayAct(use) && draft.automatic,
    target: share(draft.target),
    audit: share(draft.audit),
    suggestFrom: share(draft.suggestFrom),
    holdFrom: mayHold(use) && draft.holdFrom !== '' ? share(draft.holdFrom) : undefined,
    cap: money(draft.cap),
    budget: money(draft.budget),
  }
}

/** Parts in which two policies say something else. */
export function differs(before: Policy, after: Policy): DraftField[] {
  const same = (a: { amount: string } | null, b: { amount: string } | null) =>
    a === b || (!!a && !!b && compare(a.amount, b.amount) === 0)
  const fields: DraftField[] = ['automatic', 'target', 'audit', 'suggestFrom', 'holdFrom', 'cap', 'budget']
  return fields.filter((field) =>
    field === 'cap' || field === 'budget'
      ? !same(before[field], after[field])
      : before[field] !== after[field],
  )
}
