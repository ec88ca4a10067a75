package workflow

import "countersign/store"

// Parts says what is wanted of an invoice beyond its row; each costs one statement for a whole page.
type Parts = store.Parts

// The parts, for whoever looks ahead.
const (
	PartLines     = store.PartLines
	PartDetail    = store.PartDetail
	PartChecks    = store.PartChecks
	PartRoute     = store.PartRoute
	PartTasks     = store.PartTasks
	PartDecisions = store.PartDecisions
	PartEvidence  = store.PartEvidence
	PartPosting   = store.PartPosting
	PartEvents    = store.PartEvents
	PartUsed      = store.PartUsed
	PartSupplier  = store.PartSupplier
	PartFormer    = store.PartFormerRoutes
)
