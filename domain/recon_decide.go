package domain

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxMatchLines is how many lines a person matches at once: what somebody can look through.
const MaxMatchLines = 200

// RunReconInput asks for an account to be reconciled now.
type RunReconInput struct {
	AccountID        ID
	IdempotencyKey   string
	ClientMutationID *string
}

// MatchLinesInput is lines of one account that a person says settle each other.
type MatchLinesInput struct {
	AccountID        ID
	LineIds          []ID
	ReasonCode       *string // of the adjustment that a difference is to become; nil where they tie
	Note             *string
	IdempotencyKey   string
	ClientMutationID *string
}

// Facts is what the gate must know of the match: what was done to its account counts for it.
func (g *MatchGroup) Facts() Facts {
	return Facts{Kind: NodeMatchGroup, Entity: g.ID.Entity, ID: g.ID.UUID, Linked: []UUID{g.AccountID}}
}

// Against is why an action cannot be done to the match now whatever somebody's rights, nil when nothing stands against it.
func (g *MatchGroup) Against(action Action) *DenyReason {
	wrong := func(format string, args ...any) *DenyReason {
		return &DenyReason{Code: DenyWrongState, Message: fmt.Sprintf(format, args...)}
	}
	switch {
	case g.State == GroupUndone:
		return wrong("This match was taken back.")
	case action == MatchLines && g.State == GroupSuggested && !g.PersonID.IsZero() && g.Adjustment != nil:
		return wrong("It waits for somebody to decide on %s.", g.Adjustment.Key)
	case action == MatchLines && g.State != GroupSuggested:
		return wrong("This match is no proposal any more.")
	case action == UndoMatch && g.State == GroupSuggested:
		return wrong("This is a proposal: accept it or turn it down.")
	case action == UndoMatch && g.Certified != "":
		return wrong("One of its lines lies in %s, which is certified; the period must be reopened first.", g.Certified)
	case action == UndoMatch && g.Adjustment != nil && (g.Adjustment.State == "APPROVED" || g.Adjustment.State == "POSTED"):
		return wrong("Its adjustment %s is %s; that must be reversed first.", g.Adjustment.Key, plainCode(g.Adjustment.State))
	}
	return nil
}

// Accept makes a proposal a match. Errors: WRONG_STATE.
func (g *MatchGroup) Accept(by Actor, comment string) (Event, error) {
	if reason := g.Against(MatchLines); reason != nil {
		return Event{}, reason.Refusal(MatchLines).With("state", g.State)
	}
	g.State, g.DecidedID = GroupApproved, by.ID
	return g.happened("match.accepted", by.named()+" accepted a proposed match of "+lineCount(len(g.Members))+".").Because(comment).
		Changed("state", string(GroupSuggested), string(GroupApproved)), nil
}

// Reject turns a proposal down: it is not made again. Errors: WRONG_STATE; INVALID without a reason.
func (g *MatchGroup) Reject(by Actor, reason string) (Event, error) {
	if against := g.Against(MatchLines); against != nil {
		return Event{}, against.Refusal(MatchLines).With("state", g.State)
	}
	if err := sayWhy(reason); err != nil {
		return Event{}, err
	}
	g.State, g.DecidedID = GroupUndone, by.ID
	return g.happened("match.rejected", by.named()+" turned down a proposed match of "+lineCount(len(g.Members))+".").Because(reason).
		Changed("state", string(GroupSuggested), string(GroupUndone)), nil
}

// Undo takes a match back: its lines are open again. Errors: WRONG_STATE, also for lines in a certified period or with an
// adjustment that was approved; INVALID without a reason.
func (g *MatchGroup) Undo(by Actor, reason string) (Event, error) {
	if against := g.Against(UndoMatch); against != nil {
		return Event{}, against.Refusal(UndoMatch).With("state", g.State)
	}
	if err := sayWhy(reason); err != nil {
		return Event{}, err
	}
	was := g.State
	g.State, g.DecidedID = GroupUndone, by.ID
	return g.happened("match.undone", by.named()+" took a match of "+lineCount(len(g.Members))+" back.").Because(reason).
		Changed("state", string(was), string(GroupUndone)), nil
}

func (g *MatchGroup) happened(kind, text string) Event {
	return Happened(kind, g.ID, text).With("account", ID{Kind: NodeReconAccount, Entity: g.ID.Entity, UUID: g.AccountID}).
		With("lines", g.Members).With("remainder", g.Remainder.String()).AtVersion(g.Version + 1)
}

func sayWhy(reason string) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(reason)); n < 3 || n > 500 {
		return RefuseField(CodeInvalid, "reason", "Say why in 3 to 500 characters.")
	}
	return nil
}

// lineCount is a number of lines in words.
func lineCount(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// MatchByHand makes the match that a person says is one, of lines that are all open. The difference of its sides must be
// zero, or within the tolerance with a reason code for the adjustment that it becomes.
//
// Errors: INVALID for fewer than two lines or several currencies; OUT_OF_BALANCE without a reason code and
// TOLERANCE_EXCEEDED with one, both with the difference.
func MatchByHand(account *ReconAccount, lines []*Line, rules *MatchRuleSet, reasonCode string) (*MatchGroup, error) {
	if len(lines) < 2 {
		return nil, RefuseField(CodeInvalid, "lineIds", "A match is of two lines at least.")
	}
	g := &MatchGroup{AccountID: account.ID.UUID, State: GroupMatched, Score: 1}
	outside, books, err := g.takeLines(lines)
	if err != nil {
		return nil, err
	}
	if g.Remainder.Minor == 0 {
		return g, nil
	}
	tolerance := rules.Tolerance(lines, outside, books)
	switch {
	case abs64(g.Remainder.Minor) > tolerance && reasonCode != "":
		return nil, Refuse(CodeToleranceExceeded, "The sides differ by %s, and a match of this account may leave at most %s over.",
			g.Remainder, NewMoney(tolerance, g.Remainder.Currency)).With("difference", g.Remainder)
	case reasonCode == "":
		return nil, Refuse(CodeOutOfBalance, "The sides differ by %s; take other lines, or give the reason code of an adjustment.", g.Remainder).
			With("difference", g.Remainder)
	}
	return g, nil
}

// sourcesOf are where lines come from, each source once.
func sourcesOf(lines []*Line) []ReconSource {
	var sources []ReconSource
	for _, l := range lines {
		if !slices.Contains(sources, l.Source) {
			sources = append(sources, l.Source)
		}
	}
	return sources
}

// BooksOf are those of some sources that the others settle: of two sources whatever they are one, of more those of
// the house.
func BooksOf(sources []ReconSource) []ReconSource {
	var books []ReconSource
	for _, s := range sources {
		if s == SourceLedger || s == SourceSubledger {
			books = append(books, s)
		}
	}
	if len(sources) == 2 && len(books) != 1 {
		return []ReconSource{max(sources[0], sources[1])}
	}
	return books
}
