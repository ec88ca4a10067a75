package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// old is a bank's line that was booked so many days before today.
func (h *house) old(id string, days int) domain.ReconLine {
	l := bankLine(id, "RE-"+id, 700)
	l.Booked = h.today().AddDays(-days)
	return l
}

func TestTendControls_OpensACaseAgainOnceItsLinesAreCarriedNoLonger(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, h.old("900001", 5))
	c := h.puts(a, "carried", ids[0])
	_, err := h.service.ResolveCase(h.as(reconciler), becoming(c, "CARRIED_FORWARD"))
	require.NoError(t, err)
	carried := h.readCase(c.ID)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, domain.CaseResolved, h.readCase(c.ID).State, "it is carried still")
	h.later(time.Duration(h.today().DaysUntil(*carried.CarriedTo())+1) * 24 * time.Hour)
	for range 2 {
		require.NoError(t, h.service.TendControls(t.Context()))
	}
	again := h.readCase(c.ID)
	require.Equal(t, domain.CaseOpen, again.State)
	require.Nil(t, again.CarriedTo())
	require.Equal(t, domain.SLARunning, again.SLA.Clock, "somebody has its time again")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.reopened' AND subject_id = $1`, c.ID.UUID))
	require.Equal(t, "CASE "+c.Key, h.lineStands(ids[0]))
	h.clean()
}

func TestTendControls_TellsSomebodyOfWhatIsOpenForNinetyDays(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", "DE02120300000000202051")
	ids := h.loads(a, h.old("900001", domain.OldDays-1), h.old("900002", 3), h.old("900003", domain.OldDays+5), ledgerLine("l3", "RE-other", 700))
	young, old := h.puts(a, "young", ids[0], ids[1]), h.puts(a, "old", ids[2])
	_, err := h.service.MatchLines(h.as(reconciler), matchInput(a, "settled", ids[2], ids[3]))
	require.NoError(t, err)
	require.NoError(t, h.service.TendControls(t.Context()))
	require.Equal(t, 0, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.escalated'`), "none is that old and open")
	require.Equal(t, domain.CaseResolved, h.readCase(old.ID).State)
	_, err = h.service.ResolveCase(h.as(reconciler), becoming(young, "CARRIED_FORWARD"))
	require.NoError(t, err)
	h.later(25 * time.Hour)
	for range 2 {
		require.NoError(t, h.service.TendControls(t.Context()))
	}
	told := h.readCase(young.ID)
	require.Equal(t, domain.CaseResolved, told.State, "carried forward as it is")
	require.NotNil(t, told.EscalatedTo)
	require.NotEqual(t, told.OwnerID, told.EscalatedID)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.escalated' AND subject_id = $1 AND text LIKE 'The oldest line of % is open for 90 days; % was told.'`, young.ID.UUID))
	h.clean()
}

func TestCertify_CarriesNoOldItemWithoutANote(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a, r := h.certifiable()
	line := domain.ReconLine{ID: "old", Source: domain.SourceLedger, Booked: r.Period.Last.AddDays(-domain.NoteDays), Amount: domain.NewMoney(900, "EUR"), Text: "A cheque"}
	fresh := line
	fresh.ID, fresh.Booked = "fresh", r.Period.Last.AddDays(1-domain.NoteDays)
	ids := h.loads(a, line, fresh)
	r = h.period(a, r.PeriodID)
	require.Equal(t, 1, r.NotesMissing)
	list, err := h.service.ReconLines(h.as(reconciler), domain.LineFilter{AccountID: a.ID, NeedsNote: new(true), To: &r.Period.Last}, workflow.List{Page: domain.PageRequest{First: 10}})
	require.NoError(t, err)
	require.Contains(t, []domain.ID{list.Items[0].ID, list.Items[len(list.Items)-1].ID}, ids[0])
	in := certify(r, domain.SignPreparer, "without")
	in.Note = new("The bank sent its statement late; it is on its way.")
	_, err = h.service.Certify(h.as("greta.sundermoor"), in)
	require.Equal(t, 1, refused(t, err, domain.CodeEvidenceMissing).Details["lines"])

	c := h.puts(a, "note", ids[0])
	_, err = h.service.ResolveCase(h.as(reconciler), becoming(c, "CARRIED_FORWARD"))
	require.NoError(t, err)
	r = h.period(a, r.PeriodID)
	require.Zero(t, r.NotesMissing)
	in = certify(r, domain.SignPreparer, "with")
	in.Note = new("The bank sent its statement late; it is on its way.")
	_, err = h.service.Certify(h.as("greta.sundermoor"), in)
	require.NoError(t, err)
}

func TestWatchFeeds_AsksNoMoreForDaysThatAPersonAnsweredFor(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	days := h.workdaysBefore(4)
	h.became(h.statement(camt("053", daily("1", days[0], 0))), 1)
	look := func() { require.NoError(t, h.service.WatchFeeds(h.system("clock"), domain.WatchFeeds{Account: a.ID})) }
	count := func() string {
		return value[string](h, `SELECT coalesce(string_agg(state || ' ' || coalesce(resolution, '-') || ' ' || cardinality(days), ', ' ORDER BY opened_at), '') FROM control_case WHERE category = 'feed'`)
	}
	look()
	c := h.readCase(domain.ID{Kind: domain.NodeCase, Entity: a.ID.Entity, UUID: value[domain.UUID](h, `SELECT id FROM control_case WHERE category = 'feed'`)})
	asked := len(c.Days)
	require.GreaterOrEqual(t, asked, 2)
	_, err := h.service.ResolveCase(h.as(reconciler), domain.ResolveCaseInput{ID: c.ID, Version: c.Version, Code: "NOT_NEEDED", Note: "The bank was closed.", IdempotencyKey: "not-needed"})
	require.NoError(t, err)
	for range 3 {
		look()
	}
	require.Equal(t, fmt.Sprintf("RESOLVED NOT_NEEDED %d", asked), count(), "the same days are not asked for again")
	excused := func() (n int) {
		calendars, err := h.service.FeedCalendars(h.as(reconciler), []domain.ID{a.ID}, domain.Date{}, domain.Date{}, false)
		require.NoError(t, err)
		for _, d := range calendars[a.ID] {
			if d.State == domain.FeedExcused {
				n++
			}
		}
		return n
	}
	feed := h.reconAccount(a.ID).Feed
	require.Equal(t, []any{domain.FeedOnTime, 0, asked}, []any{feed.State, feed.Missing, excused()}, "and miss no more")
	h.became(h.statement(camt("053", daily("2", days[1], 0))), 1)
	require.Equal(t, asked-1, excused(), "what comes all the same is here")
	h.later(10 * 24 * time.Hour)
	look()
	require.Regexp(t, fmt.Sprintf(`^RESOLVED NOT_NEEDED %d, OPEN - [3-9]$`, asked), count(), "new days are")
	require.NotContains(t, value[string](h, `SELECT array_to_string(days, ' ') FROM control_case WHERE category = 'feed' AND state = 'OPEN'`), c.Days[0].String())
	h.clean()
}
