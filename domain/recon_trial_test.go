package domain

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func trialLine(source ReconSource, id string, minor int64, day int, reference string) ReconLine {
	return ReconLine{ID: id, Source: source, Booked: NewDate(2026, 11, day), Amount: NewMoney(minor, "EUR"), Reference: reference}
}

// comparedRuns runs two tables of rules and compares them.
func comparedRuns(t *testing.T, lines []ReconLine, before, after []MatchRule, rejected func([]int) bool) *RuleTrialResult {
	t.Helper()
	run := func(rules []MatchRule) *ReconResult {
		result, err := Reconcile(ReconInput{Lines: lines, Rules: rules})
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	return CompareRuns(lines, run(before), run(after), rejected, 50)
}

func TestCompareRuns_TellsEachWayApart(t *testing.T) {
	lines := []ReconLine{
		trialLine(SourceBank, "new", 100, 1, ""), trialLine(SourceLedger, "new", 100, 2, ""), // without reference: by amount only
		trialLine(SourceBank, "gone", 200, 1, "RE-200200"), trialLine(SourceLedger, "gone", 200, 20, "RE-200200"), // too far apart
		trialLine(SourceBank, "twin", 300, 3, ""), trialLine(SourceLedger, "twin a", 300, 3, ""), trialLine(SourceLedger, "twin b", 300, 3, ""),
		trialLine(SourceBank, "other", 400, 5, "RE-400400"), trialLine(SourceLedger, "other ref", 400, 14, "RE-400400"), trialLine(SourceLedger, "other amount", 400, 5, "RE-999999"),
		trialLine(SourceBank, "same", 500, 5, "RE-500500"), trialLine(SourceLedger, "same", 500, 6, "RE-500500"),
	}
	byReference := []MatchRule{{ID: UUIDOf("r"), Order: 1, Name: "reference", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount, KeyReference}, Days: 30}}
	byAmount := []MatchRule{{ID: UUIDOf("a"), Order: 1, Name: "amount", Shape: OneToOne, Mode: MatchAuto, Keys: []MatchKey{KeyAmount}, Days: 3}}
	got := comparedRuns(t, lines, byReference, byAmount, nil)
	names := func(d TrialDelta) (list []string) {
		for _, e := range d.Examples {
			list = append(list, lines[e.Line].ID)
		}
		return list
	}
	if d := got.NewlyMatched; d.Groups != 2 || d.Lines != 3 || d.Sums[0].Minor != 600 || !slices.Contains(names(d), "new") {
		t.Errorf("newly matched %+v", d)
	}
	if d := got.NoLonger; !slices.Contains(names(d), "gone") || d.Examples[0].Before.State != LineMatched || d.Examples[0].After.State == LineMatched || len(d.Examples[0].Before.Lines) != 2 {
		t.Errorf("no longer matched %+v", d)
	}
	if d := got.NewlyAmbiguous; !slices.Contains(names(d), "twin") || d.Groups < 1 || d.Lines < 3 {
		t.Errorf("newly ambiguous %+v", d)
	}
	sum := func(tallies []ReconTally) (n int) {
		for _, tally := range tallies {
			n += tally.Lines
		}
		return n
	}
	if sum(got.Before) != len(lines) || sum(got.After) != len(lines) {
		t.Errorf("%+v %+v", got.Before, got.After)
	}
	same := comparedRuns(t, lines, byAmount, byAmount, nil)
	if same.NewlyMatched.Lines+same.NoLonger.Lines+same.NewlyAmbiguous.Lines+same.Changed.Lines != 0 {
		t.Errorf("%+v", same)
	}
	turnedDown := comparedRuns(t, lines, byReference, byAmount, func(group []int) bool { return lines[group[0]].ID == "new" })
	if turnedDown.NewlyMatched.Lines != got.NewlyMatched.Lines-2 {
		t.Errorf("what people turned down is not found: %+v", turnedDown.NewlyMatched)
	}
}

func TestCompareRuns_TellsWhatIsMatchedWithOtherLines(t *testing.T) {
	lines := []ReconLine{
		trialLine(SourceBank, "payment", 400, 5, "RE-400400"), trialLine(SourceLedger, "by reference", 400, 14, "RE-400400"),
		trialLine(SourceLedger, "by day", 400, 5, "RE-999999"),
	}
	rules := func(id string, days int, keys ...MatchKey) []MatchRule {
		return []MatchRule{{ID: UUIDOf(id), Order: 1, Name: id, Shape: OneToOne, Mode: MatchAuto, Keys: keys, Days: days}}
	}
	got := comparedRuns(t, lines, rules("reference", 30, KeyAmount, KeyReference), rules("day", 0, KeyAmount, KeyDate), nil)
	if got.Changed.Groups != 1 || got.Changed.Lines != 1 {
		t.Fatalf("%+v", got)
	}
	e := got.Changed.Examples[0]
	if lines[e.Line].ID != "payment" || lines[e.Before.Lines[1]].ID != "by reference" || lines[e.After.Lines[1]].ID != "by day" {
		t.Errorf("%+v", e)
	}
}

func TestCompareRuns_DoesNotDependOnTheOrderOfLines(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 3))
	var lines []ReconLine
	for i := range 300 {
		source := []ReconSource{SourceBank, SourceLedger}[i%2]
		lines = append(lines, trialLine(source, string(rune('A'+i)), int64(100*dice.IntN(40)), 1+dice.IntN(28), []string{"", "RE-1234"}[dice.IntN(2)]))
	}
	strict, loose := StandardRules("BANK")[:2], StandardRules("BANK")
	show := func(lines []ReconLine) (out []any) {
		got := comparedRuns(t, lines, strict, loose, nil)
		for _, d := range []TrialDelta{got.NewlyMatched, got.NoLonger, got.NewlyAmbiguous, got.Changed} {
			out = append(out, d.Groups, d.Lines, d.Sums)
			for _, e := range d.Examples {
				out = append(out, lines[e.Line].ID, e.After.State)
			}
		}
		return out
	}
	want := show(lines)
	for range 5 {
		dice.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		if got := show(lines); !reflect.DeepEqual(want, got) {
			t.Fatalf("%v\n%v", want, got)
		}
	}
}
