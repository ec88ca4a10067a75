package workflow_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// closer is an account whose periods are certified so many days after their end; 0 is never.
type closer struct {
	*domain.ReconAccount
	after int
}

// closes lets days pass, on each of which the house foretells and people certify what they certify on that day.
func (h *house) closes(days int, accounts ...closer) {
	h.t.Helper()
	for range days {
		h.later(24 * time.Hour)
		require.NoError(h.t, h.service.ForecastCloses(h.t.Context()))
		for _, a := range accounts {
			list, err := h.service.Reconciliations(h.as("greta.sundermoor"), a.ReconAccount, 2, false)
			require.NoError(h.t, err)
			if r := list[1]; a.after > 0 && r.Period.Last.DaysUntil(h.today()) == a.after {
				h.certified(r)
			}
		}
	}
}

func (h *house) certified(r *domain.Reconciliation) {
	h.t.Helper()
	_, err := h.service.Certify(h.as("greta.sundermoor"), certify(r, domain.SignPreparer, "p"+r.ID.UUID.String()))
	require.NoError(h.t, err)
	_, err = h.service.Certify(h.as("oskar.fenwald"), certify(r, domain.SignReviewer, "r"+r.ID.UUID.String()))
	require.NoError(h.t, err)
}

// untilMonth lets days pass until the n-th day of a month.
func (h *house) untilMonth(day int, accounts ...closer) {
	for h.closes(1, accounts...); h.today().Day() != day; {
		h.closes(1, accounts...)
	}
}

func (h *house) risk(a *domain.ReconAccount) *domain.CloseForecast {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as("greta.sundermoor"), []domain.ID{a.ID}, workflow.PartForecast)
	require.NoError(h.t, err)
	return nodes[0].(*domain.ReconAccount).MissRisk
}

func TestForecastCloses_TellsWhoIsLateAndWhatCameOfIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	fast := closer{h.reconcile("1200", "DE02120300000000202051"), 4}
	slow := closer{h.reconcile("1400", "DE02120300000000202052"), 24} // ten working days end sooner, whatever the holidays
	third := closer{h.reconcile("1570", "DE02120300000000202053"), 6}
	all := []closer{fast, slow, third}
	h.untilMonth(2, all...)
	require.Nil(t, h.risk(slow.ReconAccount), "nothing is known yet")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM close_forecast`))
	for range 4 {
		h.untilMonth(2, all...)
	}

	now := h.risk(slow.ReconAccount)
	require.Greater(t, now.Chance, 0.6)
	require.Equal(t, h.today(), now.Day)
	require.Equal(t, h.today().Month(), now.DueOn.Month())
	require.Equal(t, now.PeriodID, now.Period.ID)
	require.Less(t, h.risk(fast.ReconAccount).Chance, 0.25)
	require.Greater(t, now.Expected.Time(), h.risk(fast.ReconAccount).Expected.Time())
	require.NotEmpty(t, now.Drivers)
	told := value[int](h, `SELECT count(*)::int FROM close_forecast`)
	events := value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'close.foretold'`)
	require.NoError(t, h.service.ForecastCloses(t.Context()))
	require.NoError(t, h.another().ForecastCloses(t.Context()))
	require.Equal(t, told, value[int](h, `SELECT count(*)::int FROM close_forecast`), "once a day")
	require.Equal(t, events, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'close.foretold'`))

	require.Zero(t, value[int](h, `SELECT count(*)::int FROM close_forecast WHERE missed <> (account_id = $1)`, slow.ID.UUID), "what came of them")
	require.Equal(t, 3, value[int](h, `SELECT count(DISTINCT (account_id, period_id))::int FROM close_forecast WHERE missed IS NULL`), "of this month nobody knows")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM close_forecast WHERE day > due_on`))
	_, err := h.pool.AsApp(t).Exec(t.Context(), `UPDATE close_forecast SET chance = 0`)
	require.ErrorContains(t, err, "permission denied", "what was told stands")

	list, err := h.service.Reconciliations(h.as("greta.sundermoor"), slow.ReconAccount, 3, false)
	require.NoError(t, err)
	require.Nil(t, list[0].Forecast, "it is running")
	require.Equal(t, now.ID, list[1].Forecast.ID)
	require.Equal(t, now.DueOn, list[1].DueOn)
	require.True(t, *list[2].Forecast.Missed)
	require.Equal(t, 24, list[2].Period.Last.DaysUntil(list[2].CertifiedOn()))

	h.certified(list[1])
	require.Nil(t, h.risk(slow.ReconAccount), "it is certified")
	require.NoError(t, h.service.ForecastCloses(t.Context()))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM close_forecast WHERE account_id = $1 AND missed IS NOT FALSE AND period_id = $2`, slow.ID.UUID, list[1].PeriodID))
	h.clean()
}

func TestForecastCloses_IsMeasuredAndCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	h := setup(t)
	fast, slow := closer{h.reconcile("1200", "DE02120300000000202051"), 4}, closer{h.reconcile("1400", "DE02120300000000202052"), 24}
	for range 5 {
		h.untilMonth(2, fast, slow)
	}
	list, err := h.service.AdviceQuality(h.as(publishes), domain.QualityFilter{Use: []domain.AiUse{domain.UseForecastMiss}, From: h.today().AddDays(-120), To: h.today()})
	require.NoError(t, err)
	require.Len(t, list, 1)
	q := list[0]
	require.Equal(t, value[int](h, `SELECT count(*)::int FROM close_forecast WHERE made_at >= $1`, h.today().AddDays(-120).Time()), q.N)
	require.Equal(t, q.N-value[int](h, `SELECT count(*)::int FROM close_forecast WHERE missed IS NULL`), q.Known)
	require.Less(t, q.Known, q.N, "of this month nobody knows")
	require.Zero(t, q.Decided, "nobody is asked, so nobody overrides it")
	require.Greater(t, q.Precision, 0.8)
	bins := 0
	for _, b := range q.Calibration {
		bins += b.N
	}
	require.Equal(t, q.Known, bins)

	require.NotNil(t, h.risk(slow.ReconAccount))
	off := h.turning("It frightens people.")
	off.Use = domain.UseForecastMiss
	_, err = h.service.KillModel(h.as(publishes), off)
	require.NoError(t, err)
	require.Nil(t, h.risk(slow.ReconAccount), "from the next request on it says nothing")
	periods, err := h.service.Reconciliations(h.as("greta.sundermoor"), slow.ReconAccount, 3, false)
	require.NoError(t, err)
	require.Nil(t, periods[1].Forecast)
	require.NotNil(t, periods[2].Forecast, "what came is no forecast any more")
	told := value[int](h, `SELECT count(*)::int FROM close_forecast`)
	h.untilMonth(2, fast, slow)
	require.Equal(t, told, value[int](h, `SELECT count(*)::int FROM close_forecast`))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM close_forecast WHERE missed IS NULL`), "what was told before is held against what came all the same")
	h.clean()
}

func TestForecastCloses_SaysNothingOfWhatAClosedAccountMissed(t *testing.T) {
	t.Parallel()
	h := setup(t)
	fast, slow := closer{h.reconcile("1200", "DE02120300000000202051"), 4}, closer{h.reconcile("1400", "DE02120300000000202052"), 24}
	for range 4 {
		h.untilMonth(2, fast, slow)
	}
	require.NotNil(t, h.risk(slow.ReconAccount))
	h.exec(`UPDATE recon_account SET closed_at = now(), closed_by = $2, close_reason = 'Not used any more.' WHERE id = $1`, slow.ID.UUID, h.person("saskia.norholt"))
	h.closes(40, fast)
	require.Nil(t, h.risk(slow.ReconAccount))
	require.Positive(t, value[int](h, `SELECT count(*)::int FROM close_forecast WHERE missed IS NULL AND account_id = $1`, slow.ID.UUID))
}

func TestForecastCloses_IsToldOnceByTwoProcesses(t *testing.T) {
	t.Parallel()
	h := setup(t)
	fast, slow := closer{h.reconcile("1200", "DE02120300000000202051"), 4}, closer{h.reconcile("1400", "DE02120300000000202052"), 24}
	for range 4 {
		h.untilMonth(2, fast, slow)
	}
	h.later(24 * time.Hour)
	before := value[int](h, `SELECT count(*)::int FROM close_forecast`)
	events := value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'close.foretold'`)
	errs := make(chan error, 4)
	for range 4 {
		service := h.another()
		go func() { errs <- service.ForecastCloses(t.Context()) }()
	}
	for range 4 {
		require.NoError(t, <-errs)
	}
	require.Equal(t, before+2, value[int](h, `SELECT count(*)::int FROM close_forecast`))
	require.Equal(t, events+1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'close.foretold'`))
}

func TestSaveReconAccount_KeepsByWhenItIsCertified(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	require.Equal(t, domain.UsualCloseDays, a.CloseDays)
	days := 0
	change := domain.SaveReconAccountInput{ID: &a.ID, Version: &a.Version, CloseDays: &days, IdempotencyKey: "close-days-0"}
	_, err := h.service.SaveReconAccount(h.as("saskia.norholt"), change)
	refused(t, err, domain.CodeInvalid)
	days, change.IdempotencyKey = 3, "close-days-3"
	_, err = h.service.SaveReconAccount(h.as("saskia.norholt"), change)
	require.NoError(t, err)
	require.Equal(t, 3, h.reconAccount(a.ID).CloseDays)
	list, err := h.service.Reconciliations(h.as("greta.sundermoor"), h.reconAccount(a.ID), 2, false)
	require.NoError(t, err)
	left := list[1].Period.Last.DaysUntil(list[1].DueOn)
	require.GreaterOrEqual(t, left, 3)
	require.LessOrEqual(t, left, 9, "a weekend and holidays at most between")
}
