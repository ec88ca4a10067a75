package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"countersign/domain"
	"countersign/store"
)

// outcome is what a run found, as it is kept.
type outcome struct {
	store.RunOutcome
	resultHash [32]byte
	tallies    []domain.ReconTally
	rules      []domain.RuleOutcome
	proposals  []proposal
	rest       []int    // indices of lines that nothing settles
	causes     []string // as long as rest
}

// proposal is an adjustment that a rule proposes for a match.
type proposal struct {
	group int // index into Groups
	entry *domain.ReconAdjustment
}

// gatherOutcome turns what the rules found into rows. What people turned down before is not found again: its lines are left
// over.
func gatherOutcome(run *domain.ReconRun, account *domain.ReconAccount, open *store.OpenLines, result *domain.ReconResult) (*outcome, error) {
	o := &outcome{resultHash: result.ResultHash}
	o.Run, o.Account, o.Loose = run.ID, account.ID, open.Loose
	o.Groups = make([]store.RunGroup, 0, len(result.Groups))
	o.Claims = make([]store.RunClaim, len(open.Lines))
	for i := range o.Claims {
		o.Claims[i] = store.RunClaim{Line: open.IDs[i], State: result.States[i]}
	}
	reasons := map[*domain.ReconReason][]byte{} // shared among groups: each list is written once
	byRule := make([]domain.RuleOutcome, len(result.Rules))
	arena := make([]domain.UUID, 0, len(open.Lines))
	var dropped []domain.UUID
	for i := range result.Groups {
		g := &result.Groups[i]
		start := len(arena)
		for _, l := range g.Lines {
			arena = append(arena, open.IDs[l])
		}
		members := arena[start:len(arena):len(arena)]
		slices.SortFunc(members, domain.UUID.Compare)
		if len(open.Rejected) > 0 && open.Rejected[store.MembersKey(members)] {
			dropped = append(dropped, store.MembersKey(members))
			for _, l := range g.Lines {
				o.Claims[l].State = domain.LineCase
			}
			continue
		}
		text, err := reasonsText(reasons, g.Reasons)
		if err != nil {
			return nil, err
		}
		rule := &result.Rules[g.Rule]
		id := domain.MatchGroupID(account.ID.UUID, rule.ID, members)
		o.Groups = append(o.Groups, store.RunGroup{
			ID: id, Rule: rule.ID, Members: members, Shape: g.Shape, State: g.State, Score: g.Score, Reasons: text, Remainder: g.Remainder,
		})
		for _, l := range g.Lines {
			o.Claims[l].Group = id
		}
		if g.State == domain.GroupMatched && g.Adjustment != nil {
			o.proposals = append(o.proposals, proposal{len(o.Groups) - 1, g.Adjustment})
		}
		tallyRule(&byRule[g.Rule], rule, open.Lines, g)
	}
	for _, x := range result.Exclusions {
		o.leaveOut(&byRule[x.Rule], result.Rules[x.Rule].ID, open.Lines, x.Lines)
	}
	for i := range byRule {
		if byRule[i].Lines > 0 {
			o.rules = append(o.rules, byRule[i])
		}
	}
	for i := range o.Claims {
		if o.Claims[i].State == domain.LineCase {
			o.rest = append(o.rest, i)
		}
	}
	o.causes = domain.CauseOf(open.Lines, o.rest)
	o.tallies = talliesOf(open.Lines, o.Claims)
	if len(dropped) > 0 {
		o.resultHash = withoutDropped(result.ResultHash, dropped)
	}
	return o, nil
}

// leaveOut names the rule that leaves lines out in their claims, and counts them for it: their money without signs, in the
// currency of the first.
func (o *outcome) leaveOut(t *domain.RuleOutcome, rule domain.UUID, lines []domain.ReconLine, left []int) {
	t.Rule, t.Amount = rule, domain.NewMoney(0, lines[left[0]].Amount.Currency)
	for _, l := range left {
		t.Lines++
		o.Claims[l].Rule = rule
		if amount := lines[l].Amount; amount.Currency == t.Amount.Currency {
			t.Amount = t.Amount.Add(amount.Abs())
		}
	}
}

// withoutDropped is the hash of a result of which some groups were left out.
func withoutDropped(hash [32]byte, dropped []domain.UUID) [32]byte {
	slices.SortFunc(dropped, domain.UUID.Compare)
	whole := append([]byte("without"), hash[:]...)
	for i := range dropped {
		whole = append(whole, dropped[i][:]...)
	}
	return sha256.Sum256(whole)
}

func reasonsText(written map[*domain.ReconReason][]byte, reasons []domain.ReconReason) ([]byte, error) {
	if len(reasons) == 0 {
		return []byte("[]"), nil
	}
	if text, known := written[&reasons[0]]; known {
		return text, nil
	}
	text, err := json.Marshal(reasons)
	if err != nil {
		return nil, fmt.Errorf("write the reasons of a match: %w", err)
	}
	written[&reasons[0]] = text
	return text, nil
}

// tallyRule counts a group for its rule: the money of the lines outside the books, without signs, in the currency of the
// first.
func tallyRule(t *domain.RuleOutcome, rule *domain.MatchRule, lines []domain.ReconLine, g *domain.ReconGroup) {
	t.Rule = rule.ID
	t.Groups++
	t.Lines += len(g.Lines)
	first := &lines[g.Lines[0]]
	if t.Amount.IsZero() {
		t.Amount = domain.NewMoney(0, first.Amount.Currency)
	}
	for _, l := range g.Lines {
		if line := &lines[l]; line.Source == first.Source && line.Amount.Currency == t.Amount.Currency {
			t.Amount = t.Amount.Add(line.Amount.Abs())
		}
	}
}

// talliesOf counts lines by source, currency and state.
func talliesOf(lines []domain.ReconLine, claims []store.RunClaim) []domain.ReconTally {
	type key struct {
		source   domain.ReconSource
		currency domain.Currency
		state    domain.LineState
	}
	at := map[key]int{}
	var list []domain.ReconTally
	for i := range lines {
		k := key{lines[i].Source, lines[i].Amount.Currency, claims[i].State}
		n, known := at[k]
		if !known {
			n, at[k] = len(list), len(list)
			list = append(list, domain.ReconTally{Source: k.source, State: k.state, Sum: domain.NewMoney(0, k.currency)})
		}
		list[n].Lines++
		list[n].Sum.Minor += lines[i].Amount.Minor
	}
	slices.SortFunc(list, domain.CompareTallies)
	return list
}

// describe writes what a run found into its record.
func (o *outcome) describe(run *domain.ReconRun, result *domain.ReconResult, at time.Time) {
	run.State, run.EndedAt, run.Lines = domain.JobDone, &at, len(o.Claims)
	run.Tallies, run.Rules = o.tallies, o.rules
	run.InputHash, run.ResultHash = hexOf(result.InputHash), hexOf(o.resultHash)
}

// slaDays is by when a case about an account of a risk is to be resolved, in working days of its entity.
var slaDays = map[domain.Risk]int{domain.RiskCritical: 1, domain.RiskHigh: 2, domain.RiskMedium: 5, domain.RiskLow: 10}

// openCauses opens a case for each cause of lines that were left over and one for those that are ambiguous, or brings the
// open one up to date, and names it in their claims. Lines that stay in a case of their own are named there. A case without
// lines ends.
func (s *Service) openCauses(ctx context.Context, w *work, account *domain.ReconAccount, open *store.OpenLines, result *domain.ReconResult, o *outcome, kept map[domain.UUID]domain.UUID) error {
	byCause := map[string][]int{}
	for n, i := range o.rest {
		byCause[o.causes[n]] = append(byCause[o.causes[n]], i)
	}
	for i := range o.Claims {
		if o.Claims[i].State == domain.LineAmbiguous {
			byCause[domain.CaseAmbiguous] = append(byCause[domain.CaseAmbiguous], i)
		}
		if len(kept) > 0 {
			o.Claims[i].Case = kept[open.IDs[i]]
		}
	}
	for _, cause := range domain.LineCategories() {
		places := slices.DeleteFunc(byCause[cause], func(i int) bool { return !o.Claims[i].Case.IsZero() })
		lines := make([]*domain.ReconLine, len(places))
		for n, i := range places {
			lines[n] = &open.Lines[i]
		}
		c := &domain.Case{
			ID: domain.ID{Kind: domain.NodeCase, Entity: account.ID.Entity}, Category: cause, Twin: account.ID.UUID.String(), SubjectID: account.ID,
			Oldest: domain.OldestOf(lines),
		}
		switch {
		case len(lines) == 0:
		case cause == domain.CaseAmbiguous:
			c.Title, c.Evidence, c.Exposure = domain.AmbiguousCase(account.Name, open.Lines, lines, result)
		default:
			c.Title, c.Evidence, c.Exposure = domain.CauseCase(account.Name, cause, lines)
		}
		id, err := s.openCause(ctx, w, account, c)
		if err != nil {
			return err
		}
		for _, i := range places {
			o.Claims[i].Case = id
		}
	}
	return nil
}

// openCause opens the case of one cause, brings the open one up to date, or ends it: c has no title when no line is left.
func (s *Service) openCause(ctx context.Context, w *work, account *domain.ReconAccount, c *domain.Case) (domain.UUID, error) {
	found, err := w.tx.OpenCase(ctx, account.ID.Entity, c.Category, c.Twin)
	switch {
	case domain.CodeOf(err) == domain.CodeNotFound && c.Title == "":
		return domain.UUID{}, nil
	case domain.CodeOf(err) == domain.CodeNotFound:
		wanted, err := w.ownersOf(ctx, account, c.Category)
		if err != nil {
			return domain.UUID{}, err
		}
		c.DueAt = dueAfter(w.dir.entities[account.ID.Entity], w.at, slaDays[account.Risk])
		if _, err := s.openCase(ctx, w, c, wanted...); err != nil {
			return domain.UUID{}, err
		}
		return c.ID.UUID, nil
	case err != nil:
		return domain.UUID{}, err
	case c.Title == "":
		return domain.UUID{}, w.settleCase(ctx, found, domain.ResolvedMatched, 0)
	case found.Evidence == c.Evidence && found.Title == c.Title && found.Oldest == c.Oldest:
		return found.ID.UUID, nil
	}
	found.Title, found.Evidence, found.Exposure, found.Oldest, found.UpdatedAt = c.Title, c.Evidence, c.Exposure, c.Oldest, w.at
	w.follow(domain.Happened("case.updated", found.ID, found.Key+": "+c.Title).AtVersion(found.Version + 1))
	return found.ID.UUID, w.tx.SaveCase(ctx, found)
}

// proposeEntries makes an adjustment of each difference that a rule explains. Nobody books it until somebody approves it.
func (w *work) proposeEntries(ctx context.Context, account *domain.ReconAccount, o *outcome) error {
	o.Adjustments = nil
	if len(o.proposals) == 0 {
		return nil
	}
	key, err := w.tx.NextKeys(ctx, account.ID.Entity, "ADJ", w.at.Year(), len(o.proposals))
	if err != nil {
		return err
	}
	for i, p := range o.proposals {
		g := &o.Groups[p.group]
		a := w.adjustment(account, g.ID, p.entry.Amount, p.entry.Reason, p.entry.Name)
		a.Key, g.Adjustment = key(i), a.ID.UUID
		o.Adjustments = append(o.Adjustments, a)
	}
	return nil
}

// adjustment is the entry that makes a match tie: the difference goes to the account and comes from the entity's first
// account of profit and loss, which whoever approves it may look at.
func (w *work) adjustment(account *domain.ReconAccount, group domain.UUID, amount domain.Money, code, why string) domain.MatchAdjustment {
	contra := ""
	if a := w.dir.accountOfKind(account.ID.Entity, "PROFIT_LOSS"); a != nil {
		contra = a.Code
	}
	return domain.MatchAdjustment{
		ID:      domain.ID{Kind: domain.NodeAdjustment, Entity: account.ID.Entity, UUID: domain.UUIDOf("adjustment", group.String(), w.at.String())},
		Version: 1, AccountID: account.ID.UUID, Kind: domain.AdjustmentKind(code), State: "PROPOSED", GroupID: group, Amount: amount,
		Lines:      []domain.AdjustmentLine{{Account: account.AccountCode, Text: why, Amount: amount}, {Account: contra, Text: why, Amount: amount.Neg()}},
		ReasonCode: code, Reason: why, PreparedAt: w.at,
	}
}
