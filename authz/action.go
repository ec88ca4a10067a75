package authz

import (
	"slices"

	"countersign/domain"
)

// act is what the gate knows of an action beside its name.
type act struct {
	bit     uint64            // one of its own, so that a set of actions is one number; 0 for what nobody is granted
	kinds   []domain.NodeKind // of records that it is done to; nil is any
	bare    bool              // may be asked without a record, for example before it exists
	limited bool              // limits of grants hold for it
	human   bool              // only a person may, never a machine
	did     string            // "You ... , so you cannot"
	again   string            // "so you cannot ..."
	do      string            // "None of your roles lets you ..."
}

// acts has every action. What commits money is limited and always about one record; what agrees to something is for
// people alone.
var acts = withBits(map[domain.Action]act{
	domain.ViewInvoice: {bare: true, did: "looked at this invoice", again: "look at it", do: "see invoices"},
	domain.EnterInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice, domain.NodeIntake}, bare: true,
		did: "entered this invoice", again: "enter it", do: "enter invoices"},
	domain.CodeInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice, domain.NodeInvoiceLine}, bare: true,
		did: "coded this invoice", again: "code it", do: "code invoices"},
	domain.ApproveInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice}, limited: true, human: true,
		did: "approved this invoice", again: "approve it", do: "approve invoices"},
	domain.PostInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice, domain.NodeAdjustment}, limited: true,
		did: "posted this invoice", again: "post it", do: "post invoices"},
	domain.ReleaseHold: {limited: true, human: true,
		did: "released a hold of it", again: "release its hold", do: "release holds"},
	domain.ProposePayment: {limited: true,
		did: "put this payment together", again: "put it together", do: "propose payments"},
	domain.ApprovePayment: {limited: true, human: true,
		did: "approved this payment", again: "approve it", do: "approve payments"},
	domain.ReleasePayment: {limited: true, human: true,
		did: "released this payment", again: "release it", do: "release payments"},
	domain.EditBankAccount: {bare: true,
		did: "changed bank accounts of the group", again: "change bank accounts of the group", do: "change bank accounts of the group"},
	domain.EditSupplier: {kinds: []domain.NodeKind{domain.NodeSupplier, domain.NodeIntake}, bare: true,
		did: "changed this supplier", again: "change it", do: "change suppliers"},
	domain.EditSupplierBank: {kinds: []domain.NodeKind{domain.NodeSupplier, domain.NodeIntake}, bare: true,
		did: "changed bank details of this supplier", again: "change its bank details", do: "change bank details of suppliers"},
	domain.ConfirmSupplierBank: {kinds: []domain.NodeKind{domain.NodeSupplier}, bare: true, human: true,
		did: "confirmed bank details of this supplier", again: "confirm its bank details", do: "confirm bank details of suppliers"},
	domain.EditOrder: {kinds: []domain.NodeKind{domain.NodePurchaseOrder, domain.NodePoLine, domain.NodeIntake}, bare: true,
		did: "changed this order", again: "change it", do: "change orders"},
	domain.ApproveOrder: {kinds: []domain.NodeKind{domain.NodePurchaseOrder}, limited: true, human: true,
		did: "approved this order", again: "approve it", do: "approve orders"},
	domain.RecordReceipt: {kinds: []domain.NodeKind{domain.NodePurchaseOrder, domain.NodePoLine, domain.NodeReceipt, domain.NodeIntake}, bare: true,
		did: "recorded a receipt of this order", again: "record its receipt", do: "record receipts"},
	domain.SubmitExpense: {bare: true, did: "submitted this expense", again: "submit it", do: "submit expenses"},
	domain.ApproveExpense: {limited: true, human: true,
		did: "approved this expense", again: "approve it", do: "approve expenses"},
	domain.AuditExpense: {bare: true, human: true, did: "checked this expense", again: "check it", do: "check expenses"},
	domain.PrepareJournal: {bare: true,
		did: "prepared this journal entry", again: "prepare it", do: "prepare journal entries"},
	domain.ApproveJournal: {limited: true, human: true,
		did: "approved this journal entry", again: "approve it", do: "approve journal entries"},
	domain.PrepareCredit: {bare: true, did: "created this credit memo", again: "create it", do: "create credit memos"},
	domain.ApproveCredit: {limited: true, human: true,
		did: "approved this credit memo", again: "approve it", do: "approve credit memos and write-offs"},
	domain.InitiateIntercompany: {bare: true,
		did: "began this intercompany transaction", again: "begin it", do: "begin intercompany transactions"},
	domain.AcceptIntercompany: {bare: true, human: true,
		did: "accepted this intercompany transaction", again: "accept it", do: "accept intercompany transactions"},
	domain.ArbitrateIntercompany: {bare: true, human: true,
		did: "settled this dispute", again: "settle it", do: "settle disputes between entities"},
	domain.ApplyCash:  {bare: true, did: "applied this receipt", again: "apply it", do: "apply cash"},
	domain.MatchLines: {bare: true, did: "matched lines of this account", again: "match its lines", do: "match lines"},
	domain.UndoMatch:  {bare: true, did: "undid matches of this account", again: "undo its matches", do: "undo matches"},
	domain.WriteOff: {limited: true,
		did: "cleared items of this account", again: "clear its items", do: "clear reconciling items"},
	domain.CertifyAccount: {bare: true, human: true,
		did: "certified this reconciliation", again: "certify it", do: "certify reconciliations"},
	domain.ReviewAccount: {bare: true, human: true,
		did: "reviewed this reconciliation", again: "review it", do: "review reconciliations"},
	domain.ResolveCase: {bare: true, human: true, did: "resolved this case", again: "resolve it", do: "resolve cases"},
	domain.SignCloseTask: {bare: true, human: true,
		did: "signed this task of the close", again: "sign it", do: "sign tasks of the close"},
	domain.CertifyCloseTask: {bare: true, human: true,
		did: "certified this task of the close", again: "certify it", do: "certify tasks of the close"},
	domain.WaiveGate: {bare: true, human: true,
		did: "waived this gate", again: "waive it", do: "waive gates of the close"},
	domain.ClosePeriod: {bare: true,
		did: "opened or closed periods here", again: "open or close periods here", do: "open or close periods"},
	domain.ReopenPeriod: {bare: true,
		did: "asked for this period to be reopened", again: "ask for it", do: "ask for periods to be reopened"},
	domain.ApproveReopening: {bare: true, human: true,
		did: "approved that this period is reopened", again: "approve that it is reopened", do: "approve that periods are reopened"},
	domain.EditMasterData: {kinds: []domain.NodeKind{domain.NodeEntity, domain.NodeUser, domain.NodeCostCenter, domain.NodeIntake, domain.NodeReconAccount}, bare: true,
		did: "changed this record", again: "change it", do: "change master data"},
	domain.EditChart: {kinds: []domain.NodeKind{domain.NodeAccount, domain.NodeIntake}, bare: true,
		did: "changed the chart of accounts here", again: "change the chart of accounts here", do: "change the chart of accounts"},
	domain.EditRate: {kinds: []domain.NodeKind{domain.NodeIntake, domain.NodeEntity}, bare: true,
		did: "changed rates", again: "change rates", do: "change exchange rates"},
	domain.EditPolicy: {kinds: []domain.NodeKind{domain.NodePolicy, domain.NodePolicyVersion, domain.NodePolicyRow, domain.NodeReconAccount, domain.NodeRuleSet, domain.NodeAdvicePolicy, domain.NodeModel}, bare: true,
		did: "drafted a policy that holds here", again: "draft it", do: "draft policies"},
	domain.PublishPolicy: {kinds: []domain.NodeKind{domain.NodePolicy, domain.NodePolicyVersion, domain.NodeReconAccount, domain.NodeRuleSet, domain.NodeCaseOwner}, bare: true, human: true,
		did: "put a policy in force that holds here", again: "put it in force", do: "put policies in force"},
	domain.EditRole: {kinds: []domain.NodeKind{domain.NodeRole, domain.NodeAccessChange}, bare: true,
		did: "proposed this change of a role", again: "propose it", do: "propose changes of roles"},
	domain.RequestGrant: {kinds: []domain.NodeKind{domain.NodeGrant, domain.NodeRole, domain.NodeUser, domain.NodeAccessChange, domain.NodeService, domain.NodeReviewItem}, bare: true,
		did: "asked for this change", again: "ask for it", do: "ask for grants"},
	domain.GrantRole: {kinds: []domain.NodeKind{domain.NodeGrant, domain.NodeRole, domain.NodeUser, domain.NodeAccessChange, domain.NodeDutyRule, domain.NodeService}, bare: true, human: true,
		did: "granted or changed roles here", again: "grant or change roles here", do: "grant roles"},
	domain.EditDutyRule: {kinds: []domain.NodeKind{domain.NodeDutyRule, domain.NodeAccessChange}, bare: true,
		did: "proposed this segregation rule", again: "propose it", do: "propose segregation rules"},
	domain.MitigateConflict: {kinds: []domain.NodeKind{domain.NodeMitigation, domain.NodeDutyRule, domain.NodeUser, domain.NodeAccessChange}, bare: true, human: true,
		did: "accepted this conflict", again: "accept it", do: "accept segregation conflicts"},
	domain.PublishModel: {bare: true, human: true,
		did: "put a model in force that advises here", again: "put it in force", do: "put models in force"},
	domain.PublishThreshold: {bare: true, human: true,
		did: "put thresholds in force that hold here", again: "put them in force", do: "put thresholds in force"},
	domain.DecideAdvice: {bare: true, human: true, did: "decided this advice", again: "decide it", do: "decide advice"},
	domain.Delegate: {kinds: []domain.NodeKind{domain.NodeDelegation, domain.NodeUser}, bare: true, human: true,
		did: "delegated this right", again: "delegate it", do: "delegate rights"},
	domain.UseEmergency: {kinds: []domain.NodeKind{domain.NodeEmergency}, bare: true, human: true,
		did: "activated this emergency access", again: "activate it", do: "activate emergency access"},
	domain.ApproveEmergency: {kinds: []domain.NodeKind{domain.NodeEmergency, domain.NodeCase}, bare: true, human: true,
		did: "approved this emergency access", again: "approve or review it", do: "approve emergency access"},
	domain.CertifyAccess: {kinds: []domain.NodeKind{domain.NodeReview, domain.NodeReviewItem}, bare: true, human: true,
		did: "certified this access", again: "certify it", do: "certify access"},
	domain.EditCredential: {kinds: []domain.NodeKind{domain.NodeService, domain.NodeAccessChange}, bare: true,
		did: "changed credentials of machines here", again: "change credentials of machines here", do: "change credentials of machines"},
	domain.Deploy: {bare: true,
		did: "changed the production system", again: "change the production system", do: "change the production system"},
	domain.CommandOps: {bare: true, did: "ran this command", again: "run it", do: "run the house"},
	domain.ReadAudit:  {bare: true, did: "read this log", again: "read it", do: "read the audit log"},
	domain.AdministerAudit: {bare: true,
		did: "administered the audit log", again: "administer the audit log", do: "administer the audit log"},
	domain.ReadSchema: {bare: true, did: "read the schema", again: "read it", do: "read the schema"},
	domain.BenefitFromException: {kinds: []domain.NodeKind{domain.NodeMitigation, domain.NodeAccessChange},
		did: "are the person whose conflict is accepted", again: "benefit from it", do: "benefit from an exception"},
	domain.BeReviewed: {kinds: []domain.NodeKind{domain.NodeReviewItem},
		did: "are the person whose access is reviewed", again: "be reviewed in it", do: "be reviewed"},
	domain.ReceiveDelegation: {kinds: []domain.NodeKind{domain.NodeDelegation, domain.NodeUser},
		did: "received this right by delegation", again: "receive it", do: "receive a delegation"},
})

func withBits(acts map[domain.Action]act) map[domain.Action]act {
	for i, action := range domain.Actions() {
		a := acts[action]
		a.bit = 1 << i
		acts[action] = a
	}
	return acts
}

// kinds is every kind of record; the bare question has the kind "".
var kinds = []domain.NodeKind{"", domain.NodeEntity, domain.NodeUser, domain.NodeCostCenter, domain.NodeAccount,
	domain.NodeSupplier, domain.NodePurchaseOrder, domain.NodePoLine, domain.NodeReceipt, domain.NodeInvoice,
	domain.NodeInvoiceLine, domain.NodeTask, domain.NodePosting, domain.NodePolicy, domain.NodePolicyVersion,
	domain.NodePolicyRow, domain.NodeEvidence, domain.NodeIntake, domain.NodeJob, domain.NodeEvent, domain.NodeRole,
	domain.NodeGrant, domain.NodeDutyRule, domain.NodeDelegation, domain.NodeMitigation, domain.NodeService,
	domain.NodeAccessChange, domain.NodeEmergency, domain.NodeReview, domain.NodeReviewItem, domain.NodeCase,
	domain.NodeReconAccount, domain.NodeStatement, domain.NodeLine, domain.NodeReconciliation,
	domain.NodeReconRun, domain.NodeMatchGroup, domain.NodeRuleSet, domain.NodeAdjustment,
	domain.NodeRecommendation, domain.NodeAdvicePolicy, domain.NodeModel, domain.NodeCaseOwner}

// about says whether the action is done to records of the kind; the bare question may always be asked.
func (a act) about(kind domain.NodeKind) bool {
	return kind == "" || slices.Contains(kinds, kind) && (a.kinds == nil || slices.Contains(a.kinds, kind))
}

// ForPeople says whether only a person may do the action, never a machine.
func ForPeople(action domain.Action) bool { return acts[action].human }

// Limited says whether limits of grants hold for the action: it commits money.
func Limited(action domain.Action) bool { return acts[action].limited }
