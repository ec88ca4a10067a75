package domain

import "time"

// What the public API shows of an invoice beyond its columns.

// Title is one line for a list: who bills, and under which number.
func (i *Invoice) Title() string { return i.SellerName + " · " + i.Number }

// Standing is one sentence on where the invoice stands.
func (i *Invoice) Standing() string { return "This invoice is " + stateWords[i.State] + "." }

// Amount is what the item is worth; nil when the document states no total.
func (i *Invoice) Amount() *Money { return i.Gross.Stated() }

// DueAt is midnight UTC of the due date; nil when there is none.
func (i *Invoice) DueAt() *time.Time {
	if i.DueOn.IsZero() {
		return nil
	}
	at := i.DueOn.Time()
	return &at
}

// StatedNet is the net total; nil when the document states none.
func (i *Invoice) StatedNet() *Money { return i.Net.Stated() }

// StatedTax is the VAT total; nil when the document states none.
func (i *Invoice) StatedTax() *Money { return i.Tax.Stated() }

// StatedPrepaid is what was paid before; nil when the document states nothing.
func (i *Invoice) StatedPrepaid() *Money { return i.Prepaid.Stated() }

// StatedPayable is what is left to pay; nil when the document states none.
func (i *Invoice) StatedPayable() *Money { return i.Payable.Stated() }

// InBase is the gross amount in the entity's currency; nil when no rate was known.
func (i *Invoice) InBase() *Money { return i.Base.Stated() }

// Syntax is the e-invoice format; nil when it was typed in.
func (i *Invoice) Syntax() *string { return optional(i.Format) }

// RateFrom is whose rate InBase was made with; nil when none was needed.
func (i *Invoice) RateFrom() *string { return optional(i.RateSource) }

// MatchView is how the bill fits its orders; nil when it was not matched yet.
func (i *Invoice) MatchView() *MatchResult {
	if i.Match == "" {
		return nil
	}
	ways := 2
	for _, line := range i.MatchLines {
		if line.PoLine != nil && line.PoLine.Received.Sign() != 0 {
			ways = 3
		}
	}
	return &MatchResult{Ways: ways, Outcome: i.Match, Lines: i.MatchLines}
}

// Entered is who entered it, as the public API shows actors.
func (i *Invoice) Entered() Principal { return i.EnteredBy.Principal() }

// Principal is the actor as the public API shows it.
func (a Actor) Principal() Principal { return principal(a.Kind, a.ID, a.Name, a.Person) }

// Actor is who decided, as the public API shows it.
func (d *Decision) Actor() Principal { return principal(d.ActorKind, d.ActorID, d.ActorName, d.Person) }

// Actor is who acted, as the public API shows it.
func (e *Event) Actor() Principal { return principal(e.ActorKind, e.ActorID, e.ActorName, e.Person) }

// Received is who brought the file, as the public API shows it.
func (i *Intake) Received() Principal { return i.ReceivedBy.Principal() }

// DownloadURL is the path that answers the bytes.
func (e *Evidence) DownloadURL() string { return "/files/" + e.ID.String() }

// Stated is the amount, or nil when none was stated.
func (m Money) Stated() *Money {
	if m.IsZero() {
		return nil
	}
	return &m
}

// principal is a part of the house by its name, a machine outside it by its id, a person as the directory
// knows them, and one whom it does not know by the name that was written down.
func principal(kind ActorKind, id UUID, name string, known *User) Principal {
	switch {
	case kind == ActorSystem:
		return &SystemName{Name: name}
	case kind == ActorService:
		return &ServiceAccount{ID: id, Name: name}
	case known != nil:
		return known
	}
	return &User{ID: ID{Kind: NodeUser, UUID: id}, Name: name}
}
