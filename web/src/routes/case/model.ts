import type { CaseRowFragment, CaseSubjectFragment, PermitPartsFragment } from '~/api/documents'
import type { Person } from '~/ui/people'
import type { LineRow, Money } from '../reconciliation/model'

// What the page of a case is given: the shape in which the API answers.

/** Open lines of one currency in a case. */
export interface Aging {
  lines: number
  amount: Money
  oldestDays: number
}

/** A case with all that its page shows. */
export interface CaseInFull extends CaseRowFragment {
  /** May the viewer take back how it ended? */
  reopening: PermitPartsFragment[]
  subject: CaseSubjectFragment | null
  /** The first of its lines; empty for a case about none. */
  lines: LineRow[]
  lineCount: number
  /** By currency; empty when nothing is open. */
  aging: Aging[]
  /** Who opened it by hand. */
  openedBy: Person | null
  /** The last day until which its lines are carried forward. */
  carriedTo: string | null
  sla: { clock: 'RUNNING' | 'MET' | 'BREACHED'; workingDaysLeft: number } | null
}
