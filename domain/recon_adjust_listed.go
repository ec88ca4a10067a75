package domain

import (
	"fmt"
	"slices"
	"time"
)

// ListsEntry says whether a line of the ledger is the entry of the adjustment as the ledger lists it: it names our key or the ledger's
// number of it, and has its amount.
func (a *MatchAdjustment) ListsEntry(l *Line) bool {
	if l.Source != SourceLedger || l.Provisional || l.AccountID != a.AccountID || l.Amount != a.Amount || !a.EntryID.IsZero() {
		return false
	}
	if a.State != AdjustmentApproved && a.State != AdjustmentPosted {
		return false
	}
	return slices.ContainsFunc(l.References(), func(ref string) bool { return ref == a.Key || a.Reference != nil && ref == *a.Reference })
}

// Listed ties the line in which the ledger listed the entry to the adjustment: it is settled by it, as a match of this line alone
// whose remainder is what the explained match left over, the other way round.
func (a *MatchAdjustment) Listed(account *ReconAccount, l *Line, at time.Time) (*MatchGroup, Event) {
	remainder := l.Amount
	if slices.Contains(BooksOf(account.Sources), l.Source) {
		remainder = remainder.Neg()
	}
	a.EntryID = l.ID.UUID
	members := []UUID{l.ID.UUID}
	g := &MatchGroup{
		ID:      ID{Kind: NodeMatchGroup, Entity: account.ID.Entity, UUID: MatchGroupID(account.ID.UUID, a.ID.UUID, members)},
		Version: 1, AccountID: account.ID.UUID, Shape: OneToOne, State: GroupMatched, Score: 1, Members: members, Remainder: remainder, AdjustmentID: a.ID.UUID,
		Before: []byte("{}"), Reasons: []ReconReason{{Label: "The ledger lists the entry " + a.Key, Weight: 1}}, MadeAt: at,
	}
	return g, Happened("adjustment.listed", a.ID, fmt.Sprintf("The ledger lists %s on %s: the line is settled by it.", a.Key, l.BookedOn)).
		With("line", l.ID).With("group", g.ID).AtVersion(a.Version + 1)
}
