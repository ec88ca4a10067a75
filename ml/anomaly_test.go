package ml

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// standing is a supplier who is paid every month about the same, with a little of everything.
func standing(r *rand.Rand, group string, months int) []Entry {
	list := make([]Entry, months)
	for i := range list {
		list[i] = Entry{ID: fmt.Sprintf("%s-%02d", group, i), Group: group, Date: firstDay.AddDays(30*i + r.IntN(3)), Amount: -100000 - r.Int64N(4000), Text: "monthly rent office"}
	}
	return list
}

func kinds(list []Odd) (out []OddKind) {
	for _, o := range list {
		out = append(out, o.Kind)
	}
	return out
}

func TestOddities_NamesTheFeatureInMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		change func(*Entry)
		want   OddKind
	}{
		{"amount", func(e *Entry) { e.Amount *= 3 }, OddAmount},
		{"sign", func(e *Entry) { e.Amount = -e.Amount }, OddSign},
		{"timing", func(e *Entry) { e.Date = e.Date.AddDays(24) }, OddTiming},
		{"text", func(e *Entry) { e.Text = "urgent transfer consulting" }, OddText},
	} {
		list := standing(rand.New(rand.NewPCG(1, 1)), "rent", 24)
		c.change(&list[23])
		found := Oddities(list, 1)
		require.NotEmpty(t, found, c.name)
		require.Equal(t, 23, found[0].Entry, c.name)
		require.Contains(t, kinds(found[0].Features), c.want, c.name)
		odd := found[0].Features[0]
		switch c.want {
		case OddAmount:
			require.InDelta(t, 102000, odd.Usual, 2000)
			require.InDelta(t, 204000, odd.Excess, 9000)
			require.Less(t, odd.Low, odd.Usual)
			require.Greater(t, odd.High, odd.Usual)
		case OddTiming:
			require.InDelta(t, 30, odd.Days, 1)
			require.InDelta(t, 54, odd.Was, 3)
			require.Equal(t, list[22].Date, odd.Previous)
		case OddText:
			require.Equal(t, []string{"urgent", "transfer", "consulting"}, odd.Words)
		case OddSign:
			require.Equal(t, list[23].Amount, odd.Excess)
		}
	}
}

func TestOddities_ABurstIsOdd(t *testing.T) {
	t.Parallel()
	list := standing(rand.New(rand.NewPCG(2, 2)), "fee", 24)
	for i := range 6 {
		list = append(list, Entry{ID: fmt.Sprint("burst", i), Group: "fee", Date: list[23].Date.AddDays(1), Amount: -101000, Text: "monthly rent office"})
	}
	found := Oddities(list, 1)
	require.NotEmpty(t, found)
	require.Equal(t, OddFrequency, found[0].Features[0].Kind)
	require.Equal(t, 7, found[0].Features[0].Was)
}

func TestOddities_QuietBooksHaveFew(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	var list []Entry
	for g := range 50 {
		list = append(list, standing(r, fmt.Sprintf("g%02d", g), 24)...)
	}
	require.LessOrEqual(t, len(Oddities(list, 1)), len(list)/100)
	require.Empty(t, Oddities(list[:7], 1), "seven say nothing of what is usual")
	require.Empty(t, Oddities(nil, 1))
}

func TestOddities_FindsWhatWasPlantedFirstAndDoesNotDependOnOrder(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	var list []Entry
	for g := range 40 {
		list = append(list, standing(r, fmt.Sprintf("g%02d", g), 24)...)
	}
	planted := map[string]bool{}
	for g := 0; g < 40; g += 2 {
		e := &list[g*24+5+g%17]
		if g%4 == 0 {
			e.Amount *= 10
		} else {
			e.Amount, e.Text = -e.Amount, "correction director loan"
		}
		planted[e.ID] = true
	}
	found := Oddities(list, 1)
	hits := 0
	for _, o := range found[:20] {
		if planted[list[o.Entry].ID] {
			hits++
		}
	}
	require.GreaterOrEqual(t, hits, 19, "of the twenty oddest, by precision")
	ids := func(list []Entry, found []Oddity) (out []string) {
		for _, o := range found {
			require.GreaterOrEqual(t, o.Score, 0.0)
			require.LessOrEqual(t, o.Score, 1.0)
			out = append(out, list[o.Entry].ID)
		}
		return out
	}
	want := ids(list, found)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	require.Equal(t, want, ids(list, Oddities(list, 1)))
}
