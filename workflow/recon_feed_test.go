package workflow_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// today is the day of the house's clock.
func (h *house) today() domain.Date { return domain.DateOf(h.now()) }

// workdaysBefore are the last n working days in Germany before today, oldest first.
func (h *house) workdaysBefore(n int) []domain.Date {
	h.t.Helper()
	e, err := h.service.EntityByCode(h.t.Context(), "DE01")
	require.NoError(h.t, err)
	var days []domain.Date
	for d := h.today().AddDays(-1); len(days) < n; d = d.AddDays(-1) {
		year := map[domain.Date]bool{}
		for _, holiday := range workflow.Holidays("DE", d.Year()) {
			year[holiday] = true
		}
		if e.Calendar().WorksOn(d, func(d domain.Date) bool { return year[d] }) {
			days = append([]domain.Date{d}, days...)
		}
	}
	return days
}

func daily(number string, d domain.Date, opening int64) sheet {
	return sheet{number: number, from: d.String(), to: d.String(), opening: opening, moves: []movement{{day: d.String(), cents: 1_00, ref: "R" + number}}}
}

func TestWatchFeeds_OpensACaseForWhatIsMissingAndEndsItWhenItCame(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	days := h.workdaysBefore(6)
	h.became(h.statement(camt("053", daily("1", days[0], 0))), 1)
	h.became(h.statement(camt("053", daily("3", days[2], 2_00))), 1)
	for range 2 {
		require.NoError(t, h.service.WatchFeeds(h.system("clock"), domain.WatchFeeds{}))
	}
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM control_case WHERE category = 'feed' AND state = 'OPEN'`), "one, however often it is looked")
	require.Contains(t, value[string](h, `SELECT evidence FROM control_case WHERE category = 'feed'`), days[1].String()+", due")
	feed := h.reconAccount(a.ID).Feed
	require.Equal(t, domain.FeedMissing, feed.State)
	require.GreaterOrEqual(t, feed.Missing, 3)
	calendars, err := h.service.FeedCalendars(h.as("greta.sundermoor"), []domain.ID{a.ID}, days[0], days[2], true)
	require.NoError(t, err)
	calendar := calendars[a.ID]
	require.Len(t, calendar, 3)
	require.Equal(t, []domain.FeedState{domain.FeedOnTime, domain.FeedMissing, domain.FeedOnTime}, []domain.FeedState{calendar[0].State, calendar[1].State, calendar[2].State})
	require.Equal(t, "3", calendar[0].Statement.Number)

	bad := daily("2", days[1], 1_00)
	bad.currency = "USD"
	in := h.statementAs("greta.sundermoor", camt("053", bad), &a.ID, nil)
	require.Equal(t, domain.IntakeQuarantined, in.State)
	require.Equal(t, domain.FeedRejected, h.calendarDay(a, days[1]).State)

	h.became(h.statement(camt("052", sheet{number: "I", from: days[5].String(), to: days[5].String(), moves: []movement{{day: days[5].String(), cents: 1, ref: "P"}}})), 1)
	require.Equal(t, domain.FeedProvisional, h.calendarDay(a, days[5]).State)
	h.became(h.statement(camt("053", daily("2", days[1], 1_00), daily("4", days[3], 3_00), daily("5", days[4], 4_00), daily("6", days[5], 5_00))), 4)
	require.NoError(t, h.service.WatchFeeds(h.system("clock"), domain.WatchFeeds{Account: a.ID}))
	require.Zero(t, h.reconAccount(a.ID).Feed.Missing)
	page, err := h.service.Cases(h.as("greta.sundermoor"), domain.CaseFilter{Category: []string{domain.CaseFeed}}, workflow.List{Page: domain.PageRequest{First: 5}}, true)
	require.NoError(t, err)
	ended := page.Items[0]
	require.Equal(t, domain.CaseResolved, ended.State)
	require.Equal(t, "ARRIVED", ended.Resolution.Code)
	require.Equal(t, &domain.SystemName{Name: "clock"}, ended.Resolution.By(), "nobody had to answer for it")
	require.Contains(t, ended.Evidence, days[1].String()+", due", "what was missing last")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'case.resolved' AND actor_name = 'clock' AND authority <> ''`))
	events := value[int](h, `SELECT count(*)::int FROM event`)
	require.NoError(t, h.service.WatchFeeds(h.system("clock"), domain.WatchFeeds{}))
	require.Equal(t, events, value[int](h, `SELECT count(*)::int FROM event`), "and nothing more is told")
	_, err = h.service.ResolveCase(h.as("greta.sundermoor"), domain.ResolveCaseInput{ID: ended.ID, Version: ended.Version, Code: "EXPLAINED", Note: "It came.", IdempotencyKey: "it-came-at-last"})
	refused(t, err, domain.CodeWrongState)
	require.Equal(t, a.ID, page.Items[0].Subject.(*domain.ReconAccount).ID)
	h.clean()
}

func TestResolveCase_OfAFeedIsForPeopleWhileSomethingIsMissing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	days := h.workdaysBefore(3)
	h.became(h.statement(camt("053", daily("1", days[0], 0))), 1)
	require.NoError(t, h.service.WatchFeeds(h.system("clock"), domain.WatchFeeds{Account: a.ID}))
	cases := func() []*domain.Case {
		page, err := h.service.Cases(h.as("greta.sundermoor"), domain.CaseFilter{Category: []string{domain.CaseFeed}}, workflow.List{Page: domain.PageRequest{First: 5}}, false)
		require.NoError(t, err)
		return page.Items
	}
	c := cases()[0]
	in := domain.ResolveCaseInput{ID: c.ID, Version: c.Version, Code: "ARRIVED", Note: "It came.", IdempotencyKey: "the house resolves"}
	_, err := h.service.ResolveCase(h.system("clock"), in)
	require.Error(t, err, "the clock resolves no case that it is not told to end")
	require.Equal(t, domain.CaseOpen, cases()[0].State)
	in.Code, in.IdempotencyKey = "EXPLAINED", "a person resolves"
	_, err = h.service.ResolveCase(h.as("greta.sundermoor"), in)
	require.NoError(t, err)
	require.Equal(t, "Greta Sundermoor", cases()[0].Resolution.Person.Name)
}

func (h *house) calendarDay(a *domain.ReconAccount, day domain.Date) domain.FeedDay {
	h.t.Helper()
	found, err := h.service.FeedCalendars(h.as("greta.sundermoor"), []domain.ID{a.ID}, day, day, false)
	require.NoError(h.t, err)
	require.Len(h.t, found[a.ID], 1)
	return found[a.ID][0]
}

func TestFeedCalendars_RefusesTooManyDays(t *testing.T) {
	t.Parallel()
	h := setup(t)
	day := h.today()
	_, err := h.service.FeedCalendars(h.as("greta.sundermoor"), nil, day.AddDays(-domain.FeedDays), day, false)
	refused(t, err, domain.CodeInvalid)
	_, err = h.service.FeedCalendars(h.as("greta.sundermoor"), nil, day, day.AddDays(-1), false)
	refused(t, err, domain.CodeInvalid)
}

func TestReadFile_LoadsItemsOnceByTheirKeys(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	ledger := domain.SourceLedger
	head := "id;date;amount;currency;reference;counterparty;text\n"
	rows := "1;2026-01-05;50,00;EUR;R1;Tölke;Paid\n2;2026-01-05;50,00;EUR;R1;Tölke;Paid\n"
	h.became(h.statementAs("greta.sundermoor", []byte(head+rows), &a.ID, &ledger), 1)
	require.Len(t, h.lineIDs(a.ID), 2, "equal items with keys of their own are two")
	h.became(h.statementAs("greta.sundermoor", []byte(head+rows+"3;2026-01-06;-7,00;EUR;;;\n"), &a.ID, &ledger), 1)
	require.Len(t, h.lineIDs(a.ID), 3)
	in := h.statementAs("greta.sundermoor", []byte(head+rows+"3;2026-01-06;-7,00;EUR;;;\n"), &a.ID, &ledger)
	require.Equal(t, domain.IntakeDuplicate, in.State)
	for says, row := range map[string]string{
		`The item "2" is here already and says something else`: "2;2026-01-05;51,00;EUR;R1;Tölke;Paid\n",
		"it is in USD":         "9;2026-01-05;51,00;USD;;;\n",
		"row 2, column amount": "9;2026-01-05;x;EUR;;;\n",
	} {
		content := []byte(head + row)
		in := h.statementAs("greta.sundermoor", content, &a.ID, &ledger)
		require.NotEqual(t, domain.IntakeAccepted, in.State, says)
		require.Contains(t, strings.Join([]string{said(in), orNone(in.ProblemField)}, " "), says)
	}
	require.Len(t, h.lineIDs(a.ID), 3)
	h.became(h.statement(camt("053", week[0])), 1)
	e := h.reconAccount(a.ID).Equation
	require.Equal(t, int64(100_00+93_00), e.Ledger.Minor)
	require.Zero(t, e.Difference.Minor, "what only one side knows explains the rest")
	require.True(t, *e.LedgerTies)
}

func orNone(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func TestPullLedger_TakesOverEachDocumentOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.post(h.approve(h.bring("emre.tasdemir", h.ubl(paper{number: "P-1"})).Invoice))
	in := h.ofAccount("1600", "")
	kind := "SUBLEDGER"
	in.Kind, in.Sources = &kind, []domain.ReconSource{domain.SourceSubledger, domain.SourceLedger}
	done, err := h.service.SaveReconAccount(h.as("saskia.norholt"), in)
	require.NoError(t, err)
	for range 2 {
		require.NoError(t, h.service.PullLedger(h.system("clock")))
	}
	require.Len(t, h.lineIDs(done.Account), 1)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'ledger.pulled'`))
	require.Equal(t, "P-1", value[string](h, `SELECT reference FROM recon_line WHERE source = 'LEDGER' AND minor < 0`))
	h.post(h.approve(h.bring("emre.tasdemir", h.ubl(paper{number: "P-2"})).Invoice))
	require.NoError(t, h.service.PullLedger(h.system("clock")))
	require.Len(t, h.lineIDs(done.Account), 2)
	h.exec(`UPDATE ledger_pull SET next = ''`) // as when an account joins
	require.NoError(t, h.service.PullLedger(h.system("clock")))
	require.Len(t, h.lineIDs(done.Account), 2, "what is here already is not taken over again")
}

// TestReadFile_LoadsAHundredThousandEntriesInSeconds runs alone, since it measures what the process does; the elapsed time is the
// machine's affair.
func TestReadFile_LoadsAHundredThousandEntriesInSeconds(t *testing.T) {
	if testing.Short() {
		t.Skip("loads a hundred thousand entries")
	}
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	ledger := domain.SourceLedger
	var b bytes.Buffer
	b.WriteString("id,date,amount,currency,reference,text\n")
	for i := range 100_000 {
		b.WriteString(strings.Join([]string{domain.NewDecimal(int64(i), 0).String(), "2026-01-05", domain.NewDecimal(int64(i+1), 2).String(), "EUR", "RE-" + domain.NewDecimal(int64(i), 0).String(), "Payment of an invoice"}, ",") + "\n")
	}
	start, cpu := time.Now(), ownCPU()
	h.became(h.statementAs("greta.sundermoor", b.Bytes(), &a.ID, &ledger), 1)
	took, used := time.Since(start), ownCPU()-cpu
	t.Logf("100,000 items of %d bytes: %s, %s of the process's time", b.Len(), took, used)
	require.Less(t, used, 5*time.Second)
	require.Equal(t, 100_000, h.reconAccount(a.ID).Tallies[0].Lines)
}
