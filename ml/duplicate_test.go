package ml

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSimilarities_AreThoseOfTheLiterature(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b         string
		jaroWinkler  float64
		edits        int
		gramsOfTwo   float64
		containsEach bool
	}{
		{"martha", "marhta", 0.9611, 1, 0.4, false},
		{"dwayne", "duane", 0.84, 2, 2.0 / 9, false},
		{"dixon", "dicksonx", 0.8133, 4, 4.0 / 11, false},
		{"abc", "abc", 1, 0, 1, true},
		{"", "", 1, 0, 1, false},
		{"", "ab", 0, 2, 0, false},
		{"ab", "cd", 0, 2, 0, false},
		{"ca", "abc", 0, 3, 0, false}, // the unrestricted distance would be 2
		{"1234", "001234", 0.8889, 2, 0.75, true},
	} {
		require.InDelta(t, c.jaroWinkler, jaroWinkler(c.a, c.b), 1e-4, "%s %s", c.a, c.b)
		require.Equal(t, c.edits, edits(c.a, c.b), "%s %s", c.a, c.b)
		require.InDelta(t, c.gramsOfTwo, grams(c.a, c.b, 2), 1e-9, "%s %s", c.a, c.b)
		require.Equal(t, c.containsEach, contains(c.a, c.b), "%s %s", c.a, c.b)
	}
}

func TestSimilarities_DoNotCareWhoComesFirst(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 1))
	text := func() string {
		b := make([]byte, r.IntN(8))
		for i := range b {
			b[i] = "0123AB"[r.IntN(6)]
		}
		return string(b)
	}
	for range 2000 {
		a, b := text(), text()
		require.InDelta(t, jaroWinkler(a, b), jaroWinkler(b, a), 1e-12, "%q %q", a, b)
		require.Equal(t, edits(a, b), edits(b, a), "%q %q", a, b)
		require.Equal(t, a == b, edits(a, b) == 0)
		for _, s := range []float64{jaroWinkler(a, b), grams(a, b, 2), grams(a, b, 3)} {
			require.True(t, s >= 0 && s <= 1, "%q %q: %v", a, b, s)
		}
	}
}

func TestNormal_FoldsWhatIsWrittenInMoreThanOneWay(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"INV-0012O4", "inv 12-04", "Invoice 1204", "001204"},
		{"TP18-1992", "tp181992", "0TP181992"},
	} {
		for _, s := range same {
			require.Equal(t, normal(same[0]), normal(s), s)
		}
	}
	require.Equal(t, "1NV", normal("INV"), "a number that is nothing but the word stays")
	require.Equal(t, bare("The Halifax & District Co. Ltd"), bare("HALIFAX AND DISTRICT LIMITED"))
	require.Equal(t, "the company", bare("The Company"), "a name of small words stays")
	require.True(t, byVAT(100000, 120000))
	require.True(t, byVAT(-12000, -10000))
	require.True(t, byVAT(3333, 4000), "rounded")
	require.False(t, byVAT(100000, 130000))
	require.False(t, byVAT(100000, 100000))
}

// invoices invents a ledger of 60 suppliers, half of whom bill one amount every month.
func invoices(seed uint64, n int) []Bill {
	r := rand.New(rand.NewPCG(seed, 3))
	list := make([]Bill, n)
	next := [60]int{}
	for i := range list {
		v := r.IntN(60)
		next[v] += 1 + r.IntN(40)
		list[i] = Bill{ID: fmt.Sprintf("R%05d", i), Date: firstDay.AddDays(i * 360 / n), Vendor: fmt.Sprintf("S%d", v),
			Name: fmt.Sprintf("Halden %c%d & Sons Ltd", 'A'+v%20, v), Number: fmt.Sprintf("%c%d", 'A'+v%20, 10000*(v+1)+next[v]), Amount: int64(1000 + r.IntN(900000))}
		if v%2 == 0 {
			list[i].Amount = int64(50000 + 1000*v)
		}
	}
	return list
}

// withTwins adds known duplicates.
func withTwins(seed uint64, ledger []Bill, n int) (all []Bill, truth map[string]string) {
	r := rand.New(rand.NewPCG(seed, 4))
	all, truth = append([]Bill(nil), ledger...), map[string]string{}
	for i, at := range r.Perm(len(ledger))[:n] {
		d := corrupt(r, ledger[at], fmt.Sprintf("D%d", i))
		all, truth[d.ID] = append(all, d), ledger[at].ID
	}
	return all, truth
}

func TestDuplicates_FindsThemAmongWhatRecurs(t *testing.T) {
	t.Parallel()
	all, truth := withTwins(1, invoices(1, 3000), 90)
	d, err := FitDuplicates(all, nil, 5)
	require.NoError(t, err)
	found, alarms, held := 0, 0, 0
	for _, p := range d.Pairs(all, 0.5) {
		require.False(t, p.B.Date.Before(p.A.Date))
		require.GreaterOrEqual(t, len(p.Reasons), 4)
		if p.Action == ActionHold {
			held++
			require.Equal(t, []any{p.A.Vendor, p.A.Amount, normal(p.A.Number)}, []any{p.B.Vendor, p.B.Amount, normal(p.B.Number)})
		}
		if truth[p.B.ID] == p.A.ID || truth[p.A.ID] == p.B.ID {
			found++
		} else {
			alarms++
		}
	}
	require.Greater(t, found, 80, "of 90")
	require.Less(t, alarms, 15)
	require.Greater(t, held, 15)
}

func TestDuplicates_SameSeedGivesTheSamePairs(t *testing.T) {
	t.Parallel()
	all, _ := withTwins(2, invoices(2, 800), 20)
	one, err := FitDuplicates(all, nil, 5)
	require.NoError(t, err)
	two, err := FitDuplicates(all, nil, 5)
	require.NoError(t, err)
	require.NotEmpty(t, one.Pairs(all, 0.1))
	require.Equal(t, one.Pairs(all, 0.1), two.Pairs(all, 0.1))
}

func TestDuplicates_ListensToVerdicts(t *testing.T) {
	t.Parallel()
	ledger := invoices(3, 800)
	all, _ := withTwins(3, ledger, 20)
	// Here an A at the end is a second sending, also of what is billed every month.
	var verdicts []Verdict
	again := func(i int) Bill {
		b := ledger[i]
		b.ID, b.Number, b.Date = "A"+b.ID, b.Number+"A", b.Date.AddDays(20)
		return b
	}
	for i := range 60 {
		all = append(all, again(i))
		if i > 0 {
			verdicts = append(verdicts, Verdict{A: "A" + ledger[i].ID, B: ledger[i].ID, Duplicate: true})
		}
	}
	score := func(verdicts []Verdict) float64 {
		d, err := FitDuplicates(all, verdicts, 5)
		require.NoError(t, err)
		for _, p := range d.Pairs(all, 0) {
			if p.A.ID == ledger[0].ID && p.B.ID == "A"+ledger[0].ID {
				return p.Score
			}
		}
		t.Fatal("the pair agrees in supplier and amount")
		return 0
	}
	before, after := score(nil), score(verdicts)
	require.Less(t, before, 0.5)
	require.Greater(t, after, 0.5, "nobody said a word about this pair, but about 59 like it")
}

func TestDuplicates_BlockingKeepsEveryPairThatAgreesInTwo(t *testing.T) {
	t.Parallel()
	all, _ := withTwins(4, invoices(4, 300), 30)
	b := newBooks(all)
	want := map[[2]int]bool{}
	for i := range all {
		for j := i + 1; j < len(all); j++ {
			if b.near(i, j) {
				want[[2]int{i, j}] = true
			}
		}
	}
	got := map[[2]int]bool{}
	for _, p := range b.candidates() {
		require.False(t, got[p], "once")
		got[p] = true
	}
	require.Equal(t, want, got)
	require.Greater(t, len(got), 30)
}

func TestFitDuplicates_RefusesWhatTeachesNothing(t *testing.T) {
	t.Parallel()
	_, err := FitDuplicates(invoices(5, 99), nil, 1)
	require.EqualError(t, err, "INVALID: ledger: A ledger of 99 bills is too short to learn from; 100 are needed.")
	twice := invoices(5, 100)
	twice[7].ID = twice[8].ID
	_, err = FitDuplicates(twice, nil, 1)
	require.EqualError(t, err, `INVALID: ledger: Two bills have the id "R00008".`)
	require.Empty(t, (&Duplicates{}).Pairs(twice, 0))
}

func TestLogistic_FindsTheWeightsThatMadeTheData(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 1))
	truth := logistic{weight: []float64{-1, 2, 0.5}}
	var x [][]float64
	var y []bool
	var w []float64
	for range 20000 {
		row := []float64{1, r.NormFloat64(), r.NormFloat64()}
		x, y, w = append(x, row), append(y, r.Float64() < truth.probability(row)), append(w, 1)
	}
	var l logistic
	l.fit(x, y, w, nil)
	for i := range truth.weight {
		require.InDelta(t, truth.weight[i], l.weight[i], 0.1)
	}
}
