import type { Action } from '~/api/documents'

/** What actions are grouped by, in the order of pickers. */
export const processes = [
  'invoices',
  'payments',
  'purchasing',
  'expenses',
  'ledger',
  'intercompany',
  'reconciliation',
  'close',
  'books',
  'access',
  'advice',
  'house',
] as const

/** One of `processes`; "stand" holds what nobody can be granted. */
export type Process = (typeof processes)[number] | 'stand'

// Every action of the API: a new one does not compile until it is here.
const byAction: Record<Action, Process> = {
  INVOICE_VIEW: 'invoices',
  INVOICE_ENTER: 'invoices',
  INVOICE_CODE: 'invoices',
  INVOICE_APPROVE: 'invoices',
  INVOICE_POST: 'invoices',
  HOLD_RELEASE: 'invoices',
  PAYMENT_PROPOSE: 'payments',
  PAYMENT_APPROVE: 'payments',
  PAYMENT_RELEASE: 'payments',
  BANK_ACCOUNT_EDIT: 'payments',
  SUPPLIER_EDIT: 'purchasing',
  SUPPLIER_BANK_EDIT: 'purchasing',
  SUPPLIER_BANK_CONFIRM: 'purchasing',
  PO_EDIT: 'purchasing',
  PO_APPROVE: 'purchasing',
  RECEIPT_RECORD: 'purchasing',
  EXPENSE_SUBMIT: 'expenses',
  EXPENSE_APPROVE: 'expenses',
  EXPENSE_AUDIT: 'expenses',
  JOURNAL_PREPARE: 'ledger',
  JOURNAL_APPROVE: 'ledger',
  CREDIT_PREPARE: 'ledger',
  CREDIT_APPROVE: 'ledger',
  IC_INITIATE: 'intercompany',
  IC_ACCEPT: 'intercompany',
  IC_ARBITRATE: 'intercompany',
  CASH_APPLY: 'reconciliation',
  RECON_MATCH: 'reconciliation',
  RECON_UNDO: 'reconciliation',
  RECON_WRITE_OFF: 'reconciliation',
  RECON_CERTIFY: 'reconciliation',
  RECON_REVIEW: 'reconciliation',
  CASE_RESOLVE: 'close',
  CLOSE_TASK_SIGN: 'close',
  CLOSE_TASK_CERTIFY: 'close',
  CLOSE_GATE_WAIVE: 'close',
  PERIOD_CLOSE: 'close',
  PERIOD_REOPEN: 'close',
  PERIOD_REOPEN_APPROVE: 'close',
  MASTER_DATA_EDIT: 'books',
  CHART_EDIT: 'books',
  RATE_EDIT: 'books',
  POLICY_EDIT: 'books',
  POLICY_PUBLISH: 'books',
  ROLE_EDIT: 'access',
  ROLE_REQUEST: 'access',
  ROLE_GRANT: 'access',
  SOD_RULE_EDIT: 'access',
  SOD_MITIGATE: 'access',
  DELEGATE: 'access',
  EMERGENCY_USE: 'access',
  EMERGENCY_APPROVE: 'access',
  ACCESS_CERTIFY: 'access',
  CREDENTIAL_EDIT: 'access',
  MODEL_PUBLISH: 'advice',
  THRESHOLD_PUBLISH: 'advice',
  ADVICE_DECIDE: 'advice',
  DEPLOY: 'house',
  OPS_COMMAND: 'house',
  AUDIT_READ: 'house',
  AUDIT_ADMIN: 'house',
  SCHEMA_READ: 'house',
  EXCEPTION_BENEFIT: 'stand',
  ACCESS_SUBJECT: 'stand',
  DELEGATION_RECEIVE: 'stand',
}

/** What an action belongs to; one that the console does not know yet runs the house. */
export const processOf = (action: Action): Process => byAction[action] ?? 'house'

/** All actions in the order of the processes, those too that nobody can be granted. */
export const allActions = Object.keys(byAction) as Action[]

/** What can be granted, by process. */
export const actionGroups: { process: Process; actions: Action[] }[] = processes.map((process) => ({
  process,
  actions: allActions.filter((action) => byAction[action] === process),
}))

/** Actions in the order of pickers. */
export const inOrder = (actions: readonly Action[]): Action[] =>
  [...actions].sort((a, b) => allActions.indexOf(a) - allActions.indexOf(b))
