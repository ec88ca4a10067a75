package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// certifiable is an account whose last whole period ties: opening 100.00, one pair of 50.00 settled, closing 150.00, and
// one payment in transit over the period's end.
func (h *house) certifiable() (*domain.ReconAccount, *domain.Reconciliation) {
	h.t.Helper()
	a := h.reconcile("1200", "DE02120300000000202051")
	list, err := h.service.Reconciliations(h.as("greta.sundermoor"), a, 2, true)
	require.NoError(h.t, err)
	r := list[1] // the first is running
	h.exec(`INSERT INTO bank_statement (entity_id, id, version, account_id, source, number, format, provisional, first_day, last_day, currency, opening, closing,
		entries, moves, file_id, sha256, imported_at) VALUES (2, gen_random_uuid(), 1, $1, 'BANK', '1', 'camt', false, $2, $3, 'EUR', 10000, 15000, 1, 5000, gen_random_uuid(), 'x', now())`,
		a.ID.UUID, r.Period.First.String(), r.Period.Last.String())
	h.line(a, 1, "BANK", r.Period.Last.AddDays(-9), 5000)
	h.line(a, 2, "LEDGER", r.Period.Last.AddDays(-9), 5000)
	h.settle(a, 1, 2)
	h.line(a, 3, "LEDGER", r.Period.Last.AddDays(-1), 700)
	h.line(a, 4, "BANK", r.Period.Last.AddDays(1), 700)
	h.settle(a, 3, 4)
	return a, h.period(a, r.PeriodID)
}

func lineID(n int) domain.UUID { return domain.UUIDOf("line", string(rune('0'+n))) }

func (h *house) line(a *domain.ReconAccount, n int, source string, on domain.Date, minor int64) {
	h.t.Helper()
	h.exec(`INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		VALUES (2, $1, $2, $3, $4, $5, 'EUR', '', '', '', now())`, lineID(n), a.ID.UUID, source, on.String(), minor)
	h.moved(a)
}

// settle matches two lines, as a run would.
func (h *house) settle(a *domain.ReconAccount, n, m int) {
	h.t.Helper()
	group := domain.UUIDOf("group", string(rune('0'+n)))
	h.exec(`INSERT INTO match_group (entity_id, id, version, account_id, shape, state, members, score, currency, made_at)
		VALUES (2, $1, 1, $2, 'ONE_TO_ONE', 'MATCHED', ARRAY[$3, $4]::uuid[], 1, 'EUR', now())`, group, a.ID.UUID, lineID(n), lineID(m))
	h.exec(`INSERT INTO recon_claim (entity_id, id, account_id, state, group_id) VALUES (2, $1, $2, 'MATCHED', $3), (2, $4, $2, 'MATCHED', $3)`,
		lineID(n), a.ID.UUID, group, lineID(m))
	h.moved(a)
}

func (h *house) moved(a *domain.ReconAccount) {
	h.exec(`UPDATE recon_account SET changes = changes + 1 WHERE id = $1`, a.ID.UUID)
}

// period is one period of an account as the treasury sees it now.
func (h *house) period(a *domain.ReconAccount, id domain.UUID) *domain.Reconciliation {
	h.t.Helper()
	r, err := h.service.Reconciliation(h.as("greta.sundermoor"), workflow.ReconciliationDone{
		Account: a.ID, Period: domain.ID{Kind: domain.NodePeriod, Entity: 2, UUID: id},
	})
	require.NoError(h.t, err)
	return r
}

func certify(r *domain.Reconciliation, role domain.SignRole, key string) domain.CertifyInput {
	return domain.CertifyInput{AccountID: r.Account.ID, PeriodID: r.Period.NodeID(), Role: role, Covers: r.Figures.DataHash, IdempotencyKey: "certify-" + key}
}

func TestReconciliations_CarryWhatWasInTransitAtTheEnd(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	require.Equal(t, int64(10000+5000+700), r.Figures.Ledger.Minor)
	require.Equal(t, r.Figures.Ledger, r.Figures.Supported, "closing 150.00 and 7.00 on their way")
	require.Zero(t, r.Figures.Unexplained.Minor)
	require.Equal(t, 1, r.Figures.Open, "it is matched today, and was open on the last day")
	require.Equal(t, 3, r.Figures.Lines)
	require.Len(t, r.Figures.DataHash, 64)
	require.Equal(t, r.Figures.DataHash, h.period(a, r.PeriodID).Figures.DataHash, "the same at every look")
}

func TestCertify_PreparerAndReviewerAreTwoPeopleAndSignWhatTheyRead(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	preparer, reviewer := h.as("greta.sundermoor"), h.as("oskar.fenwald")
	wrong := certify(r, domain.SignPreparer, "of other data")
	wrong.Covers = "of other data"
	_, err := h.service.Certify(preparer, wrong)
	refused(t, err, domain.CodeSignOffStale)
	_, err = h.service.Certify(reviewer, certify(r, domain.SignReviewer, "too early"))
	refused(t, err, domain.CodeWrongState)
	_, err = h.service.Certify(h.as("emre.tasdemir"), certify(r, domain.SignPreparer, "nobody's business"))
	refused(t, err, domain.CodeNotFound)

	_, err = h.service.Certify(preparer, certify(r, domain.SignPreparer, "preparer"))
	require.NoError(t, err)
	_, err = h.service.Certify(preparer, certify(r, domain.SignPreparer, "preparer"))
	require.NoError(t, err, "the same key is the same act")
	require.Equal(t, domain.ReconciliationPrepared, h.period(a, r.PeriodID).State)
	_, err = h.service.Certify(preparer, certify(r, domain.SignReviewer, "both hats"))
	require.Error(t, err)
	require.Contains(t, []domain.Code{domain.CodeForbidden, domain.CodeDutyConflict}, domain.CodeOf(err))
	_, err = h.service.Certify(reviewer, certify(r, domain.SignReviewer, "reviewer"))
	require.NoError(t, err)
	got := h.period(a, r.PeriodID)
	require.Equal(t, domain.ReconciliationCertified, got.State)
	require.Len(t, got.SignOffs, 2)
	require.NotEqual(t, got.SignOffs[0].ByID, got.SignOffs[1].ByID)
	_, err = h.pool.AsApp(t).Exec(t.Context(), `INSERT INTO sign_off (entity_id, id, reconciliation_id, role, by_person, at, covers)
		SELECT entity_id, gen_random_uuid(), reconciliation_id, 'SECOND_REVIEWER', by_person, now(), covers FROM sign_off WHERE role = 'PREPARER'`)
	require.ErrorContains(t, err, "sign_off_one_each", "Postgres holds it, too")
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'reconciliation.signed' AND subject_id = $1 AND authority <> ''`, r.ID.UUID))
}

func TestCertify_WhatChangesUnderASignatureVoidsIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	_, err := h.service.Certify(h.as("greta.sundermoor"), certify(r, domain.SignPreparer, "preparer"))
	require.NoError(t, err)

	h.line(a, 5, "BANK", r.Period.Last.AddDays(3), 100)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, domain.ReconciliationPrepared, h.period(a, r.PeriodID).State, "a line of the next period changes nothing of this one")

	h.line(a, 6, "BANK", r.Period.Last.AddDays(-3), 100)
	_, err = h.service.Certify(h.as("oskar.fenwald"), certify(r, domain.SignReviewer, "reviewer of the old"))
	refused(t, err, domain.CodeWrongState)
	require.NoError(t, h.service.TendControls(t.Context()))
	got := h.period(a, r.PeriodID)
	require.Equal(t, domain.ReconciliationVoid, got.State)
	require.False(t, got.SignOffs[0].StillValid())
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'signature' AND subject_id = $1`, r.ID.UUID))
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'reconciliation.voided' AND subject_id = $1`, r.ID.UUID), "once")
	note := "One payment came in late and is looked into."
	again := certify(got, domain.SignPreparer, "anew")
	again.Note = &note
	_, err = h.service.Certify(h.as("greta.sundermoor"), again)
	require.NoError(t, err)
	require.Len(t, h.period(a, r.PeriodID).SignOffs, 2, "what is void stays")
}

func TestCertify_LookingIntoALineVoidsNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	h.line(a, 8, "BANK", r.Period.Last.AddDays(-2), 300)
	h.line(a, 9, "LEDGER", r.Period.Last.AddDays(-2), 300)
	r = h.period(a, r.PeriodID)
	in := certify(r, domain.SignPreparer, "preparer")
	note := "Both belong together and are matched next week."
	in.Note = &note
	_, err := h.service.Certify(h.as("greta.sundermoor"), in)
	require.NoError(t, err)
	line := domain.ID{Kind: domain.NodeLine, Entity: 2, UUID: lineID(8)}
	_, err = h.service.OpenCase(h.as("greta.sundermoor"), openInput(a, "looked-into", line))
	require.NoError(t, err)
	require.NoError(t, h.service.TendControls(t.Context()))
	got := h.period(a, r.PeriodID)
	require.Equal(t, domain.ReconciliationPrepared, got.State)
	require.Equal(t, r.Figures.DataHash, got.Figures.DataHash)
	h.exec(`DELETE FROM recon_claim WHERE id = $1`, lineID(8))
	h.settle(a, 8, 9)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, domain.ReconciliationVoid, h.period(a, r.PeriodID).State, "settling it does")
}

func TestCertify_RacedByAChangeCoversOneOrRefuses(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	signed := make(chan error, 1)
	go func() {
		_, err := h.service.Certify(h.as("greta.sundermoor"), certify(r, domain.SignPreparer, "raced"))
		signed <- err
	}()
	h.line(a, 7, "BANK", r.Period.Last.AddDays(-4), 900)
	err := <-signed
	got := h.period(a, r.PeriodID)
	if err != nil {
		refused(t, err, domain.CodeSignOffStale)
		require.Empty(t, got.SignOffs)
		return
	}
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, domain.ReconciliationVoid, h.period(a, r.PeriodID).State)
}

func TestSetCertifyRule_APeriodCertifiesItselfOnceAndNeverAtHighRisk(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	h.exec(`UPDATE recon_account SET created_at = $2 WHERE id = $1`, a.ID.UUID, r.Period.First.Time())
	rule := &domain.CertifyRule{Within: 1, ZeroBalance: true, Tied: true, NoActivity: true, SampleEvery: 20}
	for rule.Samples(r) { // this account is new each time, and one in twenty would go to people
		rule.SampleEvery--
	}
	publisher := h.as("beatrix.amsholt")
	set := domain.SetCertifyRuleInput{AccountID: a.ID, Version: a.Version, Rule: rule, Reason: "Small account that ties by itself.", IdempotencyKey: "certify rule"}
	_, err := h.service.SetCertifyRule(publisher, set)
	require.NoError(t, err)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, domain.ReconciliationOpen, h.period(a, r.PeriodID).State, "something is open")

	h.exec(`DELETE FROM recon_claim WHERE id = $1`, lineID(3))
	h.exec(`DELETE FROM recon_line WHERE id = $1`, lineID(3))
	h.moved(a)
	require.NoError(t, h.service.TendControls(t.Context()))
	got := h.period(a, r.PeriodID)
	require.Equal(t, domain.ReconciliationCertified, got.State)
	require.True(t, got.Automatic)
	require.Zero(t, got.SignOffs[0].ByID)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Len(t, h.period(a, r.PeriodID).SignOffs, 2, "once")

	h.exec(`UPDATE recon_account SET certify = NULL, risk = 'HIGH' WHERE id = $1`, a.ID.UUID)
	set.Version, set.IdempotencyKey = h.reconAccount(a.ID).Version, "certify rule at high risk"
	_, err = h.service.SetCertifyRule(publisher, set)
	require.Equal(t, "certify", refused(t, err, domain.CodeInvalid).Field)
	_, err = h.service.SetCertifyRule(h.as("greta.sundermoor"), set)
	refused(t, err, domain.CodeForbidden)
	h.later(time.Hour)
}
