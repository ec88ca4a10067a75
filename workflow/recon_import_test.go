package workflow_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

const houseBank = "DE02120300000000202051"

// movement is one entry of a statement of these tests.
type movement struct {
	day    string
	cents  int64
	ref    string
	status string // "" is booked
}

// sheet is one statement of these tests.
type sheet struct {
	number, from, to string
	account          string // "" is houseBank
	currency         string // "" is EUR
	opening          int64
	closing          *int64 // nil is what the movements lead to
	moves            []movement
}

func amountOf(cents int64) string {
	if cents < 0 {
		cents = -cents
	}
	return fmt.Sprintf("%d.%02d", cents/100, cents%100)
}

func markOf(cents int64) string {
	if cents < 0 {
		return "DBIT"
	}
	return "CRDT"
}

// camt is a file of statements, or of reports of the day.
func camt(root string, sheets ...sheet) []byte {
	kind := map[string]string{"053": "Stmt", "052": "Rpt"}[root]
	message := map[string]string{"053": "BkToCstmrStmt", "052": "BkToCstmrAcctRpt"}[root]
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.%s.001.08"><%s><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-01-09T20:00:00Z</CreDtTm></GrpHdr>`, root, message)
	for _, s := range sheets {
		account, currency := s.account, s.currency
		if account == "" {
			account = houseBank
		}
		if currency == "" {
			currency = "EUR"
		}
		closing := s.opening
		for _, m := range s.moves {
			if m.status == "" {
				closing += m.cents
			}
		}
		if s.closing != nil {
			closing = *s.closing
		}
		fmt.Fprintf(&b, `<%s><Id>%s</Id><ElctrncSeqNb>%s</ElctrncSeqNb><CreDtTm>2026-01-09T20:00:00Z</CreDtTm><FrToDt><FrDtTm>%sT00:00:00Z</FrDtTm><ToDtTm>%sT23:59:59Z</ToDtTm></FrToDt><Acct><Id><IBAN>%s</IBAN></Id><Ccy>%s</Ccy></Acct>`,
			kind, s.number, s.number, s.from, s.to, account, currency)
		if root == "053" {
			for _, bal := range []struct {
				code, day string
				cents     int64
			}{{"OPBD", s.from, s.opening}, {"CLBD", s.to, closing}} {
				fmt.Fprintf(&b, `<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp><Amt Ccy="%s">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Dt><Dt>%s</Dt></Dt></Bal>`, bal.code, currency, amountOf(bal.cents), markOf(bal.cents), bal.day)
			}
		}
		for _, m := range s.moves {
			status := m.status
			if status == "" {
				status = "BOOK"
			}
			fmt.Fprintf(&b, `<Ntry><Amt Ccy="%s">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts><BookgDt><Dt>%s</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>%s</EndToEndId></Refs><RmtInf><Ustrd>Invoice %s</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
				currency, amountOf(m.cents), markOf(m.cents), status, m.day, m.ref, m.ref)
		}
		fmt.Fprintf(&b, `</%s>`, kind)
	}
	fmt.Fprintf(&b, `</%s></Document>`, message)
	return []byte(b.String())
}

// statement brings a file in the name of the treasury, has it read, and returns its way.
func (h *house) statement(content []byte) *domain.Intake {
	h.t.Helper()
	return h.statementAs("greta.sundermoor", content, nil, nil)
}

func (h *house) statementAs(local string, content []byte, account *domain.ID, source *domain.ReconSource) *domain.Intake {
	h.t.Helper()
	in, err := h.service.ReceiveFile(h.as(local), workflow.ReceiveFile{Entity: 2, Name: "statement", Channel: "UPLOAD", Content: content})
	require.NoError(h.t, err)
	job, err := h.service.ImportStatement(h.as(local), domain.ImportStatementInput{UploadID: in.ID, AccountID: account, Source: source, IdempotencyKey: "load-" + in.ID.String()})
	require.NoError(h.t, err)
	require.NoError(h.t, h.service.ReadFile(h.t.Context(), domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID}))
	return h.intakeAs(local, in.ID)
}

func (h *house) intakeAs(local string, id domain.ID) *domain.Intake {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as(local), []domain.ID{id}, workflow.PartAccount|workflow.PartFile)
	require.NoError(h.t, err)
	in, ok := nodes[0].(*domain.Intake)
	require.True(h.t, ok, "intake %s", id)
	return in
}

// became says that a file became so many statements, and returns its way.
func (h *house) became(in *domain.Intake, statements int) *domain.Intake {
	h.t.Helper()
	require.Equal(h.t, domain.IntakeAccepted, in.State, "%v", said(in))
	require.Equal(h.t, statements, *in.Statements)
	return in
}

func said(in *domain.Intake) string {
	if in.Problem == nil {
		return ""
	}
	return *in.Problem
}

// ids of an account's lines, in order.
func (h *house) lineIDs(account domain.ID) []string {
	h.t.Helper()
	return value[[]string](h, `SELECT coalesce(array_agg(id::text ORDER BY id), '{}') FROM recon_line WHERE account_id = $1`, account.UUID)
}

var week = []sheet{
	{number: "1", from: "2026-01-05", to: "2026-01-05", opening: 100_00, moves: []movement{{day: "2026-01-05", cents: 50_00, ref: "R1"}, {day: "2026-01-05", cents: -20_00, ref: "R2"}}},
	{number: "2", from: "2026-01-06", to: "2026-01-06", opening: 130_00, moves: []movement{{day: "2026-01-06", cents: 7_00, ref: "R3"}, {day: "2026-01-06", cents: 7_00, ref: "R3"}}},
	{number: "3", from: "2026-01-07", to: "2026-01-07", opening: 144_00, moves: []movement{{day: "2026-01-07", cents: -44_00, ref: "R4"}}},
}

func TestReadFile_LoadsTheStatementsOfAFileIntoTheAccountOfTheirNumber(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	in := h.became(h.statement(camt("053", week...)), 3)
	require.Equal(t, "camt", *in.Format)
	require.Equal(t, a.ID, in.Account.ID)
	require.Equal(t, "1", in.Statement.Number)
	require.Equal(t, in.File.ID, in.Statement.File.ID)
	a = h.reconAccount(a.ID)
	require.Equal(t, []domain.ReconTally{{Source: "BANK", State: "NEW", Lines: 5, Sum: domain.NewMoney(0, "EUR")}}, a.Tallies)
	require.Equal(t, int64(100_00), a.Equation.Opening.Minor)
	require.Equal(t, int64(100_00), a.Equation.Closing.Minor)
	require.True(t, *a.Equation.StatementTies)
	require.Equal(t, 5, a.OpenItems.Buckets[0].Count+a.OpenItems.Buckets[1].Count+a.OpenItems.Buckets[2].Count+a.OpenItems.Buckets[3].Count+a.OpenItems.Buckets[4].Count)
	require.Equal(t, 3, value[int](h, `SELECT count(*)::int FROM bank_statement WHERE reconciles`))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM bank_statement WHERE continuous`), "the first has nothing before it")
	require.Equal(t, 3, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'statement.loaded' AND authority <> ''`))
	page, err := h.service.ReconLines(h.as("oskar.fenwald"), domain.LineFilter{AccountID: a.ID}, workflow.List{Page: domain.PageRequest{First: 2}, Counted: true})
	require.NoError(t, err)
	require.Equal(t, 5, page.Total.Value)
	require.Equal(t, "R4", *page.Items[0].Reference())
	require.Equal(t, "Invoice R4", page.Items[0].Text)
	file, content, err := h.service.File(h.as("oskar.fenwald"), in.File.ID)
	require.NoError(t, err)
	require.Len(t, content, file.Bytes)
	h.clean()
}

func TestReadFile_GivesTheSameLinesInAnyOrderAndDoublesNone(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	for _, order := range [][]int{{0, 1, 2}} {
		for _, i := range order {
			h.became(h.statement(camt("053", week[i])), 1)
		}
	}
	ids := h.lineIDs(a.ID)
	require.Len(t, ids, 5, "two equal lines in one day are both real")
	whole := sheet{number: "M1", from: "2026-01-05", to: "2026-01-08", opening: 100_00}
	for _, s := range week {
		whole.moves = append(whole.moves, s.moves...)
	}
	whole.moves = append(whole.moves, movement{day: "2026-01-08", cents: 1_00, ref: "R5"})
	h.became(h.statement(camt("053", whole)), 1)
	require.Len(t, h.lineIDs(a.ID), 6, "an overlapping statement brings what is new")
	h.exec(`DELETE FROM recon_line; DELETE FROM intake; DELETE FROM bank_statement`)
	for _, i := range []int{2, 0, 1} {
		h.became(h.statement(camt("053", week[i])), 1)
	}
	require.Equal(t, ids, h.lineIDs(a.ID))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM bank_statement WHERE continuous`), "a late one changes what its neighbour continues")
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'statement.continuity'`), "there was a gap, and it was filled")
}

func TestReadFile_CountsEqualLinesOfStatementsThatShareADay(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	coffee := []movement{{day: "2026-01-05", cents: -3_00, ref: "CARD"}}
	noon := sheet{number: "1", from: "2026-01-05", to: "2026-01-05", opening: 100_00, moves: coffee}
	night := sheet{number: "2", from: "2026-01-05", to: "2026-01-05", opening: 97_00, moves: coffee}
	h.became(h.statement(camt("053", night)), 1)
	h.became(h.statement(camt("053", noon)), 1)
	require.Len(t, h.lineIDs(a.ID), 2, "one statement begins where the other ends, so the lines are two")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM bank_statement WHERE continuous`))
}

func TestReadFile_RefusesAStatementThatIsHereAndNamesIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	h.became(h.statement(camt("053", week[0])), 1)
	resent, changed := week[0], week[0]
	resent.number = "77"
	changed.moves = []movement{{day: "2026-01-05", cents: 30_00, ref: "R9"}}
	for name, content := range map[string][]byte{
		"the same file": camt("053", week[0]), "under another number": camt("053", resent),
		"the same number and days, saying something else": camt("053", changed), "beside a new one": camt("053", week[2], week[0]),
	} {
		in := h.statement(content)
		require.Equal(t, domain.IntakeDuplicate, in.State, name)
		require.Equal(t, domain.CodeDuplicate, *in.ProblemCode, name)
		require.Contains(t, *in.Problem, "is here already: statement 1 of 2026-01-05", name)
		require.Equal(t, "1", in.Statement.Number, name)
		require.Equal(t, a.ID, in.Account.ID, name)
	}
	require.Len(t, h.lineIDs(a.ID), 2, "all of a file or none")
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM bank_statement`))
}

func TestReadFile_QuarantinesWhatCannotBeLoaded(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.reconcile("1200", houseBank)
	other, dollars, ahead, fine := week[1], week[1], week[1], week[1]
	other.account = "DE89370400440532013000"
	dollars.currency = "USD"
	ahead.moves = []movement{{day: h.now().AddDate(0, 0, 3).Format(time.DateOnly), cents: 1, ref: "X"}}
	fine.moves = []movement{week[1].moves[0], {day: "2026-01-06", cents: 7_00, ref: "Y"}}
	tooFine := strings.Replace(string(camt("053", fine)), `<Ntry><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-06</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>Y`,
		`<Ntry><Amt Ccy="EUR">7.005</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-06</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>Y`, 1)
	for name, c := range map[string]struct {
		content []byte
		field   string
		says    string
	}{
		"an account that nobody added": {camt("053", week[0], other), "statement[2].account", "No account with the number DE89370400440532013000 is reconciled here; add it"},
		"another currency":             {camt("053", dollars), "statement[1].account", "is reconciled in EUR here"},
		"an amount too fine":           {[]byte(tooFine), "statement[1].entry[2].amount", "Entry 2 of statement 1 of the file: 7.005 has more decimals than EUR has."},
		"a day that lies ahead":        {camt("053", ahead), "statement[1].entry[1].booked", "lies ahead"},
	} {
		in := h.statement(c.content)
		require.Equal(t, domain.IntakeQuarantined, in.State, name)
		require.Equal(t, domain.CodeInvalid, *in.ProblemCode, name)
		require.Contains(t, *in.Problem, c.says, name)
		require.Equal(t, c.field, *in.ProblemField, name)
	}
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM bank_statement`), "nothing of a file is loaded when a part of it cannot be")
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM recon_line`))

	in := h.statement(camt("053", other))
	h.reconcile("1400", "DE89370400440532013000")
	job, err := h.service.ResubmitIntake(h.as("greta.sundermoor"), act(in.ID, in.Version, ""))
	require.NoError(t, err)
	require.NoError(t, h.service.ReadFile(t.Context(), domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID}))
	h.became(h.intakeAs("greta.sundermoor", in.ID), 1)
}

func TestReadFile_ReplacesProvisionalLinesWhenTheBookedOnesCome(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	today := sheet{number: "I1", from: "2026-01-06", to: "2026-01-06", moves: []movement{{day: "2026-01-06", cents: 7_00, ref: "R3"}, {day: "2026-01-06", cents: 9_00, ref: "GONE"}}}
	h.became(h.statement(camt("052", today)), 1)
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM recon_line WHERE provisional`))
	h.exec(`INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		VALUES (2, '00000000-0000-4000-8000-000000000001', $1, 'LEDGER', '2026-01-06', 700, 'EUR', 'R3', '', '', now())`, a.ID.UUID)
	h.exec(`INSERT INTO match_group (entity_id, id, version, account_id, shape, state, members, score, currency, made_at)
		SELECT 2, '00000000-0000-4000-8000-00000000000a', 1, $1, 'ONE_TO_ONE', 'MATCHED', array_agg(id), 1, 'EUR', now() FROM recon_line WHERE reference = 'R3'`, a.ID.UUID)
	h.exec(`INSERT INTO recon_claim (entity_id, id, account_id, state, group_id) SELECT 2, id, $1, 'MATCHED', '00000000-0000-4000-8000-00000000000a' FROM recon_line WHERE reference = 'R3'`, a.ID.UUID)
	h.became(h.statement(camt("053", week[1])), 1)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM recon_line WHERE provisional`))
	require.Equal(t, 2, value[int](h, `SELECT count(*)::int FROM recon_line WHERE source = 'BANK'`))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM recon_claim`), "the booked lines inherit nothing")
	require.Equal(t, "UNDONE", value[string](h, `SELECT state FROM match_group`))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM bank_statement p JOIN bank_statement b ON p.replaced_by = b.id WHERE p.provisional AND NOT b.provisional`))
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'lines.released'`))
	late := today
	late.number = "I2"
	late.moves = late.moves[:1]
	h.became(h.statement(camt("052", late)), 1)
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM recon_line WHERE provisional`), "a report that comes after the statement tells nothing new")
}

func TestReadFile_TheSameStatementTwiceAtOnceIsLoadedOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	var tasks []domain.ReadFile
	for i := range 6 {
		content := append(camt("053", week[0]), strings.Repeat("\n", i)...)
		in, err := h.service.ReceiveFile(h.as("greta.sundermoor"), workflow.ReceiveFile{Entity: 2, Name: "s", Channel: "UPLOAD", Content: content})
		require.NoError(t, err)
		job, err := h.service.ImportStatement(h.as("greta.sundermoor"), domain.ImportStatementInput{UploadID: in.ID, IdempotencyKey: "race-" + in.ID.String()})
		require.NoError(t, err)
		tasks = append(tasks, domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID})
	}
	var all sync.WaitGroup
	for _, task := range tasks {
		all.Go(func() { require.NoError(t, h.service.ReadFile(t.Context(), task)) })
	}
	all.Wait()
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM intake WHERE state = 'ACCEPTED'`))
	require.Equal(t, 5, value[int](h, `SELECT count(*)::int FROM intake WHERE state = 'DUPLICATE'`))
	require.Len(t, h.lineIDs(a.ID), 2)
}

func TestImportStatement_IsForThoseWhoMatch(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	in := h.receive("emre.tasdemir", "s.xml", camt("053", week[0]))
	_, err := h.service.ImportStatement(h.as("emre.tasdemir"), domain.ImportStatementInput{UploadID: in.ID, IdempotencyKey: "clerk-loads"})
	refused(t, err, domain.CodeForbidden)
	require.NoError(t, h.service.ReadFile(t.Context(), h.importing("emre.tasdemir", in)))
	in = h.intakeAs("emre.tasdemir", in.ID)
	require.Equal(t, domain.IntakeQuarantined, in.State, "who enters invoices loads no statements by the other door")
	require.Equal(t, domain.CodeForbidden, *in.ProblemCode)
	require.Nil(t, in.Account)
	card := domain.SourceCard
	_, err = h.service.ImportStatement(h.as("greta.sundermoor"), domain.ImportStatementInput{UploadID: in.ID, AccountID: &a.ID, Source: &card, IdempotencyKey: "no card here"})
	require.Equal(t, "source", refused(t, err, domain.CodeInvalid).Field)
	bank := domain.SourceBank
	_, err = h.service.ImportStatement(h.as("greta.sundermoor"), domain.ImportStatementInput{UploadID: in.ID, Source: &bank, IdempotencyKey: "whose lines?"})
	require.Equal(t, "accountId", refused(t, err, domain.CodeInvalid).Field)
	invoice := h.statementAs("greta.sundermoor", h.ubl(paper{number: "Z-1"}), &a.ID, nil)
	require.Equal(t, domain.IntakeQuarantined, invoice.State)
	require.Contains(t, *invoice.Problem, "not a statement")
	watched, err := h.service.ReceiveFile(h.system("intake"), workflow.ReceiveFile{Entity: 2, Name: "s.xml", Channel: "FOLDER", Content: camt("053", week[1])})
	require.NoError(t, err)
	job, err := h.service.ImportInvoice(h.system("intake"), domain.ImportInvoiceInput{UploadID: watched.ID, IdempotencyKey: "from the folder"})
	require.NoError(t, err)
	require.NoError(t, h.service.ReadFile(t.Context(), domain.ReadFile{Entity: 2, Intake: watched.ID.UUID, Job: job.ID.UUID}))
	h.became(h.intakeAs("greta.sundermoor", watched.ID), 1)
}

func TestReadFile_ReadsCSVByTheMappingThatSomebodyConfirmed(t *testing.T) {
	t.Parallel()
	h := setup(t)
	a := h.reconcile("1200", houseBank)
	american := []byte("Date,Description,Amount\n01/02/2026,Invoice A,1234.50\n02/03/2026,Invoice B,-20.00\n")
	in := h.statementAs("greta.sundermoor", american, &a.ID, nil)
	require.Equal(t, domain.IntakeQuarantined, in.State, "day and month could be either")
	text, err := h.service.FoundMapping(h.as("greta.sundermoor"), in)
	require.NoError(t, err)
	var mapping map[string]any
	require.NoError(t, json.Unmarshal(text, &mapping))
	require.Contains(t, mapping["uncertain"], "dates")
	version := a.Version
	save := domain.SaveReconAccountInput{ID: &a.ID, Version: &version, Mapping: mapping, IdempotencyKey: "not settled"}
	_, err = h.service.SaveReconAccount(h.as("saskia.norholt"), save)
	require.Equal(t, "mapping", refused(t, err, domain.CodeInvalid).Field)
	delete(mapping, "uncertain")
	mapping["dates"], mapping["currency"] = "DMY", "EUR"
	save.Mapping, save.IdempotencyKey = mapping, "it is settled"
	_, err = h.service.SaveReconAccount(h.as("saskia.norholt"), save)
	require.NoError(t, err)
	job, err := h.service.ResubmitIntake(h.as("greta.sundermoor"), act(in.ID, in.Version, ""))
	require.NoError(t, err)
	require.NoError(t, h.service.ReadFile(t.Context(), domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID}))
	h.became(h.intakeAs("greta.sundermoor", in.ID), 1)
	require.Equal(t, "2026-02-01", value[string](h, `SELECT min(booked_on)::text FROM recon_line`))
	require.Equal(t, int64(1234_50-20_00), h.reconAccount(a.ID).Tallies[0].Sum.Minor)
}
