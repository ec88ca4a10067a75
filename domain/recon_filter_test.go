package domain_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestRuleFilter_FitsByEveryPartThatItStates(t *testing.T) {
	t.Parallel()
	line := domain.ReconLine{Source: domain.SourceBank, Amount: domain.NewMoney(-490, "EUR"), Counterparty: "Café Müller & Söhne", Text: "Kartenentgelt 03/2026, Terminal 88001"}
	for name, c := range map[string]struct {
		filter domain.RuleFilter
		fits   bool
	}{
		"nothing is stated":             {domain.RuleFilter{}, true},
		"part of the text":              {domain.RuleFilter{Text: "kartenentgelt"}, true},
		"parts in order":                {domain.RuleFilter{Text: "Kartenentgelt*terminal *"}, true},
		"parts in another order":        {domain.RuleFilter{Text: "terminal*kartenentgelt"}, false},
		"signs and accents are nothing": {domain.RuleFilter{Counterparty: "CAFE MULLER"}, true},
		"another payer":                 {domain.RuleFilter{Counterparty: "Cafe Meyer"}, false},
		"text of the payer":             {domain.RuleFilter{Text: "Müller"}, false},
		"out":                           {domain.RuleFilter{Direction: domain.MoneyOut}, true},
		"in":                            {domain.RuleFilter{Direction: domain.MoneyIn}, false},
		"from its amount":               {domain.RuleFilter{From: new(int64(490))}, true},
		"from more":                     {domain.RuleFilter{From: new(int64(491))}, false},
		"to its amount":                 {domain.RuleFilter{To: new(int64(490))}, true},
		"to less":                       {domain.RuleFilter{To: new(int64(489))}, false},
		"every part":                    {domain.RuleFilter{Source: domain.SourceBank, Direction: domain.MoneyOut, Text: "entgelt", Counterparty: "söhne", To: new(int64(1000))}, true},
		"all but one":                   {domain.RuleFilter{Source: domain.SourceBank, Direction: domain.MoneyOut, Text: "entgelt", Counterparty: "söhne", To: new(int64(1))}, false},
		"a source that it leaves free":  {domain.RuleFilter{Source: domain.SourceLedger, Text: "something else"}, true},
	} {
		require.Equal(t, c.fits, c.filter.Fits(&line), name)
	}
	require.True(t, (*domain.RuleFilter)(nil).Fits(&line))
}

func TestMatchRule_SaysWhatIsWrongWithAFilter(t *testing.T) {
	t.Parallel()
	fit := domain.MatchRule{Name: "Out", Shape: domain.OneToOne, Mode: domain.MatchExclude, Filter: &domain.RuleFilter{Text: "notice"}}
	require.NoError(t, fit.Validate())
	for name, spoil := range map[string]func(*domain.MatchRule){
		"leaves all out":           func(r *domain.MatchRule) { r.Filter = nil },
		"leaves a source out":      func(r *domain.MatchRule) { r.Filter = &domain.RuleFilter{Source: domain.SourceBank} },
		"leaves out and compares":  func(r *domain.MatchRule) { r.Keys = []domain.MatchKey{domain.KeyAmount} },
		"leaves out and tolerates": func(r *domain.MatchRule) { r.Tolerance = 5 },
		"a pattern without words":  func(r *domain.MatchRule) { r.Filter.Text = " * . *" },
		"bounds the wrong way":     func(r *domain.MatchRule) { r.Filter.From, r.Filter.To = new(int64(5)), new(int64(4)) },
		"a negative bound":         func(r *domain.MatchRule) { r.Filter.From = new(int64(-1)) },
		"an unknown source":        func(r *domain.MatchRule) { r.Filter.Source = "MOON" },
		"an unknown direction":     func(r *domain.MatchRule) { r.Filter.Direction = "UP" },
	} {
		rule := fit
		filter := *fit.Filter
		rule.Filter = &filter
		spoil(&rule)
		require.Equal(t, domain.CodeInvalid, domain.CodeOf(rule.Validate()), name)
	}
}

// likeSides are lines of which some write alike, in an order of the dice's.
func likeSides(dice *rand.Rand, n int) []domain.ReconLine {
	var lines []domain.ReconLine
	for i := range n {
		l := domain.ReconLine{ID: fmt.Sprint("b", i), Source: domain.SourceBank, Booked: domain.NewDate(2026, 5, 1+dice.IntN(28)),
			Amount: domain.NewMoney(int64(dice.IntN(40)*100), "EUR"), Text: []string{"Notice of balance", "Card payout", "Transfer"}[dice.IntN(3)], Counterparty: []string{"", "Nordwerk GmbH"}[dice.IntN(2)]}
		other := l
		other.ID, other.Source, other.Text = fmt.Sprint("l", i), domain.SourceLedger, "Booking"
		lines = append(lines, l, other)
	}
	dice.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	return lines
}

// Rules with filters take the lines that they are for and no others, and leave out exactly what they name, in any order of lines and
// by any number of workers.
func TestReconcile_FiltersHoldWhateverTheOrder(t *testing.T) {
	t.Parallel()
	out := domain.RuleFilter{Source: domain.SourceBank, Text: "notice"}
	only := domain.RuleFilter{Source: domain.SourceBank, Text: "card payout", Counterparty: "nordwerk", From: new(int64(500))}
	rules := []domain.MatchRule{
		{ID: domain.UUIDOf("out"), Order: 1, Name: "Out", Shape: domain.OneToOne, Mode: domain.MatchExclude, Filter: &out},
		{ID: domain.UUIDOf("only"), Order: 2, Name: "Only", Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount}, Days: 0, Filter: &only},
	}
	excluded, matched := 0, 0
	for seed := range uint64(40) {
		dice := rand.New(rand.NewPCG(seed, 1))
		lines := likeSides(dice, 60)
		var first *domain.ReconResult
		for workers := range 3 {
			r, err := domain.Reconcile(domain.ReconInput{Lines: lines, Rules: rules, Workers: workers + 1})
			require.NoError(t, err)
			if first == nil {
				first = r
			}
			require.Equal(t, first.ResultHash, r.ResultHash)
			named := map[int]bool{}
			for _, x := range r.Exclusions {
				require.Equal(t, "Out", r.Rules[x.Rule].Name)
				for _, l := range x.Lines {
					named[l] = true
				}
			}
			for i := range lines {
				want := lines[i].Source == domain.SourceBank && lines[i].Text == "Notice of balance"
				require.Equal(t, want, r.States[i] == domain.LineExcluded, "%+v", lines[i])
				require.Equal(t, want, named[i])
				if want {
					excluded++
				}
			}
			for _, g := range r.Groups {
				matched++
				for _, l := range g.Lines {
					require.True(t, only.Fits(&lines[l]), "%+v", lines[l])
				}
			}
			dice.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		}
	}
	require.Greater(t, excluded, 1000)
	require.Greater(t, matched, 100)
}

// What a rule held back from its pass, the next one may take.
func TestReconcile_AFilterHoldsBackForItsPassAlone(t *testing.T) {
	t.Parallel()
	pair := func(id, text string, minor int64) []domain.ReconLine {
		b := domain.ReconLine{ID: "b" + id, Source: domain.SourceBank, Booked: domain.NewDate(2026, 5, 4), Amount: domain.NewMoney(minor, "EUR"), Text: text}
		l := b
		l.ID, l.Source, l.Text = "l"+id, domain.SourceLedger, "Booking"
		return []domain.ReconLine{b, l}
	}
	lines := slices.Concat(pair("1", "Card payout", 100), pair("2", "Transfer", 200))
	amount := func(order int, name string, f *domain.RuleFilter) domain.MatchRule {
		return domain.MatchRule{ID: domain.UUIDOf(name), Order: order, Name: name, Shape: domain.OneToOne, Mode: domain.MatchAuto, Keys: []domain.MatchKey{domain.KeyAmount}, Filter: f}
	}
	r, err := domain.Reconcile(domain.ReconInput{Lines: lines, Rules: []domain.MatchRule{
		amount(1, "Cards", &domain.RuleFilter{Source: domain.SourceBank, Text: "card"}), amount(2, "All", nil),
	}})
	require.NoError(t, err)
	require.Len(t, r.Groups, 2)
	require.Equal(t, []int16{0, 1}, []int16{r.Groups[0].Rule, r.Groups[1].Rule})
	require.Equal(t, []int{0, 1}, r.Groups[0].Lines)
}
