package authz

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestEvaluator_NeverAllowsWithoutRows(t *testing.T) {
	t.Parallel()
	e, err := newEvaluator(carried{"": {"": true}})
	require.NoError(t, err)
	row, err := e.mayBy(nil, request{})
	require.Nil(t, row)
	require.ErrorIs(t, err, errNoRows)
	free, err := e.clear(nil, []any{})
	require.False(t, free)
	require.ErrorIs(t, err, errNoRows)
}

func TestEvaluator_DeniesConflictsWithoutTheRowThatMustBeThere(t *testing.T) {
	t.Parallel()
	e, err := newEvaluator(carried{})
	require.NoError(t, err)
	free, err := e.clear([][]string{{"SOD-009", "SOD-009:L", deny}}, []any{})
	require.NoError(t, err)
	require.False(t, free, "a table that only denies allows nobody")
}

func TestEvaluator_TurnsWhateverGoesWrongIntoAnError(t *testing.T) {
	t.Parallel()
	e, err := newEvaluator(carried{})
	require.NoError(t, err)
	_, err = e.mayBy([][]string{{"user:a", "role:b"}}, request{sub: "user:a"})
	require.ErrorContains(t, err, "invalid policy size")
	_, err = e.clear([][]string{{"", nothing}}, []any{})
	require.Error(t, err)
	require.Nil(t, e.grants.Policy, "nothing is left behind for the next question")
	require.Nil(t, e.duties.Policy)
}

func TestEvaluator_IgnoresAnEffectThatIsSpeltOtherwise(t *testing.T) {
	t.Parallel()
	e, err := newEvaluator(carried{"role:a": {"may": true}})
	require.NoError(t, err)
	row := []string{"user:a", "role:a", "entity:1", unlimited, "2026", open, "Allow"}
	found, err := e.mayBy([][]string{row}, request{sub: "user:a", may: "may", ent: "entity:1", amt: noAmount, at: "2027"})
	require.NoError(t, err)
	require.Nil(t, found)
}

func TestEvaluator_AsksForEveryWordOfARow(t *testing.T) {
	t.Parallel()
	e, err := newEvaluator(carried{"role:a": {"may": true}})
	require.NoError(t, err)
	rows := [][]string{{"user:a", "role:a", "entity:1", "0100", "2026-01", "2026-06", allow}}
	good := request{sub: "user:a", may: "may", ent: "entity:1", amt: "0100", at: "2026-01"}
	row, err := e.mayBy(rows, good)
	require.NoError(t, err)
	require.Equal(t, rows[0], row)
	for name, spoil := range map[string]func(*request){
		"person": func(r *request) { r.sub = "user:b" },
		"role":   func(r *request) { r.sub = "role:a" },
		"act":    func(r *request) { r.may = "may not" },
		"entity": func(r *request) { r.ent = "entity:11" },
		"limit":  func(r *request) { r.amt = "0101" },
		"before": func(r *request) { r.at = "2025-12" },
		"after":  func(r *request) { r.at = "2026-06" },
	} {
		bad := good
		spoil(&bad)
		row, err := e.mayBy(rows, bad)
		require.NoError(t, err, name)
		require.Nil(t, row, name)
	}
}

func TestEvaluator_AsksForTheSideThatWasUsed(t *testing.T) {
	t.Parallel()
	e, err := newEvaluator(carried{})
	require.NoError(t, err)
	rows := [][]string{{"", nothing, allow}, {"A", "A:L", deny}, {"B", "B:R", deny}}
	for used, want := range map[string]bool{"A:L": false, "B:R": false, "A:R": true, "B:L": true, "C:L": true} {
		free, err := e.clear(rows, []any{"Z:L", used})
		require.NoError(t, err)
		require.Equal(t, want, free, used)
	}
}

func TestHouse_MayNotApproveEvenIfAListSaidSo(t *testing.T) {
	t.Parallel()
	rogue := house{"rogue": {domain.ApproveInvoice, domain.PostInvoice}}
	_, may := rogue.may(domain.SystemActor("rogue").ID, domain.ApproveInvoice)
	require.False(t, may)
	name, may := rogue.may(domain.SystemActor("rogue").ID, domain.PostInvoice)
	require.True(t, may)
	require.Equal(t, "rogue", name)
}

func TestRoleGraph_RefusesToBeChanged(t *testing.T) {
	t.Parallel()
	require.Panics(t, func() { _ = roleGraph{}.AddLink("role:a", "may") })
}

func TestWords_CompareAsWhatTheyMean(t *testing.T) {
	t.Parallel()
	amounts := []int64{0, 1, 9, 10, 99, 1<<53 + 1, 1<<53 + 2, math.MaxInt64}
	var words []string
	for _, minor := range amounts {
		word, err := amountWord(minor)
		require.NoError(t, err)
		words = append(words, word)
	}
	require.IsIncreasing(t, append(words, unknown, unlimited))
	_, err := amountWord(-1)
	require.Error(t, err)

	instants := []time.Time{time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC), time.Date(999, 12, 31, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 6, 1, 12, 0, 0, 0, time.FixedZone("", 2*60*60)), time.Date(2026, 6, 1, 10, 0, 0, 1, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)}
	words = nil
	for _, at := range instants {
		word, err := instantWord(at)
		require.NoError(t, err)
		words = append(words, word)
	}
	require.IsIncreasing(t, append(words, open))
	for _, at := range []time.Time{{}, time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		_, err := instantWord(at)
		require.Error(t, err)
	}
}

func TestActs_KnowEveryActionAndEveryWord(t *testing.T) {
	t.Parallel()
	require.Len(t, acts, len(domain.Actions())+len(domain.Stands()))
	for _, action := range domain.Actions() {
		a := acts[action]
		require.NotEmpty(t, a.did, action)
		require.NotEmpty(t, a.again, action)
		require.NotEmpty(t, a.do, action)
		require.NotEqual(t, a.bare, a.limited, "%s: what commits money is about a record", action)
		for _, kind := range a.kinds {
			require.Contains(t, kinds, kind)
		}
	}
}

func TestMoney_IsReadableByPeople(t *testing.T) {
	t.Parallel()
	for want, m := range map[string]domain.Money{
		"0.00 EUR": domain.NewMoney(0, "EUR"), "999.99 EUR": domain.NewMoney(99_999, "EUR"),
		"1,000.00 EUR": domain.NewMoney(100_000, "EUR"), "-1,234,567.89 EUR": domain.NewMoney(-123_456_789, "EUR"),
		"12,345 JPY": domain.NewMoney(12_345, "JPY"), "1,234.567 KWD": domain.NewMoney(1_234_567, "KWD"), "": {},
	} {
		require.Equal(t, want, money(m))
	}
}
