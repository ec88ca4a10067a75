package domain

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// CaseAmbiguous is the category of the case about lines that could be matched in several equally good ways.
const CaseAmbiguous = "ambiguous"

// What became of the lines of a case; each is a code to resolve it by.
const (
	ResolvedMatched   = "MATCHED"         // they are matched; a case ends so by itself
	ResolvedAdjusted  = "ADJUSTED"        // an entry that somebody approved settles them; a case ends so by itself
	ResolvedCarried   = "CARRIED_FORWARD" // they stay open and are looked at again in the next period
	ResolvedNotNeeded = "NOT_NEEDED"      // they are left out
)

const (
	// NoteDays is from which age on an open item needs a note to be carried over a period's end: a payment that was on its
	// way at one end of a month has arrived before the next.
	NoteDays = 31
	// OldDays is from which age on somebody above the owner is told of an open item: banks and cards take back no payment that is older.
	OldDays = 90
	// MaxCaseLines is how many lines a person puts aside at once, or leaves out.
	MaxCaseLines = 1000
	// MaxShownLines is how many lines a case shows; all of them are listed by page.
	MaxShownLines = 50
)

// LineCategories are the categories of cases about lines.
func LineCategories() []string { return append(Causes(), CaseAmbiguous) }

// OfLines says whether the case is about lines of an account.
func (c *Case) OfLines() bool { return slices.Contains(LineCategories(), c.Category) }

// ByHand says whether a person opened it: its lines stay in it whatever a run makes of them. A run's case holds what the
// latest run left over.
func (c *Case) ByHand() bool { return !c.OpenedByID.IsZero() }

// CarriedOn says whether its lines are carried forward on a day.
func (c *Case) CarriedOn(day Date) bool { return !c.CarriedDay.IsZero() && !c.CarriedDay.Before(day) }

// CarriedTo is the last day until which its lines are carried forward; nil when they are not.
func (c *Case) CarriedTo() *Date {
	if c.CarriedDay.IsZero() {
		return nil
	}
	return &c.CarriedDay
}

// CaseSet is cases that were read together, so that what hangs on each of them is read together, too.
type CaseSet struct{ IDs []ID }

// CaseTally is what a case holds.
type CaseTally struct {
	Lines int // whatever became of them
	Aging []*LineAging
}

// LineAging is how old open lines of one currency are.
type LineAging struct {
	Lines      int
	Amount     Money // without signs
	MoneyDays  Decimal
	OldestDays int
}

// CategoryAging is how old the open lines in cases of one category of an account are.
type CategoryAging struct {
	Category string
	Carried  bool // forward: nobody has to look at them before the period's end
	Cases    int
	Aging    []*LineAging
}

// NewLineAging is open lines of one currency: minor units without sign, and their sum times days. Errors: when the sum has
// more digits than a Decimal.
func NewLineAging(lines int, amount Money, minorDays string, oldestDays int) (*LineAging, error) {
	sum := Aging{Buckets: []AgingBucket{{Amount: NewMoney(0, amount.Currency)}}, MoneyDays: NewDecimal(0, amount.Currency.Digits())}
	if err := sum.Add(0, lines, amount.Minor, minorDays); err != nil {
		return nil, err
	}
	return &LineAging{Lines: lines, Amount: amount, MoneyDays: sum.MoneyDays, OldestDays: max(oldestDays, 0)}, nil
}

// SLAClock says how a deadline stands; enum SlaClock of the schema.
type SLAClock string

// How a deadline stands.
const (
	SLARunning  SLAClock = "RUNNING"
	SLAMet      SLAClock = "MET"
	SLABreached SLAClock = "BREACHED"
)

// CaseSLA is how the deadline of a case stands.
type CaseSLA struct {
	Clock           SLAClock
	WorkingDaysLeft int // of its entity, to the day on which it is due; below zero when that is over
}

// SLAOn is how the deadline stands at an instant, in working days of a calendar.
func (c *Case) SLAOn(calendar *WorkCalendar, holidays Holidays, at time.Time) *CaseSLA {
	sla := &CaseSLA{Clock: SLARunning}
	end := at
	if c.Resolution != nil {
		end, sla.Clock = c.Resolution.At, SLAMet
	}
	if c.DueAt.Before(end) {
		sla.Clock = SLABreached
	}
	sla.WorkingDaysLeft = calendar.WorkingDays(DateOf(end), DateOf(c.DueAt), holidays)
	return sla
}

// OpenCaseInput is open lines of one account that somebody must look at.
type OpenCaseInput struct {
	AccountID        ID
	Version          *int // of the account, as read; nil compares nothing
	LineIds          []ID // 1 to MaxCaseLines open lines, each once
	Category         string
	Note             string
	OwnerID          *ID // nil asks the rules of ownership
	IdempotencyKey   string
	ClientMutationID *string
}

// OpenCaseOf is the case that a person opens for open lines of an account.
//
// Errors: INVALID with every broken rule.
func OpenCaseOf(account *ReconAccount, by Actor, lines []*Line, category, note string, at time.Time) (*Case, error) {
	var broken Violations
	if len(lines) == 0 {
		return nil, RefuseField(CodeInvalid, "lineIds", "Name the lines that somebody must look at.")
	}
	if !slices.Contains(Causes(), category) {
		broken.Add("category", "known", "A case about lines is one of %s.", strings.Join(Causes(), ", "))
	}
	note = strings.TrimSpace(note)
	if n := utf8.RuneCountInString(note); n < 3 || n > 2000 {
		broken.Add("note", "length", "Say in 3 to 2,000 characters what is wrong with these lines.")
	}
	if err := broken.Err(); err != nil {
		return nil, err
	}
	plain := make([]*ReconLine, len(lines))
	for i, l := range lines {
		one := l.Recon()
		plain[i] = &one
	}
	title, evidence, exposure := CauseCase(account.Name, category, plain)
	return &Case{
		ID: ID{Kind: NodeCase, Entity: account.ID.Entity, UUID: NewUUID(at)}, Category: category, Twin: NewUUID(at).String(), SubjectID: account.ID, Title: title,
		Evidence: note + "\n" + evidence, Exposure: exposure, OpenedByID: by.ID, Oldest: OldestOf(plain),
	}, nil
}

// OldestOf is when the first of lines was booked; zero for none.
func OldestOf(lines []*ReconLine) (oldest Date) {
	for _, l := range lines {
		if oldest.IsZero() || l.Booked.Before(oldest) {
			oldest = l.Booked
		}
	}
	return oldest
}

// ResolveLines ends a case about lines by saying what became of them: open is how many of them are open, carryTo until when
// they are carried forward should that be it.
//
// Errors: those of Resolve; WRONG_STATE for a code that says they are settled while some are open, with their number, and for
// one that says what becomes of open lines when none is.
func (c *Case) ResolveLines(by Actor, in ResolveCaseInput, open int, carryTo Date, at time.Time) (Event, error) {
	settled := in.Code == ResolvedMatched || in.Code == ResolvedAdjusted
	done := *c
	event, err := done.Resolve(by, in, at)
	if err != nil {
		return Event{}, err
	}
	switch {
	case settled && open > 0:
		return Event{}, Refuse(CodeWrongState, "%s of this case %s open still: match or adjust %s first, carry %s forward or leave %s out.",
			capital(lineCount(open)), isAre(open), themIt(open), themIt(open), themIt(open)).With("state", CaseOpen).With("lines", open)
	case !settled && open == 0:
		return Event{}, Refuse(CodeWrongState, "No line of this case is open any more, so nothing is to be decided about one.").With("state", CaseOpen).With("lines", 0)
	}
	if in.Code == ResolvedCarried {
		done.CarriedDay = carryTo
		event = event.With("until", carryTo.String())
	}
	*c = done
	return event.With("lines", open), nil
}

// Settled ends the case because all of its lines are, for which nobody has to answer.
//
// Errors: WRONG_STATE when it is resolved; FORBIDDEN for a case that is not about lines.
func (c *Case) Settled(code string, lines int, at time.Time) (Event, error) {
	if !c.OfLines() {
		return Event{}, Refuse(CodeForbidden, "A case of the category %s is resolved by a person.", c.Category)
	}
	note := "No line of it is left."
	if lines > 0 {
		note = capital(lineCount(lines)) + " of it " + isAre(lines) + " settled."
	}
	return c.ended(code, note, "none of its lines is open any more", at)
}

// MayReopen says whether a person may take back that the lines of the case were left out, and returns why they do.
//
// Errors: FORBIDDEN to delegates and machines; WRONG_STATE for a case that was resolved otherwise, or is open; INVALID without a reason.
func (c *Case) MayReopen(by Actor, reason *string) (string, error) {
	if err := by.InOwnName(); err != nil {
		return "", err
	}
	if against := c.AgainstReopening(); against != nil {
		return "", Refuse(CodeWrongState, "%s", against.Message).With("state", c.State)
	}
	if reason == nil {
		return "", needReason("").Err()
	}
	return strings.TrimSpace(*reason), needReason(*reason).Err()
}

// AgainstReopening is why nobody can take back how the case ended; nil when somebody could.
func (c *Case) AgainstReopening() *DenyReason {
	switch {
	case c.State == CaseOpen:
		return &DenyReason{Code: DenyWrongState, Message: "This case is open."}
	case !c.OfLines() || c.Resolution.Code != ResolvedNotNeeded:
		return &DenyReason{Code: DenyWrongState, Message: "Only a case whose lines were left out can be opened again; what is matched is taken back where it is matched."}
	}
	return nil
}

// Reopen opens a resolved case about lines again, because what it was resolved by no longer holds.
//
// Errors: WRONG_STATE when it is open; FORBIDDEN for a case that is not about lines.
func (c *Case) Reopen(why string, dueAt, at time.Time) (Event, error) {
	switch {
	case c.State == CaseOpen:
		return Event{}, Refuse(CodeWrongState, "This case is open.").With("state", c.State)
	case !c.OfLines():
		return Event{}, Refuse(CodeForbidden, "A case of the category %s stays resolved.", c.Category)
	}
	was := c.Resolution.Code
	c.State, c.Resolution, c.CarriedDay, c.EscalatedID, c.DueAt, c.UpdatedAt = CaseOpen, nil, Date{}, UUID{}, dueAt, at
	return Happened("case.reopened", c.ID, fmt.Sprintf("%s is open again: %s", c.Key, why)).
		With("was", was).With("category", c.Category).Changed("state", string(CaseResolved), string(CaseOpen)), nil
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func themIt(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// AmbiguousCase is what the case of ambiguous lines says: a title and, as evidence, the lines of each set of which several
// matches are equally good, on either side.
func AmbiguousCase(account string, all []ReconLine, lines []*ReconLine, result *ReconResult) (title, evidence string, exposure Money) {
	_, sums, exposure := CauseCase(account, CauseUnknown, lines)
	sums, _, _ = strings.Cut(sums, "The oldest was booked on")
	var text strings.Builder
	text.WriteString(sums)
	fmt.Fprintf(&text, "The oldest was booked on %s.\n", OldestOf(lines))
	for n, a := range result.Ambiguities {
		if n == maxListed {
			fmt.Fprintf(&text, "And %d more sets of rivals.\n", len(result.Ambiguities)-maxListed)
			break
		}
		fmt.Fprintf(&text, "Rivals by the rule %q: %s.\n", result.Rules[a.Rule].Name, strings.TrimSuffix(a.Reason, "."))
		for i, at := range a.Lines {
			if i == maxListed {
				fmt.Fprintf(&text, "  and %s more\n", lineCount(len(a.Lines)-maxListed))
				break
			}
			fmt.Fprintf(&text, "  %s\n", all[at].listed())
		}
	}
	return fmt.Sprintf("%s: %s can be matched in several ways", account, lineCount(len(lines))), text.String(), exposure
}

// CarryTo is until when what is carried forward today stays so: the end of the period after the one that today lies in.
// periods are those that end today or later, earliest first; where the books have none yet, it is the end of the next month.
func CarryTo(periods []Period, today Date) Date {
	var end Date
	for _, p := range periods {
		if end.IsZero() && !today.Before(p.First) {
			end = p.Last
		} else if !end.IsZero() && end.Before(p.First) {
			return p.Last
		}
	}
	return DateOf(time.Date(today.Year(), today.Month()+2, 0, 0, 0, 0, 0, time.UTC))
}
