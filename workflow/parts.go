package workflow

import "countersign/store"

// Parts says what is wanted of a record beyond its row; each costs a statement or two for a whole page.
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
	PartFeed      = store.PartFeed
	PartTallies   = store.PartTallies
	PartEquation  = store.PartEquation
	PartAging     = store.PartAging
	PartAccount   = store.PartAccount
	PartStatement = store.PartStatement
	PartFile      = store.PartFile
	PartCase      = store.PartCase
	PartGroup     = store.PartGroup
	PartAdvice    = store.PartAdvice
	PartSimilar   = store.PartSimilar
	PartForecast  = store.PartForecast
)
