package authz

import (
	"fmt"
	"slices"

	"countersign/domain"
)

// Short words for the table below.
const (
	critical = domain.RiskCritical
	high     = domain.RiskHigh
	medium   = domain.RiskMedium

	object       = domain.SpanObject
	counterparty = domain.SpanCounterparty
	entity       = domain.SpanEntity
)

// shipped is the set of segregation rules that every group starts from, one for each pair of the control catalogue.
// What is only medium is reported, everything else is refused. The span is the widest on which the pair does harm: who
// writes routing rules for an entity must approve nothing there, who enters an invoice just not that one.
//
// Entering means changing too: a mutation that alters what an approval covers asks for INVOICE_ENTER or INVOICE_CODE, so
// whoever edited it, last or before, stands on that side as well.
var shipped = []struct {
	number      int
	left, right duty
	process     string
	risk        domain.Risk
	span        domain.DutySpan
	why         string
	control     string
}{
	{
		1, maintainSupplier, releasePayment, "procure to pay", critical, counterparty,
		"One person could invent a supplier and pay it.", "Supplier records and payments are kept by different people.",
	},
	{
		2, changeSupplierBank, approveInvoiceOrPayment, "procure to pay", critical, counterparty,
		"A payment could be led to an account of the approver's choice.", "Whoever changes bank details approves nothing for that supplier.",
	},
	{
		3, changeSupplierBank, confirmSupplierBank, "supplier master", critical, object,
		"A call-back is worth nothing when the person who asked for the change makes it.", "A second person confirms each change of bank details.",
	},
	{
		4, maintainSupplier, enterInvoice, "procure to pay", high, counterparty,
		"An invented supplier could be given an invented invoice.", "Supplier records and invoices are entered by different people.",
	},
	{
		5, maintainSupplier, approveOrder, "procure to pay", high, counterparty,
		"Orders could be led to a supplier that nobody vetted.", "Whoever keeps a supplier approves no orders to it.",
	},
	{
		6, maintainOrder, approveOrder, "procure to pay", high, object,
		"Money would be committed without a second look.", "A second person approves each order.",
	},
	{
		7, maintainOrder, recordReceipt, "procure to pay", high, object,
		"A receipt could be recorded for goods that never came.", "Buying and receiving are done by different people.",
	},
	{
		8, recordReceipt, enterInvoice, "procure to pay", high, object,
		"Two of the three legs of the match would come from one hand.", "Receipts and invoices are recorded by different people.",
	},
	{
		9, enterInvoice, approveInvoice, "procure to pay", critical, object,
		"Nobody else would look at the liability.", "Whoever enters or changes an invoice cannot approve it.",
	},
	{
		10, enterInvoice, releasePayment, "procure to pay", critical, object,
		"A false invoice could be entered and paid by one person.", "Whoever enters an invoice cannot release its payment.",
	},
	{
		11, approveInvoice, executePayment, "procure to pay", high, object,
		"One person would hold both consent and cash.", "Whoever approves an invoice neither posts nor pays it.",
	},
	{
		12, releaseHold, handleInvoice, "procure to pay", high, object,
		"The block that protects the match would be lifted by whom it holds.", "Somebody who did not handle the invoice releases its holds.",
	},
	{
		13, proposePayment, approvePayment, "payments", critical, object,
		"Cash would leave by one pair of hands.", "A second person approves each payment batch.",
	},
	{
		14, approvePayment, releasePayment, "payments", critical, object,
		"A batch could change between approval and bank.", "Whoever approves a batch does not send it.",
	},
	{
		15, releasePayment, reconcile, "bank reconciliation", critical, entity,
		"A wrong payment could be made and then explained away.", "Who pays for an entity does not reconcile its bank.",
	},
	{
		16, maintainBankAccount, approvePayment, "payments", critical, entity,
		"A hidden account could be opened and filled.", "Who keeps bank accounts approves no payments.",
	},
	{
		17, maintainBankAccount, reconcile, "bank reconciliation", high, entity,
		"An account could be kept out of the reconciliation.", "Who keeps bank accounts does not reconcile them.",
	},
	{
		18, certifyAccount, reviewAccount, "bank reconciliation", high, object,
		"The preparer would certify their own work.", "A reviewer who did not prepare it signs each reconciliation.",
	},
	{
		19, clearItem, certifyAccount, "bank reconciliation", high, object,
		"Differences could be cleared to hide a shortage.", "Items are cleared by somebody who does not prepare the reconciliation.",
	},
	{
		20, prepareJournal, approveJournal, "record to report", critical, object,
		"Entries are the usual way round all other controls.", "A second person approves each journal entry.",
	},
	{
		21, prepareJournal, movePeriod, "record to report", high, entity,
		"Entries could be forced into a period that was reported.", "Who prepares entries moves no periods.",
	},
	{
		22, prepareJournal, maintainChart, "record to report", high, entity,
		"A hidden account could be made and used.", "Who prepares entries keeps no accounts.",
	},
	{
		23, prepareJournal, reconcile, "record to report", high, entity,
		"A wrong posting could be hidden where it should be found.", "Who prepares entries does not reconcile the accounts.",
	},
	{
		24, approveJournal, movePeriod, "close", medium, entity,
		"Cut-off and consent would be one control.", "Reviewed each month by the controller.",
	},
	{
		25, signCloseTask, certifyCloseTask, "close", high, object,
		"The certification would lose its independence.", "A second person certifies each task of the close.",
	},
	{
		26, reopenPeriod, approveReopening, "close", critical, object,
		"Reported numbers could change without a second person.", "A second person agrees before a period is reopened.",
	},
	{
		27, maintainRate, approveOrPost, "record to report", medium, entity,
		"Rates could be bent to fit a result.", "Rates are compared with their source each month.",
	},
	{
		28, maintainRouting, approveBusiness, "workflow configuration", critical, entity,
		"Approvers could raise their own limit or lead items to themselves.", "Who writes routing rules approves nothing.",
	},
	{
		29, grantRole, approveBusiness, "user administration", critical, entity,
		"An administrator could give themselves power over business.", "Who grants roles approves nothing.",
	},
	{
		30, requestGrant, approveGrant, "user administration", critical, object,
		"Rights could be raised without a second person.", "A second person approves each change of access.",
	},
	{
		31, proposePolicy, publishPolicy, "policy administration", critical, object,
		"The rules that hold duties apart could be removed by one person.", "A second person puts each policy in force.",
	},
	{
		32, changePolicy, approveBusiness, "policy administration", critical, entity,
		"Who makes the rule could profit from it.", "Who changes policies approves nothing.",
	},
	{
		33, administerAudit, approveAnything, "audit", critical, entity,
		"A wrong could be taken out of the record.", "Who administers the log does no business.",
	},
	{
		34, acceptException, benefitFromException, "user administration", critical, object,
		"Exceptions would become private exemptions.", "Nobody accepts a conflict of their own.",
	},
	{
		35, useEmergency, reviewEmergency, "emergency access", critical, object,
		"Emergency use would have no independent reviewer.", "A second person approves and reviews each use.",
	},
	{
		36, delegate, receiveDelegation, "delegation", critical, object,
		"Delegation could launder an approval of one's own.", "Delegations do not chain, and bind both people.",
	},
	{
		37, certifyAccess, beReviewed, "access review", high, object,
		"Nobody may certify their own access.", "A reviewer decides only on others.",
	},
	{
		38, maintainCredential, approveOrPostAny, "user administration", critical, entity,
		"A person could act behind a machine.", "Who keeps credentials of machines neither approves nor posts.",
	},
	{
		39, deploy, approveOrPostAny, "change management", critical, entity,
		"Logic could be changed to let one's own items pass.", "Who changes production neither approves nor posts.",
	},
	{
		40, tuneAdvice, approveInvoice, "workflow configuration", high, entity,
		"A score could be lowered so that own items skip the review.", "Who tunes advice approves nothing that it ranks.",
	},
	{
		41, submitExpense, approveExpense, "expenses", high, object,
		"People could pay themselves.", "Nobody approves an expense of their own or of who they report to.",
	},
	{
		42, prepareCredit, approveCredit, "procure to pay", high, object,
		"A debt could be erased by one person.", "A second person approves each credit memo and write-off.",
	},
}

// Rules is the set of segregation rules that is shipped; a customer's rulebook starts from it. Keys are those of the
// control catalogue.
func Rules() []domain.DutyRule {
	rules := make([]domain.DutyRule, len(shipped))
	for i, s := range shipped {
		key := fmt.Sprintf("SOD-%03d", s.number)
		mode := domain.DutyPrevent
		if s.risk == medium {
			mode = domain.DutyDetect
		}
		rules[i] = domain.DutyRule{
			ID: domain.UUIDOf("duty rule", key), Key: key, Name: duties[s.left].name + " / " + duties[s.right].name,
			Why: s.why, Process: s.process, Risk: s.risk, Mode: mode, Span: s.span, Control: s.control,
			Left: slices.Clone(duties[s.left].actions), Right: slices.Clone(duties[s.right].actions),
		}
	}
	return rules
}
