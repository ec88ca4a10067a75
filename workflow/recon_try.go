package workflow

import (
	"context"
	"fmt"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// TryMatchRules runs rules over the past lines of a period and says how that differs from the rules in force. Nothing is kept.
// What people matched, accepted or put aside is left out, as runs leave it out, and what they turned down is not found again.
//
// Errors: NOT_FOUND; FORBIDDEN without RECON_MATCH, POLICY_EDIT or POLICY_PUBLISH there; INVALID for rules that are none, for
// a period that is none, and for one of more than domain.MaxTrialLines lines.
func (s *Service) TryMatchRules(ctx context.Context, in domain.TryMatchRulesInput) (*domain.RuleTrial, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	if in.AccountID.Kind != domain.NodeReconAccount || !s.reconScope(r.actor, r.at).Sees(in.AccountID.Entity) {
		return nil, domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
	}
	accounts, err := s.reconAccountsByID(ctx, r, []domain.ID{in.AccountID}, 0)
	if err != nil {
		return nil, err
	}
	account := accounts[in.AccountID.UUID]
	if account == nil {
		return nil, domain.RefuseField(domain.CodeNotFound, "accountId", "There is no such account, or you may not see it.")
	}
	if err := s.mayTry(r, account); err != nil {
		return nil, err
	}
	if err := in.Validate(); err != nil {
		return nil, err
	}
	sets, err := s.rulesOf(ctx, r, accounts)
	if err != nil {
		return nil, err
	}
	draft := &domain.MatchRuleSet{Account: account}
	if draft.Rules, err = domain.DraftRules(account, in.Rules, rulesKnown(account, sets[account.ID.UUID])); err != nil {
		return nil, err
	}
	past, err := s.db.PastLines(ctx, account.ID, in.From, in.To, domain.MaxTrialLines)
	if err != nil {
		return nil, err
	}
	return s.tryRules(ctx, r, account, in, past, rulesInForce(account, sets[account.ID.UUID]), draft)
}

// mayTry says whether somebody works on the account's matches or rules.
func (s *Service) mayTry(r *reader, account *domain.ReconAccount) (err error) {
	for _, action := range []domain.Action{domain.MatchLines, domain.PublishPolicy, domain.EditPolicy} {
		if _, err = s.gate.Allow(r.actor, action, account.Facts(), r.at); err == nil {
			return nil
		}
	}
	return err
}

// rulesInForce are the rules of an account that hold; the standard ones of its kind until the first run takes them on.
func rulesInForce(account *domain.ReconAccount, sets []*domain.MatchRuleSet) *domain.MatchRuleSet {
	for _, set := range sets {
		if set.State == domain.RulesActive {
			return set
		}
	}
	return &domain.MatchRuleSet{Account: account, Rules: domain.StandardRules(account.Kind)}
}

// runRules matches lines by rules, for nobody to keep.
func (s *Service) runRules(ctx context.Context, account *domain.ReconAccount, lines []domain.ReconLine, rules []domain.MatchRule) (*domain.ReconResult, error) {
	in, err := s.matching(ctx, account, lines, rules)
	if err != nil {
		return nil, err
	}
	in.Progress = func(string, int, int) error { return ctx.Err() }
	result, err := domain.Reconcile(in)
	if err != nil {
		return nil, fmt.Errorf("try rules: %w", err)
	}
	return result, nil
}

// rejectedIn says of lines, as indices, whether people turned down that they be matched.
func rejectedIn(lines *store.OpenLines) func([]int) bool {
	if len(lines.Rejected) == 0 {
		return func([]int) bool { return false }
	}
	return func(group []int) bool {
		members := make([]domain.UUID, len(group))
		for i, at := range group {
			members[i] = lines.IDs[at]
		}
		slices.SortFunc(members, domain.UUID.Compare)
		return lines.Rejected[store.MembersKey(members)]
	}
}

func (s *Service) tryRules(ctx context.Context, r *reader, account *domain.ReconAccount, in domain.TryMatchRulesInput, past *store.OpenLines, active, draft *domain.MatchRuleSet) (*domain.RuleTrial, error) {
	before, err := s.runRules(ctx, account, past.Lines, active.Rules)
	if err != nil {
		return nil, err
	}
	after, err := s.runRules(ctx, account, past.Lines, draft.Rules)
	if err != nil {
		return nil, err
	}
	found := domain.CompareRuns(past.Lines, before, after, rejectedIn(past), domain.MaxTrialExamples)
	lines, err := s.trialLines(ctx, r, account, past, found)
	if err != nil {
		return nil, err
	}
	show := showing{past: past, lines: lines, before: viewsByID(active), after: viewsByID(draft), runs: [2]*domain.ReconResult{before, after}}
	trial := &domain.RuleTrial{
		Account: account, From: in.From, To: in.To, Lines: len(past.Lines), Before: found.Before, After: found.After,
		NewlyMatched: show.change(found.NewlyMatched), NoLongerMatched: show.change(found.NoLonger),
		NewlyAmbiguous: show.change(found.NewlyAmbiguous), ChangedGroups: show.change(found.Changed), NewlyExcluded: show.change(found.NewlyExcluded), Limits: []string{},
	}
	for _, l := range after.Limits {
		trial.Limits = append(trial.Limits, fmt.Sprintf("%s left %d blocks undone: more than %d %s.", after.Rules[l.Rule].Name, l.Blocks, l.Max, l.Bound))
	}
	return trial, nil
}

// trialLines reads the lines that examples show, in a fixed number of statements.
func (s *Service) trialLines(ctx context.Context, r *reader, account *domain.ReconAccount, past *store.OpenLines, found *domain.RuleTrialResult) (map[domain.UUID]*domain.Line, error) {
	var ids []domain.ID
	add := func(lines []int) {
		for _, at := range lines[:min(len(lines), domain.MaxTrialGroupLines)] {
			ids = append(ids, domain.ID{Kind: domain.NodeLine, Entity: account.ID.Entity, UUID: past.IDs[at]})
		}
	}
	for _, delta := range []domain.TrialDelta{found.NewlyMatched, found.NoLonger, found.NewlyAmbiguous, found.Changed, found.NewlyExcluded} {
		for _, e := range delta.Examples {
			add([]int{e.Line})
			add(e.Before.Lines)
			add(e.After.Lines)
		}
	}
	return s.reconLines(ctx, r, account, ids)
}

// reconLines reads lines of an account by their ids.
func (s *Service) reconLines(ctx context.Context, r *reader, account *domain.ReconAccount, ids []domain.ID) (map[domain.UUID]*domain.Line, error) {
	list, err := s.db.LinesByID(ctx, s.reconScope(r.actor, r.at), distinct(ids), domain.DateOf(r.at))
	if err != nil {
		return nil, err
	}
	if err := s.dressLines(ctx, r, list, PartGroup); err != nil {
		return nil, err
	}
	byID := map[domain.UUID]*domain.Line{}
	for _, l := range list {
		l.Account = account
		byID[l.ID.UUID] = l
	}
	return byID, nil
}

func viewsByID(set *domain.MatchRuleSet) map[domain.UUID]*domain.RuleView {
	views := map[domain.UUID]*domain.RuleView{}
	for _, v := range set.Views() {
		views[v.ID] = v
	}
	return views
}

// showing turns indices into what a person reads.
type showing struct {
	past          *store.OpenLines
	lines         map[domain.UUID]*domain.Line
	before, after map[domain.UUID]*domain.RuleView
	runs          [2]*domain.ReconResult
}

func (v *showing) change(d domain.TrialDelta) *domain.TrialChange {
	c := &domain.TrialChange{Groups: d.Groups, Lines: d.Lines, Amounts: d.Sums, Examples: []*domain.TrialExample{}}
	for _, e := range d.Examples {
		c.Examples = append(c.Examples, &domain.TrialExample{
			Line: v.lines[v.past.IDs[e.Line]], Before: v.outcome(e.Before, v.runs[0], v.before), After: v.outcome(e.After, v.runs[1], v.after),
		})
	}
	return c
}

func (v *showing) outcome(f domain.TrialFate, run *domain.ReconResult, rules map[domain.UUID]*domain.RuleView) *domain.TrialOutcome {
	o := &domain.TrialOutcome{State: f.State, Size: len(f.Lines), Why: f.Reason}
	if f.Rule >= 0 {
		o.Rule = rules[run.Rules[f.Rule].ID]
	}
	for _, at := range f.Lines[:min(len(f.Lines), domain.MaxTrialGroupLines)] {
		if l := v.lines[v.past.IDs[at]]; l != nil {
			o.Lines = append(o.Lines, l)
		}
	}
	return o
}
