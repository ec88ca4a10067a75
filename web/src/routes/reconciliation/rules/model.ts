import type { PermitPartsFragment } from '~/api/documents'
import type { Person } from '~/ui/people'
import type { LineRow, LineState, Money, Source, Tally } from '../model'

// What the screens of rules are given: the shape in which the API answers, without what no screen shows.

export type Shape = 'ONE_TO_ONE' | 'ONE_TO_MANY' | 'MANY_TO_MANY'
export type Mode = 'AUTO' | 'SUGGEST' | 'EXCLUDE'
export type Key = 'AMOUNT' | 'REFERENCE' | 'COUNTERPARTY' | 'DATE' | 'TEXT'
export type Direction = 'IN' | 'OUT'
export type SetState = 'DRAFT' | 'ACTIVE' | 'RETIRED'

export const shapes: readonly Shape[] = ['ONE_TO_ONE', 'ONE_TO_MANY', 'MANY_TO_MANY']
export const modes: readonly Mode[] = ['AUTO', 'SUGGEST', 'EXCLUDE']
export const directions: readonly Direction[] = ['IN', 'OUT']
export const ruleKeys: readonly Key[] = ['AMOUNT', 'REFERENCE', 'COUNTERPARTY', 'DATE', 'TEXT']
/** How keys are made alike, in the order in which that makes sense; signs and capitals never count. */
export const normalisers: readonly string[] = ['digits', 'zeros']

/** Which lines a rule is for; every part that is stated must hold. */
export interface Filter {
  source: Source | null
  direction: Direction | null
  /** Part of it; `*` stands for anything between. */
  text: string | null
  counterparty: string | null
  /** Without sign. */
  amountFrom: Money | null
  amountTo: Money | null
}

/** One rule of the cascade. */
export interface Rule {
  id: string
  order: number
  name: string
  shape: Shape
  mode: Mode
  keys: Key[]
  normalise: string[]
  amountTolerance: Money | null
  percentTolerance: string | null
  days: number
  minScore: number
  margin: number
  fee: string | null
  reasonCode: string | null
  oneSided: boolean
  /** Null is all lines. */
  filter: Filter | null
}

/** What a rule says, one part each, in the order in which it is told. */
export const ruleFields = [
  'order',
  'name',
  'mode',
  'filter',
  'shape',
  'keys',
  'oneSided',
  'normalise',
  'amountTolerance',
  'percentTolerance',
  'days',
  'minScore',
  'margin',
  'fee',
  'reasonCode',
] as const
export type RuleField = (typeof ruleFields)[number]

/** How many matches of a rule stand, and how many people took back or turned down. */
export interface RuleUse {
  id: string
  matched: number
  undone: number
}

/** A version of the rules, as the history lists it. */
export interface SetRow {
  id: string
  number: number
  state: SetState
  activeFrom: string | null
  /** Null for the standard rules. */
  madeBy: Person | null
  publishedBy: Person | null
  reason: string | null
}

/** A version with its rules. */
export interface RuleSet extends SetRow {
  rules: Rule[]
}

/** A version as it is shown: what became of each rule, and whether the viewer may put it in force. */
export interface SetInFull extends RuleSet {
  difference: Change[]
  can: PermitPartsFragment[]
}

/** What became of one rule between two versions. */
export interface Change {
  kind: 'ADDED' | 'REMOVED' | 'CHANGED'
  before: Rule | null
  after: Rule | null
  /** Which parts say something else, when it was changed. */
  fields: { field: string }[]
}

/** How other rules would have matched what is past. */
export interface Trial {
  from: string
  to: string
  lines: number
  before: Tally[]
  after: Tally[]
  newlyMatched: TrialChange
  noLongerMatched: TrialChange
  newlyAmbiguous: TrialChange
  changedGroups: TrialChange
  newlyExcluded: TrialChange
  limits: string[]
}

/** One way in which two runs differ. */
export interface TrialChange {
  groups: number
  lines: number
  amounts: Money[]
  examples: Example[]
}

/** A line, and what either run makes of it. */
export interface Example {
  line: LineRow
  before: Outcome
  after: Outcome
}

/** What a run makes of a line. */
export interface Outcome {
  state: LineState
  rule: { id: string; name: string } | null
  /** Of how many lines the match is. */
  size: number
  lines: LineRow[]
  reason: string | null
}
