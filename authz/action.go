package authz

import (
	"slices"

	"countersign/domain"
)

// act is what the gate knows of an action beside its name.
type act struct {
	bit     uint32            // one of its own, so that a set of actions is one number
	kinds   []domain.NodeKind // of records that it is done to; nil is any
	bare    bool              // may be asked without a record, for example before it exists
	limited bool              // limits of grants hold for it
	did     string            // "You ... , so you cannot"
	again   string            // "so you cannot ..."
	do      string            // "None of your roles lets you ..."
}

// acts has every action. What commits money is limited and always about one record.
var acts = withBits(map[domain.Action]act{
	domain.ViewInvoice: {bare: true, did: "looked at this invoice", again: "look at it", do: "see invoices"},
	domain.EnterInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice, domain.NodeIntake}, bare: true,
		did: "entered this invoice", again: "enter it", do: "enter invoices"},
	domain.CodeInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice, domain.NodeInvoiceLine}, bare: true,
		did: "coded this invoice", again: "code it", do: "code invoices"},
	domain.ApproveInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice}, limited: true,
		did: "approved this invoice", again: "approve it", do: "approve invoices"},
	domain.PostInvoice: {kinds: []domain.NodeKind{domain.NodeInvoice}, limited: true,
		did: "posted this invoice", again: "post it", do: "post invoices"},
	domain.EditSupplier: {kinds: []domain.NodeKind{domain.NodeSupplier, domain.NodeIntake}, bare: true,
		did: "changed this supplier", again: "change it", do: "change suppliers"},
	domain.EditMasterData: {kinds: []domain.NodeKind{domain.NodeEntity, domain.NodeUser, domain.NodeCostCenter,
		domain.NodeAccount, domain.NodeSupplier, domain.NodePurchaseOrder, domain.NodePoLine, domain.NodeReceipt,
		domain.NodeIntake}, bare: true,
		did: "changed this record", again: "change it", do: "change master data"},
	domain.EditPolicy: {kinds: []domain.NodeKind{domain.NodePolicy, domain.NodePolicyVersion, domain.NodePolicyRow},
		bare: true, did: "drafted this policy", again: "draft it", do: "draft policies"},
	domain.PublishPolicy: {kinds: []domain.NodeKind{domain.NodePolicy, domain.NodePolicyVersion}, bare: true,
		did: "put this policy in force", again: "put it in force", do: "put policies in force"},
	domain.EditRole: {kinds: []domain.NodeKind{domain.NodeRole}, bare: true,
		did: "changed this role", again: "change it", do: "change roles"},
	domain.GrantRole: {kinds: []domain.NodeKind{domain.NodeGrant, domain.NodeRole, domain.NodeUser}, bare: true,
		did: "granted this role", again: "grant it", do: "grant roles"},
	domain.CommandOps: {bare: true, did: "ran this command", again: "run it", do: "run the house"},
	domain.ReadAudit:  {bare: true, did: "read this log", again: "read it", do: "read the audit log"},
	domain.ReadSchema: {bare: true, did: "read the schema", again: "read it", do: "read the schema"},
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
	domain.NodeGrant}

// about says whether the action is done to records of the kind; the bare question may always be asked.
func (a act) about(kind domain.NodeKind) bool {
	return kind == "" || slices.Contains(kinds, kind) && (a.kinds == nil || slices.Contains(a.kinds, kind))
}
