package domain

import (
	"fmt"
	"io"
	"slices"
	"strconv"
)

// Action is something that can be permitted, or a way of standing towards a record; the list is closed and equals enum
// Action of the schema.
type Action string

// The closed list of what can be granted.
const (
	ViewInvoice           Action = "INVOICE_VIEW"
	EnterInvoice          Action = "INVOICE_ENTER"
	CodeInvoice           Action = "INVOICE_CODE"
	ApproveInvoice        Action = "INVOICE_APPROVE"
	PostInvoice           Action = "INVOICE_POST"
	ReleaseHold           Action = "HOLD_RELEASE"
	ProposePayment        Action = "PAYMENT_PROPOSE"
	ApprovePayment        Action = "PAYMENT_APPROVE"
	ReleasePayment        Action = "PAYMENT_RELEASE"
	EditBankAccount       Action = "BANK_ACCOUNT_EDIT"
	EditSupplier          Action = "SUPPLIER_EDIT"
	EditSupplierBank      Action = "SUPPLIER_BANK_EDIT"
	ConfirmSupplierBank   Action = "SUPPLIER_BANK_CONFIRM"
	EditOrder             Action = "PO_EDIT"
	ApproveOrder          Action = "PO_APPROVE"
	RecordReceipt         Action = "RECEIPT_RECORD"
	SubmitExpense         Action = "EXPENSE_SUBMIT"
	ApproveExpense        Action = "EXPENSE_APPROVE"
	AuditExpense          Action = "EXPENSE_AUDIT"
	PrepareJournal        Action = "JOURNAL_PREPARE"
	ApproveJournal        Action = "JOURNAL_APPROVE"
	PrepareCredit         Action = "CREDIT_PREPARE"
	ApproveCredit         Action = "CREDIT_APPROVE"
	InitiateIntercompany  Action = "IC_INITIATE"
	AcceptIntercompany    Action = "IC_ACCEPT"
	ArbitrateIntercompany Action = "IC_ARBITRATE"
	ApplyCash             Action = "CASH_APPLY"
	MatchLines            Action = "RECON_MATCH"
	UndoMatch             Action = "RECON_UNDO"
	WriteOff              Action = "RECON_WRITE_OFF"
	CertifyAccount        Action = "RECON_CERTIFY"
	ReviewAccount         Action = "RECON_REVIEW"
	ResolveCase           Action = "CASE_RESOLVE"
	SignCloseTask         Action = "CLOSE_TASK_SIGN"
	CertifyCloseTask      Action = "CLOSE_TASK_CERTIFY"
	WaiveGate             Action = "CLOSE_GATE_WAIVE"
	ClosePeriod           Action = "PERIOD_CLOSE"
	ReopenPeriod          Action = "PERIOD_REOPEN"
	ApproveReopening      Action = "PERIOD_REOPEN_APPROVE"
	EditMasterData        Action = "MASTER_DATA_EDIT"
	EditChart             Action = "CHART_EDIT"
	EditRate              Action = "RATE_EDIT"
	EditPolicy            Action = "POLICY_EDIT"
	PublishPolicy         Action = "POLICY_PUBLISH"
	EditRole              Action = "ROLE_EDIT"
	RequestGrant          Action = "ROLE_REQUEST"
	GrantRole             Action = "ROLE_GRANT"
	EditDutyRule          Action = "SOD_RULE_EDIT"
	MitigateConflict      Action = "SOD_MITIGATE"
	PublishModel          Action = "MODEL_PUBLISH"
	PublishThreshold      Action = "THRESHOLD_PUBLISH"
	DecideAdvice          Action = "ADVICE_DECIDE"
	Delegate              Action = "DELEGATE"
	UseEmergency          Action = "EMERGENCY_USE"
	ApproveEmergency      Action = "EMERGENCY_APPROVE"
	CertifyAccess         Action = "ACCESS_CERTIFY"
	EditCredential        Action = "CREDENTIAL_EDIT"
	Deploy                Action = "DEPLOY"
	CommandOps            Action = "OPS_COMMAND"
	ReadAudit             Action = "AUDIT_READ"
	AdministerAudit       Action = "AUDIT_ADMIN"
	ReadSchema            Action = "SCHEMA_READ"
)

// The closed list of ways to stand towards a record without doing anything. Nobody is granted one; segregation rules are
// written over them as over actions.
const (
	BenefitFromException Action = "EXCEPTION_BENEFIT"
	BeReviewed           Action = "ACCESS_SUBJECT"
	ReceiveDelegation    Action = "DELEGATION_RECEIVE"
)

// Actions lists what can be granted, in the order of the schema.
func Actions() []Action {
	return []Action{
		ViewInvoice,
		EnterInvoice,
		CodeInvoice,
		ApproveInvoice,
		PostInvoice,
		ReleaseHold,
		ProposePayment,
		ApprovePayment,
		ReleasePayment,
		EditBankAccount,
		EditSupplier,
		EditSupplierBank,
		ConfirmSupplierBank,
		EditOrder,
		ApproveOrder,
		RecordReceipt,
		SubmitExpense,
		ApproveExpense,
		AuditExpense,
		PrepareJournal,
		ApproveJournal,
		PrepareCredit,
		ApproveCredit,
		InitiateIntercompany,
		AcceptIntercompany,
		ArbitrateIntercompany,
		ApplyCash,
		MatchLines,
		UndoMatch,
		WriteOff,
		CertifyAccount,
		ReviewAccount,
		ResolveCase,
		SignCloseTask,
		CertifyCloseTask,
		WaiveGate,
		ClosePeriod,
		ReopenPeriod,
		ApproveReopening,
		EditMasterData,
		EditChart,
		EditRate,
		EditPolicy,
		PublishPolicy,
		EditRole,
		RequestGrant,
		GrantRole,
		EditDutyRule,
		MitigateConflict,
		PublishModel,
		PublishThreshold,
		DecideAdvice,
		Delegate,
		UseEmergency,
		ApproveEmergency,
		CertifyAccess,
		EditCredential,
		Deploy,
		CommandOps,
		ReadAudit,
		AdministerAudit,
		ReadSchema,
	}
}

// Stands lists the ways to stand towards a record, in the order of the schema.
func Stands() []Action { return []Action{BenefitFromException, BeReviewed, ReceiveDelegation} }

// Known says whether the action is one of the closed lists.
func (a Action) Known() bool { return slices.Contains(Actions(), a) || a.Stands() }

// Stands says whether it is a way to stand, which nobody can be granted.
func (a Action) Stands() bool { return slices.Contains(Stands(), a) }

// MarshalGQL writes the enum value.
func (a Action) MarshalGQL(w io.Writer) { _, _ = io.WriteString(w, strconv.Quote(string(a))) }

// UnmarshalGQL reads the enum value. Errors: when it is not of the closed lists.
func (a *Action) UnmarshalGQL(v any) error {
	s, ok := v.(string)
	*a = Action(s)
	if !ok || !a.Known() {
		return fmt.Errorf("%v is not an Action", v)
	}
	return nil
}
