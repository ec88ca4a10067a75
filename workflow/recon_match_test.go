package workflow_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// secondReconciler may match, too.
const secondReconciler = "oskar.fenwald"

func matchInput(a *domain.ReconAccount, key string, lines ...domain.ID) domain.MatchLinesInput {
	return domain.MatchLinesInput{AccountID: a.ID, LineIds: lines, IdempotencyKey: "match-key-" + key}
}

// standings are everything that matches and claims of an account say, but for versions and the history of groups.
func (h *house) standings(a *domain.ReconAccount) string {
	h.t.Helper()
	return value[string](h, `SELECT coalesce((SELECT string_agg(concat_ws(' ', c.id, c.state, c.group_id, c.case_id, c.held), E'\n' ORDER BY c.id) FROM recon_claim c WHERE c.account_id = $1), '')
		|| coalesce((SELECT string_agg(concat_ws(' ', g.id, g.state, g.members, g.remainder, g.adjustment_id), E'\n' ORDER BY g.id) FROM match_group g WHERE g.account_id = $1 AND g.state <> 'UNDONE'), '')
		|| coalesce((SELECT string_agg(concat_ws(' ', j.id, j.state), E'\n' ORDER BY j.id) FROM adjustment j WHERE j.account_id = $1 AND j.state <> 'WITHDRAWN'), '')
		|| (SELECT coalesce(string_agg(concat_ws(' ', id, state, title), E'\n' ORDER BY id), '') FROM control_case)`, a.ID.UUID)
}

// group reads a match as it is kept.
func (h *house) group(id domain.ID) (state string, version int) {
	h.t.Helper()
	return value[string](h, `SELECT state FROM match_group WHERE id = $1`, id.UUID), value[int](h, `SELECT version FROM match_group WHERE id = $1`, id.UUID)
}

// act is an act on a match as it stands.
func (h *house) actOn(id domain.ID, key string) domain.ActInput {
	h.t.Helper()
	_, version := h.group(id)
	return domain.ActInput{ID: id, Version: version, Reason: new("It is not the same."), IdempotencyKey: "act-key-" + key}
}

// proposed is a match that a rule proposes for an account.
func (h *house) proposed(a *domain.ReconAccount) domain.ID {
	h.t.Helper()
	return domain.ID{Kind: domain.NodeMatchGroup, Entity: a.ID.Entity, UUID: value[domain.UUID](h, `SELECT id FROM match_group WHERE account_id = $1 AND state = 'SUGGESTED' ORDER BY id LIMIT 1`, a.ID.UUID)}
}

func TestMatchLines_MustTieOrSayWhatTheDifferenceBecomes(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, bankLine("b1", "RE-100001", 10_000), ledgerLine("l1", "RE-100002", 10_500), ledgerLine("l2", "RE-100003", 4_000), ledgerLine("l3", "RE-100004", 6_000), ledgerLine("l4", "RE-100005", 900_000),
		bankLine("b5", "RE-100006", 300_000_000), ledgerLine("l5", "RE-100007", 305_900_000))
	clerk := h.as(reconciler)
	_, err := h.service.MatchLines(clerk, matchInput(a, "one", ids[0]))
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.MatchLines(clerk, matchInput(a, "twice", ids[0], ids[0]))
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.MatchLines(clerk, matchInput(a, "off", ids[0], ids[1]))
	told := refused(t, err, domain.CodeOutOfBalance)
	require.Equal(t, domain.NewMoney(-500, "EUR"), told.Details["difference"])
	far := matchInput(a, "far", ids[0], ids[4])
	far.ReasonCode = new("FEE")
	_, err = h.service.MatchLines(clerk, far)
	refused(t, err, domain.CodeToleranceExceeded)

	near := matchInput(a, "near", ids[0], ids[1])
	near.ReasonCode = new("FEE")
	_, err = h.service.MatchLines(clerk, near)
	refused(t, err, domain.CodeForbidden)
	great := matchInput(a, "great", ids[5], ids[6])
	great.ReasonCode = new("FX")
	_, err = h.service.MatchLines(h.as(secondReconciler), great)
	refused(t, err, domain.CodeOverLimit)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM adjustment`), "a difference is given up by who may, within their limit")
	near.IdempotencyKey += " by who may"
	done, err := h.service.MatchLines(h.as(secondReconciler), near)
	require.NoError(t, err)
	again, err := h.service.MatchLines(h.as(secondReconciler), near)
	require.NoError(t, err)
	require.Equal(t, done, again, "the same key is the same act")
	require.Equal(t, "FEE PROPOSED -500 0", value[string](h, `SELECT kind || ' ' || state || ' ' || minor || ' ' || (SELECT sum((l->'amount'->>'minor')::int) FROM jsonb_array_elements(journal) l) FROM adjustment`))
	_, err = h.service.MatchLines(clerk, matchInput(a, "settled", ids[0], ids[2], ids[3]))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "Oskar Fenwald")
	entry := domain.ID{Kind: domain.NodeAdjustment, Entity: 2, UUID: value[domain.UUID](h, `SELECT id FROM adjustment`)}
	_, err = h.service.DecideAdjustment(h.as(secondReconciler), h.decision(entry, true, "own"))
	require.Contains(t, []domain.Code{domain.CodeForbidden, domain.CodeDutyConflict}, domain.CodeOf(err), "who leaves a difference over does not approve it")

	_, err = h.service.UndoMatch(clerk, h.actOn(done.Groups[0], "undo"))
	require.NoError(t, err)
	require.Equal(t, "WITHDRAWN", value[string](h, `SELECT state FROM adjustment`))
	_, err = h.service.MatchLines(clerk, matchInput(a, "sum", ids[0], ids[2], ids[3]))
	require.NoError(t, err, "one against two that add up")
	require.Equal(t, map[string]int{"MATCHED": 3, "NEW": 4}, h.states(a))
	h.clean()
}

func TestMatchLines_OfTwoPeopleAtOneLineOneWins(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := h.another()
	a := h.reconcile("1200", "DE02120300000000202051")
	for i := range 25 {
		ids := h.loads(a, bankLine(fmt.Sprintf("b%d", i), "RE-100001", 700), ledgerLine(fmt.Sprintf("l%d", i), "RE-100002", 700), ledgerLine(fmt.Sprintf("m%d", i), "RE-100003", 700))
		key := fmt.Sprint(i)
		errs := together(
			func() error {
				_, err := h.service.MatchLines(h.as(reconciler), matchInput(a, "left"+key, ids[0], ids[1]))
				return err
			},
			func() error {
				_, err := second.MatchLines(h.as(secondReconciler), matchInput(a, "right"+key, ids[0], ids[2]))
				return err
			},
		)
		require.Equal(t, 1, won(t, errs, domain.CodeWrongState), "%v", errs)
		for n, who := range []string{"Oskar Fenwald", "Greta Sundermoor"} {
			if errs[n] != nil {
				require.Contains(t, errs[n].Error(), who)
			}
		}
	}
	require.Equal(t, map[string]int{"MATCHED": 50, "NEW": 25}, h.states(a))
	require.Equal(t, 25, value[int](h, `SELECT count(*)::int FROM match_group`))
	h.clean()
}

// suggested loads two lines of which a rule is not sure, and runs.
func (h *house) suggested(a *domain.ReconAccount, n int) []domain.ID {
	h.t.Helper()
	bank, ledger := bankLine(fmt.Sprintf("sb%d", n), "", 123_456+int64(n)), ledgerLine(fmt.Sprintf("sl%d", n), "", 123_456+int64(n))
	bank.Counterparty, bank.Text, ledger.Counterparty, ledger.Text = "", "", "", ""
	return h.loads(a, bank, ledger)
}

func TestRejectMatch_IsNotProposedAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.suggested(a, 1)
	h.runs(a, "first")
	require.Equal(t, map[string]int{"SUGGESTED": 2}, h.states(a))
	g := h.proposed(a)
	stale := h.actOn(g, "stale")
	stale.Version++
	_, err := h.service.RejectMatch(h.as(reconciler), stale)
	refused(t, err, domain.CodeStale)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(g, "undo"))
	refused(t, err, domain.CodeWrongState)
	before := h.runs(a, "the same").ResultHash
	state, version := h.group(g)
	require.Equal(t, "SUGGESTED 1", fmt.Sprint(state, " ", version), "found again, it is the same proposal")
	_, err = h.service.RejectMatch(h.as(reconciler), h.actOn(g, "reject"))
	require.NoError(t, err)
	require.Equal(t, map[string]int{"NEW": 2}, h.states(a))
	run := h.runs(a, "after")
	require.NotEqual(t, before, run.ResultHash)
	require.Equal(t, map[string]int{"CASE": 2}, h.states(a))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'match.rejected' AND reason = 'It is not the same.'`))
	h.clean()
}

func TestAcceptMatch_SettlesAProposal(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	h.suggested(a, 1)
	h.runs(a, "first")
	g := h.proposed(a)
	in := h.actOn(g, "accept")
	_, err := h.service.AcceptMatch(h.as("saskia.norholt"), in)
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.AcceptMatch(h.as("jana.koehlert"), in)
	refused(t, err, domain.CodeNotFound)
	done, err := h.service.AcceptMatch(h.as(reconciler), in)
	require.NoError(t, err)
	require.Len(t, done.Lines, 2)
	state, _ := h.group(g)
	require.Equal(t, "APPROVED", state)
	require.Equal(t, map[string]int{"MATCHED": 2}, h.states(a))
	_, err = h.service.UndoMatch(h.as(secondReconciler), h.actOn(g, "undo"))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(g, "undo"))
	require.NoError(t, err)
	require.Equal(t, map[string]int{"NEW": 2}, h.states(a))
	h.runs(a, "after")
	require.Equal(t, map[string]int{"CASE": 2}, h.states(a), "no rule proposes again what a person took back")
	h.clean()
}

func TestUndoMatch_IsBlockedInACertifiedPeriod(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	bank, ledger := bankLine("b1", "RE-100001", 700), ledgerLine("l1", "RE-100002", 700)
	first := value[string](h, `SELECT first_day::text FROM period WHERE entity_id = 2 ORDER BY first_day DESC LIMIT 1`)
	day, err := domain.ParseDate(first)
	require.NoError(t, err)
	bank.Booked, ledger.Booked = day, day
	ids := h.loads(a, bank, ledger)
	done, err := h.service.MatchLines(h.as(reconciler), matchInput(a, "certified", ids...))
	require.NoError(t, err)
	h.exec(`INSERT INTO reconciliation (entity_id, id, version, account_id, period_id, state, ledger, supported, unexplained, data_hash, changes, updated_at)
		SELECT 2, gen_random_uuid(), 1, $1, id, 'CERTIFIED', 0, 0, 0, '', 0, now() FROM period WHERE entity_id = 2 AND first_day = $2::date`, a.ID.UUID, first)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(done.Groups[0], "undo"))
	require.Contains(t, refused(t, err, domain.CodeWrongState).Message, "certified")
	h.exec(`UPDATE reconciliation SET state = 'VOID'`)
	_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(done.Groups[0], "undo again"))
	require.NoError(t, err)
}

func TestMatchAndUndo_LeaveEverythingAsItWas(t *testing.T) {
	t.Parallel()
	h := setup(t)
	dice := rand.New(rand.NewPCG(3, 9))
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, sides(120, 5)...)
	for i := range 12 {
		ids = append(ids, h.suggested(a, i)...)
	}
	h.runs(a, "first")
	tried := 0
	for round := range 60 {
		open := value[[]domain.UUID](h, `SELECT array_agg(l.id ORDER BY l.id) FROM recon_line l LEFT JOIN recon_claim c ON c.id = l.id WHERE l.account_id = $1 AND coalesce(c.state, 'NEW') <> 'MATCHED'`, a.ID.UUID)
		dice.Shuffle(len(open), func(i, j int) { open[i], open[j] = open[j], open[i] })
		var lines []domain.ID
		for _, id := range open[:2+dice.IntN(4)] {
			lines = append(lines, domain.ID{Kind: domain.NodeLine, Entity: a.ID.Entity, UUID: id})
		}
		if round%2 == 0 { // a pair that ties: two proposals lose a line each
			pairs := value[[]domain.UUID](h, `SELECT members FROM match_group WHERE account_id = $1 AND state = 'SUGGESTED' ORDER BY md5(id::text || $2) LIMIT 1`, a.ID.UUID, fmt.Sprint(round))
			lines = lines[:0]
			for _, id := range pairs {
				lines = append(lines, domain.ID{Kind: domain.NodeLine, Entity: a.ID.Entity, UUID: id})
			}
		}
		in := matchInput(a, fmt.Sprint("round", round), lines...)
		if dice.IntN(2) == 0 {
			in.ReasonCode = new("CORRECTION")
		}
		before := h.standings(a)
		done, err := h.service.MatchLines(h.as(secondReconciler), in)
		if err != nil {
			require.Contains(t, []domain.Code{domain.CodeOutOfBalance, domain.CodeToleranceExceeded, domain.CodeInvalid}, domain.CodeOf(err), err)
			require.Equal(t, before, h.standings(a), "a refusal changes nothing")
			continue
		}
		tried++
		require.NotEqual(t, before, h.standings(a))
		_, err = h.service.UndoMatch(h.as(reconciler), h.actOn(done.Groups[0], fmt.Sprint("round", round)))
		require.NoError(t, err)
		require.Equal(t, before, h.standings(a))
	}
	require.Greater(t, tried, 20)
	h.clean()
}
