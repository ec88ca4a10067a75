package ml

import (
	"time"

	"countersign/domain"
)

// Advised is one piece of advice and what became of it.
type Advised struct {
	Item       string // identity of what it was about: draws depend on it
	Date       domain.Date
	Entity     domain.EntityID
	Vendor     string
	Choice     string  // what was advised, "" when there was no advice to give
	Confidence float64 // of it, in [0,1]
	Unseen     Unseen
	Automatic  bool    // it was acted on without a person
	Share      float64 // chance with which an automatic one was to be audited, in (0,1]; 0 counts as DefaultAudit
	Audited    bool    // a person looked although it was automatic
	Label      string  // what is right; "" while nobody said
	Worth      int64   // money that it is about in minor units of one currency, never negative

	// What the person did who decided, where one did.
	Unasked  bool          // nobody decided: what came shows by itself
	Accepted bool          // as it was advised
	Opened   bool          // they opened the evidence before
	Took     time.Duration // from opening the item to the decision; 0 is unknown
}

// Known says whether it has turned out what is right.
func (a *Advised) Known() bool { return a.Label != "" }

// right and wrong are both false while nothing is known.
func (a *Advised) right() bool { return a.Known() && a.Choice == a.Label }

func (a *Advised) wrong() bool { return a.Known() && a.Choice != "" && a.Choice != a.Label }

// byPerson says whether a person decided on the advice before it took effect.
func (a *Advised) byPerson() bool { return !a.Automatic && !a.Unasked && a.Known() && a.Choice != "" }
