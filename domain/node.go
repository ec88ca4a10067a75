package domain

// Node is anything that has a public id. The markers below tell the GraphQL layer which records are nodes.
type Node interface{ IsNode() }

// WorkItem is a piece of work on its way through the house.
type WorkItem interface {
	Node
	IsWorkItem()
}

// Principal is who acted, as the public API shows it: a person or the house itself.
type Principal interface{ IsActor() }

// SystemName is the house itself, by the name of the part that acted.
type SystemName struct{ Name string }

// IsActor marks an actor.
func (*User) IsActor() {}

// IsActor marks an actor.
func (*SystemName) IsActor() {}

// IsActor marks an actor.
func (*ServiceAccount) IsActor() {}

// IsWorkItem marks a work item.
func (*Invoice) IsWorkItem() {}

// IsNode marks a node.
func (*Entity) IsNode() {}

// IsNode marks a node.
func (*User) IsNode() {}

// IsNode marks a node.
func (*CostCenter) IsNode() {}

// IsNode marks a node.
func (*Account) IsNode() {}

// IsNode marks a node.
func (*Supplier) IsNode() {}

// IsNode marks a node.
func (*PurchaseOrder) IsNode() {}

// IsNode marks a node.
func (*PoLine) IsNode() {}

// IsNode marks a node.
func (*Invoice) IsNode() {}

// IsNode marks a node.
func (*InvoiceLine) IsNode() {}

// IsNode marks a node.
func (*Task) IsNode() {}

// IsNode marks a node.
func (*Decision) IsNode() {}

// IsNode marks a node.
func (*Posting) IsNode() {}

// IsNode marks a node.
func (*Policy) IsNode() {}

// IsNode marks a node.
func (*PolicyVersion) IsNode() {}

// IsNode marks a node.
func (*PolicyRow) IsNode() {}

// IsNode marks a node.
func (*Evidence) IsNode() {}

// IsNode marks a node.
func (*Intake) IsNode() {}

// IsNode marks a node.
func (*Job) IsNode() {}

// IsNode marks a node.
func (*Event) IsNode() {}

// IsNode marks a node.
func (*AccessChange) IsNode() {}

// IsNode marks a node.
func (*DelegationView) IsNode() {}

// IsNode marks a node.
func (*ServiceAccount) IsNode() {}

// IsNode marks a node.
func (*EmergencyBundle) IsNode() {}

// IsNode marks a node.
func (*EmergencySession) IsNode() {}

// IsNode marks a node.
func (*AccessReview) IsNode() {}

// IsNode marks a node.
func (*ReviewItem) IsNode() {}

// IsNode marks a node.
func (*Case) IsNode() {}

// IsNode marks a node.
func (*RoleView) IsNode() {}

// IsNode marks a node.
func (*Grant) IsNode() {}

// IsNode marks a node.
func (*DutyRule) IsNode() {}

// IsNode marks a node.
func (*Mitigation) IsNode() {}

// IsNode marks a node.
func (*ReconAccount) IsNode() {}

// IsNode marks a node.
func (*Statement) IsNode() {}

// IsNode marks a node.
func (*Line) IsNode() {}

// IsNode marks a node.
func (*Reconciliation) IsNode() {}

// IsNode marks a node.
func (*ReconRun) IsNode() {}

// IsNode marks a node.
func (*MatchGroup) IsNode() {}

// IsNode marks a node.
func (*MatchRuleSet) IsNode() {}

// IsNode marks a node.
func (*MatchAdjustment) IsNode() {}

// IsNode marks a node.
func (*Recommendation) IsNode() {}

// IsNode marks a node.
func (*ModelVersion) IsNode() {}

// IsNode marks a node.
func (*Model) IsNode() {}
