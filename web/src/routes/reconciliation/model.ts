import type { PermitPartsFragment } from '~/api/documents'
import type { ActorLike, Person } from '~/ui/people'

// What the screens of reconciliation are given: the shape in which the API answers, without what no screen shows.

export interface Money {
  amount: string
  currency: string
}

export type AccountKind = 'BANK' | 'CARD' | 'PROCESSOR' | 'CLEARING' | 'SUBLEDGER'
export type Source = 'BANK' | 'LEDGER' | 'SUBLEDGER' | 'PROCESSOR' | 'CARD' | 'COUNTERPARTY'
export type FeedState = 'ON_TIME' | 'LATE' | 'MISSING' | 'REJECTED' | 'PROVISIONAL' | 'EXCUSED'
export type LineState = 'NEW' | 'MATCHED' | 'SUGGESTED' | 'AMBIGUOUS' | 'CASE' | 'EXCLUDED'
export type Risk = 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

export const accountKinds: readonly AccountKind[] = ['BANK', 'CARD', 'PROCESSOR', 'CLEARING', 'SUBLEDGER']
export const feedStates: readonly FeedState[] = ['ON_TIME', 'LATE', 'MISSING', 'REJECTED', 'PROVISIONAL']
export const lineStates: readonly LineState[] = [
  'SUGGESTED',
  'AMBIGUOUS',
  'CASE',
  'NEW',
  'MATCHED',
  'EXCLUDED',
]
export const sources: readonly Source[] = ['BANK', 'LEDGER', 'SUBLEDGER', 'PROCESSOR', 'CARD', 'COUNTERPARTY']

/** What came, or was to come, on a day. */
export interface FeedDay {
  day: string
  expectedAt: string
  arrivedAt: string | null
  state: FeedState
}

/** How an account adds up: opening + moves = closing, ledger + timing + entries = closing. Null is not stated. */
export interface Equation {
  opening: Money | null
  moves: Money
  closing: Money | null
  statementTies: boolean | null
  ledger: Money | null
  timing: Money
  /** Approved, and not listed by the ledger yet. */
  entries: Money
  /** Null where a balance is not known. */
  difference: Money | null
  ledgerTies: boolean | null
  asOf: string
}

/** States of lines that wait for somebody. */
export const waitingStates: readonly LineState[] = ['NEW', 'SUGGESTED', 'AMBIGUOUS', 'CASE']

/** Lines of one source in one state. */
export interface Tally {
  source: Source
  state: LineState
  lines: number
  sum: Money
}

/** What is open by age. */
export interface Aging {
  buckets: { fromDays: number; toDays: number | null; count: number; amount: Money }[]
  /** Amount × days, decimal text. */
  moneyDays: string
}

/** How likely a period is to be certified late, as it was told on a day. */
export interface Forecast {
  madeOn: string
  dueOn: string
  missProbability: number
  /** Null beyond what can be foreseen. */
  expectedOn: string | null
  low: string | null
  high: string | null
  /** What is usual first, then what moves it, in shares of one. */
  drivers: { sentence: string; weight: number }[]
  /** Null while it is open and not late. */
  missed: boolean | null
}

/** An account as the board lists it. */
export interface AccountRow {
  id: string
  name: string
  kind: AccountKind
  currency: string
  bankAccount: string | null
  risk: Risk
  entity: { code: string; name: string }
  account: { code: string; name: string }
  feed: { state: FeedState; expectedAt: string | null; arrivedAt: string | null; missing: number }
  calendar: FeedDay[]
  openItems: Aging
  equation: Equation
  /** Of the period that is likeliest to be late; null where nothing is told. */
  missRisk: Pick<Forecast, 'missProbability' | 'dueOn'> | null
  preparer: Person | null
  reviewer: Person | null
  /** Null before the first. */
  lastRun: { state: JobState; startedAt: string; endedAt: string | null } | null
}

export type JobState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED'

/** What stands above every tab of an account. */
export interface AccountHead {
  id: string
  version: number
  name: string
  kind: AccountKind
  currency: string
  bankAccount: string | null
  risk: Risk
  sources: Source[]
  entity: { id: string; code: string; name: string; timeZone: string }
  account: { code: string; name: string }
  preparer: Person | null
  reviewer: Person | null
  feed: { state: FeedState; missing: number }
  equation: Equation
  tallies: Tally[]
  can: PermitPartsFragment[]
}

/** A line as lists show it. */
export interface LineRow {
  id: string
  source: Source
  bookedOn: string
  amount: Money
  reference: string | null
  text: string
  counterparty: string | null
  reversal: boolean
  provisional: boolean
  state: LineState
  ageDays: number
}

/** Why two lines belong together, and how much that weighs; below zero speaks against it. */
export interface Reason {
  label: string
  weight: number
}

/** Lines that would settle a line. */
export interface Candidate {
  lines: LineRow[]
  /** In [0, 1]. */
  score: number
  /** No other solution is as good. */
  unique: boolean
  reasons: Reason[]
  remainder: Money
}

export type GroupState = 'SUGGESTED' | 'MATCHED' | 'APPROVED' | 'UNDONE'

/** Lines that were matched, or that a run suggests to match. */
export interface Group {
  id: string
  version: number
  state: GroupState
  score: number
  reasons: Reason[]
  remainder: Money
  rule: { name: string } | null
  by: ActorLike
  madeAt: string
  lines: LineRow[]
  can: PermitPartsFragment[]
}

/** The chosen line with all that helps to settle it. */
export interface LineDetail extends LineRow {
  valueOn: string | null
  references: string[]
  code: string | null
  statement: { id: string; number: string } | null
  group: Group | null
  case: { id: string; key: string; title: string } | null
  candidates: Candidate[]
}

/** Whether the viewer may do something, and why not in the server's words. */
export function permitOf(
  can: PermitPartsFragment[],
  action: PermitPartsFragment['action'],
): { allowed: boolean; why?: string } {
  const permit = can.find((each) => each.action === action)
  return permit?.allowed ? { allowed: true } : { allowed: false, why: permit?.reasons[0]?.message }
}
