import type {
  InvoicePartsFragment,
  ItemState,
  PermitPartsFragment,
  TaskCardPartsFragment,
} from '~/api/documents'
import type { Person } from '../people'

/** Something a person may do to an invoice besides deciding it. */
export type ItemAct = 'edit' | 'code' | 'submit' | 'withdraw' | 'post' | 'reverse'

/** The task that a decision is given on. */
export interface OpenTask {
  id: string
  version: number
  /** For whom the viewer decides, by delegation; null in their own right. */
  onBehalfOf: Person | null
}

/** What the viewer may do now, and if they may not decide, why and who can. */
export interface Verdict {
  /** Set when the viewer may decide. */
  decide?: OpenTask
  /** Why not, in the server's words; empty when nobody is asked now and nothing else is in the way. */
  reasons: string[]
  /** Who can decide the open step. */
  whoCan: Person[]
  /** What the item now waits for from the viewer. */
  acts: ItemAct[]
  /** What is possible besides. */
  more: ItemAct[]
}

type Steps = { decision: { standing: boolean } | null }[] | undefined

// Where each act exists at all; whether the viewer may is told by `can`, which the server enforces anyway.
const mendable: ItemState[] = ['DRAFT', 'ON_HOLD', 'RETURNED']
const actStates: Record<ItemAct, ItemState[]> = {
  edit: [...mendable, 'IN_REVIEW'],
  code: [...mendable, 'IN_REVIEW', 'FAILED'],
  submit: mendable,
  withdraw: [...mendable, 'SUBMITTED', 'IN_REVIEW'],
  post: ['FAILED'],
  reverse: ['POSTED'],
}

const actPermit = {
  edit: 'INVOICE_ENTER',
  code: 'INVOICE_CODE',
  submit: 'INVOICE_ENTER',
  withdraw: 'INVOICE_ENTER',
  post: 'INVOICE_POST',
  reverse: 'INVOICE_POST',
} as const

const find = (permits: PermitPartsFragment[], action: string) =>
  permits.find((permit) => permit.action === action)

function split(
  state: ItemState,
  permits: PermitPartsFragment[],
  steps: Steps,
): Pick<Verdict, 'acts' | 'more'> {
  const decided = steps?.some((step) => step.decision?.standing) ?? false
  const possible = (Object.keys(actStates) as ItemAct[]).filter(
    (act) =>
      actStates[act].includes(state) &&
      find(permits, actPermit[act])?.allowed &&
      !(act === 'withdraw' && state === 'IN_REVIEW' && decided),
  )
  const main = (act: ItemAct) => act !== 'withdraw' && act !== 'reverse' && state !== 'IN_REVIEW'
  return { acts: possible.filter(main), more: possible.filter((act) => !main(act)) }
}

// What stands against posting it again or taking it back when the viewer's rights do not: its ledger is not connected.
function hindrance(state: ItemState, permits: PermitPartsFragment[]): string[] {
  const permit = find(permits, actPermit.reverse)
  const ofLedger = actStates.post.includes(state) || actStates.reverse.includes(state)
  if (!ofLedger || permit === undefined || permit.reasons.some(({ code }) => code !== 'WRONG_STATE'))
    return []
  return permit.reasons.map(({ message }) => message)
}

/** The verdict on an invoice's page. */
export function verdictOfInvoice(invoice: InvoicePartsFragment): Verdict {
  const asked = invoice.tasks.filter((task) => task.kind === 'APPROVE' && task.state === 'READY')
  const decide = asked.find((task) => find(task.can, 'INVOICE_APPROVE')?.allowed)
  const permit = find(asked[0]?.can ?? invoice.can, 'INVOICE_APPROVE')
  const refusal = permit?.reasons.map((reason) => reason.message) ?? []
  return {
    decide,
    reasons: decide ? [] : asked.length > 0 ? refusal : hindrance(invoice.state, invoice.can),
    whoCan: decide ? [] : asked.flatMap((task) => task.candidates),
    ...split(invoice.state, invoice.can, invoice.route?.steps),
  }
}

/** The verdict on a task in the inbox. */
export function verdictOfTask(task: TaskCardPartsFragment): Verdict {
  const permit = find(task.can, 'INVOICE_APPROVE')
  const approve = task.kind === 'APPROVE' && task.state === 'READY'
  return {
    decide: approve && permit?.allowed ? task : undefined,
    reasons: approve && !permit?.allowed ? (permit?.reasons.map((reason) => reason.message) ?? []) : [],
    whoCan: approve && !permit?.allowed ? task.candidates : [],
    ...split(task.subject.state, task.can, task.subject.route?.steps),
  }
}
