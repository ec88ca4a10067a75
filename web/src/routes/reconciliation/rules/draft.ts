import { compare } from '~/format/decimal'
import type { Money, Source } from '../model'
import type { Change, Direction, Filter, Key, Mode, Rule, RuleField, Shape } from './model'
import { ruleFields } from './model'

/** A rule while it is written: numbers are what was typed. */
export interface DraftRule {
  /** Tells rules of a draft apart while they have no id. */
  key: string
  /** Absent for a new one. */
  id?: string
  /** Its place in the table that it came from. */
  order?: number
  name: string
  shape: Shape
  mode: Mode
  keys: Key[]
  normalise: string[]
  amountTolerance: string
  percentTolerance: string
  days: string
  /** In percent. */
  minScore: string
  margin: string
  fee: string
  reasonCode: string
  oneSided: boolean
  /** Which lines it is for; empty parts say nothing. */
  lines: DraftLines
}

/** A filter while it is written. */
export interface DraftLines {
  source: Source | ''
  direction: Direction | ''
  text: string
  counterparty: string
  amountFrom: string
  amountTo: string
}

const allLines: DraftLines = {
  source: '',
  direction: '',
  text: '',
  counterparty: '',
  amountFrom: '',
  amountTo: '',
}

/** What a cluster said for a rule that came from it. */
export interface Origin {
  rule: string
  label: string
  size: number
  expectedHits: number | null
  counterExamples: number | null
  support: number | null
}

/** A table of rules while it is written. */
export interface Draft {
  /** Number of the version that it began with; absent for an empty table. */
  from?: number
  rules: DraftRule[]
  origins: Origin[]
}

const percent = (share: number) => (share > 0 ? String(Math.round(share * 10_000) / 100) : '')
const share = (text: string) => Math.round(Number(text || 0) * 100) / 10_000

/** A rule to be written on; a proposed one has no id yet. */
export function drafted(rule: Rule, isNew = false): DraftRule {
  return {
    key: rule.id,
    id: isNew ? undefined : rule.id,
    order: isNew ? undefined : rule.order,
    name: rule.name,
    shape: rule.shape,
    mode: rule.mode,
    keys: [...rule.keys],
    normalise: [...rule.normalise],
    amountTolerance: rule.amountTolerance?.amount ?? '',
    percentTolerance: rule.percentTolerance ?? '',
    days: String(rule.days),
    minScore: percent(rule.minScore),
    margin: percent(rule.margin),
    fee: rule.fee ?? '',
    reasonCode: rule.reasonCode ?? '',
    oneSided: rule.oneSided,
    lines: {
      source: rule.filter?.source ?? '',
      direction: rule.filter?.direction ?? '',
      text: rule.filter?.text ?? '',
      counterparty: rule.filter?.counterparty ?? '',
      amountFrom: rule.filter?.amountFrom?.amount ?? '',
      amountTo: rule.filter?.amountTo?.amount ?? '',
    },
  }
}

/** A rule that says nothing yet. */
export const blank = (key: string): DraftRule => ({
  key,
  name: '',
  shape: 'ONE_TO_ONE',
  mode: 'SUGGEST',
  keys: ['AMOUNT'],
  normalise: [],
  amountTolerance: '',
  percentTolerance: '',
  days: '5',
  minScore: '',
  margin: '',
  fee: '',
  reasonCode: '',
  oneSided: false,
  lines: allLines,
})

/** A draft that begins with a version. */
export const draftOf = (set: { number: number; rules: Rule[] } | null | undefined): Draft => ({
  from: set?.number,
  rules: (set?.rules ?? []).map((rule) => drafted(rule)),
  origins: [],
})

/** The draft with a cluster's rule at its end; the same one once. */
export function withProposal(draft: Draft, rule: Rule, origin: Origin): Draft {
  if (draft.rules.some(({ key, name }) => key === rule.id || name === rule.name)) return draft
  return { ...draft, rules: [...draft.rules, drafted(rule, true)], origins: [...draft.origins, origin] }
}

const step = 10

/**
 * The place of each rule. As many as can keep theirs; the others go evenly between, so that a rule that was moved is all
 * that changes. Where there is no room all are numbered anew.
 */
export function placesOf(rules: readonly Pick<DraftRule, 'order'>[]): number[] {
  const kept = rising(rules.map(({ order }) => order))
  const places: number[] = []
  for (let at = 0; at < rules.length;) {
    const own = kept[at]
    if (own !== undefined) {
      places.push(own)
      at++
      continue
    }
    let end = at
    while (end < rules.length && kept[end] === undefined) end++
    const low = places.at(-1) ?? 0
    const high = kept[end] ?? low + step * (end - at + 1)
    const gap = (high - low) / (end - at + 1)
    if (gap < 1) return rules.map((_, index) => step * (index + 1))
    for (let nth = 1; at < end; at++, nth++) places.push(low + Math.floor(gap * nth))
  }
  return places
}

/** The longest run of places that rise, others undefined. */
function rising(orders: (number | undefined)[]): (number | undefined)[] {
  const best: number[][] = []
  let longest: number[] = []
  orders.forEach((order, at) => {
    if (order === undefined) return
    let way: number[] = []
    for (let before = 0; before < at; before++) {
      const known = orders[before]
      const candidate = best[before]
      if (known !== undefined && known < order && candidate && candidate.length > way.length) way = candidate
    }
    best[at] = [...way, at]
    if (best[at].length > longest.length) longest = best[at]
  })
  const keep = new Set(longest)
  return orders.map((order, at) => (keep.has(at) ? order : undefined))
}

/** What a rule says; one that leaves lines out compares nothing. */
const said = (rule: DraftRule): DraftRule =>
  rule.mode === 'EXCLUDE'
    ? {
        ...blank(rule.key),
        id: rule.id,
        order: rule.order,
        name: rule.name,
        mode: rule.mode,
        lines: rule.lines,
        keys: [],
        days: '0',
      }
    : rule

/** The draft as the API takes it. */
export function rulesInput(rules: readonly DraftRule[]) {
  const places = placesOf(rules)
  return rules.map(said).map((rule, at) => ({
    id: rule.id,
    order: places[at] ?? 0,
    name: rule.name.trim(),
    shape: rule.shape,
    mode: rule.mode,
    keys: rule.keys,
    normalise: rule.normalise,
    amountTolerance: rule.amountTolerance || undefined,
    percentTolerance: rule.percentTolerance || undefined,
    days: Number(rule.days),
    minScore: share(rule.minScore),
    margin: share(rule.margin),
    fee: rule.fee || undefined,
    reasonCode: rule.reasonCode.trim() || undefined,
    oneSided: rule.oneSided,
    filter: filterInput(rule.lines),
  }))
}

/** Undefined for all lines. */
function filterInput({ source, direction, text, counterparty, amountFrom, amountTo }: DraftLines) {
  const filter = {
    source: source || undefined,
    direction: direction || undefined,
    text: text.trim() || undefined,
    counterparty: counterparty.trim() || undefined,
    amountFrom: amountFrom || undefined,
    amountTo: amountTo || undefined,
  }
  return Object.values(filter).some(Boolean) ? filter : undefined
}

/** A version's rules as the API takes them, to be tried. */
export const inputOf = (rules: readonly Rule[]) => rulesInput(rules.map((rule) => drafted(rule)))

/** The draft as it would be told once it is kept. */
export function told(rules: readonly DraftRule[], currency: string): Rule[] {
  const places = placesOf(rules)
  return rules.map(said).map((rule, at) => ({
    id: rule.id ?? rule.key,
    order: places[at] ?? 0,
    name: rule.name.trim(),
    shape: rule.shape,
    mode: rule.mode,
    keys: rule.keys,
    normalise: rule.normalise,
    amountTolerance: some(rule.amountTolerance) ? { amount: rule.amountTolerance, currency } : null,
    percentTolerance: some(rule.percentTolerance) ? rule.percentTolerance : null,
    days: Number(rule.days),
    minScore: share(rule.minScore),
    margin: share(rule.margin),
    fee: rule.fee || null,
    reasonCode: rule.reasonCode.trim() || null,
    oneSided: rule.oneSided,
    filter: filterOf(rule.lines, currency),
  }))
}

function filterOf(lines: DraftLines, currency: string): Filter | null {
  const input = filterInput(lines)
  if (!input) return null
  const { source, direction, text, counterparty, amountFrom, amountTo } = input
  return {
    source: source ?? null,
    direction: direction ?? null,
    text: text ?? null,
    counterparty: counterparty ?? null,
    amountFrom: amountFrom ? { amount: amountFrom, currency } : null,
    amountTo: amountTo ? { amount: amountTo, currency } : null,
  }
}

const some = (amount: string) => amount !== '' && compare(amount, '0') !== 0

/** What became of each rule: those of the later table in their order, then those that are gone. */
export function differences(before: readonly Rule[], after: readonly Rule[]): Change[] {
  const old = new Map(before.map((rule) => [rule.id, rule]))
  const changes: Change[] = []
  for (const rule of after) {
    const was = old.get(rule.id)
    const fields = was ? ruleFields.filter((field) => !same(was, rule, field)) : []
    if (!was) changes.push({ kind: 'ADDED', before: null, after: rule, fields: [] })
    else if (fields.length > 0)
      changes.push({ kind: 'CHANGED', before: was, after: rule, fields: fields.map((field) => ({ field })) })
  }
  const here = new Set(after.map(({ id }) => id))
  for (const rule of before)
    if (!here.has(rule.id)) changes.push({ kind: 'REMOVED', before: rule, after: null, fields: [] })
  return changes
}

function same(one: Rule, other: Rule, field: RuleField): boolean {
  switch (field) {
    case 'keys':
      return [...one.keys].sort().join() === [...other.keys].sort().join()
    case 'filter':
      return sameFilter(one.filter, other.filter)
    case 'normalise':
      return one.normalise.join() === other.normalise.join()
    case 'amountTolerance':
      return compare(one.amountTolerance?.amount ?? '0', other.amountTolerance?.amount ?? '0') === 0
    case 'percentTolerance':
      return compare(one.percentTolerance ?? '0', other.percentTolerance ?? '0') === 0
    default:
      return one[field] === other[field]
  }
}

function sameFilter(one: Filter | null, other: Filter | null): boolean {
  if (!one || !other) return one === other
  const amount = (a: Money | null, b: Money | null) =>
    a === b || (!!a && !!b && compare(a.amount, b.amount) === 0)
  return (
    one.source === other.source &&
    one.direction === other.direction &&
    one.text === other.text &&
    one.counterparty === other.counterparty &&
    amount(one.amountFrom, other.amountFrom) &&
    amount(one.amountTo, other.amountTo)
  )
}

/** Where this browser keeps somebody's draft for an account. */
export const draftKey = (account: string, user: string) => `rules.${account}.${user}`

/** What the server found wrong, by place in the table and part of the rule: "2.days". Without a place it is about all. */
export function faultsOf(details: Record<string, unknown> | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const { violations } = (details ?? {}) as { violations?: unknown }
  if (!Array.isArray(violations)) return found
  for (const { field, message } of violations as { field?: unknown; message?: unknown }[])
    if (typeof field === 'string' && typeof message === 'string')
      found.set(field.replace(/^rules\.(?=\d)/, ''), message)
  return found
}
