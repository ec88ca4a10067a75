/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Which changes of access; every stated part must hold. */
export type AccessChangeFilter = {
  /** Asked for since. */
  from?: string | null | undefined;
  /** Of these kinds. */
  kind?: Array<AccessChangeKind> | null | undefined;
  /** In one of these states. */
  state?: Array<AccessChangeState> | null | undefined;
  /** Asked for before. */
  to?: string | null | undefined;
  /** About this person or service account. */
  userId?: string | null | undefined;
};

/** What a change of access is about. */
export type AccessChangeKind =
  /** A role for a person. */
  | 'GRANT'
  /** A conflict that is accepted for a time. */
  | 'MITIGATION'
  /** The end of a grant. */
  | 'REVOKE'
  /** What a role gives. */
  | 'ROLE'
  /** A segregation rule. */
  | 'RULE'
  /** A service account with its role. */
  | 'SERVICE';

/** Where a change of access stands. */
export type AccessChangeState =
  /** Agreed to, and in force from its beginning on. */
  | 'APPLIED'
  /** Turned down. */
  | 'REJECTED'
  /** It waits for somebody else to decide. */
  | 'REQUESTED'
  /** Ended because who asked for it, or whom it is about, left. */
  | 'VOID'
  /** Taken back by who asked. */
  | 'WITHDRAWN';

/** Kinds of ledger accounts. */
export type AccountKind =
  /** Money at a bank. */
  | 'BANK'
  /** To be cleared. */
  | 'CLEARING'
  /** Between entities of the group. */
  | 'INTERCOMPANY'
  /** Another balance sheet account. */
  | 'OTHER_BALANCE'
  /** What suppliers are owed. */
  | 'PAYABLE'
  /** Profit and loss. */
  | 'PROFIT_LOSS'
  /** What customers owe. */
  | 'RECEIVABLE';

/** An act on one node that needs no further input. */
export type ActInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Which node. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, where the act asks for a reason. */
  reason?: string | null | undefined;
  /** As read. */
  version: number;
};

/** Everything that can be permitted, and three ways to stand towards a record that nobody is granted. Segregation rules are written over these, never over role names. */
export type Action =
  /** Keep or revoke grants in an access review. */
  | 'ACCESS_CERTIFY'
  /** Not granted: to be the person whose access is reviewed. */
  | 'ACCESS_SUBJECT'
  /** Accept, change or reject advice. */
  | 'ADVICE_DECIDE'
  /** Administer, export or purge the audit log. */
  | 'AUDIT_ADMIN'
  /** Read the audit log and other people's access. */
  | 'AUDIT_READ'
  /** Change the group's own bank accounts or signatories. */
  | 'BANK_ACCOUNT_EDIT'
  /** Resolve cases. */
  | 'CASE_RESOLVE'
  /** Apply receipts to open items. */
  | 'CASH_APPLY'
  /** Change the chart of accounts and posting rules. */
  | 'CHART_EDIT'
  /** Waive a gate of the close. */
  | 'CLOSE_GATE_WAIVE'
  /** Certify signed tasks of the close. */
  | 'CLOSE_TASK_CERTIFY'
  /** Do and sign tasks of the close. */
  | 'CLOSE_TASK_SIGN'
  /** Change service accounts and credentials of connections. */
  | 'CREDENTIAL_EDIT'
  /** Approve credit memos and write-offs. */
  | 'CREDIT_APPROVE'
  /** Create credit memos. */
  | 'CREDIT_PREPARE'
  /** Delegate one's own rights for a time. */
  | 'DELEGATE'
  /** Not granted: to be the person who was delegated to. */
  | 'DELEGATION_RECEIVE'
  /** Change production code or configuration. */
  | 'DEPLOY'
  /** Approve emergency access and review what was done under it. */
  | 'EMERGENCY_APPROVE'
  /** Activate emergency access. */
  | 'EMERGENCY_USE'
  /** Not granted: to be the person whose conflict was accepted. */
  | 'EXCEPTION_BENEFIT'
  /** Approve or pay expenses. */
  | 'EXPENSE_APPROVE'
  /** Check paid expenses afterwards. */
  | 'EXPENSE_AUDIT'
  /** Submit expenses of one's own. */
  | 'EXPENSE_SUBMIT'
  /** Override a match exception or release a payment block. */
  | 'HOLD_RELEASE'
  /** Accept or dispute an intercompany transaction. */
  | 'IC_ACCEPT'
  /** Settle a dispute between entities. */
  | 'IC_ARBITRATE'
  /** Begin an intercompany transaction. */
  | 'IC_INITIATE'
  /** Approve, return or reject invoices. */
  | 'INVOICE_APPROVE'
  /** Set accounts and cost centres. */
  | 'INVOICE_CODE'
  /** Enter or change invoices. */
  | 'INVOICE_ENTER'
  /** Send invoices to the ledger, or reverse them there. */
  | 'INVOICE_POST'
  /** See invoices. */
  | 'INVOICE_VIEW'
  /** Approve journal entries. */
  | 'JOURNAL_APPROVE'
  /** Prepare or post journal entries. */
  | 'JOURNAL_PREPARE'
  /** Change entities, cost centres and budgets. */
  | 'MASTER_DATA_EDIT'
  /** Put a model or its prompts in force. */
  | 'MODEL_PUBLISH'
  /** Run the house: jobs, connectors, quarantine. */
  | 'OPS_COMMAND'
  /** Approve a payment batch. */
  | 'PAYMENT_APPROVE'
  /** Put a payment batch together. */
  | 'PAYMENT_PROPOSE'
  /** Send an approved payment batch to the bank. */
  | 'PAYMENT_RELEASE'
  /** Open or close accounting periods. */
  | 'PERIOD_CLOSE'
  /** Ask for a closed period to be reopened. */
  | 'PERIOD_REOPEN'
  /** Approve that a closed period is reopened. */
  | 'PERIOD_REOPEN_APPROVE'
  /** Draft routing and tolerance policies. */
  | 'POLICY_EDIT'
  /** Put a drafted policy in force. */
  | 'POLICY_PUBLISH'
  /** Approve purchase orders. */
  | 'PO_APPROVE'
  /** Create or change purchase orders. */
  | 'PO_EDIT'
  /** Change exchange rates and tax codes. */
  | 'RATE_EDIT'
  /** Record goods or services received. */
  | 'RECEIPT_RECORD'
  /** Prepare and certify reconciliations. */
  | 'RECON_CERTIFY'
  /** Match lines of accounts. */
  | 'RECON_MATCH'
  /** Review certified reconciliations. */
  | 'RECON_REVIEW'
  /** Undo a match. */
  | 'RECON_UNDO'
  /** Post or clear reconciling items. */
  | 'RECON_WRITE_OFF'
  /** Propose changes of roles. */
  | 'ROLE_EDIT'
  /** Approve changes of roles and grants. */
  | 'ROLE_GRANT'
  /** Ask for a role to be granted or taken away. */
  | 'ROLE_REQUEST'
  /** Read the schema through introspection. */
  | 'SCHEMA_READ'
  /** Accept a segregation conflict for a time. */
  | 'SOD_MITIGATE'
  /** Propose changes of segregation rules. */
  | 'SOD_RULE_EDIT'
  /** Confirm changed bank details of suppliers. */
  | 'SUPPLIER_BANK_CONFIRM'
  /** Change bank details of suppliers. */
  | 'SUPPLIER_BANK_EDIT'
  /** Create or change suppliers. */
  | 'SUPPLIER_EDIT'
  /** Put thresholds of advice in force. */
  | 'THRESHOLD_PUBLISH';

/** Which adjustments; every stated part must hold. */
export type AdjustmentFilter = {
  /** Of this account to reconcile. */
  accountId?: string | null | undefined;
  /** Of these entities. */
  entityId?: Array<string> | null | undefined;
  /** Prepared by the caller, or not. */
  mine?: boolean | null | undefined;
  /** Where they stand. */
  state?: Array<AdjustmentState> | null | undefined;
};

/** Kinds of adjustments. */
export type AdjustmentKind =
  /** An entry that was wrong. */
  | 'CORRECTION'
  /** What somebody kept of a payment. */
  | 'FEE'
  /** A difference of exchange rates. */
  | 'FX'
  /** A difference that is given up. */
  | 'WRITE_OFF';

/** Where an adjustment stands. */
export type AdjustmentState =
  /** Agreed to. */
  | 'APPROVED'
  /** In the ledger. */
  | 'POSTED'
  /** It waits for somebody else. */
  | 'PROPOSED'
  /** Turned down. */
  | 'REJECTED'
  /** Taken back by who prepared it, or with the match that it explained. */
  | 'WITHDRAWN';

/** What a person does with a recommendation. None of it approves anything. */
export type AdviceDecision =
  /** Take it over. */
  | 'ACCEPT'
  /** Do something else in its place. */
  | 'EDIT'
  /** Turn it down. */
  | 'REJECT';

/** Why a person decided otherwise, so that only the right kind teaches. */
export type AdviceFeedback =
  /** It used to be right. What is right is learned, and it counts as an error. */
  | 'BUSINESS_CHANGE'
  /** It is right and written otherwise here. Nothing is learned and it counts as right. */
  | 'FORMAT'
  /** It was never right. What is right is learned, and it counts as an error. */
  | 'WRONG_VALUE';

/** What turned out. */
export type AdviceOutcome =
  /** It was right. */
  | 'RIGHT'
  /** Nobody looked. */
  | 'UNKNOWN'
  /** It was wrong. */
  | 'WRONG';

/** Where a recommendation stands. */
export type AdviceState =
  /** A person took it over. */
  | 'ACCEPTED'
  /** It was done without a person; one may still decide it. */
  | 'AUTO_APPLIED'
  /** A person did something else in its place. */
  | 'EDITED'
  /** Nobody decided it in time, or what it is about has ended. */
  | 'EXPIRED'
  /** Waits for a person. */
  | 'PROPOSED'
  /** A person turned it down. */
  | 'REJECTED'
  /** Other advice took its place. */
  | 'SUPERSEDED';

/** What may be done with a recommendation. */
export type AdviceZone =
  /** It is done, as far as nobody had done it, and told. */
  | 'AUTO'
  /** There is nothing to rely on; a person decides alone. */
  | 'HUMAN'
  /** A person sees it. */
  | 'SUGGEST';

/** What a model is asked. */
export type AiUse =
  /** Where a line of an invoice is booked. The one use that may act by itself, where a policy says so. */
  | 'CODE_LINE'
  /** Whether another invoice is the same one. */
  | 'DUPLICATE'
  /** Which accounts are likely to be certified late. Told as Forecast, never as Recommendation: nobody is asked, and what comes shows by itself. */
  | 'FORECAST_MISS'
  /** Who of those whom the policy asks in a step usually decides, and who usually did and is not asked. Told beside the route, which it never changes; its outcome is who took the step. */
  | 'PREDICT_APPROVER'
  /** Whether the supplier is somebody else than the one on file. */
  | 'SUPPLIER_MISMATCH';

/** Which model shall act again. */
export type AskPromotionInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In whose books. */
  entityId: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 1,000 characters. */
  reason: string;
  /** Of which use. */
  use: AiUse;
};

/** Which events of the log. */
export type AuditFilter = {
  /** Who acted. */
  actorId?: string | null | undefined;
  /** Which command. */
  command?: string | null | undefined;
  /** In which entities. */
  entityId?: Array<string> | null | undefined;
  /** At or after. */
  from?: string | null | undefined;
  /** What the kind begins with, for example "invoice." or "access.refused". */
  kind?: string | null | undefined;
  /** Only refusals, or none. */
  refused?: boolean | null | undefined;
  /** What it happened to. */
  subjectId?: string | null | undefined;
  /** Before. */
  to?: string | null | undefined;
};

/** Which cases; every stated part must hold. */
export type CaseFilter = {
  /** Of these categories. */
  category?: Array<string> | null | undefined;
  /** Of these entities; an id of entity 0 is the group as a whole. */
  entityId?: Array<string> | null | undefined;
  /** The caller's to answer for, those brought to them included, or not. */
  mine?: boolean | null | undefined;
  /** Open after their time, or not. */
  overdue?: boolean | null | undefined;
  /** Whose. */
  ownerId?: string | null | undefined;
  /** Where they stand. */
  state?: Array<CaseState> | null | undefined;
  /** About this record, for example an account to reconcile. */
  subjectId?: string | null | undefined;
};

/** Where a case stands. */
export type CaseState =
  /** Waits for somebody. */
  | 'OPEN'
  /** Answered for. */
  | 'RESOLVED';

/** One signature. */
export type CertifyInput = {
  /** Which account. */
  accountId: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** The `dataHash` that the signer read. */
  covers: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Needed where something is unexplained. */
  note?: string | null | undefined;
  /** Which period. */
  periodId: string;
  /** As what. */
  role: SignRole;
};

/** What happened to a list. */
export type ChangeKind =
  /** Came in. */
  | 'ADDED'
  /** Went out. */
  | 'REMOVED'
  /** Too much was missed: read everything again. */
  | 'RESYNC'
  /** Changed. */
  | 'UPDATED';

/** What a check found. A blocker stops the item; a source that is down is never taken for a pass. */
export type CheckOutcome =
  /** Stops the item until it is mended. */
  | 'BLOCKER'
  /** Worth knowing. */
  | 'INFO'
  /** Fine. */
  | 'PASS'
  /** The source of the data did not answer. */
  | 'UNKNOWN_SOURCE_DOWN'
  /** Worth a look before deciding. */
  | 'WARNING';

/** Where lines are booked. */
export type CodeInvoiceInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Which. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** One entry per line that changes. */
  lines: Array<LineCodingInput>;
  /** As read. */
  version: number;
};

/** How a fact is compared. */
export type ConditionOp =
  /** From the first, below the second. */
  | 'BETWEEN'
  /** Equal. */
  | 'EQ'
  /** At or above. */
  | 'GTE'
  /** One of. */
  | 'IN'
  /** Below. */
  | 'LT'
  /** Not equal. */
  | 'NE'
  /** None of. */
  | 'NOT_IN';

/** Which conflicts; every stated part must hold. */
export type ConflictFilter = {
  /** Where both sides meet. */
  entityId?: string | null | undefined;
  /** Only possible, or exercised. */
  kind?: ConflictKind | null | undefined;
  /** How bad. */
  risk?: Array<RiskLevel> | null | undefined;
  /** Keys of rules. */
  rule?: Array<string> | null | undefined;
  /** What became of them. */
  state?: Array<ConflictState> | null | undefined;
  /** Whose. */
  userId?: string | null | undefined;
};

/** Whether a conflict could happen or did. */
export type ConflictKind =
  /** Both sides were used. */
  | 'EXERCISED'
  /** Both sides are held. */
  | 'POTENTIAL';

/** What became of a conflict. */
export type ConflictState =
  /** Somebody accepted it for a time, under a control. */
  | 'MITIGATED'
  /** It stands. */
  | 'OPEN'
  /** It was exercised, and the person no longer holds both sides. */
  | 'REMOVED';

/** An invoice typed in or sent by a program. */
export type CreateInvoiceInput = {
  /** The account to be paid to, as IBAN or local number. */
  bankAccount?: string | null | undefined;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** ISO 4217. */
  currency: string;
  /** Due date; by the supplier's terms when left out. */
  dueOn?: string | null | undefined;
  /** Which entity it is for. */
  entityId: string;
  /** With VAT; must be the sum of lines and VAT. */
  gross: string;
  /** Makes a retry safe: 8 to 100 characters, one per intent. */
  idempotencyKey: string;
  /** Date of issue. */
  issuedOn: string;
  /** INVOICE when left out. */
  kind?: InvoiceKind | null | undefined;
  /** 1 to 1,000 lines. */
  lines: Array<InvoiceLineInput>;
  /** The supplier's number, 1 to 100 characters. */
  number: string;
  /** The supplier on file. */
  supplierId: string;
  /** VAT. */
  tax: string;
};

/** Compares dates; every stated part must hold. */
export type DateFilter = {
  /** On. */
  eq?: string | null | undefined;
  /** On or after. */
  gte?: string | null | undefined;
  /** Before. */
  lt?: string | null | undefined;
};

/** A decision on a change of access. */
export type DecideAccessChangeInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In your words; needed to reject. */
  comment?: string | null | undefined;
  /** Which change. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** APPROVE or REJECT. */
  outcome: DecisionKind;
  /** As read: with the preview that you looked at. */
  version: number;
};

/** The second person's word on an adjustment. */
export type DecideAdjustmentInput = {
  /** Approved, or rejected. */
  approve: boolean;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** At most 2,000 characters; a rejection needs 3. */
  comment?: string | null | undefined;
  /** Which adjustment. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** As read. */
  version: number;
};

/** A decision on one recommendation. */
export type DecideAdviceInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** What is done with it. */
  decision: AdviceDecision;
  /** For EDIT alone: what is done in its place. */
  editedTo?: EditedAdviceInput | null | undefined;
  /** For EDIT and REJECT: what was wrong. */
  feedback?: AdviceFeedback | null | undefined;
  /** Which. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Had you opened the evidence? */
  openedEvidence?: boolean | null | undefined;
  /** In your words, at most 2,000 characters. */
  reason?: string | null | undefined;
  /** As read. */
  version: number;
};

/** A decision on a request. */
export type DecideEmergencyInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In your words; needed to reject. */
  comment?: string | null | undefined;
  /** Which session. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** APPROVE or REJECT. */
  outcome: DecisionKind;
  /** As read. */
  version: number;
};

/** What the owner says to who asked. */
export type DecidePromotionInput = {
  /** Does it act again? */
  agree: boolean;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Why, in 3 to 1,000 characters. */
  comment: string;
  /** In whose books. */
  entityId: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Of which use. */
  use: AiUse;
};

/** Decisions on lines. */
export type DecideReviewInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe, for each line by itself. */
  idempotencyKey: string;
  /** 1 to 100, each decided by itself: what is refused of one undoes nothing of another. */
  items: Array<ReviewAnswerInput>;
};

/** A decision on one task. */
export type DecideTaskInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In your words; needed for RETURN and REJECT, at most 2,000 characters. */
  comment?: string | null | undefined;
  /** Which task. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Whose delegation is used; null is the caller's own right. */
  onBehalfOfId?: string | null | undefined;
  /** APPROVE, REJECT or RETURN. */
  outcome: DecisionKind;
  /** For RETURN and REJECT: WRONG_AMOUNT, WRONG_CODING, NOT_ORDERED, NOT_RECEIVED, DUPLICATE, WRONG_ENTITY or OTHER. */
  reasonCode?: string | null | undefined;
  /** As read. */
  version: number;
};

/** Compares decimals; every stated part must hold. */
export type DecimalFilter = {
  /** Equal. */
  eq?: string | null | undefined;
  /** At or above. */
  gte?: string | null | undefined;
  /** Below. */
  lt?: string | null | undefined;
};

/** What can be decided. */
export type DecisionKind =
  /** Agree. */
  | 'APPROVE'
  /** The policy needed nobody. */
  | 'AUTO_APPROVE'
  /** Refuse for good. */
  | 'REJECT'
  /** Send back to be mended. */
  | 'RETURN';

/** Where a delegation stands. */
export type DelegationState =
  /** It holds. */
  | 'ACTIVE'
  /** It ended on its date. */
  | 'ENDED'
  /** It has not begun. */
  | 'PLANNED'
  /** It was ended early, or with the right that it rested on. */
  | 'REVOKED';

/** Why something is not permitted. */
export type DenyCode =
  /** The caller has already acted on it. */
  | 'ALREADY_ACTED'
  /** The grant has ended or not begun. */
  | 'EXPIRED'
  /** Something overdue must be done first, or whoever answers for it no longer works here. */
  | 'FROZEN'
  /** The task is not the caller's. */
  | 'NOT_ASSIGNED'
  /** No role gives this action. */
  | 'NO_GRANT'
  /** A role does, but not for this entity. */
  | 'OUT_OF_SCOPE'
  /** Above the limit of every grant. */
  | 'OVER_LIMIT'
  /** It is the caller's own item. */
  | 'OWN_ITEM'
  /** A segregation rule stands against it. */
  | 'SOD'
  /** The record's state has no such step. */
  | 'WRONG_STATE';

/** A policy of advice as somebody writes it. */
export type DraftAdvicePolicyInput = {
  /** The share of what is automatic that a person sees all the same, from 0.02 to 0.05. */
  audit?: number;
  /** May it ever act by itself? Only CODE_LINE can. */
  automatic: boolean;
  /** Error money, in the currency of the group, after which it stops by itself; left out, there is none. */
  budget?: MoneyInput | null | undefined;
  /** Worth of an invoice, in the currency of the group, above which nothing is automatic; left out, there is none. */
  cap?: MoneyInput | null | undefined;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In whose books. */
  entityId: string;
  /** As sure as this of harm, an item is held; left out, never. */
  holdFrom?: number | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 1,000 characters. */
  reason: string;
  /** Less sure than this is not suggested, from 0 to 1. */
  suggestFrom?: number;
  /** The promised share of errors among what is automatic, above 0 and below 0.5. */
  target: number;
  /** Of which use. */
  use: AiUse;
};

/** What is done in place of what was recommended. */
export type EditedAdviceInput = {
  /** For CODE_LINE: the account. */
  accountId?: string | null | undefined;
  /** For CODE_LINE: the cost centre; null books it to none. */
  costCenterId?: string | null | undefined;
  /** For PREDICT_APPROVER: who decides in your opinion, one of those whom the policy asks in the step. It asks nobody else. */
  personId?: string | null | undefined;
};

/** Which sessions; every stated part must hold. */
export type EmergencyFilter = {
  /** Keys of bundles. */
  bundle?: Array<string> | null | undefined;
  /** Where they stand. */
  state?: Array<EmergencyState> | null | undefined;
  /** Under this ticket. */
  ticket?: string | null | undefined;
  /** Whose. */
  userId?: string | null | undefined;
};

/** Where a session stands. */
export type EmergencyState =
  /** In force. */
  | 'ACTIVE'
  /** Over; its review is open. */
  | 'ENDED'
  /** Refused, or lapsed. */
  | 'REFUSED'
  /** Waits for a second person; lapses after a day. */
  | 'REQUESTED'
  /** Over and reviewed. */
  | 'REVIEWED';

/** Every code that `errors[].extensions.code` can carry. The list is closed; new values are additive, so keep a default branch. */
export type ErrorCode =
  /** The cursor was made for another filter or sort. */
  | 'BAD_CURSOR'
  /** The request is malformed. */
  | 'BAD_REQUEST'
  /** An exact twin exists; `details.candidates` names it. */
  | 'DUPLICATE'
  /** Segregation of duties; `details.rule` names it. */
  | 'DUTY_CONFLICT'
  /** A required document is absent. */
  | 'EVIDENCE_MISSING'
  /** No grant, out of scope, or expired; `details.permit` says which. */
  | 'FORBIDDEN'
  /** The document does not fit the schema. */
  | 'GRAPHQL_VALIDATION_FAILED'
  /** The same idempotency key was used with another body. */
  | 'IDEMPOTENCY_MISMATCH'
  /** Our fault; logged under `extensions.requestId`. */
  | 'INTERNAL'
  /** Input or document breaks a rule; `details.violations` lists all of them. */
  | 'INVALID'
  /** Absent, or not visible to the caller: the two look alike. */
  | 'NOT_FOUND'
  /** Several equally good matches. */
  | 'NOT_UNIQUE'
  /** This operation is not allowed here. */
  | 'OPERATION_NOT_ALLOWED'
  /** Amounts do not tie. */
  | 'OUT_OF_BALANCE'
  /** Above the caller's limit; `details.limit` and `details.amount`. */
  | 'OVER_LIMIT'
  /** The posting period is closed; `details.period`. */
  | 'PERIOD_CLOSED'
  /** A policy row or a blocking check stops it; `details.checks`. */
  | 'POLICY_BLOCKED'
  /** Too many requests; `details.retryAfter` seconds. */
  | 'RATE_LIMITED'
  /** Data changed under a sign-off. */
  | 'SIGN_OFF_STALE'
  /** `version` is not the stored one; `details.current` is. */
  | 'STALE'
  /** A stronger sign-in is needed. */
  | 'STEP_UP_REQUIRED'
  /** It took longer than 10 s. */
  | 'TIMEOUT'
  /** A difference is larger than the tolerance. */
  | 'TOLERANCE_EXCEEDED'
  /** The request costs too much; `details.cost` and `details.limit`. */
  | 'TOO_COMPLEX'
  /** No valid token. */
  | 'UNAUTHENTICATED'
  /** A connected system failed or is down. */
  | 'UPSTREAM'
  /** The record's state has no such step; `details.state` names it. */
  | 'WRONG_STATE';

/** What a document serves as. */
export type EvidenceKind =
  /** A contract. */
  | 'CONTRACT'
  /** The invoice or statement itself. */
  | 'DOCUMENT'
  /** A note. */
  | 'NOTE'
  /** A receipt. */
  | 'RECEIPT'
  /** A bank statement. */
  | 'STATEMENT';

/** What a policy can look at. */
export type FactKey =
  /** Gross amount in the policy's currency. */
  | 'AMOUNT'
  /** Worst outcome of the checks. */
  | 'CHECKS'
  /** Code of the cost centre with the largest share, NONE when no line names one. */
  | 'COST_CENTER'
  /** Code of the entity. */
  | 'ENTITY'
  /** Kind of the document. */
  | 'KIND'
  /** Outcome of the match, NO_PO when it names no order. */
  | 'MATCH_OUTCOME'
  /** LOW, MEDIUM, HIGH or CRITICAL; HIGH when the supplier is not on file. */
  | 'SUPPLIER_RISK';

/** How often a statement is expected, on the entity's working days. */
export type FeedFrequency =
  /** Of each working day. */
  | 'DAILY'
  /** Of each month, on its last working day. */
  | 'MONTHLY'
  /** Of each week, on its last working day. */
  | 'WEEKLY';

/** How the arrival of statements stands. */
export type FeedState =
  /** Of a day alone: nothing is here, and somebody said why: its case was resolved with NOT_NEEDED or EXPLAINED. */
  | 'EXCUSED'
  /** Here, after it was due. */
  | 'LATE'
  /** Due, and not here. */
  | 'MISSING'
  /** Here, in time. */
  | 'ON_TIME'
  /** Only movements that the bank may still change are here. */
  | 'PROVISIONAL'
  /** A file came and was refused; nothing that could be read is here. */
  | 'REJECTED';

/** Where a value came from. */
export type FieldSource =
  /** The e-invoice itself. */
  | 'E_INVOICE'
  /** A person. */
  | 'PERSON'
  /** A rule of ours. */
  | 'RULE';

/** A role for a person or a service account. */
export type GrantInput = {
  /** Where; at least one, unless it is for the group. */
  entityIds: Array<string>;
  /** Also for what belongs to no entity: suppliers, roles, policies? */
  group?: boolean;
  /** Up to this amount, in the group's currency; null is without limit. */
  limit?: MoneyInput | null | undefined;
  /** Key of the role. */
  role: string;
  /** Who gets it. */
  userId: string;
  /** Since when, not in the past; null is as soon as somebody agrees. */
  validFrom?: string | null | undefined;
  /** Until when; null is open. */
  validTo?: string | null | undefined;
};

/** A role for a person. */
export type GrantRoleInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Whom, what, where, up to how much, for how long. */
  grant: GrantInput;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 500 characters. */
  reason: string;
};

/** Where a match stands. */
export type GroupState =
  /** A rule proposed it and a person accepted it. */
  | 'APPROVED'
  /** A rule or a person matched it. */
  | 'MATCHED'
  /** A rule proposes it. */
  | 'SUGGESTED'
  /** Taken back, turned down or withdrawn. */
  | 'UNDONE';

/** Turn an uploaded file into a document. */
export type ImportInvoiceInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** As answered by POST /uploads. */
  uploadId: string;
};

/** How a file came. */
export type IntakeChannel =
  /** By `countersign import`. */
  | 'COMMAND'
  /** From the watched folder. */
  | 'FOLDER'
  /** Through the console or the API. */
  | 'UPLOAD';

/** Which received files. */
export type IntakeFilter = {
  /** Of these entities. */
  entityId?: Array<string> | null | undefined;
  /** In any of these states. */
  state?: Array<IntakeState> | null | undefined;
};

/** Where a received file stands. */
export type IntakeState =
  /** Became an invoice, or statements. */
  | 'ACCEPTED'
  /** Put aside by a person. */
  | 'DISCARDED'
  /** The same document or statement is here already. */
  | 'DUPLICATE'
  /** Could not be read; mend and resubmit, or discard. */
  | 'QUARANTINED'
  /** Kept, not read yet. */
  | 'RECEIVED';

/** Which invoices; every stated part must hold. */
export type InvoiceFilter = {
  /** In any of these currencies. */
  currency?: Array<string> | null | undefined;
  /** By due date. */
  dueOn?: DateFilter | null | undefined;
  /** Of these entities. */
  entityId?: Array<string> | null | undefined;
  /** By the gross amount, in its own currency. */
  gross?: DecimalFilter | null | undefined;
  /** By date of issue. */
  issuedOn?: DateFilter | null | undefined;
  /** Of these kinds. */
  kind?: Array<InvoiceKind> | null | undefined;
  /** By match. */
  matchOutcome?: Array<MatchOutcome> | null | undefined;
  /** By the supplier's number. */
  number?: StringFilter | null | undefined;
  /** In any of these states. */
  state?: Array<ItemState> | null | undefined;
  /** Of these suppliers. */
  supplierId?: Array<string> | null | undefined;
  /** Part of the number, the key or the seller's name. */
  text?: string | null | undefined;
};

/** Kinds of documents. */
export type InvoiceKind =
  /** A correction of an earlier invoice; may be negative. */
  | 'CORRECTION'
  /** Takes money off an earlier invoice. */
  | 'CREDIT_NOTE'
  /** An invoice. */
  | 'INVOICE'
  /** An advance payment. */
  | 'PREPAYMENT'
  /** Written by the buyer in the supplier's name. */
  | 'SELF_BILLED';

/** What a billed line states, as input. */
export type InvoiceLineInput = {
  /** Account to book it to. */
  accountId?: string | null | undefined;
  /** Net amount in the invoice's currency. */
  amount: string;
  /** Cost centre to book it to. */
  costCenterId?: string | null | undefined;
  /** Number of the order. */
  orderNumber?: string | null | undefined;
  /** Net price of one unit. */
  price?: string | null | undefined;
  /** How much; left out for a lump sum. */
  quantity?: string | null | undefined;
  /** VAT category, S when left out. */
  taxCategory?: string | null | undefined;
  /** VAT rate in percent, 0 when left out. */
  taxRate?: string | null | undefined;
  /** What was billed, 1 to 1,000 characters. */
  text: string;
  /** UN/ECE Recommendation 20 code; C62 (piece) when left out. */
  unit?: string | null | undefined;
};

/** Where a work item stands. Which step may follow is told by `can`. */
export type ItemState =
  /** Everybody needed has agreed. */
  | 'APPROVED'
  /** Taken back by who entered it. */
  | 'CANCELLED'
  /** Certified, for reconciliations. */
  | 'CERTIFIED'
  /** The supplier was asked to correct it. */
  | 'DISPUTED'
  /** Being written; nobody was asked yet. */
  | 'DRAFT'
  /** The ledger refused it; an operator decides. */
  | 'FAILED'
  /** Waits for a person's decision. */
  | 'IN_REVIEW'
  /** A blocking check stops it until the data are mended. */
  | 'ON_HOLD'
  /** Open, for cases. */
  | 'OPEN'
  /** The ledger has confirmed it. */
  | 'POSTED'
  /** On its way to the ledger. */
  | 'POSTING'
  /** Refused for good. */
  | 'REJECTED'
  /** Resolved, for cases. */
  | 'RESOLVED'
  /** Sent back to who entered it, with a reason. */
  | 'RETURNED'
  /** Paid. */
  | 'SETTLED'
  /** Handed in; checks run. */
  | 'SUBMITTED';

/** Where a job stands. */
export type JobState =
  /** Was stopped. */
  | 'CANCELLED'
  /** Ended well. */
  | 'DONE'
  /** Ended badly. */
  | 'FAILED'
  /** Waits for its turn. */
  | 'QUEUED'
  /** Runs. */
  | 'RUNNING';

/** Where one line is booked. */
export type LineCodingInput = {
  /** Account to book it to. */
  accountId: string;
  /** Cost centre to book it to. */
  costCenterId?: string | null | undefined;
  /** Position of the line. */
  number: number;
};

/** Which lines of an account; every stated part must hold. */
export type LineFilter = {
  /** Of this account. */
  accountId: string;
  /** In the account's currency, without sign. */
  amount?: DecimalFilter | null | undefined;
  /** In this case, whatever became of them. */
  caseId?: string | null | undefined;
  /** Of this cluster of the account, as it is now; none when there is no such cluster any more. */
  clusterId?: string | null | undefined;
  /** Booked on or after. */
  from?: string | null | undefined;
  /** Open, 31 days old or older, and without a note that says why: in no case that a person opened, nor carried forward. */
  needsNote?: boolean | null | undefined;
  /** Of any of these sources. */
  source?: Array<ReconSource> | null | undefined;
  /** In any of these states. */
  state?: Array<LineState> | null | undefined;
  /** Part of text, counterparty or a reference. */
  text?: string | null | undefined;
  /** Booked on or before. */
  to?: string | null | undefined;
};

/** Where a line stands: every line is in exactly one state. */
export type LineState =
  /** Several matches are equally good; a person must pick. */
  | 'AMBIGUOUS'
  /** Nothing fits: somebody looks at it. */
  | 'CASE'
  /** A rule leaves it out. */
  | 'EXCLUDED'
  /** Settled with others. */
  | 'MATCHED'
  /** No run has seen it. */
  | 'NEW'
  /** A pass that may not decide has a proposal. */
  | 'SUGGESTED';

/** What lines are compared by. */
export type MatchKey =
  /** The amount. */
  | 'AMOUNT'
  /** Who is on the other side. */
  | 'COUNTERPARTY'
  /** The day. */
  | 'DATE'
  /** A reference. */
  | 'REFERENCE'
  /** The text. */
  | 'TEXT';

/** Lines that a person says settle each other. */
export type MatchLinesInput = {
  /** Of this account. */
  accountId: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** 2 to 200 open lines of one currency, each once. */
  lineIds: Array<string>;
  /** Why, for whoever looks later. */
  note?: string | null | undefined;
  /** Of the adjustment that a difference is to become, for example FEE, FX or CORRECTION; left out, the sides must tie. */
  reasonCode?: string | null | undefined;
};

/** What a rule may do by itself. */
export type MatchMode =
  /** Match, when the solution is the only one. */
  | 'AUTO'
  /** Match nothing, but leave out the lines that the filter names: they are EXCLUDED, and later rules do not see them. */
  | 'EXCLUDE'
  /** Propose. */
  | 'SUGGEST';

/** How a billed line fits. */
export type MatchOutcome =
  /** Exactly. */
  | 'MATCHED'
  /** It names no order that we have. */
  | 'NO_PO'
  /** Nothing was received. */
  | 'NO_RECEIPT'
  /** Some lines fit, others name no order. */
  | 'PARTIAL'
  /** The price differs too much. */
  | 'PRICE_VARIANCE'
  /** The quantity differs too much. */
  | 'QUANTITY_VARIANCE'
  /** Within the policy's tolerance. */
  | 'WITHIN_TOLERANCE';

/** One rule as somebody writes it. */
export type MatchRuleInput = {
  /** By how much amounts may differ, in the account's currency; left out, not at all. */
  amountTolerance?: string | null | undefined;
  /** How many days apart lines may lie, 0 to 366. */
  days: number;
  /** Key of a fee schedule of the account that may explain a difference; INFERRED also works fees out of the lines. */
  fee?: string | null | undefined;
  /** Which lines the rule is for; left out, all. A rule of mode EXCLUDE must say by text, counterparty or amount, and compares nothing. */
  filter?: RuleFilterInput | null | undefined;
  /** Keeps a rule that the account has or had, with its history; left out, the rule is new. */
  id?: string | null | undefined;
  /** What must be equal; the rest is scored. */
  keys: Array<MatchKey>;
  /** By this much, from 0 to 1, the best must beat the second best to be matched. */
  margin?: number;
  /** Below this score, from 0 to 1, nothing is found. */
  minScore?: number;
  /** May it match by itself, only propose, or does it leave lines out? */
  mode: MatchMode;
  /** For people, 1 to 100 characters; no two have one name. */
  name: string;
  /** How keys are made alike before they are compared, in order: plain, digits, zeros. */
  normalise?: Array<string>;
  /** Does it look for lines of one source that take each other back? */
  oneSided?: boolean;
  /** Rules run in this order, from 1; no two have one place. */
  order: number;
  /** The same in percent of the larger amount, 0 to 100; the wider holds. */
  percentTolerance?: string | null | undefined;
  /** Of the adjustment that a difference becomes, for example FEE or FX. */
  reasonCode?: string | null | undefined;
  /** How many lines against how many. */
  shape: MatchShape;
};

/** How many lines stand against how many. */
export type MatchShape =
  /** Several against several. */
  | 'MANY_TO_MANY'
  /** One of either side against several. */
  | 'ONE_TO_MANY'
  /** One against one. */
  | 'ONE_TO_ONE';

/** What a model may do at all. */
export type ModelState =
  /** As far as its policy and its evidence let it. */
  | 'ACTIVE'
  /** It suggests and never acts by itself. */
  | 'DEMOTED'
  /** It says nothing. */
  | 'KILLED';

/** Which way money goes, as the account sees it. */
export type MoneyDirection =
  /** It comes in; zero does, too. */
  | 'IN'
  /** It goes out. */
  | 'OUT';

/** An exact amount, as input. */
export type MoneyInput = {
  /** Decimal text; more decimals than the currency has are refused. */
  amount: string;
  /** ISO 4217. */
  currency: string;
};

/** Who answers for a model. */
export type NameModelOwnerInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In whose books. */
  entityId: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Somebody else than the caller, who may put models in force there. */
  ownerId: string;
  /** Why, in 3 to 1,000 characters. */
  reason: string;
  /** Of which use. */
  use: AiUse;
};

/** What may be done next about an approval. */
export type NextActionKind =
  /** Let it go on. */
  | 'APPROVE'
  /** Settle a doubt that advice raises, and then decide. */
  | 'LOOK'
  /** Back to who entered it. */
  | 'RETURN';

/** What can be unlike the usual. */
export type OddKind =
  /** Far more or less than usual. */
  | 'AMOUNT'
  /** Many within seven days. */
  | 'FREQUENCY'
  /** In where it nearly always goes out, or the other way round. */
  | 'SIGN'
  /** Words that no other has. */
  | 'TEXT'
  /** Long after the one before. */
  | 'TIMING';

/** Open lines that somebody must look at. */
export type OpenCaseInput = {
  /** Of this account. */
  accountId: string;
  /** timing, fee, fx, missing_entry, duplicate, amount_difference or unknown. */
  category: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** 1 to 1,000 open lines, each once: lines and what could settle them. None is settled or in another person's case. */
  lineIds: Array<string>;
  /** What is wrong with them, in 3 to 2,000 characters. */
  note: string;
  /** Who looks after it, who may resolve cases there; left out, the rules of ownership say. */
  ownerId?: string | null | undefined;
  /** Of the account, as read; left out, it is not compared. */
  version?: number | null | undefined;
};

/** Where a period of the books stands. */
export type PeriodState =
  /** Takes nothing. */
  | 'CLOSED'
  /** Has not begun. */
  | 'FUTURE'
  /** Takes entries. */
  | 'OPEN'
  /** Takes entries again. */
  | 'REOPENED'
  /** Takes corrections by the close team only. */
  | 'SOFT_CLOSED';

/** Whether a step of the story has happened. */
export type Phase =
  /** It is waited for. */
  | 'NOW'
  /** It happened. */
  | 'PAST';

/** Which task is put first in the caller's own inbox, or is not any more. */
export type PinTaskInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Which task. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Put it first, or not. */
  pinned: boolean;
};

/** What a policy governs. */
export type PolicyKind =
  /** Who approves. */
  | 'APPROVAL'
  /** How far price and quantity may differ. */
  | 'MATCH_TOLERANCE';

/** Where a version stands. */
export type PolicyState =
  /** In force. */
  | 'ACTIVE'
  /** Being written. */
  | 'DRAFT'
  /** Was in force. */
  | 'RETIRED';

/** Where a posting stands. */
export type PostingState =
  /** The ledger has it. */
  | 'CONFIRMED'
  /** It may have arrived; the ledger is asked before anything is sent again. */
  | 'IN_DOUBT'
  /** Waits for its turn. */
  | 'PENDING'
  /** The ledger refused it; an operator decides. */
  | 'REFUSED'
  /** Taken back in the ledger. */
  | 'REVERSED'
  /** Handed over; no answer yet. */
  | 'SENT';

/** An entry that settles open lines. */
export type ProposeAdjustmentInput = {
  /** Of this account. */
  accountId: string;
  /** The account of the ledger, of the same entity, that takes the other side. */
  againstAccountId: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** What kind of entry it is. */
  kind: AdjustmentKind;
  /** 1 to 200 open lines in the account's currency, each once; what their sides differ by is booked. */
  lineIds: Array<string>;
  /** Why, in 10 to 2,000 characters. */
  reason: string;
  /** Why, as a code of 2 to 40 characters. */
  reasonCode: string;
};

/** Which draft is put in force. */
export type PublishAdvicePolicyInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** The policy. What it says never changes, so there is no version to send back. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, where there is more to say than who drafted it did. */
  reason?: string | null | undefined;
};

/** Which draft to put in force. */
export type PublishMatchRulesInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** The rule set. What it says never changes, so there is no version to send back. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 1,000 characters, where there is more to say than its maker did. */
  reason?: string | null | undefined;
};

/** Of which advice the quality is asked. */
export type QualityFilter = {
  /** Of these entities. */
  entityId?: Array<string> | null | undefined;
  /** First day on which it was given. */
  from: string;
  /** Last day, at most 1,098 after the first. */
  to: string;
  /** Of these uses. */
  use?: Array<AiUse> | null | undefined;
};

/** Kinds of reconciled accounts. */
export type ReconAccountKind =
  /** At a bank. */
  | 'BANK'
  /** Of a card company. */
  | 'CARD'
  /** To be cleared. */
  | 'CLEARING'
  /** Of a payment processor. */
  | 'PROCESSOR'
  /** Of a subledger, such as payables. */
  | 'SUBLEDGER';

/** Which accounts; every stated part must hold. */
export type ReconFilter = {
  /** Closed ones instead of those that are open. */
  closed?: boolean | null | undefined;
  /** Of these entities. */
  entityId?: Array<string> | null | undefined;
  /** With feeds in these states. */
  feed?: Array<FeedState> | null | undefined;
  /** Of these kinds. */
  kind?: Array<ReconAccountKind> | null | undefined;
  /** With lines that are not matched or excluded, or without any. */
  openOnly?: boolean | null | undefined;
  /** Prepared by. */
  preparerId?: string | null | undefined;
};

/** Where a line comes from. */
export type ReconSource =
  /** A bank's statement. */
  | 'BANK'
  /** A card company's statement. */
  | 'CARD'
  /** A counterparty's statement of account. */
  | 'COUNTERPARTY'
  /** The ledger. */
  | 'LEDGER'
  /** A payment processor's report. */
  | 'PROCESSOR'
  /** A subledger. */
  | 'SUBLEDGER';

/** Where the certification of a period stands. */
export type ReconciliationState =
  /** Everybody who must has signed. */
  | 'CERTIFIED'
  /** Nobody has signed. */
  | 'OPEN'
  /** The preparer has signed. */
  | 'PREPARED'
  /** It was signed, and the data changed under the signatures. */
  | 'VOID';

/** How a case ends. */
export type ResolveCaseInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** One of its `resolutionCodes`. */
  code: string;
  /** Which case. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** What was found and what was done, in 3 to 2,000 characters; it is the note of lines that are carried forward. */
  note: string;
  /** As read. */
  version: number;
};

/** A decision on one line. */
export type ReviewAnswerInput = {
  /** KEEP, REVOKE or NARROW. */
  decision: ReviewDecision;
  /** Which line. */
  id: string;
  /** For NARROW: some of the entities that the grant covers. */
  narrowTo?: Array<string> | null | undefined;
  /** In your words; needed unless it is kept. */
  reason?: string | null | undefined;
  /** As read. */
  version: number;
};

/** What becomes of a grant. */
export type ReviewDecision =
  /** It stays. */
  | 'KEEP'
  /** It stays for some of its entities. */
  | 'NARROW'
  /** It ends at once. */
  | 'REVOKE';

/** Which lines; every stated part must hold. */
export type ReviewItemFilter = {
  /** Decided like this. */
  decision?: Array<ReviewDecision> | null | undefined;
  /** Asked of the caller, or not. */
  mine?: boolean | null | undefined;
  /** Waiting, or decided. */
  open?: boolean | null | undefined;
  /** Part of the holder's name. */
  text?: string | null | undefined;
  /** Without a recorded use, or with one. */
  unused?: boolean | null | undefined;
};

/** Whether a campaign goes on. */
export type ReviewState =
  /** Every line is decided. */
  | 'CLOSED'
  /** Lines wait. */
  | 'OPEN';

/** The end of a grant. */
export type RevokeGrantInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Since when; null is as soon as somebody agrees. */
  from?: string | null | undefined;
  /** Which grant. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 500 characters. */
  reason: string;
};

/** How much care something needs. */
export type RiskLevel =
  /** The most. */
  | 'CRITICAL'
  /** Much. */
  | 'HIGH'
  /** Routine. */
  | 'LOW'
  /** Some. */
  | 'MEDIUM';

/** What a role gives. Another version of the role with that key, or a new one. */
export type RoleInput = {
  /** What it gives by itself. */
  actions: Array<Action>;
  /** Keys of roles whose actions it gives too. */
  inherits?: Array<string> | null | undefined;
  /** Stable, lower case with underscores. */
  key: string;
  /** For people. */
  name: string;
  /** Who answers for it. */
  ownerId?: string | null | undefined;
  /** What it is for, in a sentence. */
  purpose: string;
};

/** What can become of a rule. */
export type RuleChangeKind =
  /** It is new. */
  | 'ADDED'
  /** It says something else. */
  | 'CHANGED'
  /** It is gone. */
  | 'REMOVED';

/** Which lines a rule is for; every stated part must hold. Lines of other sources than the one that it names are free; without a source all lines of a match must fit. */
export type RuleFilterInput = {
  /** Amounts of at least this, without sign, in the account's currency. */
  amountFrom?: string | null | undefined;
  /** Amounts of at most this. */
  amountTo?: string | null | undefined;
  /** Part of the counterparty, in the same way. */
  counterparty?: string | null | undefined;
  /** Which way their money goes. */
  direction?: MoneyDirection | null | undefined;
  /** Whose lines must fit. */
  source?: ReconSource | null | undefined;
  /** Part of the text, at most 200 characters; capitals, accents and signs make no difference, and `*` stands for anything between parts. */
  text?: string | null | undefined;
};

/** A segregation rule. Another version of the rule with that key, or a new one. */
export type RuleInput = {
  /** What is done about it, in a sentence. */
  control: string;
  /** For example "SOD-101". */
  key: string;
  /** One side. */
  left: Array<Action>;
  /** Is the act refused, or reported? */
  mode: SodMode;
  /** For people. */
  name: string;
  /** Who answers for it. */
  ownerId?: string | null | undefined;
  /** For example "procure to pay". */
  process?: string;
  /** The other side. */
  right: Array<Action>;
  /** How bad it is. */
  risk: RiskLevel;
  /** On what both sides may not be used by one person. */
  span: SodSpan;
  /** What could go wrong, in a sentence. */
  why: string;
};

/** What a row of roles and rules is. */
export type RulebookRow =
  /** A delegation. */
  | 'DELEGATION'
  /** A grant. */
  | 'GRANT'
  /** An accepted conflict. */
  | 'MITIGATION'
  /** A role. */
  | 'ROLE'
  /** A segregation rule. */
  | 'RULE'
  /** A service account. */
  | 'SERVICE';

/** Which account to reconcile. */
export type RunReconInput = {
  /** The account. */
  accountId: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
};

/** A whole table of rules for an account. */
export type SaveMatchRulesInput = {
  /** For which account. */
  accountId: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 1,000 characters. */
  reason: string;
  /** 1 to 50 rules. What the table does not name is no part of it. */
  rules: Array<MatchRuleInput>;
};

/** A role, new or changed. */
export type SaveRoleInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 500 characters. */
  reason: string;
  /** What it gives. */
  role: RoleInput;
};

/** As what somebody signs, in order. */
export type SignRole =
  /** Prepared it. */
  | 'PREPARER'
  /** Reviewed it: another person. */
  | 'REVIEWER'
  /** Reviewed it again, for accounts of high risk: a third person. */
  | 'SECOND_REVIEWER';

/** A draft of roles and rules to be looked at; it is not kept. At least one part is needed. */
export type SimulateAccessInput = {
  /** Roles to be granted; they can be roles of the draft. */
  grant?: Array<GrantInput> | null | undefined;
  /** People who would leave. */
  leave?: Array<string> | null | undefined;
  /** Over how many days recorded decisions are replayed, 0 to 365. */
  replayDays?: number | null | undefined;
  /** Grants to be taken away. */
  revoke?: Array<string> | null | undefined;
  /** Roles as they would be. */
  roles?: Array<RoleInput> | null | undefined;
  /** Segregation rules as they would be. */
  rules?: Array<RuleInput> | null | undefined;
};

/** A promise or a threshold to be tried on what is past. Exactly one of the two. */
export type SimulateThresholdInput = {
  /** What is worth more goes to a person, in the currency of the group. */
  cap?: MoneyInput | null | undefined;
  /** In whose books. */
  entityId: string;
  /** First day on which people confirmed. */
  from: string;
  /** Promised share of errors, above 0 and below 0.5: the threshold is found day by day, as it would have been, with its audits and stops. */
  target?: number | null | undefined;
  /** Threshold by itself, above 0 and at most 1. */
  threshold?: number | null | undefined;
  /** Last day, at most 1,098 after the first. */
  to: string;
};

/** How a deadline stands. */
export type SlaClock =
  /** It is over, or was before it was resolved. */
  | 'BREACHED'
  /** It was resolved in time. */
  | 'MET'
  /** There is time left. */
  | 'RUNNING';

/** What a segregation rule does. */
export type SodMode =
  /** The act is reported. */
  | 'DETECT'
  /** The act is refused. */
  | 'PREVENT';

/** On what both sides of a rule may not be used by one person. */
export type SodSpan =
  /** Everything of the same supplier. */
  | 'SAME_COUNTERPARTY'
  /** Everything of the same legal entity. */
  | 'SAME_ENTITY'
  /** The record and those linked to it. */
  | 'SAME_OBJECT';

/** Which way a list runs. */
export type SortDirection =
  /** Smallest first. */
  | 'ASC'
  /** Largest first. */
  | 'DESC';

/** One key of an order; a stable id is always the last key. */
export type SortInput = {
  /** Which way. */
  direction?: SortDirection;
  /** A field that the list's description names. */
  field: string;
};

/** What became of a step when the invoice was routed anew. */
export type StepDifferenceKind =
  /** It was not on the route before. */
  | 'CAME'
  /** The same reason finds other people, or needs another limit. */
  | 'CHANGED'
  /** It is not on this route. */
  | 'GONE'
  /** The same people are asked for the same reason. */
  | 'SAME';

/** Where a step stands. */
export type StepState =
  /** Fell away. */
  | 'CANCELLED'
  /** Decided. */
  | 'DONE'
  /** An earlier step is open. */
  | 'PENDING'
  /** Open. */
  | 'READY';

/** Compares text; every stated part must hold. */
export type StringFilter = {
  /** Contains, letter case ignored. */
  contains?: string | null | undefined;
  /** Equal. */
  eq?: string | null | undefined;
  /** Any of these, at most 100. */
  in?: Array<string> | null | undefined;
  /** Begins with, letter case ignored. */
  startsWith?: string | null | undefined;
};

/** Which suppliers. */
export type SupplierFilter = {
  /** Any of these countries. */
  country?: Array<string> | null | undefined;
  /** Any of these. */
  risk?: Array<RiskLevel> | null | undefined;
  /** Any of these. */
  status?: Array<SupplierStatus> | null | undefined;
  /** Part of the name or number. */
  text?: string | null | undefined;
};

/** May a supplier be used? */
export type SupplierStatus =
  /** May be used. */
  | 'ACTIVE'
  /** Must not be used. */
  | 'BLOCKED'
  /** No longer used. */
  | 'INACTIVE'
  /** Being checked. */
  | 'ONBOARDING';

/** Which tasks. */
export type TaskFilter = {
  /** Of these entities. */
  entityId?: Array<string> | null | undefined;
  /** Of these kinds. */
  kind?: Array<TaskKind> | null | undefined;
  /** Only those past their due time. */
  overdue?: boolean | null | undefined;
  /** Part of the number, key or seller's name. */
  text?: string | null | undefined;
};

/** What a task asks for. */
export type TaskKind =
  /** Approve an invoice. */
  | 'APPROVE'
  /** Mend data that a check stopped. */
  | 'FIX_DATA'
  /** Answer a refusal of the ledger. */
  | 'RESOLVE';

/** Where a task stands. */
export type TaskState =
  /** No longer needed. */
  | 'CANCELLED'
  /** Done. */
  | 'DONE'
  /** Waits. */
  | 'READY';

/** Rules to be tried on what is past. */
export type TryMatchRulesInput = {
  /** On which account. */
  accountId: string;
  /** First day of booking. */
  from: string;
  /** As for saveMatchRules. */
  rules: Array<MatchRuleInput>;
  /** Last day, at most 1,098 after the first. */
  to: string;
};

/** Which model is taken from acting, or switched off. */
export type TurnModelInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** In whose books. */
  entityId: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Why, in 3 to 1,000 characters. */
  reason: string;
  /** Of which use. */
  use: AiUse;
};

/** New values for an invoice that was not decided yet, or was returned; what is left out stays. */
export type UpdateInvoiceInput = {
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Due date. */
  dueOn?: string | null | undefined;
  /** Which. */
  id: string;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** Date of issue. */
  issuedOn?: string | null | undefined;
  /** The supplier's number. */
  number?: string | null | undefined;
  /** Why it is changed, 3 to 500 characters. */
  reason: string;
  /** The supplier on file. */
  supplierId?: string | null | undefined;
  /** As read. */
  version: number;
};

/** A request for emergency access. */
export type UseOverrideInput = {
  /** Key of the bundle. */
  bundle: string;
  /** Comes back unchanged. */
  clientMutationId?: string | null | undefined;
  /** Makes a retry safe. */
  idempotencyKey: string;
  /** For how long: 5 to what the bundle allows. */
  minutes: number;
  /** What must be done and why it cannot wait, in 10 to 2,000 characters. */
  reason: string;
  /** Of the incident: 3 to 40 letters, digits and # _ . / -. */
  ticket: string;
};

export type AccessChangesQueryVariables = Exact<{
  filter?: AccessChangeFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccessChangesQuery = { __typename: 'Query', accessChanges: { __typename: 'AccessChangeConnection', edges: Array<{ __typename: 'AccessChangeEdge', cursor: string, node: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type ChangeInFullQueryVariables = Exact<{
  id: string;
}>;


export type ChangeInFullQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', digest: string, id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, preview: { __typename: 'AccessPreview', blocked: boolean, stale: boolean, gained: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }>, lost: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }>, newConflicts: Array<{ __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null }>, resolvedConflicts: Array<{ __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null }>, uncoveredSteps: Array<{ __typename: 'UncoveredStep', why: string, row: { __typename: 'PolicyRow', id: string, order: number, name: string }, entity: { __typename: 'Entity', id: string, code: string, name: string } }> }, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type DelegationsQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type DelegationsQuery = { __typename: 'Query', delegations: Array<{ __typename: 'Delegation', id: string, actions: Array<Action>, validFrom: string, validTo: string, reason: string, state: DelegationState, from: { __typename: 'User', id: string, name: string, title: string }, to: { __typename: 'User', id: string, name: string, title: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }> };

export type ServiceAccountsQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type ServiceAccountsQuery = { __typename: 'Query', serviceAccounts: Array<{ __typename: 'ServiceAccount', id: string, name: string, validTo: string, actions: Array<Action>, active: boolean, lastUsedAt: string | null, owner: { __typename: 'User', id: string, name: string, title: string } }> };

export type LeaversQueryVariables = Exact<{
  to?: string | null | undefined;
}>;


export type LeaversQuery = { __typename: 'Query', leavers: Array<{ __typename: 'Leaver', noticedAt: string, effectiveAt: string, removedAt: string | null, settledAt: string | null, lagSeconds: number | null, actsAfter: number, actsBetween: number, reason: string, user: { __typename: 'User', id: string, name: string, title: string }, ended: { __typename: 'LeaverCounts', grants: number, delegations: number, emergencies: number, serviceAccounts: number, changes: number, tasks: number, unasked: number, cases: number, jobs: number }, recordedBy: { __typename: 'User', id: string, name: string, title: string } }> };

export type DecideAccessChangeMutationVariables = Exact<{
  input: DecideAccessChangeInput;
}>;


export type DecideAccessChangeMutation = { __typename: 'Mutation', decideAccessChange: { __typename: 'AccessChangePayload', change: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type WithdrawAccessChangeMutationVariables = Exact<{
  input: ActInput;
}>;


export type WithdrawAccessChangeMutation = { __typename: 'Mutation', withdrawAccessChange: { __typename: 'AccessChangePayload', change: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type RefreshAccessChangeMutationVariables = Exact<{
  input: ActInput;
}>;


export type RefreshAccessChangeMutation = { __typename: 'Mutation', refreshAccessChange: { __typename: 'AccessChangePayload', change: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type GrantRoleMutationVariables = Exact<{
  input: GrantRoleInput;
}>;


export type GrantRoleMutation = { __typename: 'Mutation', grantRole: { __typename: 'AccessChangePayload', change: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type RevokeGrantMutationVariables = Exact<{
  input: RevokeGrantInput;
}>;


export type RevokeGrantMutation = { __typename: 'Mutation', revokeGrant: { __typename: 'AccessChangePayload', change: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type SaveRoleMutationVariables = Exact<{
  input: SaveRoleInput;
}>;


export type SaveRoleMutation = { __typename: 'Mutation', saveRole: { __typename: 'AccessChangePayload', change: { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type ChangeRowFragment = { __typename: 'AccessChange', id: string, version: number, kind: AccessChangeKind, state: AccessChangeState, title: string, reason: string, requestedAt: string, decidedAt: string | null, comment: string | null, rulebook: number | null, user:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
   | null, requestedBy: { __typename: 'User', id: string, name: string, title: string }, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null };

export type StepWithoutFragment = { __typename: 'UncoveredStep', why: string, row: { __typename: 'PolicyRow', id: string, order: number, name: string }, entity: { __typename: 'Entity', id: string, code: string, name: string } };

export type ConflictMatrixQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type ConflictMatrixQuery = { __typename: 'Query', conflictMatrix: { __typename: 'ConflictMatrix', at: string, rulebook: number, duties: Array<{ __typename: 'MatrixDuty', name: string, actions: Array<Action> }>, cells: Array<{ __typename: 'MatrixCell', left: number, right: number, people: number, open: number, mitigated: number, exercised: number, acts: number, rules: Array<{ __typename: 'SodRule', id: string, key: string, name: string, why: string, risk: RiskLevel, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null }> } };

export type ConflictsQueryVariables = Exact<{
  filter?: ConflictFilter | null | undefined;
  asOf?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ConflictsQuery = { __typename: 'Query', sodConflicts: { __typename: 'SodConflictConnection', edges: Array<{ __typename: 'SodConflictEdge', cursor: string, node: { __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type ConflictInFullQueryVariables = Exact<{
  filter?: ConflictFilter | null | undefined;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type ConflictInFullQuery = { __typename: 'Query', sodConflicts: { __typename: 'SodConflictConnection', edges: Array<{ __typename: 'SodConflictEdge', cursor: string, node: { __typename: 'SodConflict', id: string, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, mitigation: { __typename: 'Mitigation', id: string, control: string, validFrom: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string }, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } } | null, objects: { __typename: 'ConflictObjectConnection', edges: Array<{ __typename: 'ConflictObjectEdge', cursor: string, node: { __typename: 'ConflictObject', subject: string, item: { __typename: 'Invoice', id: string, key: string, title: string } | null, leftEvent: { __typename: 'AuditEvent', id: string, at: string, kind: string, text: string, seq: number | null, actor:
                  | { __typename: 'ServiceAccount', name: string }
                  | { __typename: 'SystemActor', name: string }
                  | { __typename: 'User', id: string, name: string, title: string }
                 }, rightEvent: { __typename: 'AuditEvent', id: string, at: string, kind: string, text: string, seq: number | null, actor:
                  | { __typename: 'ServiceAccount', name: string }
                  | { __typename: 'SystemActor', name: string }
                  | { __typename: 'User', id: string, name: string, title: string }
                 }, amount: { __typename: 'Money', amount: string, currency: string } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } } }> } };

export type MitigationPartsFragment = { __typename: 'Mitigation', id: string, control: string, validFrom: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string }, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } };

export type RulePartsFragment = { __typename: 'SodRule', id: string, key: string, name: string, why: string, risk: RiskLevel, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string };

export type ConflictRowFragment = { __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null };

export type DraftedConflictFragment = { __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null };

export type EmergencyBundlesQueryVariables = Exact<{ [key: string]: never; }>;


export type EmergencyBundlesQuery = { __typename: 'Query', emergencyBundles: Array<{ __typename: 'EmergencyBundle', actions: Array<Action>, group: boolean, id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, controller: { __typename: 'User', id: string, name: string, title: string }, conflicts: Array<{ __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }> };

export type EmergencySessionsQueryVariables = Exact<{
  filter?: EmergencyFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EmergencySessionsQuery = { __typename: 'Query', emergencySessions: { __typename: 'EmergencySessionConnection', edges: Array<{ __typename: 'EmergencySessionEdge', cursor: string, node: { __typename: 'EmergencySession', id: string, version: number, ticket: string, reason: string, minutes: number, state: EmergencyState, requestedAt: string, startsAt: string | null, endsAt: string | null, endedAt: string | null, actCount: number, refusalCount: number, score: number, bundle: { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean }, user: { __typename: 'User', id: string, name: string, title: string } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type SessionInFullQueryVariables = Exact<{
  id: string;
}>;


export type SessionInFullQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession', comment: string | null, id: string, version: number, ticket: string, reason: string, minutes: number, state: EmergencyState, requestedAt: string, startsAt: string | null, endsAt: string | null, endedAt: string | null, actCount: number, refusalCount: number, score: number, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null, conflicts: Array<{ __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel }>, broken: Array<{ __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel }>, held: Array<{ __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel }>, acts: Array<{ __typename: 'AuditEvent', id: string, at: string, kind: string, text: string, seq: number | null, actor:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         }>, review: { __typename: 'Case', id: string, key: string, state: CaseState } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, bundle: { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean }, user: { __typename: 'User', id: string, name: string, title: string } }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type UseOverrideMutationVariables = Exact<{
  input: UseOverrideInput;
}>;


export type UseOverrideMutation = { __typename: 'Mutation', useOverride: { __typename: 'EmergencyPayload', session: { __typename: 'EmergencySession', id: string, version: number, ticket: string, reason: string, minutes: number, state: EmergencyState, requestedAt: string, startsAt: string | null, endsAt: string | null, endedAt: string | null, actCount: number, refusalCount: number, score: number, bundle: { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean }, user: { __typename: 'User', id: string, name: string, title: string } } } };

export type DecideEmergencyMutationVariables = Exact<{
  input: DecideEmergencyInput;
}>;


export type DecideEmergencyMutation = { __typename: 'Mutation', decideEmergency: { __typename: 'EmergencyPayload', session: { __typename: 'EmergencySession', id: string, version: number, ticket: string, reason: string, minutes: number, state: EmergencyState, requestedAt: string, startsAt: string | null, endsAt: string | null, endedAt: string | null, actCount: number, refusalCount: number, score: number, bundle: { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean }, user: { __typename: 'User', id: string, name: string, title: string } } } };

export type EndEmergencyMutationVariables = Exact<{
  input: ActInput;
}>;


export type EndEmergencyMutation = { __typename: 'Mutation', endEmergency: { __typename: 'EmergencyPayload', session: { __typename: 'EmergencySession', id: string, version: number, ticket: string, reason: string, minutes: number, state: EmergencyState, requestedAt: string, startsAt: string | null, endsAt: string | null, endedAt: string | null, actCount: number, refusalCount: number, score: number, bundle: { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean }, user: { __typename: 'User', id: string, name: string, title: string } } } };

export type BundlePartsFragment = { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean };

export type RuleMarkFragment = { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel };

export type SessionRowFragment = { __typename: 'EmergencySession', id: string, version: number, ticket: string, reason: string, minutes: number, state: EmergencyState, requestedAt: string, startsAt: string | null, endsAt: string | null, endedAt: string | null, actCount: number, refusalCount: number, score: number, bundle: { __typename: 'EmergencyBundle', id: string, key: string, name: string, purpose: string, maxMinutes: number, instant: boolean }, user: { __typename: 'User', id: string, name: string, title: string } };

export type EvidenceRequestsQueryVariables = Exact<{ [key: string]: never; }>;


export type EvidenceRequestsQuery = { __typename: 'Query', evidenceRequests: Array<{ __typename: 'EvidenceRequest', number: number, title: string, objective: Array<string>, parameters: Array<string>, columns: Array<string> }> };

export type EvidenceAnswerQueryVariables = Exact<{
  number: number;
  from?: string | null | undefined;
  to?: string | null | undefined;
  entityId?: string | null | undefined;
  subjectId?: string | null | undefined;
}>;


export type EvidenceAnswerQuery = { __typename: 'Query', evidence: { __typename: 'EvidenceResult', at: string, rows: number, digest: string, logPosition: number, columns: Array<string>, sample: Array<Array<string>>, downloadUrl: string, request: { __typename: 'EvidenceRequest', number: number, title: string, objective: Array<string>, parameters: Array<string>, columns: Array<string> }, parameters: Array<{ __typename: 'EvidenceParameter', name: string, value: string }> } };

export type RequestRowFragment = { __typename: 'EvidenceRequest', number: number, title: string, objective: Array<string>, parameters: Array<string>, columns: Array<string> };

export type PeopleChoicesQueryVariables = Exact<{
  text?: string | null | undefined;
}>;


export type PeopleChoicesQuery = { __typename: 'Query', users: { __typename: 'UserConnection', edges: Array<{ __typename: 'UserEdge', cursor: string, node: { __typename: 'User', id: string, name: string, title: string } }> } };

export type ItemChoicesQueryVariables = Exact<{
  text: string;
}>;


export type ItemChoicesQuery = { __typename: 'Query', search: Array<{ __typename: 'Invoice', id: string, key: string, title: string }> };

export type ChosenQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type ChosenQuery = { __typename: 'Query', nodes: Array<
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice', id: string, key: string, title: string }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role', id: string, name: string }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User', id: string, name: string, title: string }
   | null> };

export type PersonCanQueryVariables = Exact<{
  id: string;
  asOf?: string | null | undefined;
}>;


export type PersonCanQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User', id: string, access: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }> }
   | null };

export type WhoCanQueryVariables = Exact<{
  action: Action;
  subjectId?: string | null | undefined;
  entityId?: string | null | undefined;
  over?: MoneyInput | null | undefined;
  asOf?: string | null | undefined;
}>;


export type WhoCanQuery = { __typename: 'Query', whoCan: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
    , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }> };

export type MayPersonQueryVariables = Exact<{
  userId: string;
  action: Action;
  subjectId: string;
  asOf?: string | null | undefined;
}>;


export type MayPersonQuery = { __typename: 'Query', accessCheck: { __typename: 'AccessAnswer', rulebook: number, at: string, permit: { __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }> }, history: Array<{ __typename: 'AuditEvent', id: string, at: string, kind: string, text: string, seq: number | null, actor:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       }> } };

export type PlacePartsFragment = { __typename: 'Entity', id: string, code: string, name: string };

export type RecordPartsFragment = { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null };

export type WayBriefFragment = { __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null };

export type WayPartsFragment = { __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null };

export type ConflictMarkFragment = { __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } };

export type AccessRowFragment = { __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> };

export type ActPartsFragment = { __typename: 'AuditEvent', id: string, at: string, kind: string, text: string, seq: number | null, actor:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
   };

export type LogProofQueryVariables = Exact<{ [key: string]: never; }>;


export type LogProofQuery = { __typename: 'Query', auditProof: { __typename: 'AuditProof', from: number, to: number, size: number, root: string, signedAt: string, checkpoint: string, intact: boolean, firstBreak: number | null, why: string | null } };

export type AuditLogQueryVariables = Exact<{
  filter?: AuditFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type AuditLogQuery = { __typename: 'Query', auditEvents: { __typename: 'AuditEventConnection', edges: Array<{ __typename: 'AuditEventEdge', cursor: string, node: { __typename: 'AuditEvent', command: string, subject: string, authority: string | null, reason: string | null, requestId: string, auth: string | null, rulebook: number | null, id: string, at: string, kind: string, text: string, seq: number | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, changes: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }>, actor:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type EventProofQueryVariables = Exact<{
  id: string;
}>;


export type EventProofQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent', id: string, hash: string | null, proof: { __typename: 'InclusionProof', position: number, size: number, hashes: Array<string>, checkpoint: string } | null }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type LogRowFragment = { __typename: 'AuditEvent', command: string, subject: string, authority: string | null, reason: string | null, requestId: string, auth: string | null, rulebook: number | null, id: string, at: string, kind: string, text: string, seq: number | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, changes: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }>, actor:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
   };

export type AccessReviewsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AccessReviewsQuery = { __typename: 'Query', accessReviews: { __typename: 'AccessReviewConnection', edges: Array<{ __typename: 'AccessReviewEdge', cursor: string, node: { __typename: 'AccessReview', id: string, name: string, scope: string, state: ReviewState, startedAt: string, dueAt: string, closedAt: string | null, progress: { __typename: 'ReviewProgress', lines: number, decided: number, kept: number, narrowed: number, revoked: number, lapsed: number, applied: number, verified: number } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type ReviewPageQueryVariables = Exact<{
  id: string;
  filter?: ReviewItemFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReviewPageQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview', usesSince: string, id: string, name: string, scope: string, state: ReviewState, startedAt: string, dueAt: string, closedAt: string | null, startedBy: { __typename: 'User', id: string, name: string, title: string }, evidence: Array<{ __typename: 'Evidence', id: string, name: string, downloadUrl: string, sha256: string }>, items: { __typename: 'ReviewItemConnection', edges: Array<{ __typename: 'ReviewItemEdge', cursor: string, node: { __typename: 'ReviewItem', id: string, version: number, via: string, vacant: boolean, uses: number, lastUsedAt: string | null, decision: ReviewDecision | null, at: string | null, reason: string | null, applied: boolean, verifiedAt: string | null, grant: { __typename: 'RoleGrant', id: string, group: boolean, user:
                | { __typename: 'ServiceAccount', name: string }
                | { __typename: 'SystemActor', name: string }
                | { __typename: 'User', id: string, name: string, title: string }
              , role: { __typename: 'Role', id: string, name: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }, reviewer: { __typename: 'User', id: string, name: string, title: string }, by: { __typename: 'User', id: string, name: string, title: string } | null, narrowedTo: Array<{ __typename: 'Entity', id: string, code: string, name: string }> | null, can: Array<{ __typename: 'Permit', allowed: boolean, reasons: Array<{ __typename: 'DenyReason', message: string }> }> } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } }, progress: { __typename: 'ReviewProgress', lines: number, decided: number, kept: number, narrowed: number, revoked: number, lapsed: number, applied: number, verified: number } }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type DecideReviewItemsMutationVariables = Exact<{
  input: DecideReviewInput;
}>;


export type DecideReviewItemsMutation = { __typename: 'Mutation', decideReviewItems: { __typename: 'BulkPayload', results: Array<{ __typename: 'BulkRow', id: string, error: { __typename: 'Refusal', code: ErrorCode, message: string } | null }> } };

export type ReviewRowFragment = { __typename: 'AccessReview', id: string, name: string, scope: string, state: ReviewState, startedAt: string, dueAt: string, closedAt: string | null, progress: { __typename: 'ReviewProgress', lines: number, decided: number, kept: number, narrowed: number, revoked: number, lapsed: number, applied: number, verified: number } };

export type ReviewLineFragment = { __typename: 'ReviewItem', id: string, version: number, via: string, vacant: boolean, uses: number, lastUsedAt: string | null, decision: ReviewDecision | null, at: string | null, reason: string | null, applied: boolean, verifiedAt: string | null, grant: { __typename: 'RoleGrant', id: string, group: boolean, user:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
    , role: { __typename: 'Role', id: string, name: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }, reviewer: { __typename: 'User', id: string, name: string, title: string }, by: { __typename: 'User', id: string, name: string, title: string } | null, narrowedTo: Array<{ __typename: 'Entity', id: string, code: string, name: string }> | null, can: Array<{ __typename: 'Permit', allowed: boolean, reasons: Array<{ __typename: 'DenyReason', message: string }> }> };

export type RolesQueryVariables = Exact<{
  asOf?: string | null | undefined;
}>;


export type RolesQuery = { __typename: 'Query', roles: Array<{ __typename: 'Role', id: string, key: string, name: string, purpose: string, actions: Array<Action>, owner: { __typename: 'User', id: string, name: string, title: string } | null, inherits: Array<{ __typename: 'Role', id: string, name: string }>, internalConflicts: Array<{ __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel }> }> };

export type RolePageQueryVariables = Exact<{
  id: string;
  asOf?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type RolePageQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role', id: string, key: string, name: string, purpose: string, actions: Array<Action>, ownActions: Array<Action>, unusedActions: Array<Action>, owner: { __typename: 'User', id: string, name: string, title: string } | null, inherits: Array<{ __typename: 'Role', id: string, name: string }>, grants: { __typename: 'RoleGrantConnection', edges: Array<{ __typename: 'RoleGrantEdge', cursor: string, node: { __typename: 'RoleGrant', id: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, user:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
            , role: { __typename: 'Role', id: string, key: string, name: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } }, internalConflicts: Array<{ __typename: 'SodRule', id: string, key: string, name: string, why: string, risk: RiskLevel, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }>, history: Array<{ __typename: 'RoleVersion', name: string, purpose: string, actions: Array<Action>, inherits: Array<string>, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } }> }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type AccessDiffQueryVariables = Exact<{
  from: string;
  to: string;
  userId?: string | null | undefined;
  roleId?: string | null | undefined;
}>;


export type AccessDiffQuery = { __typename: 'Query', rolePolicyDiff: { __typename: 'RolePolicyDiff', from: string, to: string, fromRulebook: number, toRulebook: number, gained: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }>, lost: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }>, newConflicts: Array<{ __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null }>, resolvedConflicts: Array<{ __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null }>, changes: Array<{ __typename: 'RulebookChange', kind: RulebookRow, subject: string, at: string, changeId: string | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, changes: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }>, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } }> } };

export type PoliciesInForceQueryVariables = Exact<{ [key: string]: never; }>;


export type PoliciesInForceQuery = { __typename: 'Query', policies: Array<{ __typename: 'Policy', id: string, key: string, name: string, kind: PolicyKind, active: { __typename: 'PolicyVersion', id: string, number: number, from: string | null, currency: string, rows: Array<{ __typename: 'PolicyRow', id: string, order: number, name: string }> } }> };

export type GrantPartsFragment = { __typename: 'RoleGrant', id: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, user:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , role: { __typename: 'Role', id: string, key: string, name: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } };

export type SimulateAccessQueryVariables = Exact<{
  input: SimulateAccessInput;
}>;


export type SimulateAccessQuery = { __typename: 'Query', simulateAccess: { __typename: 'AccessSimulation', base: number, at: string, blocked: boolean, gained: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }>, lost: Array<{ __typename: 'EffectiveAccess', action: Action, group: boolean, uses: number | null, lastUsedAt: string | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, paths: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null }, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, conflicts: Array<{ __typename: 'SodConflict', id: string, kind: ConflictKind, state: ConflictState, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel } }> }>, newConflicts: Array<{ __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null }>, resolvedConflicts: Array<{ __typename: 'SodConflict', acts: number, since: string, id: string, kind: ConflictKind, state: ConflictState, left: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, right: Array<{ __typename: 'AccessPath', roleName: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, sentence: string, grant: { __typename: 'RoleGrant', id: string, role: { __typename: 'Role', id: string } } | null, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null }>, rule: { __typename: 'SodRule', id: string, key: string, name: string, risk: RiskLevel, why: string, left: Array<Action>, right: Array<Action>, span: SodSpan, mode: SodMode, control: string }, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, exposure: { __typename: 'Money', amount: string, currency: string } | null, mitigation: { __typename: 'Mitigation', id: string, control: string, until: string, overdue: boolean, owner: { __typename: 'User', id: string, name: string, title: string } } | null }>, uncoveredSteps: Array<{ __typename: 'UncoveredStep', why: string, row: { __typename: 'PolicyRow', id: string, order: number, name: string }, entity: { __typename: 'Entity', id: string, code: string, name: string } }>, replayed: { __typename: 'ReplayResult', since: string, decisions: number, stillAllowed: number, changedCount: number, tookMs: number, changed: Array<{ __typename: 'ReplayedDecision', at: string, now: boolean, then: boolean, message: string, item: { __typename: 'Invoice', id: string, key: string, title: string } | null, user:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         }> } } };

export type GrantsOfPersonQueryVariables = Exact<{
  id: string;
}>;


export type GrantsOfPersonQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User', id: string, grants: Array<{ __typename: 'RoleGrant', id: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, user:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , role: { __typename: 'Role', id: string, key: string, name: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } }> }
   | null };

export type WhatIfChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type WhatIfChoicesQuery = { __typename: 'Query', roles: Array<{ __typename: 'Role', id: string, key: string, name: string, purpose: string, ownActions: Array<Action>, inherits: Array<{ __typename: 'Role', id: string, key: string }> }> };

export type DraftNamesQueryVariables = Exact<{
  ids: Array<string> | string;
}>;


export type DraftNamesQuery = { __typename: 'Query', nodes: Array<
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant', id: string, group: boolean, validFrom: string, validTo: string | null, emergency: string | null, user:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , role: { __typename: 'Role', id: string, key: string, name: string }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, record: { __typename: 'Record', from: string, to: string | null, reason: string, requestedBy: { __typename: 'User', id: string, name: string, title: string } | null, approvedBy: { __typename: 'User', id: string, name: string, title: string } | null } }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User', id: string, name: string, title: string }
   | null> };

export type InvoiceAdviceQueryVariables = Exact<{
  id: string;
}>;


export type InvoiceAdviceQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice', id: string, version: number, number: string, sellerName: string, issuedOn: string | null, receivedAt: string, state: ItemState, entity: { __typename: 'Entity', id: string }, gross: { __typename: 'Money', amount: string, currency: string } | null, advice: Array<{ __typename: 'Recommendation', id: string, version: number, use: AiUse, line: number | null, zone: AdviceZone, state: AdviceState, confidence: number, audited: boolean, madeAt: string, expiresAt: string | null, decidedAt: string | null, feedback: AdviceFeedback | null, reason: string | null, outcome: AdviceOutcome, modelState: string | null, atRisk: { __typename: 'Money', amount: string, currency: string } | null, action: { __typename: 'ProposedAction', effect: Array<string>, kind: string, label: string, confidence: number, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, issuedOn: string | null, receivedAt: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null }, alternatives: Array<{ __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null }>, editedTo: { __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null } | null, decidedBy:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         | null, threshold: { __typename: 'AppliedThreshold', auto: number | null, suggest: number, target: number, bound: number, tried: number, errors: number, window: number, from: string | null, to: string | null, policy: number, why: string, cap: { __typename: 'Money', amount: string, currency: string } | null }, explanation: { __typename: 'Explanation', summary: string, counterfactual: string | null, uncited: number, reasons: Array<{ __typename: 'AdviceReason', sentence: string, count: number, of: number, weight: number }>, similar: Array<{ __typename: 'SimilarCase', similarity: number, ended: string, item: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, gross: { __typename: 'Money', amount: string, currency: string } | null } }>, trackRecord: { __typename: 'TrackRecord', n: number, rightRate: number, segment: string } }, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }> }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type DecideAdviceMutationVariables = Exact<{
  input: DecideAdviceInput;
}>;


export type DecideAdviceMutation = { __typename: 'Mutation', decideAdvice: { __typename: 'AdvicePayload', recommendation: { __typename: 'Recommendation', id: string, version: number, use: AiUse, line: number | null, zone: AdviceZone, state: AdviceState, confidence: number, audited: boolean, madeAt: string, expiresAt: string | null, decidedAt: string | null, feedback: AdviceFeedback | null, reason: string | null, outcome: AdviceOutcome, modelState: string | null, atRisk: { __typename: 'Money', amount: string, currency: string } | null, action: { __typename: 'ProposedAction', effect: Array<string>, kind: string, label: string, confidence: number, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, issuedOn: string | null, receivedAt: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null }, alternatives: Array<{ __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null }>, editedTo: { __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null } | null, decidedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       | null, threshold: { __typename: 'AppliedThreshold', auto: number | null, suggest: number, target: number, bound: number, tried: number, errors: number, window: number, from: string | null, to: string | null, policy: number, why: string, cap: { __typename: 'Money', amount: string, currency: string } | null }, explanation: { __typename: 'Explanation', summary: string, counterfactual: string | null, uncited: number, reasons: Array<{ __typename: 'AdviceReason', sentence: string, count: number, of: number, weight: number }>, similar: Array<{ __typename: 'SimilarCase', similarity: number, ended: string, item: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, gross: { __typename: 'Money', amount: string, currency: string } | null } }>, trackRecord: { __typename: 'TrackRecord', n: number, rightRate: number, segment: string } }, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }, item: { __typename: 'Invoice', id: string, version: number, createdAt: string, updatedAt: string, key: string, title: string, number: string, kind: InvoiceKind, state: ItemState, format: string | null, touches: number, digest: string, sellerName: string, buyerName: string | null, issuedOn: string | null, receivedAt: string, postingOn: string | null, dueOn: string | null, dueAt: string | null, rateDate: string | null, rateSource: string | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, supplier: { __typename: 'Supplier', id: string, number: string, name: string, country: string, status: SupplierStatus, risk: RiskLevel } | null, enteredBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , net: { __typename: 'Money', amount: string, currency: string } | null, tax: { __typename: 'Money', amount: string, currency: string } | null, gross: { __typename: 'Money', amount: string, currency: string } | null, prepaid: { __typename: 'Money', amount: string, currency: string } | null, payable: { __typename: 'Money', amount: string, currency: string } | null, grossInBase: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null, lines: Array<{ __typename: 'InvoiceLine', id: string, number: number, text: string, quantity: string | null, unit: string | null, price: string | null, taxCategory: string | null, taxRate: string | null, orderNumber: string | null, amount: { __typename: 'Money', amount: string, currency: string }, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string, owner: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, taxes: Array<{ __typename: 'TaxLine', category: string, rate: string | null, exemption: string | null, base: { __typename: 'Money', amount: string, currency: string }, tax: { __typename: 'Money', amount: string, currency: string } }>, fields: Array<{ __typename: 'ExtractedField', name: string, label: string, value: string | null, path: string | null, source: FieldSource }>, checks: Array<{ __typename: 'CheckResult', rule: string, outcome: CheckOutcome, message: string, field: string | null, stated: string | null, expected: string | null, source: string | null, ageSeconds: number | null, at: string }>, budget: Array<{ __typename: 'BudgetCheck', outcome: CheckOutcome, asOf: string, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string }, left: { __typename: 'Money', amount: string, currency: string }, after: { __typename: 'Money', amount: string, currency: string } }>, match: { __typename: 'MatchResult', ways: number, outcome: MatchOutcome, lines: Array<{ __typename: 'LineMatch', invoiceLine: number, orderNumber: string | null, outcome: MatchOutcome, price: { __typename: 'Delta', before: string, after: string } | null, quantity: { __typename: 'Delta', before: string, after: string } | null, difference: { __typename: 'Money', amount: string, currency: string } | null, poLine: { __typename: 'PoLine', id: string, number: number, text: string, quantity: string, unit: string, price: string, currency: string, received: string, invoiced: string } | null }> } | null, duplicates: Array<{ __typename: 'DuplicateCandidate', exact: boolean, same: Array<string>, differs: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }>, other: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, issuedOn: string | null, receivedAt: string, gross: { __typename: 'Money', amount: string, currency: string } | null } }>, route: { __typename: 'ApprovalRoute', round: number, automatic: boolean, policy: { __typename: 'PolicyVersion', id: string, number: number, from: string | null, currency: string }, steps: Array<{ __typename: 'ApprovalStep', order: number, state: StepState, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, decision: { __typename: 'Decision', id: string, outcome: DecisionKind, at: string, reasonCode: string | null, comment: string | null, authority: string, standing: boolean, actor:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
            , onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, explanation: { __typename: 'RouteExplanation', facts: Array<{ __typename: 'Fact', key: FactKey, value: string, source: string }>, chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null, trace: Array<{ __typename: 'RowTrace', matched: boolean, row: { __typename: 'PolicyRow', id: string, order: number, name: string }, failed: Array<{ __typename: 'Condition', fact: FactKey, op: ConditionOp, values: Array<string> }> }> }, changedFrom: { __typename: 'ApprovalRoute', round: number, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null } } | null, differences: Array<{ __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
             } | null }> } | null, posting: { __typename: 'Posting', id: string, version: number, state: PostingState, connector: string, reference: string | null, postedAt: string | null, attempts: number, problem: string | null, retryAt: string | null, reversalReference: string | null } | null, evidence: Array<{ __typename: 'Evidence', id: string, kind: EvidenceKind, name: string, mediaType: string, bytes: number, sha256: string, addedAt: string, downloadUrl: string }>, timeline: { __typename: 'TimelineEntryConnection', edges: Array<{ __typename: 'TimelineEntryEdge', cursor: string, node: { __typename: 'TimelineEntry', at: string, phase: Phase, text: string, actor:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
             | null, event: { __typename: 'AuditEvent', id: string, command: string, authority: string | null, reason: string | null, requestId: string, changes: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }> } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } }, tasks: Array<{ __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, because: string, dueAt: string | null, step: number | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, candidates: Array<{ __typename: 'User', id: string, name: string, title: string }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } } };

export type AdvicePartsFragment = { __typename: 'Recommendation', id: string, version: number, use: AiUse, line: number | null, zone: AdviceZone, state: AdviceState, confidence: number, audited: boolean, madeAt: string, expiresAt: string | null, decidedAt: string | null, feedback: AdviceFeedback | null, reason: string | null, outcome: AdviceOutcome, modelState: string | null, atRisk: { __typename: 'Money', amount: string, currency: string } | null, action: { __typename: 'ProposedAction', effect: Array<string>, kind: string, label: string, confidence: number, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, issuedOn: string | null, receivedAt: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null }, alternatives: Array<{ __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null }>, editedTo: { __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null } | null, decidedBy:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
   | null, threshold: { __typename: 'AppliedThreshold', auto: number | null, suggest: number, target: number, bound: number, tried: number, errors: number, window: number, from: string | null, to: string | null, policy: number, why: string, cap: { __typename: 'Money', amount: string, currency: string } | null }, explanation: { __typename: 'Explanation', summary: string, counterfactual: string | null, uncited: number, reasons: Array<{ __typename: 'AdviceReason', sentence: string, count: number, of: number, weight: number }>, similar: Array<{ __typename: 'SimilarCase', similarity: number, ended: string, item: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, gross: { __typename: 'Money', amount: string, currency: string } | null } }>, trackRecord: { __typename: 'TrackRecord', n: number, rightRate: number, segment: string } }, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> };

export type AdvisedPartsFragment = { __typename: 'ProposedAction', kind: string, label: string, confidence: number, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null, person: { __typename: 'User', id: string, name: string, title: string } | null };

export type NextStepsQueryVariables = Exact<{
  id: string;
}>;


export type NextStepsQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task', id: string, version: number, nextActions: Array<{ __typename: 'NextAction', kind: NextActionKind, label: string, effect: Array<string>, wouldChange: string | null, worth: { __typename: 'Money', amount: string, currency: string }, recommendation: { __typename: 'Recommendation', id: string } | null }> }
    | { __typename: 'User' }
   | null };

export type PinTaskMutationVariables = Exact<{
  input: PinTaskInput;
}>;


export type PinTaskMutation = { __typename: 'Mutation', pinTask: { __typename: 'PinTaskPayload', task: { __typename: 'Task', id: string, version: number } } };

export type CasesQueryVariables = Exact<{
  filter?: CaseFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CasesQuery = { __typename: 'Query', cases: { __typename: 'CaseConnection', edges: Array<{ __typename: 'CaseEdge', cursor: string, node: { __typename: 'Case', id: string, version: number, key: string, category: string, title: string, state: CaseState, openedAt: string, dueAt: string, overdue: boolean, evidence: string, resolutionCodes: Array<string>, owner: { __typename: 'User', id: string, name: string, title: string } | null, escalatedTo: { __typename: 'User', id: string, name: string, title: string } | null, about: { __typename: 'User', id: string, name: string, title: string } | null, exposure: { __typename: 'Money', amount: string, currency: string } | null, resolution: { __typename: 'Resolution', code: string, at: string, note: string, by:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
           } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type CasePageQueryVariables = Exact<{
  id: string;
}>;


export type CasePageQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', lineCount: number, carriedTo: string | null, id: string, version: number, key: string, category: string, title: string, state: CaseState, openedAt: string, dueAt: string, overdue: boolean, evidence: string, resolutionCodes: Array<string>, reopening: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, subject:
        | { __typename: 'AccessChange', id: string }
        | { __typename: 'AccessReview', id: string }
        | { __typename: 'Account', id: string }
        | { __typename: 'Adjustment', key: string, id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'Case', id: string }
        | { __typename: 'CostCenter', id: string }
        | { __typename: 'Decision', id: string }
        | { __typename: 'Delegation', id: string }
        | { __typename: 'EmergencyBundle', id: string }
        | { __typename: 'EmergencySession', ticket: string, id: string }
        | { __typename: 'Entity', id: string }
        | { __typename: 'Evidence', id: string }
        | { __typename: 'Intake', id: string }
        | { __typename: 'Invoice', key: string, sellerName: string, id: string }
        | { __typename: 'InvoiceLine', id: string }
        | { __typename: 'Job', id: string }
        | { __typename: 'Line', id: string }
        | { __typename: 'MatchGroup', id: string }
        | { __typename: 'MatchRuleSet', id: string }
        | { __typename: 'Mitigation', id: string }
        | { __typename: 'Model', use: AiUse, id: string, entity: { __typename: 'Entity', code: string } }
        | { __typename: 'PoLine', id: string }
        | { __typename: 'Policy', id: string }
        | { __typename: 'PolicyRow', id: string }
        | { __typename: 'PolicyVersion', id: string }
        | { __typename: 'Posting', id: string }
        | { __typename: 'PurchaseOrder', id: string }
        | { __typename: 'Recommendation', id: string }
        | { __typename: 'ReconAccount', name: string, id: string, account: { __typename: 'Account', code: string } }
        | { __typename: 'ReconRun', id: string }
        | { __typename: 'Reconciliation', id: string, account: { __typename: 'ReconAccount', id: string, name: string }, period: { __typename: 'Period', name: string } }
        | { __typename: 'ReviewItem', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'RoleGrant', id: string }
        | { __typename: 'ServiceAccount', id: string }
        | { __typename: 'SodRule', id: string }
        | { __typename: 'Statement', id: string }
        | { __typename: 'Supplier', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'User', name: string, id: string }
       | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, aging: Array<{ __typename: 'LineAging', lines: number, oldestDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, openedBy: { __typename: 'User', id: string, name: string, title: string } | null, sla: { __typename: 'CaseSla', clock: SlaClock, workingDaysLeft: number } | null, owner: { __typename: 'User', id: string, name: string, title: string } | null, escalatedTo: { __typename: 'User', id: string, name: string, title: string } | null, about: { __typename: 'User', id: string, name: string, title: string } | null, exposure: { __typename: 'Money', amount: string, currency: string } | null, resolution: { __typename: 'Resolution', code: string, at: string, note: string, by:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type OpenCaseMutationVariables = Exact<{
  input: OpenCaseInput;
}>;


export type OpenCaseMutation = { __typename: 'Mutation', openCase: { __typename: 'CasePayload', case: { __typename: 'Case', id: string, key: string, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } } };

export type ResolveCaseMutationVariables = Exact<{
  input: ResolveCaseInput;
}>;


export type ResolveCaseMutation = { __typename: 'Mutation', resolveCase: { __typename: 'CasePayload', case: { __typename: 'Case', id: string, version: number, key: string, category: string, title: string, state: CaseState, openedAt: string, dueAt: string, overdue: boolean, evidence: string, resolutionCodes: Array<string>, owner: { __typename: 'User', id: string, name: string, title: string } | null, escalatedTo: { __typename: 'User', id: string, name: string, title: string } | null, about: { __typename: 'User', id: string, name: string, title: string } | null, exposure: { __typename: 'Money', amount: string, currency: string } | null, resolution: { __typename: 'Resolution', code: string, at: string, note: string, by:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } } };

export type ReopenCaseMutationVariables = Exact<{
  input: ActInput;
}>;


export type ReopenCaseMutation = { __typename: 'Mutation', reopenCase: { __typename: 'CasePayload', case: { __typename: 'Case', id: string, version: number, key: string, category: string, title: string, state: CaseState, openedAt: string, dueAt: string, overdue: boolean, evidence: string, resolutionCodes: Array<string>, owner: { __typename: 'User', id: string, name: string, title: string } | null, escalatedTo: { __typename: 'User', id: string, name: string, title: string } | null, about: { __typename: 'User', id: string, name: string, title: string } | null, exposure: { __typename: 'Money', amount: string, currency: string } | null, resolution: { __typename: 'Resolution', code: string, at: string, note: string, by:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } } };

export type CaseRowFragment = { __typename: 'Case', id: string, version: number, key: string, category: string, title: string, state: CaseState, openedAt: string, dueAt: string, overdue: boolean, evidence: string, resolutionCodes: Array<string>, owner: { __typename: 'User', id: string, name: string, title: string } | null, escalatedTo: { __typename: 'User', id: string, name: string, title: string } | null, about: { __typename: 'User', id: string, name: string, title: string } | null, exposure: { __typename: 'Money', amount: string, currency: string } | null, resolution: { __typename: 'Resolution', code: string, at: string, note: string, by:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
     } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> };

type CaseSubject_AccessChange_Fragment = { __typename: 'AccessChange', id: string };

type CaseSubject_AccessReview_Fragment = { __typename: 'AccessReview', id: string };

type CaseSubject_Account_Fragment = { __typename: 'Account', id: string };

type CaseSubject_Adjustment_Fragment = { __typename: 'Adjustment', key: string, id: string };

type CaseSubject_AuditEvent_Fragment = { __typename: 'AuditEvent', id: string };

type CaseSubject_Case_Fragment = { __typename: 'Case', id: string };

type CaseSubject_CostCenter_Fragment = { __typename: 'CostCenter', id: string };

type CaseSubject_Decision_Fragment = { __typename: 'Decision', id: string };

type CaseSubject_Delegation_Fragment = { __typename: 'Delegation', id: string };

type CaseSubject_EmergencyBundle_Fragment = { __typename: 'EmergencyBundle', id: string };

type CaseSubject_EmergencySession_Fragment = { __typename: 'EmergencySession', ticket: string, id: string };

type CaseSubject_Entity_Fragment = { __typename: 'Entity', id: string };

type CaseSubject_Evidence_Fragment = { __typename: 'Evidence', id: string };

type CaseSubject_Intake_Fragment = { __typename: 'Intake', id: string };

type CaseSubject_Invoice_Fragment = { __typename: 'Invoice', key: string, sellerName: string, id: string };

type CaseSubject_InvoiceLine_Fragment = { __typename: 'InvoiceLine', id: string };

type CaseSubject_Job_Fragment = { __typename: 'Job', id: string };

type CaseSubject_Line_Fragment = { __typename: 'Line', id: string };

type CaseSubject_MatchGroup_Fragment = { __typename: 'MatchGroup', id: string };

type CaseSubject_MatchRuleSet_Fragment = { __typename: 'MatchRuleSet', id: string };

type CaseSubject_Mitigation_Fragment = { __typename: 'Mitigation', id: string };

type CaseSubject_Model_Fragment = { __typename: 'Model', use: AiUse, id: string, entity: { __typename: 'Entity', code: string } };

type CaseSubject_PoLine_Fragment = { __typename: 'PoLine', id: string };

type CaseSubject_Policy_Fragment = { __typename: 'Policy', id: string };

type CaseSubject_PolicyRow_Fragment = { __typename: 'PolicyRow', id: string };

type CaseSubject_PolicyVersion_Fragment = { __typename: 'PolicyVersion', id: string };

type CaseSubject_Posting_Fragment = { __typename: 'Posting', id: string };

type CaseSubject_PurchaseOrder_Fragment = { __typename: 'PurchaseOrder', id: string };

type CaseSubject_Recommendation_Fragment = { __typename: 'Recommendation', id: string };

type CaseSubject_ReconAccount_Fragment = { __typename: 'ReconAccount', name: string, id: string, account: { __typename: 'Account', code: string } };

type CaseSubject_ReconRun_Fragment = { __typename: 'ReconRun', id: string };

type CaseSubject_Reconciliation_Fragment = { __typename: 'Reconciliation', id: string, account: { __typename: 'ReconAccount', id: string, name: string }, period: { __typename: 'Period', name: string } };

type CaseSubject_ReviewItem_Fragment = { __typename: 'ReviewItem', id: string };

type CaseSubject_Role_Fragment = { __typename: 'Role', id: string };

type CaseSubject_RoleGrant_Fragment = { __typename: 'RoleGrant', id: string };

type CaseSubject_ServiceAccount_Fragment = { __typename: 'ServiceAccount', id: string };

type CaseSubject_SodRule_Fragment = { __typename: 'SodRule', id: string };

type CaseSubject_Statement_Fragment = { __typename: 'Statement', id: string };

type CaseSubject_Supplier_Fragment = { __typename: 'Supplier', id: string };

type CaseSubject_Task_Fragment = { __typename: 'Task', id: string };

type CaseSubject_User_Fragment = { __typename: 'User', name: string, id: string };

export type CaseSubjectFragment =
  | CaseSubject_AccessChange_Fragment
  | CaseSubject_AccessReview_Fragment
  | CaseSubject_Account_Fragment
  | CaseSubject_Adjustment_Fragment
  | CaseSubject_AuditEvent_Fragment
  | CaseSubject_Case_Fragment
  | CaseSubject_CostCenter_Fragment
  | CaseSubject_Decision_Fragment
  | CaseSubject_Delegation_Fragment
  | CaseSubject_EmergencyBundle_Fragment
  | CaseSubject_EmergencySession_Fragment
  | CaseSubject_Entity_Fragment
  | CaseSubject_Evidence_Fragment
  | CaseSubject_Intake_Fragment
  | CaseSubject_Invoice_Fragment
  | CaseSubject_InvoiceLine_Fragment
  | CaseSubject_Job_Fragment
  | CaseSubject_Line_Fragment
  | CaseSubject_MatchGroup_Fragment
  | CaseSubject_MatchRuleSet_Fragment
  | CaseSubject_Mitigation_Fragment
  | CaseSubject_Model_Fragment
  | CaseSubject_PoLine_Fragment
  | CaseSubject_Policy_Fragment
  | CaseSubject_PolicyRow_Fragment
  | CaseSubject_PolicyVersion_Fragment
  | CaseSubject_Posting_Fragment
  | CaseSubject_PurchaseOrder_Fragment
  | CaseSubject_Recommendation_Fragment
  | CaseSubject_ReconAccount_Fragment
  | CaseSubject_ReconRun_Fragment
  | CaseSubject_Reconciliation_Fragment
  | CaseSubject_ReviewItem_Fragment
  | CaseSubject_Role_Fragment
  | CaseSubject_RoleGrant_Fragment
  | CaseSubject_ServiceAccount_Fragment
  | CaseSubject_SodRule_Fragment
  | CaseSubject_Statement_Fragment
  | CaseSubject_Supplier_Fragment
  | CaseSubject_Task_Fragment
  | CaseSubject_User_Fragment
;

export type DecideTaskMutationVariables = Exact<{
  input: DecideTaskInput;
}>;


export type DecideTaskMutation = { __typename: 'Mutation', decideTask: { __typename: 'TaskPayload', task: { __typename: 'Task', id: string, version: number, state: TaskState, kind: TaskKind }, item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, nextTask: { __typename: 'Task', id: string } | null, counts: Array<{ __typename: 'KindCount', kind: TaskKind, open: number, overdue: number }> } };

export type UndoDecisionMutationVariables = Exact<{
  input: ActInput;
}>;


export type UndoDecisionMutation = { __typename: 'Mutation', undoDecision: { __typename: 'TaskPayload', task: { __typename: 'Task', id: string, version: number, state: TaskState }, item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, counts: Array<{ __typename: 'KindCount', kind: TaskKind, open: number, overdue: number }> } };

export type SubmitItemMutationVariables = Exact<{
  input: ActInput;
}>;


export type SubmitItemMutation = { __typename: 'Mutation', submitItem: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, tasks: Array<{ __typename: 'Task', id: string, version: number, state: TaskState }> } };

export type WithdrawItemMutationVariables = Exact<{
  input: ActInput;
}>;


export type WithdrawItemMutation = { __typename: 'Mutation', withdrawItem: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, tasks: Array<{ __typename: 'Task', id: string, version: number, state: TaskState }> } };

export type PostItemMutationVariables = Exact<{
  input: ActInput;
}>;


export type PostItemMutation = { __typename: 'Mutation', postItem: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, tasks: Array<{ __typename: 'Task', id: string, version: number, state: TaskState }> } };

export type ReversePostingMutationVariables = Exact<{
  input: ActInput;
}>;


export type ReversePostingMutation = { __typename: 'Mutation', reversePosting: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, tasks: Array<{ __typename: 'Task', id: string, version: number, state: TaskState }> } };

export type UpdateInvoiceMutationVariables = Exact<{
  input: UpdateInvoiceInput;
}>;


export type UpdateInvoiceMutation = { __typename: 'Mutation', updateInvoice: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, tasks: Array<{ __typename: 'Task', id: string, version: number, state: TaskState }> } };

export type CodeInvoiceMutationVariables = Exact<{
  input: CodeInvoiceInput;
}>;


export type CodeInvoiceMutation = { __typename: 'Mutation', codeInvoice: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string }, tasks: Array<{ __typename: 'Task', id: string, version: number, state: TaskState }> } };

export type CreateInvoiceMutationVariables = Exact<{
  input: CreateInvoiceInput;
}>;


export type CreateInvoiceMutation = { __typename: 'Mutation', createInvoice: { __typename: 'ItemPayload', item: { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string } } };

export type InvoiceHeadFragment = { __typename: 'Invoice', id: string, version: number, key: string, number: string, state: ItemState, title: string };

export type InboxQueryVariables = Exact<{
  filter?: TaskFilter | null | undefined;
  sort?: Array<SortInput> | SortInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type InboxQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', inbox: { __typename: 'TaskConnection', edges: Array<{ __typename: 'TaskEdge', cursor: string, node: { __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, dueAt: string | null, createdAt: string, because: string, step: number | null, rank: { __typename: 'TaskRank', pinned: boolean, score: { __typename: 'Money', amount: string, currency: string }, reasons: Array<{ __typename: 'RankReason', kind: string, sentence: string }> } | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, subject: { __typename: 'Invoice', id: string, version: number, key: string, number: string, kind: InvoiceKind, state: ItemState, sellerName: string, dueOn: string | null, entity: { __typename: 'Entity', id: string, code: string }, gross: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null, match: { __typename: 'MatchResult', outcome: MatchOutcome } | null } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } }, inboxCounts: Array<{ __typename: 'KindCount', kind: TaskKind, open: number, overdue: number }> } };

export type TaskCardQueryVariables = Exact<{
  id: string;
}>;


export type TaskCardQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, dueAt: string | null, createdAt: string, because: string, step: number | null, candidates: Array<{ __typename: 'User', id: string, name: string, title: string }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, subject: { __typename: 'Invoice', title: string, issuedOn: string | null, rateDate: string | null, rateSource: string | null, id: string, version: number, key: string, number: string, kind: InvoiceKind, state: ItemState, sellerName: string, dueOn: string | null, grossInBase: { __typename: 'Money', amount: string, currency: string } | null, net: { __typename: 'Money', amount: string, currency: string } | null, tax: { __typename: 'Money', amount: string, currency: string } | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, supplier: { __typename: 'Supplier', id: string, name: string, risk: RiskLevel, status: SupplierStatus } | null, enteredBy:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , lines: Array<{ __typename: 'InvoiceLine', number: number, text: string, amount: { __typename: 'Money', amount: string, currency: string }, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null }>, checks: Array<{ __typename: 'CheckResult', rule: string, outcome: CheckOutcome, message: string, field: string | null, stated: string | null, expected: string | null, source: string | null, ageSeconds: number | null, at: string }>, budget: Array<{ __typename: 'BudgetCheck', outcome: CheckOutcome, asOf: string, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string }, left: { __typename: 'Money', amount: string, currency: string }, after: { __typename: 'Money', amount: string, currency: string } }>, match: { __typename: 'MatchResult', outcome: MatchOutcome, ways: number, lines: Array<{ __typename: 'LineMatch', invoiceLine: number, orderNumber: string | null, outcome: MatchOutcome, price: { __typename: 'Delta', before: string, after: string } | null, quantity: { __typename: 'Delta', before: string, after: string } | null, difference: { __typename: 'Money', amount: string, currency: string } | null, poLine: { __typename: 'PoLine', id: string, number: number, text: string, quantity: string, unit: string, price: string, currency: string, received: string, invoiced: string } | null }> } | null, duplicates: Array<{ __typename: 'DuplicateCandidate', exact: boolean, other: { __typename: 'Invoice', id: string, key: string, number: string } }>, route: { __typename: 'ApprovalRoute', round: number, automatic: boolean, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null }, steps: Array<{ __typename: 'ApprovalStep', order: number, state: StepState, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, decision: { __typename: 'Decision', id: string, outcome: DecisionKind, at: string, reasonCode: string | null, comment: string | null, authority: string, standing: boolean, actor:
                | { __typename: 'ServiceAccount', name: string }
                | { __typename: 'SystemActor', name: string }
                | { __typename: 'User', id: string, name: string, title: string }
              , onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, changedFrom: { __typename: 'ApprovalRoute', round: number, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null } } | null, differences: Array<{ __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
                | { __typename: 'ServiceAccount', name: string }
                | { __typename: 'SystemActor', name: string }
                | { __typename: 'User', id: string, name: string, title: string }
               } | null }> } | null, posting: { __typename: 'Posting', id: string, version: number, state: PostingState, problem: string | null, retryAt: string | null, connector: string, attempts: number } | null, evidence: Array<{ __typename: 'Evidence', id: string, kind: EvidenceKind, name: string, mediaType: string, bytes: number, downloadUrl: string }>, gross: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null }, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null }
    | { __typename: 'User' }
   | null };

export type InboxChangedSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type InboxChangedSubscription = { inboxChanged: { __typename: 'TaskChange', cursor: string, kind: ChangeKind, id: string | null, counts: Array<{ __typename: 'KindCount', kind: TaskKind, open: number, overdue: number }> } };

export type TaskRowFragment = { __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, dueAt: string | null, createdAt: string, because: string, step: number | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, subject: { __typename: 'Invoice', id: string, version: number, key: string, number: string, kind: InvoiceKind, state: ItemState, sellerName: string, dueOn: string | null, entity: { __typename: 'Entity', id: string, code: string }, gross: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null, match: { __typename: 'MatchResult', outcome: MatchOutcome } | null } };

export type TaskCardPartsFragment = { __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, dueAt: string | null, createdAt: string, because: string, step: number | null, candidates: Array<{ __typename: 'User', id: string, name: string, title: string }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, subject: { __typename: 'Invoice', title: string, issuedOn: string | null, rateDate: string | null, rateSource: string | null, id: string, version: number, key: string, number: string, kind: InvoiceKind, state: ItemState, sellerName: string, dueOn: string | null, grossInBase: { __typename: 'Money', amount: string, currency: string } | null, net: { __typename: 'Money', amount: string, currency: string } | null, tax: { __typename: 'Money', amount: string, currency: string } | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, supplier: { __typename: 'Supplier', id: string, name: string, risk: RiskLevel, status: SupplierStatus } | null, enteredBy:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
    , lines: Array<{ __typename: 'InvoiceLine', number: number, text: string, amount: { __typename: 'Money', amount: string, currency: string }, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string } | null }>, checks: Array<{ __typename: 'CheckResult', rule: string, outcome: CheckOutcome, message: string, field: string | null, stated: string | null, expected: string | null, source: string | null, ageSeconds: number | null, at: string }>, budget: Array<{ __typename: 'BudgetCheck', outcome: CheckOutcome, asOf: string, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string }, left: { __typename: 'Money', amount: string, currency: string }, after: { __typename: 'Money', amount: string, currency: string } }>, match: { __typename: 'MatchResult', outcome: MatchOutcome, ways: number, lines: Array<{ __typename: 'LineMatch', invoiceLine: number, orderNumber: string | null, outcome: MatchOutcome, price: { __typename: 'Delta', before: string, after: string } | null, quantity: { __typename: 'Delta', before: string, after: string } | null, difference: { __typename: 'Money', amount: string, currency: string } | null, poLine: { __typename: 'PoLine', id: string, number: number, text: string, quantity: string, unit: string, price: string, currency: string, received: string, invoiced: string } | null }> } | null, duplicates: Array<{ __typename: 'DuplicateCandidate', exact: boolean, other: { __typename: 'Invoice', id: string, key: string, number: string } }>, route: { __typename: 'ApprovalRoute', round: number, automatic: boolean, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null }, steps: Array<{ __typename: 'ApprovalStep', order: number, state: StepState, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, decision: { __typename: 'Decision', id: string, outcome: DecisionKind, at: string, reasonCode: string | null, comment: string | null, authority: string, standing: boolean, actor:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, changedFrom: { __typename: 'ApprovalRoute', round: number, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null } } | null, differences: Array<{ __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
           } | null }> } | null, posting: { __typename: 'Posting', id: string, version: number, state: PostingState, problem: string | null, retryAt: string | null, connector: string, attempts: number } | null, evidence: Array<{ __typename: 'Evidence', id: string, kind: EvidenceKind, name: string, mediaType: string, bytes: number, downloadUrl: string }>, gross: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null }, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null };

export type CheckPartsFragment = { __typename: 'CheckResult', rule: string, outcome: CheckOutcome, message: string, field: string | null, stated: string | null, expected: string | null, source: string | null, ageSeconds: number | null, at: string };

export type BudgetPartsFragment = { __typename: 'BudgetCheck', outcome: CheckOutcome, asOf: string, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string }, left: { __typename: 'Money', amount: string, currency: string }, after: { __typename: 'Money', amount: string, currency: string } };

export type MatchPartsFragment = { __typename: 'MatchResult', ways: number, outcome: MatchOutcome, lines: Array<{ __typename: 'LineMatch', invoiceLine: number, orderNumber: string | null, outcome: MatchOutcome, price: { __typename: 'Delta', before: string, after: string } | null, quantity: { __typename: 'Delta', before: string, after: string } | null, difference: { __typename: 'Money', amount: string, currency: string } | null, poLine: { __typename: 'PoLine', id: string, number: number, text: string, quantity: string, unit: string, price: string, currency: string, received: string, invoiced: string } | null }> };

export type StepPartsFragment = { __typename: 'ApprovalStep', order: number, state: StepState, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, decision: { __typename: 'Decision', id: string, outcome: DecisionKind, at: string, reasonCode: string | null, comment: string | null, authority: string, standing: boolean, actor:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
    , onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null } | null };

export type RouteChangePartsFragment = { __typename: 'ApprovalRoute', explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null }, changedFrom: { __typename: 'ApprovalRoute', round: number, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null } } | null, differences: Array<{ __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       } | null }> };

export type DifferencePartsFragment = { __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
     } | null };

export type ImportInvoiceMutationVariables = Exact<{
  input: ImportInvoiceInput;
}>;


export type ImportInvoiceMutation = { __typename: 'Mutation', importInvoice: { __typename: 'JobPayload', job: { __typename: 'Job', id: string, version: number, kind: string, title: string, state: JobState, stage: string, done: number, total: number | null, failed: number, error: string | null, createdAt: string, updatedAt: string, result:
        | { __typename: 'AccessChange', id: string }
        | { __typename: 'AccessReview', id: string }
        | { __typename: 'Account', id: string }
        | { __typename: 'Adjustment', id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'Case', id: string }
        | { __typename: 'CostCenter', id: string }
        | { __typename: 'Decision', id: string }
        | { __typename: 'Delegation', id: string }
        | { __typename: 'EmergencyBundle', id: string }
        | { __typename: 'EmergencySession', id: string }
        | { __typename: 'Entity', id: string }
        | { __typename: 'Evidence', id: string }
        | { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
        | { __typename: 'Invoice', key: string, number: string, sellerName: string, id: string, invoiceState: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null }
        | { __typename: 'InvoiceLine', id: string }
        | { __typename: 'Job', id: string }
        | { __typename: 'Line', id: string }
        | { __typename: 'MatchGroup', id: string }
        | { __typename: 'MatchRuleSet', id: string }
        | { __typename: 'Mitigation', id: string }
        | { __typename: 'Model', id: string }
        | { __typename: 'PoLine', id: string }
        | { __typename: 'Policy', id: string }
        | { __typename: 'PolicyRow', id: string }
        | { __typename: 'PolicyVersion', id: string }
        | { __typename: 'Posting', id: string }
        | { __typename: 'PurchaseOrder', id: string }
        | { __typename: 'Recommendation', id: string }
        | { __typename: 'ReconAccount', id: string }
        | { __typename: 'ReconRun', id: string }
        | { __typename: 'Reconciliation', id: string }
        | { __typename: 'ReviewItem', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'RoleGrant', id: string }
        | { __typename: 'ServiceAccount', id: string }
        | { __typename: 'SodRule', id: string }
        | { __typename: 'Statement', id: string }
        | { __typename: 'Supplier', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'User', id: string }
       | null } } };

export type ResubmitIntakeMutationVariables = Exact<{
  input: ActInput;
}>;


export type ResubmitIntakeMutation = { __typename: 'Mutation', resubmitIntake: { __typename: 'JobPayload', job: { __typename: 'Job', id: string, version: number, kind: string, title: string, state: JobState, stage: string, done: number, total: number | null, failed: number, error: string | null, createdAt: string, updatedAt: string, result:
        | { __typename: 'AccessChange', id: string }
        | { __typename: 'AccessReview', id: string }
        | { __typename: 'Account', id: string }
        | { __typename: 'Adjustment', id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'Case', id: string }
        | { __typename: 'CostCenter', id: string }
        | { __typename: 'Decision', id: string }
        | { __typename: 'Delegation', id: string }
        | { __typename: 'EmergencyBundle', id: string }
        | { __typename: 'EmergencySession', id: string }
        | { __typename: 'Entity', id: string }
        | { __typename: 'Evidence', id: string }
        | { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
        | { __typename: 'Invoice', key: string, number: string, sellerName: string, id: string, invoiceState: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null }
        | { __typename: 'InvoiceLine', id: string }
        | { __typename: 'Job', id: string }
        | { __typename: 'Line', id: string }
        | { __typename: 'MatchGroup', id: string }
        | { __typename: 'MatchRuleSet', id: string }
        | { __typename: 'Mitigation', id: string }
        | { __typename: 'Model', id: string }
        | { __typename: 'PoLine', id: string }
        | { __typename: 'Policy', id: string }
        | { __typename: 'PolicyRow', id: string }
        | { __typename: 'PolicyVersion', id: string }
        | { __typename: 'Posting', id: string }
        | { __typename: 'PurchaseOrder', id: string }
        | { __typename: 'Recommendation', id: string }
        | { __typename: 'ReconAccount', id: string }
        | { __typename: 'ReconRun', id: string }
        | { __typename: 'Reconciliation', id: string }
        | { __typename: 'ReviewItem', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'RoleGrant', id: string }
        | { __typename: 'ServiceAccount', id: string }
        | { __typename: 'SodRule', id: string }
        | { __typename: 'Statement', id: string }
        | { __typename: 'Supplier', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'User', id: string }
       | null } } };

export type DiscardIntakeMutationVariables = Exact<{
  input: ActInput;
}>;


export type DiscardIntakeMutation = { __typename: 'Mutation', discardIntake: { __typename: 'IntakePayload', intake: { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } } };

export type JobProgressSubscriptionVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type JobProgressSubscription = { jobProgress: { __typename: 'JobChange', cursor: string, job: { __typename: 'Job', id: string, version: number, kind: string, title: string, state: JobState, stage: string, done: number, total: number | null, failed: number, error: string | null, createdAt: string, updatedAt: string, result:
        | { __typename: 'AccessChange', id: string }
        | { __typename: 'AccessReview', id: string }
        | { __typename: 'Account', id: string }
        | { __typename: 'Adjustment', id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'Case', id: string }
        | { __typename: 'CostCenter', id: string }
        | { __typename: 'Decision', id: string }
        | { __typename: 'Delegation', id: string }
        | { __typename: 'EmergencyBundle', id: string }
        | { __typename: 'EmergencySession', id: string }
        | { __typename: 'Entity', id: string }
        | { __typename: 'Evidence', id: string }
        | { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
        | { __typename: 'Invoice', key: string, number: string, sellerName: string, id: string, invoiceState: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null }
        | { __typename: 'InvoiceLine', id: string }
        | { __typename: 'Job', id: string }
        | { __typename: 'Line', id: string }
        | { __typename: 'MatchGroup', id: string }
        | { __typename: 'MatchRuleSet', id: string }
        | { __typename: 'Mitigation', id: string }
        | { __typename: 'Model', id: string }
        | { __typename: 'PoLine', id: string }
        | { __typename: 'Policy', id: string }
        | { __typename: 'PolicyRow', id: string }
        | { __typename: 'PolicyVersion', id: string }
        | { __typename: 'Posting', id: string }
        | { __typename: 'PurchaseOrder', id: string }
        | { __typename: 'Recommendation', id: string }
        | { __typename: 'ReconAccount', id: string }
        | { __typename: 'ReconRun', id: string }
        | { __typename: 'Reconciliation', id: string }
        | { __typename: 'ReviewItem', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'RoleGrant', id: string }
        | { __typename: 'ServiceAccount', id: string }
        | { __typename: 'SodRule', id: string }
        | { __typename: 'Statement', id: string }
        | { __typename: 'Supplier', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'User', id: string }
       | null } } };

export type JobsQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', jobs: Array<{ __typename: 'Job', id: string, version: number, kind: string, title: string, state: JobState, stage: string, done: number, total: number | null, failed: number, error: string | null, createdAt: string, updatedAt: string, result:
        | { __typename: 'AccessChange', id: string }
        | { __typename: 'AccessReview', id: string }
        | { __typename: 'Account', id: string }
        | { __typename: 'Adjustment', id: string }
        | { __typename: 'AuditEvent', id: string }
        | { __typename: 'Case', id: string }
        | { __typename: 'CostCenter', id: string }
        | { __typename: 'Decision', id: string }
        | { __typename: 'Delegation', id: string }
        | { __typename: 'EmergencyBundle', id: string }
        | { __typename: 'EmergencySession', id: string }
        | { __typename: 'Entity', id: string }
        | { __typename: 'Evidence', id: string }
        | { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
          , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
        | { __typename: 'Invoice', key: string, number: string, sellerName: string, id: string, invoiceState: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null }
        | { __typename: 'InvoiceLine', id: string }
        | { __typename: 'Job', id: string }
        | { __typename: 'Line', id: string }
        | { __typename: 'MatchGroup', id: string }
        | { __typename: 'MatchRuleSet', id: string }
        | { __typename: 'Mitigation', id: string }
        | { __typename: 'Model', id: string }
        | { __typename: 'PoLine', id: string }
        | { __typename: 'Policy', id: string }
        | { __typename: 'PolicyRow', id: string }
        | { __typename: 'PolicyVersion', id: string }
        | { __typename: 'Posting', id: string }
        | { __typename: 'PurchaseOrder', id: string }
        | { __typename: 'Recommendation', id: string }
        | { __typename: 'ReconAccount', id: string }
        | { __typename: 'ReconRun', id: string }
        | { __typename: 'Reconciliation', id: string }
        | { __typename: 'ReviewItem', id: string }
        | { __typename: 'Role', id: string }
        | { __typename: 'RoleGrant', id: string }
        | { __typename: 'ServiceAccount', id: string }
        | { __typename: 'SodRule', id: string }
        | { __typename: 'Statement', id: string }
        | { __typename: 'Supplier', id: string }
        | { __typename: 'Task', id: string }
        | { __typename: 'User', id: string }
       | null }> } };

export type IntakesQueryVariables = Exact<{
  filter?: IntakeFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type IntakesQuery = { __typename: 'Query', intakes: { __typename: 'IntakeConnection', edges: Array<{ __typename: 'IntakeEdge', cursor: string, node: { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type JobPartsFragment = { __typename: 'Job', id: string, version: number, kind: string, title: string, state: JobState, stage: string, done: number, total: number | null, failed: number, error: string | null, createdAt: string, updatedAt: string, result:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
    | { __typename: 'Invoice', key: string, number: string, sellerName: string, id: string, invoiceState: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type IntakePartsFragment = { __typename: 'Intake', id: string, version: number, state: IntakeState, channel: IntakeChannel, format: string | null, problemCode: ErrorCode | null, problem: string | null, problemField: string | null, receivedAt: string, entity: { __typename: 'Entity', id: string, code: string }, file: { __typename: 'Evidence', id: string, name: string, bytes: number, mediaType: string, downloadUrl: string }, twin: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string } | null, invoice: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null } | null, receivedBy:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> };

export type InvoicePageQueryVariables = Exact<{
  id: string;
}>;


export type InvoicePageQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice', id: string, version: number, createdAt: string, updatedAt: string, key: string, title: string, number: string, kind: InvoiceKind, state: ItemState, format: string | null, touches: number, digest: string, sellerName: string, buyerName: string | null, issuedOn: string | null, receivedAt: string, postingOn: string | null, dueOn: string | null, dueAt: string | null, rateDate: string | null, rateSource: string | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, supplier: { __typename: 'Supplier', id: string, number: string, name: string, country: string, status: SupplierStatus, risk: RiskLevel } | null, enteredBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
      , net: { __typename: 'Money', amount: string, currency: string } | null, tax: { __typename: 'Money', amount: string, currency: string } | null, gross: { __typename: 'Money', amount: string, currency: string } | null, prepaid: { __typename: 'Money', amount: string, currency: string } | null, payable: { __typename: 'Money', amount: string, currency: string } | null, grossInBase: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null, lines: Array<{ __typename: 'InvoiceLine', id: string, number: number, text: string, quantity: string | null, unit: string | null, price: string | null, taxCategory: string | null, taxRate: string | null, orderNumber: string | null, amount: { __typename: 'Money', amount: string, currency: string }, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string, owner: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, taxes: Array<{ __typename: 'TaxLine', category: string, rate: string | null, exemption: string | null, base: { __typename: 'Money', amount: string, currency: string }, tax: { __typename: 'Money', amount: string, currency: string } }>, fields: Array<{ __typename: 'ExtractedField', name: string, label: string, value: string | null, path: string | null, source: FieldSource }>, checks: Array<{ __typename: 'CheckResult', rule: string, outcome: CheckOutcome, message: string, field: string | null, stated: string | null, expected: string | null, source: string | null, ageSeconds: number | null, at: string }>, budget: Array<{ __typename: 'BudgetCheck', outcome: CheckOutcome, asOf: string, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string }, left: { __typename: 'Money', amount: string, currency: string }, after: { __typename: 'Money', amount: string, currency: string } }>, match: { __typename: 'MatchResult', ways: number, outcome: MatchOutcome, lines: Array<{ __typename: 'LineMatch', invoiceLine: number, orderNumber: string | null, outcome: MatchOutcome, price: { __typename: 'Delta', before: string, after: string } | null, quantity: { __typename: 'Delta', before: string, after: string } | null, difference: { __typename: 'Money', amount: string, currency: string } | null, poLine: { __typename: 'PoLine', id: string, number: number, text: string, quantity: string, unit: string, price: string, currency: string, received: string, invoiced: string } | null }> } | null, duplicates: Array<{ __typename: 'DuplicateCandidate', exact: boolean, same: Array<string>, differs: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }>, other: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, issuedOn: string | null, receivedAt: string, gross: { __typename: 'Money', amount: string, currency: string } | null } }>, route: { __typename: 'ApprovalRoute', round: number, automatic: boolean, policy: { __typename: 'PolicyVersion', id: string, number: number, from: string | null, currency: string }, steps: Array<{ __typename: 'ApprovalStep', order: number, state: StepState, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, decision: { __typename: 'Decision', id: string, outcome: DecisionKind, at: string, reasonCode: string | null, comment: string | null, authority: string, standing: boolean, actor:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
            , onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, explanation: { __typename: 'RouteExplanation', facts: Array<{ __typename: 'Fact', key: FactKey, value: string, source: string }>, chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null, trace: Array<{ __typename: 'RowTrace', matched: boolean, row: { __typename: 'PolicyRow', id: string, order: number, name: string }, failed: Array<{ __typename: 'Condition', fact: FactKey, op: ConditionOp, values: Array<string> }> }> }, changedFrom: { __typename: 'ApprovalRoute', round: number, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null } } | null, differences: Array<{ __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
             } | null }> } | null, posting: { __typename: 'Posting', id: string, version: number, state: PostingState, connector: string, reference: string | null, postedAt: string | null, attempts: number, problem: string | null, retryAt: string | null, reversalReference: string | null } | null, evidence: Array<{ __typename: 'Evidence', id: string, kind: EvidenceKind, name: string, mediaType: string, bytes: number, sha256: string, addedAt: string, downloadUrl: string }>, timeline: { __typename: 'TimelineEntryConnection', edges: Array<{ __typename: 'TimelineEntryEdge', cursor: string, node: { __typename: 'TimelineEntry', at: string, phase: Phase, text: string, actor:
              | { __typename: 'ServiceAccount', name: string }
              | { __typename: 'SystemActor', name: string }
              | { __typename: 'User', id: string, name: string, title: string }
             | null, event: { __typename: 'AuditEvent', id: string, command: string, authority: string | null, reason: string | null, requestId: string, changes: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }> } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } }, tasks: Array<{ __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, because: string, dueAt: string | null, step: number | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, candidates: Array<{ __typename: 'User', id: string, name: string, title: string }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier' }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type InvoicesQueryVariables = Exact<{
  filter?: InvoiceFilter | null | undefined;
  sort?: Array<SortInput> | SortInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type InvoicesQuery = { __typename: 'Query', invoices: { __typename: 'InvoiceConnection', edges: Array<{ __typename: 'InvoiceEdge', cursor: string, node: { __typename: 'Invoice', id: string, version: number, key: string, number: string, kind: InvoiceKind, state: ItemState, sellerName: string, issuedOn: string | null, receivedAt: string, dueOn: string | null, entity: { __typename: 'Entity', id: string, code: string }, gross: { __typename: 'Money', amount: string, currency: string } | null, match: { __typename: 'MatchResult', outcome: MatchOutcome } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type CodingChoicesQueryVariables = Exact<{
  entityId: string;
}>;


export type CodingChoicesQuery = { __typename: 'Query', accounts: Array<{ __typename: 'Account', id: string, code: string, name: string, kind: AccountKind }>, costCenters: Array<{ __typename: 'CostCenter', id: string, code: string, name: string }> };

export type ItemChangedSubscriptionVariables = Exact<{
  ids: Array<string> | string;
  after?: string | null | undefined;
}>;


export type ItemChangedSubscription = { itemChanged: { __typename: 'ItemChange', cursor: string, kind: ChangeKind, id: string | null } };

export type InvoiceRowFragment = { __typename: 'Invoice', id: string, version: number, key: string, number: string, kind: InvoiceKind, state: ItemState, sellerName: string, issuedOn: string | null, receivedAt: string, dueOn: string | null, entity: { __typename: 'Entity', id: string, code: string }, gross: { __typename: 'Money', amount: string, currency: string } | null, match: { __typename: 'MatchResult', outcome: MatchOutcome } | null };

export type InvoicePartsFragment = { __typename: 'Invoice', id: string, version: number, createdAt: string, updatedAt: string, key: string, title: string, number: string, kind: InvoiceKind, state: ItemState, format: string | null, touches: number, digest: string, sellerName: string, buyerName: string | null, issuedOn: string | null, receivedAt: string, postingOn: string | null, dueOn: string | null, dueAt: string | null, rateDate: string | null, rateSource: string | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, supplier: { __typename: 'Supplier', id: string, number: string, name: string, country: string, status: SupplierStatus, risk: RiskLevel } | null, enteredBy:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , net: { __typename: 'Money', amount: string, currency: string } | null, tax: { __typename: 'Money', amount: string, currency: string } | null, gross: { __typename: 'Money', amount: string, currency: string } | null, prepaid: { __typename: 'Money', amount: string, currency: string } | null, payable: { __typename: 'Money', amount: string, currency: string } | null, grossInBase: { __typename: 'Money', amount: string, currency: string } | null, discount: { __typename: 'Discount', percent: string, until: string, worth: { __typename: 'Money', amount: string, currency: string } } | null, lines: Array<{ __typename: 'InvoiceLine', id: string, number: number, text: string, quantity: string | null, unit: string | null, price: string | null, taxCategory: string | null, taxRate: string | null, orderNumber: string | null, amount: { __typename: 'Money', amount: string, currency: string }, account: { __typename: 'Account', id: string, code: string, name: string } | null, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string, owner: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, taxes: Array<{ __typename: 'TaxLine', category: string, rate: string | null, exemption: string | null, base: { __typename: 'Money', amount: string, currency: string }, tax: { __typename: 'Money', amount: string, currency: string } }>, fields: Array<{ __typename: 'ExtractedField', name: string, label: string, value: string | null, path: string | null, source: FieldSource }>, checks: Array<{ __typename: 'CheckResult', rule: string, outcome: CheckOutcome, message: string, field: string | null, stated: string | null, expected: string | null, source: string | null, ageSeconds: number | null, at: string }>, budget: Array<{ __typename: 'BudgetCheck', outcome: CheckOutcome, asOf: string, costCenter: { __typename: 'CostCenter', id: string, code: string, name: string }, left: { __typename: 'Money', amount: string, currency: string }, after: { __typename: 'Money', amount: string, currency: string } }>, match: { __typename: 'MatchResult', ways: number, outcome: MatchOutcome, lines: Array<{ __typename: 'LineMatch', invoiceLine: number, orderNumber: string | null, outcome: MatchOutcome, price: { __typename: 'Delta', before: string, after: string } | null, quantity: { __typename: 'Delta', before: string, after: string } | null, difference: { __typename: 'Money', amount: string, currency: string } | null, poLine: { __typename: 'PoLine', id: string, number: number, text: string, quantity: string, unit: string, price: string, currency: string, received: string, invoiced: string } | null }> } | null, duplicates: Array<{ __typename: 'DuplicateCandidate', exact: boolean, same: Array<string>, differs: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }>, other: { __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, issuedOn: string | null, receivedAt: string, gross: { __typename: 'Money', amount: string, currency: string } | null } }>, route: { __typename: 'ApprovalRoute', round: number, automatic: boolean, policy: { __typename: 'PolicyVersion', id: string, number: number, from: string | null, currency: string }, steps: Array<{ __typename: 'ApprovalStep', order: number, state: StepState, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null, decision: { __typename: 'Decision', id: string, outcome: DecisionKind, at: string, reasonCode: string | null, comment: string | null, authority: string, standing: boolean, actor:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null } | null }>, explanation: { __typename: 'RouteExplanation', facts: Array<{ __typename: 'Fact', key: FactKey, value: string, source: string }>, chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null, trace: Array<{ __typename: 'RowTrace', matched: boolean, row: { __typename: 'PolicyRow', id: string, order: number, name: string }, failed: Array<{ __typename: 'Condition', fact: FactKey, op: ConditionOp, values: Array<string> }> }> }, changedFrom: { __typename: 'ApprovalRoute', round: number, policy: { __typename: 'PolicyVersion', id: string, number: number }, explanation: { __typename: 'RouteExplanation', chosen: { __typename: 'PolicyRow', id: string, order: number, name: string } | null } } | null, differences: Array<{ __typename: 'StepDifference', kind: StepDifferenceKind, before: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, after: { __typename: 'ApprovalStep', order: number, via: string, approvers: Array<{ __typename: 'User', id: string, name: string, title: string }>, limit: { __typename: 'Money', amount: string, currency: string } | null } | null, fell: { __typename: 'Decision', id: string, at: string, actor:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         } | null }> } | null, posting: { __typename: 'Posting', id: string, version: number, state: PostingState, connector: string, reference: string | null, postedAt: string | null, attempts: number, problem: string | null, retryAt: string | null, reversalReference: string | null } | null, evidence: Array<{ __typename: 'Evidence', id: string, kind: EvidenceKind, name: string, mediaType: string, bytes: number, sha256: string, addedAt: string, downloadUrl: string }>, timeline: { __typename: 'TimelineEntryConnection', edges: Array<{ __typename: 'TimelineEntryEdge', cursor: string, node: { __typename: 'TimelineEntry', at: string, phase: Phase, text: string, actor:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         | null, event: { __typename: 'AuditEvent', id: string, command: string, authority: string | null, reason: string | null, requestId: string, changes: Array<{ __typename: 'Change', path: string, before: string | null, after: string | null }> } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } }, tasks: Array<{ __typename: 'Task', id: string, version: number, kind: TaskKind, state: TaskState, because: string, dueAt: string | null, step: number | null, onBehalfOf: { __typename: 'User', id: string, name: string, title: string } | null, candidates: Array<{ __typename: 'User', id: string, name: string, title: string }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> };

export type ModelsQueryVariables = Exact<{
  entityId?: Array<string> | string | null | undefined;
}>;


export type ModelsQuery = { __typename: 'Query', models: Array<{ __typename: 'Model', id: string, version: number, use: AiUse, state: ModelState, stateReason: string | null, stateAt: string | null, stopped: string | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, owner: { __typename: 'User', id: string, name: string, title: string } | null, stateBy: { __typename: 'User', id: string, name: string, title: string } | null, champion: { __typename: 'ModelVersion', number: number, state: string, madeAt: string, learned: number, labels: number } | null, policy: { __typename: 'AdvicePolicy', id: string, number: number, state: string, automatic: boolean, target: number, audit: number, suggestFrom: number, holdFrom: number | null, activeFrom: string | null, reason: string, cap: { __typename: 'Money', amount: string, currency: string } | null, budget: { __typename: 'Money', amount: string, currency: string } | null, draftedBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }, budget: { __typename: 'ErrorBudget', slow: number, stopped: boolean, since: string, limit: { __typename: 'Money', amount: string, currency: string }, spent: { __typename: 'Money', amount: string, currency: string }, left: { __typename: 'Money', amount: string, currency: string } } | null }> };

export type ModelPageQueryVariables = Exact<{
  entityId: string;
}>;


export type ModelPageQuery = { __typename: 'Query', models: Array<{ __typename: 'Model', id: string, version: number, use: AiUse, state: ModelState, stateReason: string | null, stateAt: string | null, stopped: string | null, drafts: Array<{ __typename: 'AdvicePolicy', id: string, number: number, state: string, automatic: boolean, target: number, audit: number, suggestFrom: number, holdFrom: number | null, activeFrom: string | null, reason: string, cap: { __typename: 'Money', amount: string, currency: string } | null, budget: { __typename: 'Money', amount: string, currency: string } | null, draftedBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }>, retired: Array<{ __typename: 'AdvicePolicy', id: string, number: number, state: string, automatic: boolean, target: number, audit: number, suggestFrom: number, holdFrom: number | null, activeFrom: string | null, reason: string, cap: { __typename: 'Money', amount: string, currency: string } | null, budget: { __typename: 'Money', amount: string, currency: string } | null, draftedBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }>, promotion: { __typename: 'ModelPromotion', askedAt: string, reason: string, askedBy: { __typename: 'User', id: string, name: string, title: string } | null } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, owner: { __typename: 'User', id: string, name: string, title: string } | null, stateBy: { __typename: 'User', id: string, name: string, title: string } | null, champion: { __typename: 'ModelVersion', number: number, state: string, madeAt: string, learned: number, labels: number } | null, policy: { __typename: 'AdvicePolicy', id: string, number: number, state: string, automatic: boolean, target: number, audit: number, suggestFrom: number, holdFrom: number | null, activeFrom: string | null, reason: string, cap: { __typename: 'Money', amount: string, currency: string } | null, budget: { __typename: 'Money', amount: string, currency: string } | null, draftedBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }, budget: { __typename: 'ErrorBudget', slow: number, stopped: boolean, since: string, limit: { __typename: 'Money', amount: string, currency: string }, spent: { __typename: 'Money', amount: string, currency: string }, left: { __typename: 'Money', amount: string, currency: string } } | null }> };

export type AdviceQualityQueryVariables = Exact<{
  filter: QualityFilter;
}>;


export type AdviceQualityQuery = { __typename: 'Query', adviceQuality: Array<{ __typename: 'AdviceQuality', use: AiUse, n: number, known: number, precision: number, recall: number, calibrationError: number, drift: number, decided: number, overrideRate: number, rubberStampRate: number, automatic: number, wrongAutomatic: number, calibration: Array<{ __typename: 'CalibrationBin', from: number, to: number, n: number, announced: number, observed: number }>, wrongAutomaticMoney: { __typename: 'Money', amount: string, currency: string } }> };

export type SimulateThresholdQueryVariables = Exact<{
  input: SimulateThresholdInput;
}>;


export type SimulateThresholdQuery = { __typename: 'Query', simulateThreshold: { __typename: 'ThresholdSimulation', considered: number, automatic: number, audited: number, touchesSaved: number, coverage: number, wrong: number, bound: number, stoppedOn: string | null, stoppedBecause: string | null, money: { __typename: 'Money', amount: string, currency: string }, wrongMoney: { __typename: 'Money', amount: string, currency: string }, boundMoney: { __typename: 'Money', amount: string, currency: string } } };

export type KillModelMutationVariables = Exact<{
  input: TurnModelInput;
}>;


export type KillModelMutation = { __typename: 'Mutation', killModel: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, state: ModelState } } };

export type DemoteModelMutationVariables = Exact<{
  input: TurnModelInput;
}>;


export type DemoteModelMutation = { __typename: 'Mutation', demoteModel: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, state: ModelState } } };

export type NameModelOwnerMutationVariables = Exact<{
  input: NameModelOwnerInput;
}>;


export type NameModelOwnerMutation = { __typename: 'Mutation', nameModelOwner: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, owner: { __typename: 'User', id: string } | null } } };

export type AskPromotionMutationVariables = Exact<{
  input: AskPromotionInput;
}>;


export type AskPromotionMutation = { __typename: 'Mutation', askPromotion: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, state: ModelState } } };

export type DecidePromotionMutationVariables = Exact<{
  input: DecidePromotionInput;
}>;


export type DecidePromotionMutation = { __typename: 'Mutation', decidePromotion: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, state: ModelState } } };

export type DraftAdvicePolicyMutationVariables = Exact<{
  input: DraftAdvicePolicyInput;
}>;


export type DraftAdvicePolicyMutation = { __typename: 'Mutation', draftAdvicePolicy: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, drafts: Array<{ __typename: 'AdvicePolicy', id: string, number: number }> } } };

export type PublishAdvicePolicyMutationVariables = Exact<{
  input: PublishAdvicePolicyInput;
}>;


export type PublishAdvicePolicyMutation = { __typename: 'Mutation', publishAdvicePolicy: { __typename: 'ModelPayload', model: { __typename: 'Model', id: string, policy: { __typename: 'AdvicePolicy', id: string, number: number } } } };

export type ModelPartsFragment = { __typename: 'Model', id: string, version: number, use: AiUse, state: ModelState, stateReason: string | null, stateAt: string | null, stopped: string | null, entity: { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string }, owner: { __typename: 'User', id: string, name: string, title: string } | null, stateBy: { __typename: 'User', id: string, name: string, title: string } | null, champion: { __typename: 'ModelVersion', number: number, state: string, madeAt: string, learned: number, labels: number } | null, policy: { __typename: 'AdvicePolicy', id: string, number: number, state: string, automatic: boolean, target: number, audit: number, suggestFrom: number, holdFrom: number | null, activeFrom: string | null, reason: string, cap: { __typename: 'Money', amount: string, currency: string } | null, budget: { __typename: 'Money', amount: string, currency: string } | null, draftedBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }, budget: { __typename: 'ErrorBudget', slow: number, stopped: boolean, since: string, limit: { __typename: 'Money', amount: string, currency: string }, spent: { __typename: 'Money', amount: string, currency: string }, left: { __typename: 'Money', amount: string, currency: string } } | null };

export type AdvicePolicyPartsFragment = { __typename: 'AdvicePolicy', id: string, number: number, state: string, automatic: boolean, target: number, audit: number, suggestFrom: number, holdFrom: number | null, activeFrom: string | null, reason: string, cap: { __typename: 'Money', amount: string, currency: string } | null, budget: { __typename: 'Money', amount: string, currency: string } | null, draftedBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null };

export type QualityPartsFragment = { __typename: 'AdviceQuality', use: AiUse, n: number, known: number, precision: number, recall: number, calibrationError: number, drift: number, decided: number, overrideRate: number, rubberStampRate: number, automatic: number, wrongAutomatic: number, calibration: Array<{ __typename: 'CalibrationBin', from: number, to: number, n: number, announced: number, observed: number }>, wrongAutomaticMoney: { __typename: 'Money', amount: string, currency: string } };

export type SimulationPartsFragment = { __typename: 'ThresholdSimulation', considered: number, automatic: number, audited: number, touchesSaved: number, coverage: number, wrong: number, bound: number, stoppedOn: string | null, stoppedBecause: string | null, money: { __typename: 'Money', amount: string, currency: string }, wrongMoney: { __typename: 'Money', amount: string, currency: string }, boundMoney: { __typename: 'Money', amount: string, currency: string } };

export type ReconAccountPageQueryVariables = Exact<{
  id: string;
}>;


export type ReconAccountPageQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', version: number, sources: Array<ReconSource>, id: string, name: string, kind: ReconAccountKind, currency: string, bankAccount: string | null, risk: RiskLevel, entity: { __typename: 'Entity', id: string, timeZone: string, code: string, name: string }, tallies: Array<{ __typename: 'ReconTally', source: ReconSource, state: LineState, lines: number, sum: { __typename: 'Money', amount: string, currency: string } }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, account: { __typename: 'Account', code: string, name: string }, feed: { __typename: 'FeedStatus', state: FeedState, missing: number }, equation: { __typename: 'ReconEquation', statementTies: boolean | null, ledgerTies: boolean | null, asOf: string, opening: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, closing: { __typename: 'Money', amount: string, currency: string } | null, ledger: { __typename: 'Money', amount: string, currency: string } | null, timing: { __typename: 'Money', amount: string, currency: string }, entries: { __typename: 'Money', amount: string, currency: string }, difference: { __typename: 'Money', amount: string, currency: string } | null }, preparer: { __typename: 'User', id: string, name: string, title: string } | null, reviewer: { __typename: 'User', id: string, name: string, title: string } | null }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconLinesQueryVariables = Exact<{
  filter: LineFilter;
  sort?: Array<SortInput> | SortInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReconLinesQuery = { __typename: 'Query', lines: { __typename: 'LineConnection', edges: Array<{ __typename: 'LineEdge', cursor: string, node: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type ReconFeedQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReconFeedQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', frequency: FeedFrequency, dueHour: number, id: string, feed: { __typename: 'FeedStatus', state: FeedState, expectedAt: string | null, arrivedAt: string | null, missing: number }, calendar: Array<{ __typename: 'FeedDay', day: string, expectedAt: string, arrivedAt: string | null, state: FeedState, statement: { __typename: 'Statement', id: string, number: string } | null }>, statements: { __typename: 'StatementConnection', edges: Array<{ __typename: 'StatementEdge', cursor: string, node: { __typename: 'Statement', id: string, source: ReconSource, number: string, from: string, to: string, entries: number, provisional: boolean, continuous: boolean | null, reconciles: boolean | null, format: string, sha256: string, importedAt: string, opening: { __typename: 'Money', amount: string, currency: string } | null, closing: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, replacedBy: { __typename: 'Statement', id: string, number: string } | null, file: { __typename: 'Evidence', id: string, name: string, bytes: number, downloadUrl: string } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type LinePartsFragment = { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } };

export type StatementPartsFragment = { __typename: 'Statement', id: string, source: ReconSource, number: string, from: string, to: string, entries: number, provisional: boolean, continuous: boolean | null, reconciles: boolean | null, format: string, sha256: string, importedAt: string, opening: { __typename: 'Money', amount: string, currency: string } | null, closing: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, replacedBy: { __typename: 'Statement', id: string, number: string } | null, file: { __typename: 'Evidence', id: string, name: string, bytes: number, downloadUrl: string } };

export type AdjustmentsQueryVariables = Exact<{
  filter?: AdjustmentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AdjustmentsQuery = { __typename: 'Query', adjustments: { __typename: 'AdjustmentConnection', edges: Array<{ __typename: 'AdjustmentEdge', cursor: string, node: { __typename: 'Adjustment', id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type AdjustmentInFullQueryVariables = Exact<{
  id: string;
}>;


export type AdjustmentInFullQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', decidedAt: string | null, comment: string | null, reference: string | null, id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, decidedBy: { __typename: 'User', id: string, name: string, title: string } | null, posting: { __typename: 'Posting', id: string, version: number, state: PostingState, connector: string, reference: string | null, postedAt: string | null, attempts: number, problem: string | null, retryAt: string | null } | null, group: { __typename: 'MatchGroup', id: string, state: GroupState, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } | null, case: { __typename: 'Case', id: string, key: string, title: string } | null, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconBookableQueryVariables = Exact<{
  entityId: string;
}>;


export type ReconBookableQuery = { __typename: 'Query', accounts: Array<{ __typename: 'Account', id: string, code: string, name: string, kind: AccountKind }> };

export type ProposeAdjustmentMutationVariables = Exact<{
  input: ProposeAdjustmentInput;
}>;


export type ProposeAdjustmentMutation = { __typename: 'Mutation', proposeAdjustment: { __typename: 'AdjustmentPayload', adjustment: { __typename: 'Adjustment', id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       } } };

export type DecideAdjustmentMutationVariables = Exact<{
  input: DecideAdjustmentInput;
}>;


export type DecideAdjustmentMutation = { __typename: 'Mutation', decideAdjustment: { __typename: 'AdjustmentPayload', adjustment: { __typename: 'Adjustment', id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       } } };

export type WithdrawAdjustmentMutationVariables = Exact<{
  input: ActInput;
}>;


export type WithdrawAdjustmentMutation = { __typename: 'Mutation', withdrawAdjustment: { __typename: 'AdjustmentPayload', adjustment: { __typename: 'Adjustment', id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       } } };

export type PostAdjustmentMutationVariables = Exact<{
  input: ActInput;
}>;


export type PostAdjustmentMutation = { __typename: 'Mutation', postAdjustment: { __typename: 'AdjustmentPayload', adjustment: { __typename: 'Adjustment', id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
        | { __typename: 'ServiceAccount', name: string }
        | { __typename: 'SystemActor', name: string }
        | { __typename: 'User', id: string, name: string, title: string }
       } } };

export type AdjustmentRowFragment = { __typename: 'Adjustment', id: string, version: number, key: string, kind: AdjustmentKind, state: AdjustmentState, reasonCode: string, reason: string, preparedAt: string, amount: { __typename: 'Money', amount: string, currency: string }, lines: Array<{ __typename: 'AdjustmentLine', account: string, text: string, amount: { __typename: 'Money', amount: string, currency: string } }>, preparedBy:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
   };

export type ReconAccountsQueryVariables = Exact<{
  filter?: ReconFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReconAccountsQuery = { __typename: 'Query', reconAccounts: { __typename: 'ReconAccountConnection', edges: Array<{ __typename: 'ReconAccountEdge', cursor: string, node: { __typename: 'ReconAccount', id: string, name: string, kind: ReconAccountKind, currency: string, bankAccount: string | null, risk: RiskLevel, feed: { __typename: 'FeedStatus', expectedAt: string | null, arrivedAt: string | null, state: FeedState, missing: number }, calendar: Array<{ __typename: 'FeedDay', day: string, expectedAt: string, arrivedAt: string | null, state: FeedState }>, openItems: { __typename: 'Aging', moneyDays: string, buckets: Array<{ __typename: 'AgingBucket', fromDays: number, toDays: number | null, count: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, missRisk: { __typename: 'Forecast', missProbability: number, dueOn: string } | null, lastRun: { __typename: 'ReconRun', id: string, state: JobState, startedAt: string, endedAt: string | null } | null, entity: { __typename: 'Entity', code: string, name: string }, account: { __typename: 'Account', code: string, name: string }, equation: { __typename: 'ReconEquation', statementTies: boolean | null, ledgerTies: boolean | null, asOf: string, opening: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, closing: { __typename: 'Money', amount: string, currency: string } | null, ledger: { __typename: 'Money', amount: string, currency: string } | null, timing: { __typename: 'Money', amount: string, currency: string }, entries: { __typename: 'Money', amount: string, currency: string }, difference: { __typename: 'Money', amount: string, currency: string } | null }, preparer: { __typename: 'User', id: string, name: string, title: string } | null, reviewer: { __typename: 'User', id: string, name: string, title: string } | null } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type ReconOpenQueryVariables = Exact<{ [key: string]: never; }>;


export type ReconOpenQuery = { __typename: 'Query', reconAccounts: { __typename: 'ReconAccountConnection', totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type ReconAccountRowFragment = { __typename: 'ReconAccount', id: string, name: string, kind: ReconAccountKind, currency: string, bankAccount: string | null, risk: RiskLevel, feed: { __typename: 'FeedStatus', expectedAt: string | null, arrivedAt: string | null, state: FeedState, missing: number }, calendar: Array<{ __typename: 'FeedDay', day: string, expectedAt: string, arrivedAt: string | null, state: FeedState }>, openItems: { __typename: 'Aging', moneyDays: string, buckets: Array<{ __typename: 'AgingBucket', fromDays: number, toDays: number | null, count: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, missRisk: { __typename: 'Forecast', missProbability: number, dueOn: string } | null, lastRun: { __typename: 'ReconRun', id: string, state: JobState, startedAt: string, endedAt: string | null } | null, entity: { __typename: 'Entity', code: string, name: string }, account: { __typename: 'Account', code: string, name: string }, equation: { __typename: 'ReconEquation', statementTies: boolean | null, ledgerTies: boolean | null, asOf: string, opening: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, closing: { __typename: 'Money', amount: string, currency: string } | null, ledger: { __typename: 'Money', amount: string, currency: string } | null, timing: { __typename: 'Money', amount: string, currency: string }, entries: { __typename: 'Money', amount: string, currency: string }, difference: { __typename: 'Money', amount: string, currency: string } | null }, preparer: { __typename: 'User', id: string, name: string, title: string } | null, reviewer: { __typename: 'User', id: string, name: string, title: string } | null };

export type ReconAccountPartsFragment = { __typename: 'ReconAccount', id: string, name: string, kind: ReconAccountKind, currency: string, bankAccount: string | null, risk: RiskLevel, entity: { __typename: 'Entity', code: string, name: string }, account: { __typename: 'Account', code: string, name: string }, feed: { __typename: 'FeedStatus', state: FeedState, missing: number }, equation: { __typename: 'ReconEquation', statementTies: boolean | null, ledgerTies: boolean | null, asOf: string, opening: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, closing: { __typename: 'Money', amount: string, currency: string } | null, ledger: { __typename: 'Money', amount: string, currency: string } | null, timing: { __typename: 'Money', amount: string, currency: string }, entries: { __typename: 'Money', amount: string, currency: string }, difference: { __typename: 'Money', amount: string, currency: string } | null }, preparer: { __typename: 'User', id: string, name: string, title: string } | null, reviewer: { __typename: 'User', id: string, name: string, title: string } | null };

export type AgingPartsFragment = { __typename: 'Aging', moneyDays: string, buckets: Array<{ __typename: 'AgingBucket', fromDays: number, toDays: number | null, count: number, amount: { __typename: 'Money', amount: string, currency: string } }> };

export type EquationPartsFragment = { __typename: 'ReconEquation', statementTies: boolean | null, ledgerTies: boolean | null, asOf: string, opening: { __typename: 'Money', amount: string, currency: string } | null, moves: { __typename: 'Money', amount: string, currency: string }, closing: { __typename: 'Money', amount: string, currency: string } | null, ledger: { __typename: 'Money', amount: string, currency: string } | null, timing: { __typename: 'Money', amount: string, currency: string }, entries: { __typename: 'Money', amount: string, currency: string }, difference: { __typename: 'Money', amount: string, currency: string } | null };

export type CertificationQueryVariables = Exact<{
  id: string;
}>;


export type CertificationQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string, reconciliations: Array<{ __typename: 'Reconciliation', id: string, version: number, state: ReconciliationState, dueOn: string, certifiedOn: string | null, lines: number, open: number, dataHash: string, automatic: boolean, needs: Array<SignRole>, period: { __typename: 'Period', id: string, name: string, from: string, to: string, state: PeriodState }, forecast: { __typename: 'Forecast', madeOn: string, dueOn: string, missProbability: number, expectedOn: string | null, low: string | null, high: string | null, missed: boolean | null, drivers: Array<{ __typename: 'AdviceReason', sentence: string, weight: number }> } | null, ledger: { __typename: 'Money', amount: string, currency: string }, supported: { __typename: 'Money', amount: string, currency: string }, unexplained: { __typename: 'Money', amount: string, currency: string }, signOffs: Array<{ __typename: 'SignOff', role: SignRole, at: string, covers: string, stillValid: boolean, note: string | null, voidReason: string | null, by:
            | { __typename: 'ServiceAccount', name: string }
            | { __typename: 'SystemActor', name: string }
            | { __typename: 'User', id: string, name: string, title: string }
           }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> }>, certifyRule: { __typename: 'CertifyRule', noActivity: boolean, zeroBalance: boolean, tied: boolean, within: number, sampleEvery: number } | null }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type CertifyMutationVariables = Exact<{
  input: CertifyInput;
}>;


export type CertifyMutation = { __typename: 'Mutation', certify: { __typename: 'ReconciliationPayload', reconciliation: { __typename: 'Reconciliation', id: string, version: number, state: ReconciliationState, dueOn: string, certifiedOn: string | null, lines: number, open: number, dataHash: string, automatic: boolean, needs: Array<SignRole>, period: { __typename: 'Period', id: string, name: string, from: string, to: string, state: PeriodState }, forecast: { __typename: 'Forecast', madeOn: string, dueOn: string, missProbability: number, expectedOn: string | null, low: string | null, high: string | null, missed: boolean | null, drivers: Array<{ __typename: 'AdviceReason', sentence: string, weight: number }> } | null, ledger: { __typename: 'Money', amount: string, currency: string }, supported: { __typename: 'Money', amount: string, currency: string }, unexplained: { __typename: 'Money', amount: string, currency: string }, signOffs: Array<{ __typename: 'SignOff', role: SignRole, at: string, covers: string, stillValid: boolean, note: string | null, voidReason: string | null, by:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
         }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } } };

export type ReconciliationPartsFragment = { __typename: 'Reconciliation', id: string, version: number, state: ReconciliationState, dueOn: string, certifiedOn: string | null, lines: number, open: number, dataHash: string, automatic: boolean, needs: Array<SignRole>, period: { __typename: 'Period', id: string, name: string, from: string, to: string, state: PeriodState }, forecast: { __typename: 'Forecast', madeOn: string, dueOn: string, missProbability: number, expectedOn: string | null, low: string | null, high: string | null, missed: boolean | null, drivers: Array<{ __typename: 'AdviceReason', sentence: string, weight: number }> } | null, ledger: { __typename: 'Money', amount: string, currency: string }, supported: { __typename: 'Money', amount: string, currency: string }, unexplained: { __typename: 'Money', amount: string, currency: string }, signOffs: Array<{ __typename: 'SignOff', role: SignRole, at: string, covers: string, stillValid: boolean, note: string | null, voidReason: string | null, by:
      | { __typename: 'ServiceAccount', name: string }
      | { __typename: 'SystemActor', name: string }
      | { __typename: 'User', id: string, name: string, title: string }
     }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> };

export type ReconClustersQueryVariables = Exact<{
  id: string;
}>;


export type ReconClustersQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string, clusters: Array<{ __typename: 'LineCluster', id: string, label: string, size: number, expectedHits: number | null, counterExamples: number | null, support: number | null, amount: { __typename: 'Money', amount: string, currency: string }, features: Array<{ __typename: 'ReconReason', label: string, weight: number }>, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, proposedRule: { __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null } | null }>, oddities: Array<{ __typename: 'LineOddity', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, features: Array<{ __typename: 'OddFeature', kind: OddKind, sentence: string }> }> }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconLineQueryVariables = Exact<{
  id: string;
}>;


export type ReconLineQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', valueOn: string | null, references: Array<string>, code: string | null, id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, statement: { __typename: 'Statement', id: string, number: string } | null, group: { __typename: 'MatchGroup', id: string, version: number, state: GroupState, score: number, madeAt: string, reasons: Array<{ __typename: 'ReconReason', label: string, weight: number }>, remainder: { __typename: 'Money', amount: string, currency: string }, rule: { __typename: 'MatchRule', name: string } | null, by:
          | { __typename: 'ServiceAccount', name: string }
          | { __typename: 'SystemActor', name: string }
          | { __typename: 'User', id: string, name: string, title: string }
        , lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> } | null, case: { __typename: 'Case', id: string, key: string, title: string } | null, candidates: Array<{ __typename: 'MatchCandidate', score: number, unique: boolean, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, reasons: Array<{ __typename: 'ReconReason', label: string, weight: number }>, remainder: { __typename: 'Money', amount: string, currency: string } }>, amount: { __typename: 'Money', amount: string, currency: string } }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type UndoEffectQueryVariables = Exact<{
  id: string;
}>;


export type UndoEffectQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', version: number, id: string, undoEffect: { __typename: 'UndoEffect', lines: number, remembered: boolean, timing: { __typename: 'Money', amount: string, currency: string }, withdraws: { __typename: 'Adjustment', id: string, key: string, amount: { __typename: 'Money', amount: string, currency: string } } | null } }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type MatchLinesMutationVariables = Exact<{
  input: MatchLinesInput;
}>;


export type MatchLinesMutation = { __typename: 'Mutation', matchLines: { __typename: 'MatchPayload', groups: Array<{ __typename: 'MatchGroup', id: string, version: number, state: GroupState }>, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, account: { __typename: 'ReconAccount', id: string, version: number } } };

export type AcceptMatchMutationVariables = Exact<{
  input: ActInput;
}>;


export type AcceptMatchMutation = { __typename: 'Mutation', acceptMatch: { __typename: 'MatchPayload', groups: Array<{ __typename: 'MatchGroup', id: string, version: number, state: GroupState }>, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, account: { __typename: 'ReconAccount', id: string, version: number } } };

export type RejectMatchMutationVariables = Exact<{
  input: ActInput;
}>;


export type RejectMatchMutation = { __typename: 'Mutation', rejectMatch: { __typename: 'MatchPayload', groups: Array<{ __typename: 'MatchGroup', id: string, version: number, state: GroupState }>, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, account: { __typename: 'ReconAccount', id: string, version: number } } };

export type UndoMatchMutationVariables = Exact<{
  input: ActInput;
}>;


export type UndoMatchMutation = { __typename: 'Mutation', undoMatch: { __typename: 'MatchPayload', groups: Array<{ __typename: 'MatchGroup', id: string, version: number, state: GroupState }>, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, account: { __typename: 'ReconAccount', id: string, version: number } } };

export type GroupPartsFragment = { __typename: 'MatchGroup', id: string, version: number, state: GroupState, score: number, madeAt: string, reasons: Array<{ __typename: 'ReconReason', label: string, weight: number }>, remainder: { __typename: 'Money', amount: string, currency: string }, rule: { __typename: 'MatchRule', name: string } | null, by:
    | { __typename: 'ServiceAccount', name: string }
    | { __typename: 'SystemActor', name: string }
    | { __typename: 'User', id: string, name: string, title: string }
  , lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }> };

export type MatchOutcomeFragment = { __typename: 'MatchPayload', groups: Array<{ __typename: 'MatchGroup', id: string, version: number, state: GroupState }>, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }>, account: { __typename: 'ReconAccount', id: string, version: number } };

export type ReconRulesQueryVariables = Exact<{
  id: string;
}>;


export type ReconRulesQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string, ruleSet: { __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, rules: Array<{ __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null }>, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null } | null, ruleSets: Array<{ __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }>, feeSchedules: Array<{ __typename: 'FeeSchedule', key: string, name: string }> }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconRuleSetQueryVariables = Exact<{
  id: string;
}>;


export type ReconRuleSetQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, difference: Array<{ __typename: 'RuleChange', kind: RuleChangeKind, before: { __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null } | null, after: { __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null } | null, fields: Array<{ __typename: 'RuleFieldChange', field: string }> }>, can: Array<{ __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> }>, rules: Array<{ __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null }>, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconRuleUseQueryVariables = Exact<{
  id: string;
}>;


export type ReconRuleUseQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string, rules: Array<{ __typename: 'MatchRule', id: string, matched: number, undone: number }> }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type TryMatchRulesQueryVariables = Exact<{
  input: TryMatchRulesInput;
}>;


export type TryMatchRulesQuery = { __typename: 'Query', tryMatchRules: { __typename: 'RuleTrial', from: string, to: string, lines: number, limits: Array<string>, before: Array<{ __typename: 'ReconTally', source: ReconSource, state: LineState, lines: number, sum: { __typename: 'Money', amount: string, currency: string } }>, after: Array<{ __typename: 'ReconTally', source: ReconSource, state: LineState, lines: number, sum: { __typename: 'Money', amount: string, currency: string } }>, newlyMatched: { __typename: 'TrialChange', groups: number, lines: number, amounts: Array<{ __typename: 'Money', amount: string, currency: string }>, examples: Array<{ __typename: 'TrialExample', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, before: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, after: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } }> }, noLongerMatched: { __typename: 'TrialChange', groups: number, lines: number, amounts: Array<{ __typename: 'Money', amount: string, currency: string }>, examples: Array<{ __typename: 'TrialExample', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, before: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, after: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } }> }, newlyAmbiguous: { __typename: 'TrialChange', groups: number, lines: number, amounts: Array<{ __typename: 'Money', amount: string, currency: string }>, examples: Array<{ __typename: 'TrialExample', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, before: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, after: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } }> }, changedGroups: { __typename: 'TrialChange', groups: number, lines: number, amounts: Array<{ __typename: 'Money', amount: string, currency: string }>, examples: Array<{ __typename: 'TrialExample', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, before: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, after: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } }> }, newlyExcluded: { __typename: 'TrialChange', groups: number, lines: number, amounts: Array<{ __typename: 'Money', amount: string, currency: string }>, examples: Array<{ __typename: 'TrialExample', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, before: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, after: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } }> } } };

export type SaveMatchRulesMutationVariables = Exact<{
  input: SaveMatchRulesInput;
}>;


export type SaveMatchRulesMutation = { __typename: 'Mutation', saveMatchRules: { __typename: 'MatchRulesPayload', ruleSet: { __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type PublishMatchRulesMutationVariables = Exact<{
  input: PublishMatchRulesInput;
}>;


export type PublishMatchRulesMutation = { __typename: 'Mutation', publishMatchRules: { __typename: 'MatchRulesPayload', ruleSet: { __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null } } };

export type MatchRulePartsFragment = { __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null };

export type RuleSetRowFragment = { __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null };

export type RuleTableFragment = { __typename: 'MatchRuleSet', id: string, number: number, state: PolicyState, activeFrom: string | null, reason: string | null, rules: Array<{ __typename: 'MatchRule', id: string, order: number, name: string, shape: MatchShape, mode: MatchMode, keys: Array<MatchKey>, normalise: Array<string>, percentTolerance: string | null, days: number, minScore: number, margin: number, fee: string | null, reasonCode: string | null, oneSided: boolean, amountTolerance: { __typename: 'Money', amount: string, currency: string } | null, filter: { __typename: 'RuleFilter', source: ReconSource | null, direction: MoneyDirection | null, text: string | null, counterparty: string | null, amountFrom: { __typename: 'Money', amount: string, currency: string } | null, amountTo: { __typename: 'Money', amount: string, currency: string } | null } | null }>, madeBy: { __typename: 'User', id: string, name: string, title: string } | null, publishedBy: { __typename: 'User', id: string, name: string, title: string } | null };

export type TrialTallyFragment = { __typename: 'ReconTally', source: ReconSource, state: LineState, lines: number, sum: { __typename: 'Money', amount: string, currency: string } };

export type TrialChangePartsFragment = { __typename: 'TrialChange', groups: number, lines: number, amounts: Array<{ __typename: 'Money', amount: string, currency: string }>, examples: Array<{ __typename: 'TrialExample', line: { __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }, before: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> }, after: { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> } }> };

export type TrialOutcomePartsFragment = { __typename: 'TrialOutcome', state: LineState, size: number, reason: string | null, rule: { __typename: 'MatchRule', id: string, name: string } | null, lines: Array<{ __typename: 'Line', id: string, source: ReconSource, bookedOn: string, reference: string | null, text: string, counterparty: string | null, reversal: boolean, provisional: boolean, state: LineState, ageDays: number, amount: { __typename: 'Money', amount: string, currency: string } }> };

export type ReconRunsQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ReconRunsQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string, runs: { __typename: 'ReconRunConnection', edges: Array<{ __typename: 'ReconRunEdge', cursor: string, node: { __typename: 'ReconRun', id: string, version: number, trigger: string, state: JobState, lines: number, startedAt: string, endedAt: string | null, problem: string | null, ruleSet: { __typename: 'MatchRuleSet', id: string, number: number } } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconRunQueryVariables = Exact<{
  id: string;
}>;


export type ReconRunQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string }
    | { __typename: 'ReconRun', inputHash: string | null, resultHash: string | null, id: string, version: number, trigger: string, state: JobState, lines: number, startedAt: string, endedAt: string | null, problem: string | null, tallies: Array<{ __typename: 'ReconTally', source: ReconSource, state: LineState, lines: number, sum: { __typename: 'Money', amount: string, currency: string } }>, byRule: Array<{ __typename: 'RuleTally', groups: number, lines: number, rule: { __typename: 'MatchRule', id: string, order: number, name: string, mode: MatchMode, shape: MatchShape }, amount: { __typename: 'Money', amount: string, currency: string } }>, proof: { __typename: 'ReconProof', complete: boolean, linesIn: number, linesOut: number, rows: Array<{ __typename: 'ReconProofRow', source: ReconSource, currency: string, linesIn: number, linesOut: number, sumIn: { __typename: 'Money', amount: string, currency: string }, sumOut: { __typename: 'Money', amount: string, currency: string } }> } | null, replayOf: { __typename: 'ReconRun', id: string } | null, ruleSet: { __typename: 'MatchRuleSet', id: string, number: number } }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type ReconLastRunQueryVariables = Exact<{
  id: string;
}>;


export type ReconLastRunQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange', id: string }
    | { __typename: 'AccessReview', id: string }
    | { __typename: 'Account', id: string }
    | { __typename: 'Adjustment', id: string }
    | { __typename: 'AuditEvent', id: string }
    | { __typename: 'Case', id: string }
    | { __typename: 'CostCenter', id: string }
    | { __typename: 'Decision', id: string }
    | { __typename: 'Delegation', id: string }
    | { __typename: 'EmergencyBundle', id: string }
    | { __typename: 'EmergencySession', id: string }
    | { __typename: 'Entity', id: string }
    | { __typename: 'Evidence', id: string }
    | { __typename: 'Intake', id: string }
    | { __typename: 'Invoice', id: string }
    | { __typename: 'InvoiceLine', id: string }
    | { __typename: 'Job', id: string }
    | { __typename: 'Line', id: string }
    | { __typename: 'MatchGroup', id: string }
    | { __typename: 'MatchRuleSet', id: string }
    | { __typename: 'Mitigation', id: string }
    | { __typename: 'Model', id: string }
    | { __typename: 'PoLine', id: string }
    | { __typename: 'Policy', id: string }
    | { __typename: 'PolicyRow', id: string }
    | { __typename: 'PolicyVersion', id: string }
    | { __typename: 'Posting', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'Recommendation', id: string }
    | { __typename: 'ReconAccount', id: string, runs: { __typename: 'ReconRunConnection', edges: Array<{ __typename: 'ReconRunEdge', cursor: string, node: { __typename: 'ReconRun', id: string, state: JobState, job: { __typename: 'Job', id: string, version: number, state: JobState, stage: string, done: number, total: number | null, error: string | null }, proof: { __typename: 'ReconProof', linesIn: number, linesOut: number } | null } }> } }
    | { __typename: 'ReconRun', id: string }
    | { __typename: 'Reconciliation', id: string }
    | { __typename: 'ReviewItem', id: string }
    | { __typename: 'Role', id: string }
    | { __typename: 'RoleGrant', id: string }
    | { __typename: 'ServiceAccount', id: string }
    | { __typename: 'SodRule', id: string }
    | { __typename: 'Statement', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'User', id: string }
   | null };

export type RunReconciliationMutationVariables = Exact<{
  input: RunReconInput;
}>;


export type RunReconciliationMutation = { __typename: 'Mutation', runReconciliation: { __typename: 'JobPayload', job: { __typename: 'Job', id: string, version: number, state: JobState, stage: string, done: number, total: number | null, error: string | null } } };

export type CancelJobMutationVariables = Exact<{
  input: ActInput;
}>;


export type CancelJobMutation = { __typename: 'Mutation', cancelJob: { __typename: 'JobPayload', job: { __typename: 'Job', id: string, version: number, state: JobState, stage: string, done: number, total: number | null, error: string | null } } };

export type ReconJobPartsFragment = { __typename: 'Job', id: string, version: number, state: JobState, stage: string, done: number, total: number | null, error: string | null };

export type RunRowFragment = { __typename: 'ReconRun', id: string, version: number, trigger: string, state: JobState, lines: number, startedAt: string, endedAt: string | null, problem: string | null, ruleSet: { __typename: 'MatchRuleSet', id: string, number: number } };

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', user: { __typename: 'User', id: string, name: string, email: string, title: string, locale: string }, permits: Array<{ __typename: 'Permit', action: Action, allowed: boolean }> }, entities: Array<{ __typename: 'Entity', id: string, code: string, name: string, country: string, base: string, timeZone: string }> };

export type InboxCountsQueryVariables = Exact<{ [key: string]: never; }>;


export type InboxCountsQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', inboxCounts: Array<{ __typename: 'KindCount', kind: TaskKind, open: number, overdue: number }> } };

export type SearchQueryVariables = Exact<{
  text: string;
}>;


export type SearchQuery = { __typename: 'Query', search: Array<{ __typename: 'Invoice', id: string, key: string, number: string, sellerName: string, state: ItemState, gross: { __typename: 'Money', amount: string, currency: string } | null }> };

export type MoneyPartsFragment = { __typename: 'Money', amount: string, currency: string };

export type PermitPartsFragment = { __typename: 'Permit', action: Action, allowed: boolean, reasons: Array<{ __typename: 'DenyReason', code: DenyCode, message: string, rule: string | null, limit: { __typename: 'Money', amount: string, currency: string } | null }>, paths: Array<{ __typename: 'AccessPath', sentence: string }> };

export type PersonPartsFragment = { __typename: 'User', id: string, name: string, title: string };

type ActorParts_ServiceAccount_Fragment = { __typename: 'ServiceAccount', name: string };

type ActorParts_SystemActor_Fragment = { __typename: 'SystemActor', name: string };

type ActorParts_User_Fragment = { __typename: 'User', id: string, name: string, title: string };

export type ActorPartsFragment =
  | ActorParts_ServiceAccount_Fragment
  | ActorParts_SystemActor_Fragment
  | ActorParts_User_Fragment
;

export type EntityPartsFragment = { __typename: 'Entity', id: string, code: string, name: string, base: string, timeZone: string };

export type SuppliersQueryVariables = Exact<{
  filter?: SupplierFilter | null | undefined;
  sort?: Array<SortInput> | SortInput | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SuppliersQuery = { __typename: 'Query', suppliers: { __typename: 'SupplierConnection', edges: Array<{ __typename: 'SupplierEdge', cursor: string, node: { __typename: 'Supplier', id: string, number: string, name: string, country: string, status: SupplierStatus, risk: RiskLevel } }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, totalCount: { __typename: 'Count', value: number, capped: boolean } } };

export type SupplierPageQueryVariables = Exact<{
  id: string;
}>;


export type SupplierPageQuery = { __typename: 'Query', node:
    | { __typename: 'AccessChange' }
    | { __typename: 'AccessReview' }
    | { __typename: 'Account' }
    | { __typename: 'Adjustment' }
    | { __typename: 'AuditEvent' }
    | { __typename: 'Case' }
    | { __typename: 'CostCenter' }
    | { __typename: 'Decision' }
    | { __typename: 'Delegation' }
    | { __typename: 'EmergencyBundle' }
    | { __typename: 'EmergencySession' }
    | { __typename: 'Entity' }
    | { __typename: 'Evidence' }
    | { __typename: 'Intake' }
    | { __typename: 'Invoice' }
    | { __typename: 'InvoiceLine' }
    | { __typename: 'Job' }
    | { __typename: 'Line' }
    | { __typename: 'MatchGroup' }
    | { __typename: 'MatchRuleSet' }
    | { __typename: 'Mitigation' }
    | { __typename: 'Model' }
    | { __typename: 'PoLine' }
    | { __typename: 'Policy' }
    | { __typename: 'PolicyRow' }
    | { __typename: 'PolicyVersion' }
    | { __typename: 'Posting' }
    | { __typename: 'PurchaseOrder' }
    | { __typename: 'Recommendation' }
    | { __typename: 'ReconAccount' }
    | { __typename: 'ReconRun' }
    | { __typename: 'Reconciliation' }
    | { __typename: 'ReviewItem' }
    | { __typename: 'Role' }
    | { __typename: 'RoleGrant' }
    | { __typename: 'ServiceAccount' }
    | { __typename: 'SodRule' }
    | { __typename: 'Statement' }
    | { __typename: 'Supplier', version: number, taxIds: Array<string>, paymentTermDays: number, id: string, number: string, name: string, country: string, status: SupplierStatus, risk: RiskLevel, bankAccounts: Array<{ __typename: 'BankDetail', masked: string, country: string, verifiedAt: string | null }> }
    | { __typename: 'Task' }
    | { __typename: 'User' }
   | null };

export type SupplierChoicesQueryVariables = Exact<{
  text?: string | null | undefined;
}>;


export type SupplierChoicesQuery = { __typename: 'Query', suppliers: { __typename: 'SupplierConnection', edges: Array<{ __typename: 'SupplierEdge', cursor: string, node: { __typename: 'Supplier', id: string, number: string, name: string, country: string } }> } };

export type SupplierRowFragment = { __typename: 'Supplier', id: string, number: string, name: string, country: string, status: SupplierStatus, risk: RiskLevel };

export const DecideTaskDocument = {"kind":"Document","documentId":"61354aab7fc22e82d9522be07ffc9eae2268c7edfa77b7662cd9633b1d8f48da","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"DecideTask"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<DecideTaskMutation, DecideTaskMutationVariables>;
export const UndoDecisionDocument = {"kind":"Document","documentId":"d09d4f4e7a429bc819944badc91973cebedf12927894d2aa9be3b5d0f9b842dd","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"UndoDecision"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<UndoDecisionMutation, UndoDecisionMutationVariables>;
export const SubmitItemDocument = {"kind":"Document","documentId":"f42d20a8d424947b16349472ee6e015de6c220809e1293900f66ea1c8807f0d7","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"SubmitItem"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<SubmitItemMutation, SubmitItemMutationVariables>;
export const WithdrawItemDocument = {"kind":"Document","documentId":"2f7cddd2bb716885c031233a371f4cf05ae6c282b24b5b06109375a69f598ac0","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"WithdrawItem"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<WithdrawItemMutation, WithdrawItemMutationVariables>;
export const PostItemDocument = {"kind":"Document","documentId":"1d3cad01295078d250e772b9f0da6b6432ee498cabf2819dd11d88961e4505e6","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"PostItem"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<PostItemMutation, PostItemMutationVariables>;
export const ReversePostingDocument = {"kind":"Document","documentId":"2e79c5171c42a9be6957295be3fe5264b22f1c1a35d8cc6bda950fa750cb2c07","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"ReversePosting"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<ReversePostingMutation, ReversePostingMutationVariables>;
export const UpdateInvoiceDocument = {"kind":"Document","documentId":"7a2befb77088b701f9098db82be20e085dc692f31c5e7446631ba1de11793705","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"UpdateInvoice"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<UpdateInvoiceMutation, UpdateInvoiceMutationVariables>;
export const CodeInvoiceDocument = {"kind":"Document","documentId":"ef84a602350c22d652b777c8466e24da3d5c0ab8b80a7318edb43c7a44297e4a","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"CodeInvoice"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<CodeInvoiceMutation, CodeInvoiceMutationVariables>;
export const CreateInvoiceDocument = {"kind":"Document","documentId":"4c26fd3d1f942962822d7b84671e91be0caba5ccdbfa88cf62ca5b782b7446b7","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"CreateInvoice"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<CreateInvoiceMutation, CreateInvoiceMutationVariables>;
export const InboxDocument = {"kind":"Document","documentId":"2f49c180f4d732182e1f646786aa1b3a56b0a2a74007473e21024b67a2198fc8","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Inbox"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<InboxQuery, InboxQueryVariables>;
export const TaskCardDocument = {"kind":"Document","documentId":"4dc54a72732c957d0ef4603efa4664b8465d34cb364a43e1ea80e4b55b5347f1","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"TaskCard"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<TaskCardQuery, TaskCardQueryVariables>;
export const InboxChangedDocument = {"kind":"Document","documentId":"f5f0491a394615185897fb08d29688ae5af4de0a84a7bf8e483d1783dcc36ebe","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"InboxChanged"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<InboxChangedSubscription, InboxChangedSubscriptionVariables>;
export const ImportInvoiceDocument = {"kind":"Document","documentId":"03a04d9a9d520c4c4e42d1c12655584ca3491e81ecfbf138ffa03edefbf9c6ee","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"ImportInvoice"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<ImportInvoiceMutation, ImportInvoiceMutationVariables>;
export const ResubmitIntakeDocument = {"kind":"Document","documentId":"86a9e3ca2b3581646d8ac1f04d90fafa1a13d2db7904198c1696e387c1c56e06","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"ResubmitIntake"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<ResubmitIntakeMutation, ResubmitIntakeMutationVariables>;
export const DiscardIntakeDocument = {"kind":"Document","documentId":"a65f8cd172403a926dc9eab3696f68e1ff1f660fc77e30dde02aa4e5bb54f2b4","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"DiscardIntake"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<DiscardIntakeMutation, DiscardIntakeMutationVariables>;
export const JobProgressDocument = {"kind":"Document","documentId":"c610cd26fc1af00c4e7d0c39c2cb1f78eb4d5a0cf560a754275c20245f4e6823","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"JobProgress"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<JobProgressSubscription, JobProgressSubscriptionVariables>;
export const JobsDocument = {"kind":"Document","documentId":"72958188fd53c20fc9d197a1a449cf73e9deee34f634ca8d6273cc157ef7d597","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Jobs"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<JobsQuery, JobsQueryVariables>;
export const IntakesDocument = {"kind":"Document","documentId":"179773e4dba3010866ed0d6a330fdf900a3aa42b66fbec7533c81d231ebbbc67","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Intakes"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<IntakesQuery, IntakesQueryVariables>;
export const InvoicePageDocument = {"kind":"Document","documentId":"daca5f93f2c08b2ce88cd26d9e6ecd690be7c4bad002e0f4b2eb0906061e691c","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"InvoicePage"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<InvoicePageQuery, InvoicePageQueryVariables>;
export const InvoicesDocument = {"kind":"Document","documentId":"b82fd19bb753f216ed932e573e37bc689479b828f775a82fafc59dce8f730ed5","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Invoices"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<InvoicesQuery, InvoicesQueryVariables>;
export const CodingChoicesDocument = {"kind":"Document","documentId":"464d19d586164b4310c57c89c72fe74ff1a2a220ba332bf2d35f06a1554c1571","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"CodingChoices"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<CodingChoicesQuery, CodingChoicesQueryVariables>;
export const ItemChangedDocument = {"kind":"Document","documentId":"3cd96c8aeb236098257b939194bddf8a8f3af6d396a5e51c9560d0306ba07680","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"ItemChanged"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<ItemChangedSubscription, ItemChangedSubscriptionVariables>;
export const SessionDocument = {"kind":"Document","documentId":"fd59f0a72f50f1f1b2e47cf70f37c884ffb6628760087ee51647c90eb6ccca7f","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Session"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<SessionQuery, SessionQueryVariables>;
export const InboxCountsDocument = {"kind":"Document","documentId":"eb76b82304928a90602138aee5d5d19919e8244076e46bc5715610bec5b41c49","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"InboxCounts"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<InboxCountsQuery, InboxCountsQueryVariables>;
export const SearchDocument = {"kind":"Document","documentId":"840bfb8e3c5d401db2606e74e7088f893be81e4624d91357223562df8b6af094","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Search"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<SearchQuery, SearchQueryVariables>;
export const SuppliersDocument = {"kind":"Document","documentId":"072cc0ee1ccdd28606176072e265203319cfe4f04715e388425fb3e98eb00dd5","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"Suppliers"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<SuppliersQuery, SuppliersQueryVariables>;
export const SupplierPageDocument = {"kind":"Document","documentId":"d8969f47be19407d686de9fac61dbb43562501eeffb7374ed917f07fed27c30f","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"SupplierPage"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<SupplierPageQuery, SupplierPageQueryVariables>;
export const SupplierChoicesDocument = {"kind":"Document","documentId":"dd85e5107b96eda2e2d463e3d99547ae7799d72f88fbc9d5063783701dede4e2","definitions":[{"kind":"OperationDefinition","name":{"kind":"Name","value":"SupplierChoices"},"selectionSet":{"kind":"SelectionSet","selections":[]}}]} as unknown as DocumentNode<SupplierChoicesQuery, SupplierChoicesQueryVariables>;