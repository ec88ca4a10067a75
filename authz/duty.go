package authz

import "countersign/domain"

// duty is a capability of the business that segregation rules are written over; an index of duties.
type duty int

// The duties of the control catalogue.
const (
	maintainSupplier duty = iota
	changeSupplierBank
	confirmSupplierBank
	enterInvoice
	approveInvoice
	approveInvoiceOrPayment
	handleInvoice
	approveOrder
	maintainOrder
	recordReceipt
	releaseHold
	executePayment
	releasePayment
	proposePayment
	approvePayment
	maintainBankAccount
	certifyAccount
	reviewAccount
	reconcile
	clearItem
	prepareJournal
	approveJournal
	movePeriod
	maintainChart
	signCloseTask
	certifyCloseTask
	reopenPeriod
	approveReopening
	maintainRate
	approveOrPost
	approveOrPostAny
	approveBusiness
	maintainRouting
	grantRole
	requestGrant
	approveGrant
	proposePolicy
	publishPolicy
	changePolicy
	administerAudit
	approveAnything
	acceptException
	benefitFromException
	useEmergency
	reviewEmergency
	delegate
	receiveDelegation
	certifyAccess
	beReviewed
	maintainCredential
	deploy
	tuneAdvice
	submitExpense
	approveExpense
	prepareCredit
	approveCredit
	dutyCount
)

// duties says what each duty is called and which actions it consists of. A duty without actions would silence its rules:
// the length of the list is the compiler's to check, and that no entry is empty is TestRules'.
var duties = [dutyCount]struct {
	name    string
	actions []domain.Action
}{
	maintainSupplier:        {"Maintain suppliers", []domain.Action{domain.EditSupplier, domain.EditSupplierBank}},
	changeSupplierBank:      {"Change bank details of suppliers", []domain.Action{domain.EditSupplierBank}},
	confirmSupplierBank:     {"Confirm changed bank details", []domain.Action{domain.ConfirmSupplierBank}},
	enterInvoice:            {"Enter invoices", []domain.Action{domain.EnterInvoice, domain.CodeInvoice}},
	approveInvoice:          {"Approve invoices", []domain.Action{domain.ApproveInvoice}},
	approveInvoiceOrPayment: {"Approve invoices or payments", []domain.Action{domain.ApproveInvoice, domain.ApprovePayment}},
	handleInvoice:           {"Enter or approve invoices", []domain.Action{domain.EnterInvoice, domain.CodeInvoice, domain.ApproveInvoice}},
	approveOrder:            {"Approve orders", []domain.Action{domain.ApproveOrder}},
	maintainOrder:           {"Create or change orders", []domain.Action{domain.EditOrder}},
	recordReceipt:           {"Record receipts", []domain.Action{domain.RecordReceipt}},
	releaseHold:             {"Override a match exception or release a block", []domain.Action{domain.ReleaseHold}},
	executePayment:          {"Post invoices or release payments", []domain.Action{domain.PostInvoice, domain.ReleasePayment}},
	releasePayment:          {"Release payments", []domain.Action{domain.ReleasePayment}},
	proposePayment:          {"Put payment batches together", []domain.Action{domain.ProposePayment}},
	approvePayment:          {"Approve payment batches", []domain.Action{domain.ApprovePayment}},
	maintainBankAccount:     {"Maintain own bank accounts or signatories", []domain.Action{domain.EditBankAccount}},
	certifyAccount:          {"Prepare reconciliations", []domain.Action{domain.CertifyAccount}},
	reviewAccount:           {"Approve reconciliations", []domain.Action{domain.ReviewAccount}},
	reconcile:               {"Prepare or approve reconciliations", []domain.Action{domain.CertifyAccount, domain.ReviewAccount}},
	clearItem:               {"Post or clear reconciling items", []domain.Action{domain.WriteOff}},
	prepareJournal:          {"Prepare or post journal entries", []domain.Action{domain.PrepareJournal}},
	approveJournal:          {"Approve journal entries", []domain.Action{domain.ApproveJournal}},
	movePeriod:              {"Open or close periods", []domain.Action{domain.ClosePeriod, domain.ReopenPeriod}},
	maintainChart:           {"Maintain accounts or posting rules", []domain.Action{domain.EditChart}},
	signCloseTask:           {"Do tasks of the close", []domain.Action{domain.SignCloseTask}},
	certifyCloseTask:        {"Certify tasks of the close", []domain.Action{domain.CertifyCloseTask}},
	reopenPeriod:            {"Ask for a period to be reopened", []domain.Action{domain.ReopenPeriod}},
	approveReopening:        {"Approve the reopening", []domain.Action{domain.ApproveReopening}},
	maintainRate:            {"Maintain rates or tax codes", []domain.Action{domain.EditRate}},
	approveOrPost:           {"Approve or post invoices or journals", []domain.Action{domain.ApproveInvoice, domain.PostInvoice, domain.ApproveJournal, domain.PrepareJournal}},
	approveOrPostAny:        {"Approve or post business transactions", []domain.Action{domain.ApproveInvoice, domain.PostInvoice, domain.ApprovePayment, domain.ReleasePayment, domain.ApproveJournal, domain.PrepareJournal, domain.ApproveOrder, domain.ApproveExpense, domain.ApproveCredit}},
	approveBusiness:         {"Approve invoices, payments or journals", []domain.Action{domain.ApproveInvoice, domain.ApprovePayment, domain.ApproveJournal}},
	maintainRouting:         {"Maintain limits or routing rules", []domain.Action{domain.EditPolicy, domain.PublishPolicy}},
	grantRole:               {"Grant or change roles", []domain.Action{domain.GrantRole, domain.EditRole}},
	requestGrant:            {"Ask for a grant", []domain.Action{domain.RequestGrant, domain.EditRole, domain.EditDutyRule, domain.EditCredential}},
	approveGrant:            {"Approve the grant", []domain.Action{domain.GrantRole}},
	proposePolicy:           {"Propose policy changes", []domain.Action{domain.EditPolicy}},
	publishPolicy:           {"Publish policy changes", []domain.Action{domain.PublishPolicy}},
	changePolicy:            {"Propose or publish policy changes", []domain.Action{domain.EditPolicy, domain.PublishPolicy}},
	administerAudit:         {"Administer the audit log", []domain.Action{domain.AdministerAudit}},
	approveAnything:         {"Approve business or change policies", []domain.Action{domain.ApproveInvoice, domain.ApprovePayment, domain.ApproveJournal, domain.ApproveOrder, domain.ApproveExpense, domain.ApproveCredit, domain.ApproveReopening, domain.EditPolicy, domain.PublishPolicy}},
	acceptException:         {"Accept a conflict", []domain.Action{domain.MitigateConflict}},
	benefitFromException:    {"Benefit from the exception", []domain.Action{domain.BenefitFromException}},
	useEmergency:            {"Activate emergency access", []domain.Action{domain.UseEmergency}},
	reviewEmergency:         {"Approve the activation or review it", []domain.Action{domain.ApproveEmergency}},
	delegate:                {"Delegate a right", []domain.Action{domain.Delegate}},
	receiveDelegation:       {"Receive it back", []domain.Action{domain.ReceiveDelegation}},
	certifyAccess:           {"Certify access", []domain.Action{domain.CertifyAccess}},
	beReviewed:              {"Be the subject of the certification", []domain.Action{domain.BeReviewed}},
	maintainCredential:      {"Maintain credentials of machines", []domain.Action{domain.EditCredential}},
	deploy:                  {"Change production code or configuration", []domain.Action{domain.Deploy}},
	tuneAdvice:              {"Change models, prompts or thresholds", []domain.Action{domain.PublishModel, domain.PublishThreshold}},
	submitExpense:           {"Submit own expenses", []domain.Action{domain.SubmitExpense}},
	approveExpense:          {"Approve, check or pay expenses", []domain.Action{domain.ApproveExpense, domain.AuditExpense, domain.ReleasePayment}},
	prepareCredit:           {"Create credit memos or write-offs", []domain.Action{domain.PrepareCredit, domain.WriteOff}},
	approveCredit:           {"Approve credit memos or write-offs", []domain.Action{domain.ApproveCredit}},
}
