package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// The states of an adjustment.
const (
	AdjustmentProposed  = "PROPOSED"
	AdjustmentApproved  = "APPROVED"
	AdjustmentRejected  = "REJECTED"
	AdjustmentPosted    = "POSTED"
	AdjustmentWithdrawn = "WITHDRAWN"
)

var adjustmentKinds = []string{"WRITE_OFF", "FEE", "FX", "CORRECTION"}

// ProposeAdjustmentInput asks for open lines to be settled by an entry.
type ProposeAdjustmentInput struct {
	AccountID        ID
	LineIds          []ID // 1 to MaxMatchLines open lines of one currency, each once
	Kind             string
	AgainstAccountID ID // the account of the ledger that takes the other side
	ReasonCode       string
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// DecideAdjustmentInput is the second person's answer.
type DecideAdjustmentInput struct {
	ID               ID
	Version          int
	Approve          bool
	Comment          *string // needed for a rejection
	IdempotencyKey   string
	ClientMutationID *string
}

// AdjustmentFilter says which adjustments; every stated part must hold.
type AdjustmentFilter struct {
	EntityID  []ID
	AccountID *ID
	State     []string
	Mine      *bool // prepared by the caller
}

// Facts is what the gate must know: its worth, and the reconciliations of the periods that it reaches into, so that who
// clears items and who certifies them are different people. Worth, Periods and Used must be loaded.
func (a *MatchAdjustment) Facts() Facts {
	return Facts{Kind: NodeAdjustment, Entity: a.ID.Entity, ID: a.ID.UUID, Amount: a.Worth, Linked: slices.Clone(a.Reconciliations), Used: a.Used}
}

// Journal is the entry that adds amount to a reconciled account and takes it from another.
func Journal(amount Money, reconciled, against, text string) []AdjustmentLine {
	return []AdjustmentLine{{Account: reconciled, Text: text, Amount: amount}, {Account: against, Text: text, Amount: amount.Neg()}}
}

// ProposeAdjustment makes the entry that settles lines which nothing else settles, and the proposed match of the lines that
// it explains. against is the ledger's account of the other side; nil where there is none of the id.
//
// Errors: FORBIDDEN to delegates and machines; INVALID with every broken rule.
func ProposeAdjustment(a *MatchAdjustment, account *ReconAccount, by Actor, lines []*Line, against *Account, in ProposeAdjustmentInput, at time.Time) (*MatchGroup, Event, error) {
	if err := by.InOwnName(); err != nil {
		return nil, Event{}, err
	}
	var broken Violations
	if len(lines) == 0 {
		return nil, Event{}, RefuseField(CodeInvalid, "lineIds", "Name the lines that the entry settles.")
	}
	reason, code := strings.TrimSpace(in.Reason), strings.TrimSpace(in.ReasonCode)
	if !slices.Contains(adjustmentKinds, in.Kind) {
		broken.Add("kind", "known", "An adjustment is a %s.", strings.Join(adjustmentKinds, ", "))
	}
	if against == nil || against.Code == account.AccountCode {
		broken.Add("againstAccountId", "other", "Name another account of the same entity than %s to book it against.", account.AccountCode)
	}
	if n := len(code); n < 2 || n > 40 {
		broken.Add("reasonCode", "length", "A reason code has 2 to 40 characters.")
	}
	if n := utf8.RuneCountInString(reason); n < 10 || n > 2000 {
		broken.Add("reason", "length", "Say in 10 to 2,000 characters why this is booked.")
	}
	g := &MatchGroup{AccountID: account.ID.UUID, State: GroupSuggested, Score: 1, MadeAt: at, Version: 1}
	outside, books, err := g.takeLines(lines)
	switch {
	case err != nil:
		return nil, Event{}, err
	case outside == books:
		broken.Add("lineIds", "sum", "The sides of these lines tie: match them, nothing has to be booked.")
	case g.Remainder.Currency != account.Currency:
		broken.Add("lineIds", "currency", "An entry is booked in %s, the currency of the account.", account.Currency)
	}
	if err := broken.Err(); err != nil {
		return nil, Event{}, err
	}
	g.Reasons = []ReconReason{{Label: "Settled by the entry " + a.Key, Weight: 1}}
	a.Version, a.AccountID, a.Kind, a.State, a.Amount = 1, account.ID.UUID, in.Kind, AdjustmentProposed, g.Remainder
	a.Lines = Journal(g.Remainder, account.AccountCode, against.Code, reason)
	a.ReasonCode, a.Reason, a.PreparerID, a.PreparedAt = code, reason, by.ID, at
	return g, Happened("adjustment.proposed", a.ID, fmt.Sprintf("%s proposed %s: %s of %s against %s.", by.named(), a.Key, plainCode(a.Kind), a.Amount, against.Code)).
		Because(reason).With("account", account.ID).With("lines", g.Members).With("amount", a.Amount.String()).AtVersion(1), nil
}

// takeLines makes lines of one currency the members of a match and returns the sums of its sides.
func (g *MatchGroup) takeLines(lines []*Line) (outside, books int64, err error) {
	sides := BooksOf(sourcesOf(lines))
	var before, against int
	for _, l := range lines {
		if l.Amount.Currency != lines[0].Amount.Currency {
			return 0, 0, RefuseField(CodeInvalid, "lineIds", "The lines are in %s and %s; lines of one currency are matched.", lines[0].Amount.Currency, l.Amount.Currency)
		}
		if slices.Contains(sides, l.Source) {
			books, against = books+l.Amount.Minor, against+1
		} else {
			outside, before = outside+l.Amount.Minor, before+1
		}
		g.Members = append(g.Members, l.ID.UUID)
	}
	slices.SortFunc(g.Members, UUID.Compare)
	g.Shape, g.Remainder = shapeOf(before, against), NewMoney(outside-books, lines[0].Amount.Currency)
	return outside, books, nil
}

// Against is why a person cannot decide on it whatever their rights, nil when nothing of the kind stands against it.
func (a *MatchAdjustment) Against(person UUID) *DenyReason {
	switch {
	case a.State != AdjustmentProposed:
		return &DenyReason{Code: DenyWrongState, Message: fmt.Sprintf("%s is %s.", a.Key, plainCode(a.State))}
	case person == a.PreparerID:
		return &DenyReason{Code: DenyOwnItem, Message: "You prepared this, so somebody else decides on it."}
	case a.Group != nil && a.Group.Certified != "":
		return &DenyReason{Code: DenyWrongState, Message: fmt.Sprintf("One of its lines lies in %s, which is certified; the period must be reopened first.", a.Group.Certified)}
	}
	return nil
}

// Decide approves or rejects it. Group must be loaded.
//
// Errors: FORBIDDEN to who prepared it, to delegates and to machines; WRONG_STATE when it is decided or its lines lie in a
// certified period; INVALID for a rejection without a comment.
func (a *MatchAdjustment) Decide(by Actor, in DecideAdjustmentInput, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if reason := a.Against(by.ID); reason != nil {
		return Event{}, reason.Refusal(ApproveCredit).With("state", a.State)
	}
	comment := ""
	if in.Comment != nil {
		comment = strings.TrimSpace(*in.Comment)
	}
	if n := utf8.RuneCountInString(comment); !in.Approve && n < 3 || n > 2000 {
		return Event{}, RefuseField(CodeInvalid, "comment", "Say in 3 to 2,000 characters why it is rejected.")
	}
	a.State = AdjustmentApproved
	if !in.Approve {
		a.State = AdjustmentRejected
	}
	a.DeciderID, a.DecidedAt, a.Comment = by.ID, &at, optional(comment)
	word := plainCode(a.State)
	return Happened("adjustment."+word, a.ID, fmt.Sprintf("%s %s %s of %s.", by.named(), word, a.Key, a.Amount)).Because(comment).
		With("amount", a.Amount.String()).AtVersion(a.Version+1).Changed("state", AdjustmentProposed, a.State), nil
}

// AgainstWithdrawal is why a person cannot take it back whatever their rights; nil when nothing of the kind stands against it.
func (a *MatchAdjustment) AgainstWithdrawal(person UUID) *DenyReason {
	switch {
	case a.State != AdjustmentProposed:
		return &DenyReason{Code: DenyWrongState, Message: fmt.Sprintf("%s is %s.", a.Key, plainCode(a.State))}
	case a.PreparerID.IsZero():
		return &DenyReason{Code: DenyWrongState, Message: "A rule prepared this; somebody decides on it, or takes its match back."}
	case person != a.PreparerID:
		return &DenyReason{Code: DenyNotAssigned, Message: "Only who prepared this takes it back; others reject it."}
	case a.Group != nil && a.Group.Certified != "":
		return &DenyReason{Code: DenyWrongState, Message: fmt.Sprintf("One of its lines lies in %s, which is certified; the period must be reopened first.", a.Group.Certified)}
	}
	return nil
}

// Withdraw takes it back before anybody decided on it. Group must be loaded.
//
// Errors: FORBIDDEN to everybody but who prepared it, to delegates and to machines; WRONG_STATE when it is decided, a rule's, or
// its lines lie in a certified period; INVALID without a reason.
func (a *MatchAdjustment) Withdraw(by Actor, reason *string) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if against := a.AgainstWithdrawal(by.ID); against != nil {
		return Event{}, against.Refusal(WriteOff).With("state", a.State)
	}
	why := ""
	if reason != nil {
		why = strings.TrimSpace(*reason)
	}
	if err := needReason(why).Err(); err != nil {
		return Event{}, err
	}
	a.State, a.Comment = AdjustmentWithdrawn, &why
	return Happened("adjustment.withdrawn", a.ID, fmt.Sprintf("%s took %s of %s back.", by.named(), a.Key, a.Amount)).Because(why).
		With("amount", a.Amount.String()).AtVersion(a.Version+1).Changed("state", AdjustmentProposed, a.State), nil
}

// Fall opens the match of an adjustment that was taken back: nobody turned it down, so it can be proposed again. It says whether
// the match changed.
func (g *MatchGroup) Fall(a *MatchAdjustment) (Event, bool) {
	was := g.State
	if was == GroupUndone {
		return Event{}, false
	}
	g.State, g.DecidedID = GroupUndone, UUID{}
	return g.happened("match.withdrawn", fmt.Sprintf("A match of %s fell: %s was taken back.", lineCount(len(g.Members)), a.Key)).
		Changed("state", string(was), string(g.State)), true
}

// Settle makes the proposed match of an approved adjustment a match, or opens the lines of a rejected one: what a rule or a
// person matched with a difference does not stand without the entry that explains it. It says whether the match changed.
func (g *MatchGroup) Settle(by Actor, a *MatchAdjustment) (Event, bool) {
	was := g.State
	switch {
	case was == GroupUndone:
		return Event{}, false
	case a.State == AdjustmentRejected:
		g.State = GroupUndone
	case was == GroupSuggested:
		g.State = GroupApproved
	default:
		return Event{}, false
	}
	g.DecidedID = by.ID
	kind, text := "match.accepted", fmt.Sprintf("A match of %s stands: %s was approved.", lineCount(len(g.Members)), a.Key)
	if g.State == GroupUndone {
		kind, text = "match.rejected", fmt.Sprintf("A match of %s fell: %s was rejected.", lineCount(len(g.Members)), a.Key)
	}
	return g.happened(kind, text).Changed("state", string(was), string(g.State)), true
}

// LedgerDocument is what the ledger is given: the journal under our human key.
func (a *MatchAdjustment) LedgerDocument(entity *Entity, on Date) LedgerDocument {
	d := LedgerDocument{Entity: entity.Code, Kind: KindJournal, Number: a.Key, Key: a.Key, IssuedOn: on, PostingOn: on, DueOn: on, Gross: a.Amount}
	for _, l := range a.Lines {
		d.Lines = append(d.Lines, LedgerLine{Account: l.Account, Text: l.Text, Amount: l.Amount})
	}
	return d
}

// Posted takes the ledger's number. Errors: WRONG_STATE when it is not approved.
func (a *MatchAdjustment) Posted(reference string) (Event, error) {
	if a.State != AdjustmentApproved {
		return Event{}, Refuse(CodeWrongState, "%s is %s.", a.Key, plainCode(a.State)).With("state", a.State)
	}
	a.State, a.Reference = AdjustmentPosted, &reference
	return Happened("adjustment.posted", a.ID, fmt.Sprintf("%s of %s is in the ledger as %s.", a.Key, a.Amount, reference)).
		AtVersion(a.Version+1).Changed("state", AdjustmentApproved, AdjustmentPosted), nil
}
