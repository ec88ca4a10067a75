package workflow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

const (
	// adviceLasts is how long advice stands that nobody decides.
	adviceLasts = 90 * 24 * time.Hour
	// probeBatch is from how many lines of one supplier a day on none is automatic: they are booked as a whole, so their errors
	// come together, and people look at them first.
	probeBatch = 10
	// centerSure is how sure the model must be of a cost centre to name one.
	centerSure = 0.5
	// alikeDays and alikeMost bound the invoices that a new one is compared with.
	alikeDays, alikeMost = 400, 300
	// doubtFrom is from which score on two invoices are laid side by side, where no policy says otherwise: the best threshold measured.
	doubtFrom = 0.85
	// strangerBelow is how unlike the name on the document may be to that on file.
	strangerBelow = 0.55
)

// advise asks the models about an invoice before anybody is asked about it, in the change that checks it. It books lines that nobody
// booked where a policy lets it, and returns what people must look at: answers of checks that only ever add to who is asked.
//
// It never fails because of a model: without one, or when it breaks, people decide as if there were none.
func (s *Service) advise(ctx context.Context, w *work, inv *domain.Invoice, f *domain.CheckFacts) ([]domain.CheckResult, error) {
	m := s.advisor.mindOf(inv.ID.Entity)
	uncoded := slices.ContainsFunc(inv.Lines, func(l domain.InvoiceLine) bool { return l.AccountCode == "" })
	if m == nil && !uncoded && inv.Version == 1 {
		return nil, nil
	}
	a := &advising{w: w, inv: inv, facts: f, mind: m, policies: map[domain.AiUse]*domain.AdvicePolicy{}}
	if err := a.prepare(ctx); err != nil {
		return nil, err
	}
	s.think(ctx, a)
	return a.keep(ctx)
}

// advising is one invoice on which models are asked.
type advising struct {
	w        *work
	inv      *domain.Invoice
	facts    *domain.CheckFacts
	mind     *mind
	policies map[domain.AiUse]*domain.AdvicePolicy
	caution  domain.Caution
	busy     bool              // too many lines of the supplier today for any to be automatic
	twins    *twins            // by which invoices are compared with alike
	alike    []*domain.Invoice // none without twins
	verdicts store.Verdicts
	standing []*domain.Recommendation
	made     []*domain.Recommendation
	doubts   []domain.CheckResult
}

func (a *advising) policy(use domain.AiUse) *domain.AdvicePolicy {
	if p := a.policies[use]; p != nil {
		return p
	}
	return domain.DefaultAdvicePolicy(a.inv.ID.Entity, use)
}

// prepare reads what the models are asked about, in at most seven statements however long the invoice is.
func (a *advising) prepare(ctx context.Context) (err error) {
	inv, tx := a.inv, a.w.tx
	if inv.Version > 1 {
		if a.standing, err = tx.StandingAdvice(ctx, inv.ID, a.w.dir.currency); err != nil {
			return err
		}
		if a.verdicts, err = tx.Verdicts(ctx, inv.ID); err != nil {
			return err
		}
	}
	if a.policies, err = a.w.governedPolicies(ctx, inv.ID.Entity); err != nil || a.mind == nil {
		return err
	}
	known, err := tx.KnownSupplier(ctx, inv, a.w.at.Truncate(24*time.Hour))
	if err != nil {
		return err
	}
	a.busy = known.Today+len(inv.Lines) >= probeBatch
	a.caution = domain.Caution{
		Worth: inv.Group, FirstInvoice: !known.Confirmed, NewBankDetail: newBankDetail(inv), NoSupplier: inv.SupplierID.IsZero(), Approved: inv.Round > 0,
	}
	if t := a.mind.twins.Load(); t != nil && t.model != nil {
		a.twins = t
		a.alike, err = tx.Alike(ctx, inv, alikeDays, alikeMost)
	}
	return err
}

// newBankDetail says whether the document asks for money to an account that is not on file and confirmed.
func newBankDetail(inv *domain.Invoice) bool {
	for _, account := range inv.Accounts() {
		if inv.Supplier == nil || !slices.ContainsFunc(inv.Supplier.BankAccounts, func(b domain.BankDetail) bool {
			return b.Account == account && b.VerifiedAt != nil
		}) {
			return true
		}
	}
	return false
}

// think asks the models. What breaks in one leaves its lines to people.
func (s *Service) think(ctx context.Context, a *advising) {
	defer func() {
		if broken := recover(); broken != nil {
			s.log.ErrorContext(ctx, "a model broke", "invoice", a.inv.Key, "error", broken)
			a.made, a.doubts = nil, nil
		}
	}()
	if a.mind != nil {
		a.mind.mu.RLock()
		defer a.mind.mu.RUnlock()
	}
	for i := range a.inv.Lines {
		a.line(&a.inv.Lines[i])
	}
	if a.mind != nil {
		a.duplicate()
		a.supplier()
	}
}

// line asks where a line is booked. Of a line that is booked already only what looks wrong is told.
func (a *advising) line(l *domain.InvoiceLine) {
	r := a.recommend(domain.UseCodeLine, l.Number)
	r.Risk = a.share(l.Amount)
	if a.mind == nil {
		a.alone(r, "Nothing was learned in this entity yet.")
		if l.AccountCode == "" {
			a.made = append(a.made, r)
		}
		return
	}
	policy := a.policy(domain.UseCodeLine)
	if why := policy.Silent(); why != "" {
		if a.alone(r, why); l.AccountCode == "" {
			a.made = append(a.made, r)
		}
		return
	}
	features := domain.FeaturesOf(a.inv, l)
	line := mlLine(&features)
	told := a.mind.account.Suggest(line)
	told.Choices = slices.DeleteFunc(told.Choices, func(c ml.Choice) bool { return a.w.dir.accounts[place{a.inv.ID.Entity, c.Label}] == nil })
	if l.AccountCode != "" && len(told.Choices) > 0 && slices.Contains(a.verdicts.Lines[l.Number], told.Choices[0].Label) {
		return // a person has said that it is not this one, and booked it
	}
	if l.AccountCode != "" && (len(told.Choices) == 0 || told.Unseen != ml.NothingUnseen || told.Choices[0].Label == l.AccountCode || told.Choices[0].Confidence < 0.5) {
		return
	}
	a.made = append(a.made, r)
	r.Model, r.Unseen = a.mind.state(), string(told.Unseen)
	r.Threshold = a.applied(policy)
	if len(told.Choices) == 0 || told.Unseen == ml.UnseenVendor {
		a.alone(r, "Nobody has confirmed a line of this supplier before.")
		return
	}
	a.explain(r, l, line, told)
	zones, _ := a.mind.guard.Zones([]ml.Suggestion{told})
	against := policy.Forbids(a.caution)
	switch {
	case zones[0] == ml.ZoneHuman:
		r.Zone, r.Threshold.Why = domain.ZoneHuman, "Nobody has confirmed this account for this supplier before."
	case r.Confidence < policy.SuggestFrom:
		r.Zone, r.Threshold.Why = domain.ZoneHuman, "The model is less sure than the policy wants a suggestion to be."
	case l.AccountCode != "":
		r.Threshold.Why = "The line is booked already, and lines of this supplier usually are otherwise."
	case against != "":
		r.Threshold.Why = against
	case a.busy:
		r.Threshold.Why = "So many lines of this supplier came today that people look at them first."
	case zones[0] != ml.ZoneAuto || r.Threshold.Auto == nil || r.Confidence < *r.Threshold.Auto:
		r.Threshold.Why = "The model is not sure enough to act."
	default:
		r.Zone, r.Audited = domain.ZoneAuto, a.mind.guard.Audits(a.inv.ID.String()+fmt.Sprint(l.Number))
		r.Threshold.Why = "The model is as sure as the promise asks for."
		if r.Audited {
			r.Threshold.Why = "The model is sure enough to act; a person looks at it by lot all the same."
		}
	}
}

// recommend begins a recommendation that nothing is known of yet.
func (a *advising) recommend(use domain.AiUse, line int) *domain.Recommendation {
	expires := a.w.at.Add(adviceLasts)
	return &domain.Recommendation{
		ID: domain.ID{Kind: domain.NodeRecommendation, Entity: a.inv.ID.Entity, UUID: domain.NewUUID(a.w.at)}, Version: 1, Use: use, InvoiceID: a.inv.ID.UUID,
		Line: line, Round: a.inv.Round, SupplierID: a.inv.SupplierID, Zone: domain.ZoneSuggest, State: domain.AdviceProposed, Outcome: domain.OutcomeUnknown,
		Risk: a.inv.Group.Abs(), MadeAt: a.w.at, ExpiresAt: &expires, Threshold: a.applied(a.policy(use)),
	}
}

// alone leaves it to people, with the reason.
func (a *advising) alone(r *domain.Recommendation, why string) {
	r.Zone, r.Threshold.Why = domain.ZoneHuman, why
	r.Action = domain.ProposedAction{Kind: domain.ActionNone, Label: "Decide alone", Effect: []string{}}
	r.Explanation = domain.Explanation{Summary: why, Reasons: []domain.AdviceReason{}}
}

// share is what a wrong booking of an amount costs, in the group's currency: a fiftieth of it, for finding and moving it.
func (a *advising) share(amount domain.Money) domain.Money {
	if a.inv.Gross.Minor == 0 {
		return domain.NewMoney(0, a.w.dir.currency)
	}
	return domain.NewMoney(int64(float64(amount.Abs().Minor)/float64(a.inv.Gross.Abs().Minor)*float64(a.inv.Group.Abs().Minor)/50), a.w.dir.currency)
}

func (a *advising) applied(p *domain.AdvicePolicy) domain.AppliedThreshold {
	t := domain.AppliedThreshold{Suggest: p.SuggestFrom, Target: p.Target, Bound: 1, Cap: p.Cap, Policy: p.Number}
	if a.mind == nil || p.Use != domain.UseCodeLine {
		return t
	}
	g := a.mind.guard.Threshold()
	t.Bound, t.Tried, t.Errors, t.Window, t.From, t.To = g.Bound, g.Tried, g.Errors, g.Window, g.From, g.To
	if g.Holds && p.Automatic && a.mind.guard.Stopped() == nil {
		bound := p.Raise(g.Confidence)
		t.Auto = &bound
	}
	return t
}

// explain fills in what is proposed, what else it could be, and why.
func (a *advising) explain(r *domain.Recommendation, l *domain.InvoiceLine, line ml.Line, told ml.Suggestion) {
	action := func(c ml.Choice) domain.ProposedAction {
		account := a.w.dir.accounts[place{a.inv.ID.Entity, c.Label}]
		return domain.ProposedAction{
			Kind: domain.ActionCodeLine, Label: account.Code + " " + account.Name, AccountCode: account.Code, Confidence: c.Confidence,
			Effect: []string{fmt.Sprintf("Books line %d on %s %s.", l.Number, account.Code, account.Name)},
		}
	}
	r.Action, r.Confidence = action(told.Choices[0]), told.Choices[0].Confidence
	for _, c := range told.Choices[1:] {
		r.Alternatives = append(r.Alternatives, action(c))
	}
	if center := a.mind.center.Suggest(line); l.CenterCode == "" && len(center.Choices) > 0 && center.Choices[0].Confidence >= centerSure {
		if c := a.w.dir.centers[place{a.inv.ID.Entity, center.Choices[0].Label}]; c != nil {
			r.Action.CenterCode = c.Code
			r.Action.Effect = append(r.Action.Effect, fmt.Sprintf("Gives it to cost centre %s %s, whose owner is then asked.", c.Code, c.Name))
		}
	}
	r.Explanation = domain.Explanation{Summary: fmt.Sprintf("Lines like this are booked on %s.", r.Action.Label), Reasons: []domain.AdviceReason{}, Record: a.mind.trackRecord()}
	for _, c := range a.mind.account.Explain(line).Choices {
		if c.Label != r.Action.AccountCode {
			continue
		}
		for _, reason := range c.Reasons {
			r.Explanation.Reasons = append(r.Explanation.Reasons, domain.AdviceReason{Sentence: reason.Sentence, Count: reason.Count, Of: reason.Of, Weight: reason.Weight})
		}
	}
	if len(r.Explanation.Reasons) == 0 {
		r.Explanation.Reasons = append(r.Explanation.Reasons, domain.AdviceReason{Sentence: "No other account was ever confirmed for lines like this."})
	}
	if len(told.Choices) > 1 {
		text := fmt.Sprintf("It would be %s if the model were %.0f points less sure of this.", r.Alternatives[0].Label, 100*(told.Choices[0].Confidence-told.Choices[1].Confidence)/2)
		r.Explanation.Counterfactual = &text
	}
}

// duplicate looks for an invoice that may be this one. What is exactly the same is found by the checks, and blocks.
func (a *advising) duplicate() {
	if len(a.alike) == 0 {
		return
	}
	policy := a.policy(domain.UseDuplicate)
	if policy.Silent() != "" {
		return
	}
	bills := []ml.Bill{billOf(a.inv)}
	byID := map[string]*domain.Invoice{}
	for _, other := range a.alike {
		bills = append(bills, billOf(other))
		byID[other.ID.UUID.String()] = other
	}
	me := a.inv.ID.UUID.String()
	for _, pair := range a.twins.model.Pairs(bills, max(policy.SuggestFrom, doubtFrom)) {
		if pair.A.ID != me && pair.B.ID != me {
			continue
		}
		other := byID[pair.A.ID]
		if other == nil {
			other = byID[pair.B.ID]
		}
		if _, judged := a.verdicts.Twins[other.ID.UUID]; judged {
			continue
		}
		r := a.recommend(domain.UseDuplicate, 0)
		r.Model, r.Confidence = a.twins.name, pair.Score
		r.Action = domain.ProposedAction{Kind: domain.ActionReviewDuplicate, Label: "May be the same as " + other.Key, TwinID: other.ID.UUID, Confidence: pair.Score,
			Effect: []string{"Accepting says that it is a duplicate; the invoice is then rejected by whoever is asked.", "Turning it down says that both are real."}}
		r.Explanation = domain.Explanation{Summary: fmt.Sprintf("%s looks like %s.", a.inv.Number, other.Key), Reasons: []domain.AdviceReason{}}
		for _, sentence := range pair.Reasons {
			r.Explanation.Reasons = append(r.Explanation.Reasons, domain.AdviceReason{Sentence: sentence})
		}
		r.Threshold.Why = "Scored twins are laid side by side before a person."
		a.made = append(a.made, r)
		doubt := domain.CheckResult{Rule: "ADVICE_DUPLICATE", Outcome: domain.CheckWarning, Message: fmt.Sprintf("It may be the same bill as %s (%.0f %% sure).", other.Key, 100*pair.Score), At: a.w.at}
		if policy.HoldFrom != nil && pair.Score >= *policy.HoldFrom {
			doubt.Outcome, r.Threshold.Why = domain.CheckBlocker, "The policy holds what is this likely a duplicate."
		}
		source := "advice"
		doubt.Source = &source
		a.doubts = append(a.doubts, doubt)
		return // the likeliest; one stands for each invoice
	}
}

func billOf(inv *domain.Invoice) ml.Bill {
	b := ml.Bill{ID: inv.ID.UUID.String(), Date: inv.IssuedOn, Vendor: inv.Payee(), Name: inv.SellerName, Number: inv.Number, Amount: inv.Gross.Minor}
	if b.Date.IsZero() {
		b.Date = domain.DateOf(inv.ReceivedAt)
	}
	return b
}

// supplier tells of a document whose seller is called otherwise than the supplier on file.
func (a *advising) supplier() {
	if a.inv.Supplier == nil || a.inv.SellerName == "" || a.policy(domain.UseSupplierMismatch).Silent() != "" {
		return
	}
	like := ml.Likeness(a.inv.SellerName, a.inv.Supplier.Name)
	if like >= strangerBelow {
		return
	}
	r := a.recommend(domain.UseSupplierMismatch, 0)
	r.Model, r.Confidence = "names", 1-like
	r.Action = domain.ProposedAction{Kind: domain.ActionCheckSupplier, Label: "May be of another supplier than " + a.inv.Supplier.Name, Confidence: r.Confidence, Effect: []string{"Somebody compares the document with the supplier on file."}}
	r.Explanation = domain.Explanation{Summary: fmt.Sprintf("The document names %s, on file is %s.", a.inv.SellerName, a.inv.Supplier.Name), Reasons: []domain.AdviceReason{
		{Sentence: fmt.Sprintf("The names are %.0f %% alike.", 100*like), Weight: 1 - like},
	}}
	r.Threshold.Why = "What may be of somebody else is laid before a person."
	a.made = append(a.made, r)
	source := "advice"
	a.doubts = append(a.doubts, domain.CheckResult{Rule: "ADVICE_SUPPLIER", Outcome: domain.CheckWarning, Message: r.Explanation.Summary, Source: &source, At: a.w.at})
}

// keep writes what was said, books what may be booked, and puts aside what was said before.
func (a *advising) keep(ctx context.Context) ([]domain.CheckResult, error) {
	for _, old := range a.standing {
		old.State = domain.AdviceSuperseded
		if err := a.w.tx.SaveAdvice(ctx, old); err != nil {
			return nil, err
		}
	}
	if len(a.made) == 0 {
		return a.doubts, nil
	}
	booked := domain.ApplyCoding(a.inv, a.made)
	event := a.w.follow(domain.Happened("invoice.advised", a.inv.ID, plural(len(a.made), "piece")+" of advice, "+plural(len(booked), "line")+" booked by it."))
	for _, r := range a.made {
		r.Event = event
	}
	for _, r := range booked {
		r.Event = a.w.followAs(domain.SystemActor("adviser"), domain.Happened("advice.applied", a.inv.ID, fmt.Sprintf("Line %d was booked on %s, as advised.", r.Line, r.Action.Label)).
			With("recommendation", r.ID).With("confidence", r.Confidence).With("model", r.Model).With("policy", r.Threshold.Policy).
			Changed(fmt.Sprintf("lines[%d].account", r.Line), "", r.Action.AccountCode))
	}
	return a.doubts, a.w.tx.InsertAdvice(ctx, a.made)
}
