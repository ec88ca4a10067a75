package domain

// RuleView is a rule of an account as the API shows it.
type RuleView struct {
	MatchRule
	Account  ID
	Currency Currency
}

// NodeID is the rule's id.
func (r *RuleView) NodeID() ID { return ID{Kind: NodeRule, Entity: r.Account.Entity, UUID: r.ID} }

// AmountTolerance is by how much amounts may differ; nil is not at all.
func (r *RuleView) AmountTolerance() *Money {
	if r.Tolerance == 0 {
		return nil
	}
	m := NewMoney(r.Tolerance, r.Currency)
	return &m
}

// PercentTolerance is the same in percent; nil is not at all.
func (r *RuleView) PercentTolerance() *Decimal {
	if r.Percent.IsZero() {
		return nil
	}
	return &r.Percent
}

// FeeKey is the key of the fee schedule; nil for none.
func (r *RuleView) FeeKey() *string { return optional(r.Fee) }

// ReasonOf is the reason code; nil for none.
func (r *RuleView) ReasonOf() *string { return optional(r.ReasonCode) }

// FilterOf is which lines it is for; nil is all.
func (r *RuleView) FilterOf() *RuleFilterView {
	if r.Filter == nil {
		return nil
	}
	return &RuleFilterView{r.Filter, r.Currency}
}

// Views are the rules of a set for the API, in order. Account must be loaded.
func (s *MatchRuleSet) Views() []*RuleView {
	list := make([]*RuleView, len(s.Rules))
	for i := range s.Rules {
		list[i] = &RuleView{MatchRule: s.Rules[i], Account: s.Account.ID, Currency: s.Account.Currency}
	}
	return list
}

// By is who made the match: a person, or the rule by its name.
func (g *MatchGroup) By() Principal {
	if !g.PersonID.IsZero() {
		return principal(ActorPerson, g.PersonID, "", g.Person)
	}
	if g.RuleView != nil {
		return &SystemName{Name: g.RuleView.Name}
	}
	return &SystemName{Name: "rule"}
}

// PreparedBy is who proposed the entry: a person, or a rule.
func (a *MatchAdjustment) PreparedBy() Principal {
	if !a.PreparerID.IsZero() {
		return principal(ActorPerson, a.PreparerID, "", a.Person)
	}
	return &SystemName{Name: "rule"}
}

// UndoEffect is what taking a match back does to its account.
type UndoEffect struct {
	Lines      int
	Timing     Money
	Withdraws  *MatchAdjustment
	Remembered bool
}

// UndoEffect says what taking the match back would do. Account and Lines must be loaded.
func (g *MatchGroup) UndoEffect() *UndoEffect {
	e := &UndoEffect{Lines: len(g.Members), Timing: NewMoney(0, g.Remainder.Currency), Remembered: g.PersonID.IsZero()}
	if g.State == GroupUndone || g.State == GroupSuggested {
		e.Lines = 0
		return e
	}
	for _, l := range g.Lines {
		switch {
		case l.Amount.Currency != e.Timing.Currency:
		case l.Source == g.Account.Statements():
			e.Timing.Minor += l.Amount.Minor
		case l.Source == SourceLedger:
			e.Timing.Minor -= l.Amount.Minor
		}
	}
	if g.Adjustment != nil && g.Adjustment.State == "PROPOSED" {
		e.Withdraws = g.Adjustment
	}
	return e
}

// MatchCandidate is a way to settle a line, for the workbench.
type MatchCandidate struct {
	Lines     []*Line
	Score     float64
	Unique    bool
	Reasons   []ReconReason
	Remainder Money
}
