package domain

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// MoneyDirection is which way money goes, as the account sees it; enum MoneyDirection of the schema.
type MoneyDirection string

// The directions.
const (
	MoneyIn  MoneyDirection = "IN"
	MoneyOut MoneyDirection = "OUT"
)

// RuleFilter says which lines a rule is for; every stated part must hold. Lines of other sources than the one that it names are
// free, for a bank and a ledger do not write alike; without a source all lines must fit.
type RuleFilter struct {
	Source       ReconSource    `json:"source,omitempty"`
	Direction    MoneyDirection `json:"direction,omitempty"`    // "" is either way; zero comes in
	Text         string         `json:"text,omitempty"`         // part of the text, folded; * stands for anything between parts
	Counterparty string         `json:"counterparty,omitempty"` // part of the counterparty, the same way
	From         *int64         `json:"from,omitempty"`         // minor units without sign, at least; nil is from zero
	To           *int64         `json:"to,omitempty"`           // at most; nil is without end
}

// MaxFilterText is how many characters a pattern of a filter has at most.
const MaxFilterText = 200

// narrow says whether the filter names what lines look like, not only where they come from: what leaves lines out must.
func (f *RuleFilter) narrow() bool {
	return f != nil && (f.Text != "" || f.Counterparty != "" || f.From != nil || f.To != nil)
}

// Fits says whether a line is one that the filter is for, or of a source that it leaves free. Patterns are folded anew for each
// line; see RuleFilter.compile for many.
func (f *RuleFilter) Fits(l *ReconLine) bool {
	if f == nil || f.Source != "" && l.Source != f.Source {
		return true
	}
	compiled := f.compile()
	return compiled.names(l)
}

// compiledFilter is a filter with its patterns folded and cut.
type compiledFilter struct {
	*RuleFilter
	text, party []string
}

func (f *RuleFilter) compile() compiledFilter {
	return compiledFilter{f, patternParts(f.Text), patternParts(f.Counterparty)}
}

// names says whether the filter itself names a line: of its source, and like it in every part.
func (f *compiledFilter) names(l *ReconLine) bool {
	return f.fitsMoney(l) && inOrder(f.party, l.Counterparty) && inOrder(f.text, l.Text)
}

func (f *compiledFilter) fitsMoney(l *ReconLine) bool {
	amount := abs64(l.Amount.Minor)
	switch {
	case f.Source != "" && l.Source != f.Source,
		f.Direction == MoneyIn && l.Amount.Minor < 0, f.Direction == MoneyOut && l.Amount.Minor >= 0,
		f.From != nil && amount < *f.From, f.To != nil && amount > *f.To:
		return false
	}
	return true
}

// patternParts cuts a pattern at its asterisks and folds the parts; those that say nothing are left out.
func patternParts(pattern string) []string {
	var parts []string
	for part := range strings.SplitSeq(pattern, "*") {
		if part = FoldName(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// inOrder says whether the parts stand in a text, folded, one after the other.
func inOrder(parts []string, text string) bool {
	return len(parts) == 0 || inOrderOf(parts, FoldName(text))
}

// inOrderOf is inOrder for a text that is folded.
func inOrderOf(parts []string, text string) bool {
	for _, part := range parts {
		at := strings.Index(text, part)
		if at < 0 {
			return false
		}
		text = text[at+len(part):]
	}
	return true
}

// check adds what is wrong with a filter that stands at a path of the input.
func (f *RuleFilter) check(path string, broken *Violations) {
	need := func(holds bool, field, rule, format string, args ...any) {
		if !holds {
			broken.Add(path+"."+field, rule, format, args...)
		}
	}
	need(f.Source == "" || f.Source.Known(), "source", "known", "There is no source %.20q.", string(f.Source))
	need(f.Direction == "" || f.Direction == MoneyIn || f.Direction == MoneyOut, "direction", "known", "Money goes IN or OUT, not %.20q.", string(f.Direction))
	for _, p := range [2][2]string{{"text", f.Text}, {"counterparty", f.Counterparty}} {
		need(utf8.RuneCountInString(p[1]) <= MaxFilterText, p[0], "length", "A pattern has at most %d characters.", MaxFilterText)
		need(p[1] == "" || len(patternParts(p[1])) > 0, p[0], "says", "The pattern %.40q has no letter and no digit, so it would fit every line.", p[1])
	}
	need(f.From == nil || *f.From >= 0, "amountFrom", "bounds", "The bound is an amount without sign.")
	need(f.To == nil || *f.To >= 0 && (f.From == nil || *f.From <= *f.To), "amountTo", "bounds", "The upper bound is an amount without sign, not below the lower one.")
}

// RuleFilterInput is a filter as somebody writes it; amounts are in the account's currency, without sign.
type RuleFilterInput struct {
	Source       *ReconSource
	Direction    *MoneyDirection
	Text         *string
	Counterparty *string
	AmountFrom   *Decimal
	AmountTo     *Decimal
}

// filter is what the engine carries out; nil when nothing is stated.
func (in *RuleFilterInput) filter(currency Currency, path string, broken *Violations) *RuleFilter {
	if in == nil {
		return nil
	}
	f := &RuleFilter{Source: orNone(in.Source), Direction: orNone(in.Direction), Text: strings.TrimSpace(orNone(in.Text)), Counterparty: strings.TrimSpace(orNone(in.Counterparty))}
	for _, bound := range []struct {
		name string
		in   *Decimal
		to   **int64
	}{{"amountFrom", in.AmountFrom, &f.From}, {"amountTo", in.AmountTo, &f.To}} {
		if bound.in == nil {
			continue
		}
		m, err := MoneyOf(*bound.in, currency)
		if err != nil {
			broken.Add(path+"."+bound.name, "bounds", "The bound is no amount of %s.", currency)
		}
		*bound.to = &m.Minor
	}
	if *f == (RuleFilter{}) {
		return nil
	}
	return f
}

func orNone[T ~string](v *T) T {
	if v == nil {
		return ""
	}
	return *v
}

// RuleFilterView is a filter as the API shows it.
type RuleFilterView struct {
	filter   *RuleFilter
	currency Currency
}

// Source is whose lines must fit; nil is all.
func (v *RuleFilterView) Source() *ReconSource { return orNil(v.filter.Source) }

// Direction is which way their money goes; nil is either.
func (v *RuleFilterView) Direction() *MoneyDirection { return orNil(v.filter.Direction) }

// Text is what their text must have; nil is anything.
func (v *RuleFilterView) Text() *string { return optional(v.filter.Text) }

// Counterparty is what their counterparty must have; nil is anything.
func (v *RuleFilterView) Counterparty() *string { return optional(v.filter.Counterparty) }

// AmountFrom is the least amount without sign; nil is none.
func (v *RuleFilterView) AmountFrom() *Money { return v.bound(v.filter.From) }

// AmountTo is the largest amount without sign; nil is none.
func (v *RuleFilterView) AmountTo() *Money { return v.bound(v.filter.To) }

func (v *RuleFilterView) bound(minor *int64) *Money {
	if minor == nil {
		return nil
	}
	m := NewMoney(*minor, v.currency)
	return &m
}

func orNil[T ~string](v T) *T {
	if v == "" {
		return nil
	}
	return &v
}

// words is a filter for a person; "" for none.
func (v *RuleFilterView) words() string {
	if v == nil {
		return ""
	}
	f, parts := v.filter, []string{}
	if f.Source != "" {
		parts = append(parts, string(f.Source))
	}
	if f.Direction != "" {
		parts = append(parts, string(f.Direction))
	}
	if f.Text != "" {
		parts = append(parts, "text "+f.Text)
	}
	if f.Counterparty != "" {
		parts = append(parts, "counterparty "+f.Counterparty)
	}
	if m := v.AmountFrom(); m != nil {
		parts = append(parts, "from "+m.String())
	}
	if m := v.AmountTo(); m != nil {
		parts = append(parts, "to "+m.String())
	}
	return strings.Join(parts, ", ")
}

// holdBack keeps the open lines that a rule's filter leaves out from a pass; what comes back lets them go again.
func (c *cascade) holdBack(f *RuleFilter) (letGo func()) {
	if f == nil {
		return func() {}
	}
	fits := c.fitting(f, true)
	var held []int32
	for at := range int32(len(c.rows)) {
		if !fits[at] && c.open(at) {
			c.rows[at].mark |= markHeld
			held = append(held, at)
		}
	}
	return func() {
		for _, at := range held {
			c.rows[at].mark &^= markHeld
		}
	}
}

// exclude leaves out the open lines that the rule's filter names: no later pass takes them.
func (c *cascade) exclude(rule int) {
	fits := c.fitting(c.rules[rule].Filter, false)
	x := ReconExclusion{Rule: rule}
	for at := range int32(len(c.rows)) {
		if fits[at] && c.open(at) {
			c.rows[at].side = sideNone
			x.Lines = append(x.Lines, int(at))
		}
	}
	if len(x.Lines) > 0 {
		c.out.Exclusions = append(c.out.Exclusions, x)
	}
}

// fitting says of each line whether the filter names it; free is what it says of lines of other sources than its own.
func (c *cascade) fitting(f *RuleFilter, free bool) []bool {
	fits, compiled := make([]bool, len(c.rows)), f.compile()
	_ = c.chunks(len(fits), func(from, to int) error {
		for at := from; at < to; at++ {
			if !c.open(int32(at)) {
				continue
			}
			l := c.line(int32(at))
			fits[at] = free && f.Source != "" && l.Source != f.Source || c.fitsFilter(&compiled, at, l)
		}
		return nil
	})
	return fits
}

// fitsFilter says whether a filter names a line; texts are folded once where a cascade keeps them.
func (c *cascade) fitsFilter(f *compiledFilter, at int, l *ReconLine) bool {
	if c.folds == nil {
		return f.names(l)
	}
	if !f.fitsMoney(l) {
		return false
	}
	kept := &c.folds[at]
	if kept[0] == "" && kept[1] == "" {
		*kept = [2]string{FoldName(l.Text), FoldName(l.Counterparty)}
	}
	return inOrderOf(f.text, kept[0]) && inOrderOf(f.party, kept[1])
}

// proveExclusions looks that each line which a rule leaves out is one that its filter names, is EXCLUDED, and is left out once.
func proveExclusions(lines []ReconLine, r *ReconResult) error {
	seen := map[int]bool{}
	for _, x := range r.Exclusions {
		if x.Rule < 0 || x.Rule >= len(r.Rules) || r.Rules[x.Rule].Mode != MatchExclude {
			return fmt.Errorf("prove completeness: an exclusion names rule %d, which leaves nothing out", x.Rule)
		}
		filter := r.Rules[x.Rule].Filter.compile()
		for _, l := range x.Lines {
			switch {
			case l < 0 || l >= len(lines):
				return fmt.Errorf("prove completeness: an exclusion names line %d of %d", l, len(lines))
			case seen[l] || r.States[l] != LineExcluded:
				return fmt.Errorf("prove completeness: line %s is left out by a rule, and is %s or left out twice", lines[l].ID, r.States[l])
			case !filter.names(&lines[l]):
				return fmt.Errorf("prove completeness: line %s is left out by a rule that does not name it", lines[l].ID)
			}
			seen[l] = true
		}
	}
	return nil
}

// excludedBy is the rule that leaves each line out, by the line's index.
func (r *ReconResult) excludedBy() map[int]int {
	by := map[int]int{}
	for _, x := range r.Exclusions {
		for _, l := range x.Lines {
			by[l] = x.Rule
		}
	}
	return by
}
