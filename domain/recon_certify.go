package domain

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ReconciliationState is where the certification of an account's period stands; enum ReconciliationState of the schema.
type ReconciliationState string

// The states of a reconciliation.
const (
	ReconciliationOpen      ReconciliationState = "OPEN"
	ReconciliationPrepared  ReconciliationState = "PREPARED"  // the preparer signed
	ReconciliationCertified ReconciliationState = "CERTIFIED" // everybody who must has signed
	ReconciliationVoid      ReconciliationState = "VOID"      // it was signed, and the data changed under the signatures
)

// SignRole is as what somebody signs; enum SignRole of the schema.
type SignRole string

// The roles, in the order in which they sign.
const (
	SignPreparer       SignRole = "PREPARER"
	SignReviewer       SignRole = "REVIEWER"
	SignSecondReviewer SignRole = "SECOND_REVIEWER"
)

// Reconciliation is one account in one period: what the books say, what supports it, and who signed for it.
type Reconciliation struct {
	ID        ID
	Version   int
	AccountID UUID
	PeriodID  UUID
	State     ReconciliationState
	Figures   ReconFigures
	Automatic bool // by the account's rule
	SignOffs  []SignOff
	UpdatedAt time.Time
	Account   *ReconAccount
	Period    *Period
	Used      []DutyUse

	DueOn        Date           // the parts below are loaded where they are asked for
	Forecast     *CloseForecast // the last one
	NotesMissing int            // open lines that are too old to be carried over its end without a note; counted where it is asked for
}

// ReconFigures is what a signature stands for. All money is in the account's currency.
type ReconFigures struct {
	Ledger      Money  // balance in the books on the last day
	Supported   Money  // what the statement of that day and the listed open items support
	Unexplained Money  // the difference of the two
	Open        int    // lines of the period or before that nothing of it or before settles; listed and carried forward
	Lines       int    // lines of the period
	DataHash    string // SHA-256 in hexadecimal of every row that the figures rest on
}

// SignOff is one signature. It says which data it covers; when they change it is void, and stays to be seen.
type SignOff struct {
	ID       UUID
	Role     SignRole
	ByID     UUID  // zero when the account's rule certified
	Person   *User `json:"-"` // as Actor.Person
	At       time.Time
	Covers   string // the data hash
	Text     string // what the signer wrote, "" for nothing
	VoidedAt *time.Time
	VoidText string // why it is void
}

// Note is what the signer wrote; nil for nothing.
func (s *SignOff) Note() *string { return optional(s.Text) }

// VoidReason is why it is void; nil while it holds.
func (s *SignOff) VoidReason() *string { return optional(s.VoidText) }

// NewReconciliation is a period of an account that nobody has signed. Its id is made of both, so that it is the same before
// and after the first signature.
func NewReconciliation(account *ReconAccount, period *Period) *Reconciliation {
	return &Reconciliation{
		ID: ID{Kind: NodeReconciliation, Entity: account.ID.Entity, UUID: ReconciliationID(account.ID.UUID, period.ID)}, AccountID: account.ID.UUID, PeriodID: period.ID,
		State: ReconciliationOpen, Account: account, Period: period,
	}
}

// ReconciliationID is the id of a period of an account.
func ReconciliationID(account, period UUID) UUID {
	return UUIDOf("reconciliation", account.String(), period.String())
}

// Ledger is the balance in the books.
func (r *Reconciliation) Ledger() Money { return r.Figures.Ledger }

// Supported is what supports it.
func (r *Reconciliation) Supported() Money { return r.Figures.Supported }

// Unexplained is the difference of the two.
func (r *Reconciliation) Unexplained() Money { return r.Figures.Unexplained }

// Lines is how many lines the period has.
func (r *Reconciliation) Lines() int { return r.Figures.Lines }

// Open is how many lines are carried forward.
func (r *Reconciliation) Open() int { return r.Figures.Open }

// DataHash is what a signature of now covers.
func (r *Reconciliation) DataHash() string { return r.Figures.DataHash }

// Needs are the signatures that it needs, in order.
func (r *Reconciliation) Needs() []SignRole { return r.Account.Levels() }

// StillValid says whether nothing has voided it.
func (s *SignOff) StillValid() bool { return s.VoidedAt == nil }

// By is who signed, as the public API shows it.
func (s *SignOff) By() Principal {
	if s.ByID.IsZero() {
		return principal(ActorSystem, UUID{}, "auto-certification", nil)
	}
	return principal(ActorPerson, s.ByID, "", s.Person)
}

// CertifyInput is one signature.
type CertifyInput struct {
	AccountID        ID
	PeriodID         ID
	Role             SignRole
	Covers           string // the data hash that the signer read
	Note             *string
	IdempotencyKey   string
	ClientMutationID *string
}

// SetCertifyRuleInput says when periods of an account certify themselves.
type SetCertifyRuleInput struct {
	AccountID        ID
	Version          int
	Rule             *CertifyRule // nil is never
	Reason           string
	IdempotencyKey   string
	ClientMutationID *string
}

// Levels are the signatures that the account needs: a second reviewer where its risk is high.
func (a *ReconAccount) Levels() []SignRole {
	if a.HighRisk() {
		return []SignRole{SignPreparer, SignReviewer, SignSecondReviewer}
	}
	return []SignRole{SignPreparer, SignReviewer}
}

// HighRisk says whether the account may never certify itself and needs a second reviewer.
func (a *ReconAccount) HighRisk() bool { return a.Risk == RiskHigh || a.Risk == RiskCritical }

// Signed is the valid signature of a role; nil when there is none.
func (r *Reconciliation) Signed(role SignRole) *SignOff {
	for i := range r.SignOffs {
		if r.SignOffs[i].Role == role && r.SignOffs[i].StillValid() {
			return &r.SignOffs[i]
		}
	}
	return nil
}

// Facts is what the gate must know. Used must be loaded.
func (r *Reconciliation) Facts() Facts {
	return Facts{Kind: NodeReconciliation, Entity: r.ID.Entity, ID: r.ID.UUID, Used: r.Used}
}

// Sign adds a signature over now, the figures as they are. Account and Period must be loaded.
//
// NotesMissing must be counted.
//
// Errors: FORBIDDEN to delegates, machines and who signed in another role; EVIDENCE_MISSING when an open line of NoteDays or
// older is carried over the period's end without a note, with their number; SIGN_OFF_STALE when the data are no longer those
// that were read; WRONG_STATE when it is signed in the role, an earlier signature is missing, or the period has not
// ended; INVALID for a role that the account does not ask for, and without a note where the figures do not tie.
func (r *Reconciliation) Sign(by Actor, in CertifyInput, now ReconFigures, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if err := r.mayBeSigned(in.Role, at); err != nil {
		return Event{}, err
	}
	for i := range r.SignOffs {
		if s := &r.SignOffs[i]; s.StillValid() && s.ByID == by.ID {
			return Event{}, Refuse(CodeForbidden, "You signed this as %s; each signature is another person's.", plainCode(string(s.Role)))
		}
	}
	if in.Covers != now.DataHash {
		return Event{}, Refuse(CodeSignOffStale, "The account has changed since you looked at it; read it again before you sign.").
			With("covers", in.Covers).With("now", now.DataHash)
	}
	for i := range r.SignOffs {
		if s := &r.SignOffs[i]; s.StillValid() && s.Covers != now.DataHash {
			return Event{}, Refuse(CodeSignOffStale, "What the %s signed has changed since; it must be signed anew.", plainCode(string(s.Role))).
				With("covers", s.Covers).With("now", now.DataHash)
		}
	}
	if r.NotesMissing > 0 {
		return Event{}, Refuse(CodeEvidenceMissing, "%s of %d days or more %s carried into the next period without a note: open a case for %s, or carry its case forward.",
			capital(lineCount(r.NotesMissing)), NoteDays, isAre(r.NotesMissing), themIt(r.NotesMissing)).With("kinds", []string{"NOTE"}).With("lines", r.NotesMissing)
	}
	note := ""
	if in.Note != nil {
		note = strings.TrimSpace(*in.Note)
	}
	var broken Violations
	if now.Unexplained.Minor != 0 && utf8.RuneCountInString(note) < 10 {
		broken.Add("note", "explains", "%s are unexplained. Say in at least 10 characters why it can be signed nevertheless.", now.Unexplained)
	}
	if utf8.RuneCountInString(note) > 2000 {
		broken.Add("note", "length", "A note has at most 2,000 characters.")
	}
	if err := broken.Err(); err != nil {
		return Event{}, err
	}
	before := r.State
	r.sign(SignOff{ID: NewUUID(at), Role: in.Role, ByID: by.ID, At: at, Covers: now.DataHash, Text: note}, now)
	return Happened("reconciliation.signed", r.ID, fmt.Sprintf("%s signed %s for %s as %s.", by.named(), r.Account.Name, r.Period.Name(), plainCode(string(in.Role)))).
		Because(note).With("role", in.Role).With("covers", now.DataHash).With("unexplained", now.Unexplained.String()).With("carried", now.Open).
		Changed("state", string(before), string(r.State)), nil
}

// mayBeSigned says why a role cannot sign now, nil when it can.
func (r *Reconciliation) mayBeSigned(role SignRole, at time.Time) error {
	levels := r.Account.Levels()
	place := slices.Index(levels, role)
	switch {
	case place < 0:
		return RefuseField(CodeInvalid, "role", "%s is not signed by a %s.", r.Account.Name, plainCode(string(role)))
	case !r.Period.Last.Before(DateOf(at)):
		return Refuse(CodeWrongState, "%s has not ended; it can be signed from %s on.", r.Period.Name(), r.Period.Last.AddDays(1))
	case r.Signed(role) != nil:
		return Refuse(CodeWrongState, "It is signed by a %s already.", plainCode(string(role)))
	case place > 0 && r.Signed(levels[place-1]) == nil:
		return Refuse(CodeWrongState, "The %s signs first.", plainCode(string(levels[place-1])))
	}
	return nil
}

// sign adds a signature and moves the state.
func (r *Reconciliation) sign(s SignOff, now ReconFigures) {
	r.SignOffs, r.Figures, r.UpdatedAt = append(r.SignOffs, s), now, s.At
	r.State = ReconciliationPrepared
	for _, role := range r.Account.Levels() {
		if r.Signed(role) == nil {
			return
		}
	}
	r.State = ReconciliationCertified
}

// Void ends all valid signatures because the data changed under them. It says whether there was one.
func (r *Reconciliation) Void(why string, at time.Time) (Event, bool) {
	names := []string{}
	for i := range r.SignOffs {
		if s := &r.SignOffs[i]; s.StillValid() {
			s.VoidedAt, s.VoidText = &at, why
			names = append(names, plainCode(string(s.Role)))
		}
	}
	if len(names) == 0 {
		return Event{}, false
	}
	before := r.State
	r.State, r.Automatic, r.UpdatedAt = ReconciliationVoid, false, at
	return Happened("reconciliation.voided", r.ID, fmt.Sprintf("The signatures on %s for %s (%s) are void: %s", r.Account.Name, r.Period.Name(), strings.Join(names, ", "), why)).
		With("roles", names).Changed("state", string(before), string(r.State)), true
}

// Stale says whether a valid signature covers other data than the figures of now.
func (r *Reconciliation) Stale() bool {
	for i := range r.SignOffs {
		if s := &r.SignOffs[i]; s.StillValid() && s.Covers != r.Figures.DataHash {
			return true
		}
	}
	return false
}

// Against is why a person cannot sign with an action's right, whatever their rights; nil when nothing stands against it.
func (r *Reconciliation) Against(person UUID, action Action, at time.Time) *DenyReason {
	for i := range r.SignOffs {
		if s := &r.SignOffs[i]; s.StillValid() && s.ByID == person {
			return &DenyReason{Code: DenyOwnItem, Message: fmt.Sprintf("You signed this as %s; each signature is another person's.", plainCode(string(s.Role)))}
		}
	}
	role := SignPreparer
	if action == ReviewAccount {
		role = SignReviewer
		if r.Signed(SignReviewer) != nil && r.Account.HighRisk() {
			role = SignSecondReviewer
		}
	}
	if err := r.mayBeSigned(role, at); err != nil {
		return &DenyReason{Code: DenyWrongState, Message: messageOf(err)}
	}
	return nil
}

// messageOf is a refusal's sentence.
func messageOf(err error) string {
	var refusal *Error
	if errors.As(err, &refusal) {
		return refusal.Message
	}
	return err.Error()
}

// CertifyRule is when a period of an account certifies itself. It holds for accounts whose risk is not high.
type CertifyRule struct {
	NoActivity  bool  `json:"noActivity"`  // nothing moved and nothing is open
	ZeroBalance bool  `json:"zeroBalance"` // the books and what supports them are zero
	Tied        bool  `json:"tied"`        // they are equal and nothing is open
	Within      int64 `json:"within"`      // unexplained at most this, in minor units; 0 is not at all
	SampleEvery int   `json:"sampleEvery"` // of so many periods that could, one still goes to people; 2 to 20
}

// Validate lists what a rule breaks. Errors: INVALID.
func (c CertifyRule) Validate(a *ReconAccount) error {
	var broken Violations
	if a.HighRisk() {
		broken.Add("certify", "risk", "An account of high risk never certifies itself.")
	}
	if !c.NoActivity && !c.ZeroBalance && !c.Tied && c.Within == 0 {
		broken.Add("certify", "some", "Say when a period may certify itself.")
	}
	if c.Within < 0 {
		broken.Add("certify.within", "bounds", "The threshold is not negative.")
	}
	if c.SampleEvery < 2 || c.SampleEvery > 20 {
		broken.Add("certify.sampleEvery", "bounds", "One of 2 to 20 periods goes to people.")
	}
	return broken.Err()
}

// Certifies says by which ground the rule certifies the figures, "" when it does not. Whether a period is sampled hangs
// on its id alone: nobody can choose it, and it is the same at every look.
func (c CertifyRule) Certifies(r *Reconciliation, now ReconFigures) (ground string) {
	if r.Account.HighRisk() || c.SampleEvery < 2 || c.Samples(r) {
		return ""
	}
	off := now.Unexplained.Abs().Minor
	switch {
	case c.NoActivity && now.Lines == 0 && now.Open == 0 && off == 0:
		return "nothing moved and nothing is open"
	case c.ZeroBalance && now.Ledger.Minor == 0 && now.Supported.Minor == 0 && now.Open == 0:
		return "the balance is zero"
	case c.Tied && off == 0 && now.Open == 0:
		return "books and statement tie and nothing is open"
	case c.Within > 0 && off <= c.Within && now.Open == 0:
		return fmt.Sprintf("unexplained is within %s", NewMoney(c.Within, now.Ledger.Currency))
	}
	return ""
}

// Samples says that people look at a period all the same, as they do at one of SampleEvery.
func (c CertifyRule) Samples(r *Reconciliation) bool {
	id := UUIDOf("certify-sample", r.AccountID.String(), r.PeriodID.String())
	return (int(id[0])<<8|int(id[1]))%c.SampleEvery == 0
}

// SetCertifyRule says when periods certify themselves. Errors: FORBIDDEN to delegates and machines; INVALID.
func (a *ReconAccount) SetCertifyRule(by Actor, in SetCertifyRuleInput, at time.Time) (Event, error) {
	if err := by.InOwnName(); err != nil {
		return Event{}, err
	}
	if in.Rule != nil {
		if err := in.Rule.Validate(a); err != nil {
			return Event{}, err
		}
	}
	reason := strings.TrimSpace(in.Reason)
	if err := needReason(reason).Err(); err != nil {
		return Event{}, err
	}
	before := a.CertifyRule.words()
	a.CertifyRule, a.UpdatedAt = in.Rule, at
	return Happened("recon_account.certify_rule", a.ID, fmt.Sprintf("%s said that %s certifies itself: %s.", by.named(), a.Name, a.CertifyRule.words())).
		Because(reason).AtVersion(a.Version+1).Changed("certifyRule", before, a.CertifyRule.words()), nil
}

// words says a rule for a person.
func (c *CertifyRule) words() string {
	if c == nil {
		return "never"
	}
	var grounds []string
	for _, g := range []struct {
		on   bool
		text string
	}{{c.NoActivity, "without activity"}, {c.ZeroBalance, "at a balance of zero"}, {c.Tied, "when it ties"}, {c.Within > 0, fmt.Sprintf("within %d minor units", c.Within)}} {
		if g.on {
			grounds = append(grounds, g.text)
		}
	}
	return fmt.Sprintf("%s, but for one period in %d", strings.Join(grounds, ", "), c.SampleEvery)
}

// CertifyItself signs every level by the account's rule, once the period has ended.
func (r *Reconciliation) CertifyItself(rule CertifyRule, now ReconFigures, at time.Time) (Event, bool) {
	ground := rule.Certifies(r, now)
	if ground == "" || !r.Period.Last.Before(DateOf(at)) || r.State == ReconciliationPrepared || r.State == ReconciliationCertified {
		return Event{}, false
	}
	before := r.State
	for _, role := range r.Account.Levels() {
		r.sign(SignOff{ID: NewUUID(at), Role: role, At: at, Covers: now.DataHash, Text: ground}, now)
	}
	r.Automatic = true
	return Happened("reconciliation.certified_itself", r.ID, fmt.Sprintf("%s for %s certified itself: %s.", r.Account.Name, r.Period.Name(), ground)).
		With("covers", now.DataHash).With("ground", ground).Changed("state", string(before), string(r.State)), true
}
