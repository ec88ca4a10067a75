package fileledger_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/connect/connecttest"
	"countersign/connect/fileledger"
	"countersign/domain"
)

func TestConformance(t *testing.T) {
	t.Parallel()
	connecttest.Run(t, subject)
}

func subject(t testing.TB) connecttest.Subject {
	dir := t.TempDir()
	again := func() connect.Connector { return open(t, dir) }
	return connecttest.Subject{
		Connector: again(), Again: again, Document: document, Broken: broken(),
		Effects: func() map[connect.Key]int { return effects(t, dir) },
		Fail: func(on connecttest.Call, how connecttest.Failure) {
			fail(t, dir, fileledger.Fault{ID: "next", On: fileledger.Op(on), Kind: fileledger.FaultKind(how), Times: 1,
				Delay: fileledger.Duration(200 * time.Millisecond)})
		},
		Close: func(entity string, on domain.Date) {
			text := fmt.Sprintf(`{%q: ["%04d-%02d"]}`, entity, on.Year(), on.Month())
			require.NoError(t, os.WriteFile(filepath.Join(dir, "periods.json"), []byte(text), 0o600))
		},
	}
}

func open(t testing.TB, dir string) *fileledger.Ledger {
	t.Helper()
	l, err := fileledger.Open(fileledger.Config{Dir: dir, Faults: true})
	require.NoError(t, err)
	return l
}

func fail(t testing.TB, dir string, faults ...fileledger.Fault) {
	t.Helper()
	require.NoError(t, fileledger.WriteFaults(dir, faults...))
}

func effects(t testing.TB, dir string) map[connect.Key]int {
	t.Helper()
	counts, err := fileledger.Effects(dir)
	require.NoError(t, err)
	return counts
}

func eur(minor int64) domain.Money { return domain.NewMoney(minor, "EUR") }

func document(n int) domain.LedgerDocument {
	return domain.LedgerDocument{
		Entity: "DE01", Kind: domain.KindInvoice, Number: fmt.Sprintf("R-%04d", n), Key: fmt.Sprintf("INV-2026-%06d", n),
		Supplier: "70012", SupplierName: "Müller & Söhne GmbH", IssuedOn: domain.NewDate(2026, 5, 2),
		PostingOn: domain.NewDate(2026, 5, 4), DueOn: domain.NewDate(2026, 6, 1),
		Gross: eur(11_900), Lines: []domain.LedgerLine{
			{Account: "4930", CostCenter: "100", Text: "Paper", Amount: eur(10_000)},
			{Account: "1576", Text: "VAT 19 %", Amount: eur(1_900)},
			{Account: "1600", Text: "Payable", Amount: eur(-11_900)},
		},
	}
}

func broken() []connecttest.Broken {
	with := func(name string, class connect.Class, change func(*domain.LedgerDocument)) connecttest.Broken {
		d := document(1)
		change(&d)
		return connecttest.Broken{Name: name, Document: d, Class: class}
	}
	return []connecttest.Broken{
		with("unbalanced by a cent", connect.Invalid, func(d *domain.LedgerDocument) { d.Lines[0].Amount.Minor++ }),
		with("sum that overflows to zero", connect.Invalid, func(d *domain.LedgerDocument) {
			d.Lines = nil
			for range 4 {
				d.Lines = append(d.Lines, domain.LedgerLine{Account: "1", Amount: eur(1 << 62)})
			}
		}),
		with("no account", connect.Invalid, func(d *domain.LedgerDocument) { d.Lines[1].Account = "" }),
		with("line in another currency", connect.Invalid, func(d *domain.LedgerDocument) {
			d.Lines[1].Amount.Currency = "USD"
		}),
		with("no lines", connect.Invalid, func(d *domain.LedgerDocument) { d.Lines = nil }),
		with("no posting date", connect.Invalid, func(d *domain.LedgerDocument) { d.PostingOn = domain.Date{} }),
		with("no number", connect.Invalid, func(d *domain.LedgerDocument) { d.Number = "" }),
		with("no supplier", connect.Invalid, func(d *domain.LedgerDocument) { d.Supplier, d.SupplierName = "", "" }),
	}
}

func TestPut_NumbersEachEntityWithoutGaps(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for n, entity := range []string{"DE01", "FR01", "DE01"} {
		d := document(n)
		d.Entity = entity
		out, err := open(t, dir).Put(t.Context(), connect.Key(fmt.Sprint("k", n)), d)
		require.NoError(t, err)
		require.Equal(t, []string{"DE01-2026-000001", "FR01-2026-000001", "DE01-2026-000002"}[n], out.Reference)
	}
}

func TestPut_TakesTheNumberAgainAfterAReversal(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir())
	out, err := l.Put(t.Context(), "k1", document(1))
	require.NoError(t, err)
	_, err = l.Reverse(t.Context(), "r1", connect.Reversal{Of: connect.Ref{Entity: "DE01", Reference: out.Reference},
		On: document(1).PostingOn})
	require.NoError(t, err)
	_, err = l.Put(t.Context(), "k2", document(1))
	require.NoError(t, err)
}

func TestPut_OneTimeSuppliersAreToldApartByName(t *testing.T) {
	t.Parallel()
	l := open(t, t.TempDir())
	d := document(1)
	d.Supplier = ""
	_, err := l.Put(t.Context(), "k1", d)
	require.NoError(t, err)
	d.SupplierName = " müller & söhne gmbh"
	_, err = l.Put(t.Context(), "k2", d)
	require.Equal(t, connect.Duplicate, connect.AsError(err).Class)
	d.SupplierName = "Schmidt KG"
	_, err = l.Put(t.Context(), "k3", d)
	require.NoError(t, err)
}

func TestOpen_KnowsOnlyItsCompanies(t *testing.T) {
	t.Parallel()
	l, err := fileledger.Open(fileledger.Config{Dir: t.TempDir(), Companies: []connect.Company{{Code: "FR01", Name: "France"}}})
	require.NoError(t, err)
	_, err = l.Put(t.Context(), "k1", document(1))
	require.Equal(t, connect.Config, connect.AsError(err).Class)
	d, err := l.Describe(t.Context())
	require.NoError(t, err)
	require.Equal(t, []connect.Company{{Code: "FR01", Name: "France"}}, d.Companies)
	_, err = fileledger.Open(fileledger.Config{Dir: t.TempDir(), Companies: []connect.Company{{Code: "../x"}}})
	require.Equal(t, connect.Config, connect.AsError(err).Class)
}

func TestPut_NoEntityLeavesTheDirectory(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "books")
	l := open(t, dir)
	for _, entity := range []string{"", "../DE01", "/tmp/x", "a/b", ".", "DE01\x00"} {
		d := document(1)
		d.Entity = entity
		_, err := l.Put(t.Context(), "k1", d)
		require.Equal(t, connect.Config, connect.AsError(err).Class, entity)
	}
	files, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	require.Len(t, files, 1)
}

func TestJournal_CutsOffALineWithoutItsEnd(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	l := open(t, dir)
	_, err := l.Put(t.Context(), "k1", document(1))
	require.NoError(t, err)
	whole := journal(t, dir)
	for cut := 1; cut < len(whole); cut += 37 {
		require.NoError(t, os.WriteFile(filepath.Join(dir, "DE01.jsonl"), append(whole, whole[:cut]...), 0o600))
		found, err := l.Find(t.Context(), "k1", document(1))
		require.NoError(t, err)
		require.Equal(t, connect.StatePosted, found.State)
		out, err := open(t, dir).Put(t.Context(), "k2", document(2))
		require.NoError(t, err)
		require.Equal(t, "DE01-2026-000002", out.Reference)
		require.Equal(t, map[connect.Key]int{"k1": 1, "k2": 1}, effects(t, dir))
	}
}

func TestJournal_LeavesNothingOfALongUnfinishedLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	tail := append([]byte(`{"seq":1,"note":"`), make([]byte, 10_000)...)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "DE01.jsonl"), tail, 0o600))
	_, err := open(t, dir).Put(t.Context(), "k1", document(1))
	require.NoError(t, err)
	text := journal(t, dir)
	require.Equal(t, len(text)-1, bytes.IndexByte(text, '\n'), "one line and nothing behind it")
}

func TestJournal_MissesALineThatWasTakenOut(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for n := range 3 {
		_, err := open(t, dir).Put(t.Context(), connect.Key(fmt.Sprint("k", n)), document(n))
		require.NoError(t, err)
	}
	lines := bytes.SplitAfter(journal(t, dir), []byte{'\n'})
	require.NoError(t, os.WriteFile(filepath.Join(dir, "DE01.jsonl"), append(lines[0], lines[2]...), 0o600))
	_, err := open(t, dir).Find(t.Context(), "k0", document(0))
	require.Equal(t, "Line 2 of the journal of DE01 is damaged.", connect.AsError(err).Message)
}

func journal(t *testing.T, dir string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "DE01.jsonl"))
	require.NoError(t, err)
	return text
}

func TestJournal_RefusesToGoOnAfterDamage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for n := range 3 {
		_, err := open(t, dir).Put(t.Context(), connect.Key(fmt.Sprint("k", n)), document(n))
		require.NoError(t, err)
	}
	text := journal(t, dir)
	text[len(text)/2] = '\n'
	require.NoError(t, os.WriteFile(filepath.Join(dir, "DE01.jsonl"), text, 0o600))
	_, err := open(t, dir).Put(t.Context(), "k9", document(9))
	e := connect.AsError(err)
	require.Equal(t, connect.Config, e.Class)
	require.Equal(t, "Line 2 of the journal of DE01 is damaged.", e.Message)
	require.Equal(t, text, journal(t, dir), "nothing is written behind damage")
}

func TestJournal_IsForPeopleToo(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	_, err := open(t, dir).Put(t.Context(), "k1", document(7))
	require.NoError(t, err)
	var line map[string]any
	require.NoError(t, json.Unmarshal(journal(t, dir), &line))
	require.Equal(t, "post", line["kind"])
	require.Equal(t, "k1", line["key"], "our key is written into the document's line")
	require.Equal(t, "DE01-2026-000001", line["reference"])
	require.Equal(t, "R-0007", line["document"].(map[string]any)["number"])
}

func TestFaults_FireAsOftenAsTheySayOverAllConnections(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fail(t, dir, fileledger.Fault{ID: "a", On: fileledger.OnPut, Kind: fileledger.FaultDown, Times: 2},
		fileledger.Fault{ID: "ba", On: fileledger.OnAny, Kind: fileledger.FaultThrottled, Number: "R-0001", Times: 1})
	want := []connect.Class{connect.Unavailable, connect.Unavailable, connect.Throttled}
	for _, class := range want {
		_, err := open(t, dir).Put(t.Context(), "k1", document(1))
		require.Equal(t, class, connect.AsError(err).Class)
	}
	_, err := open(t, dir).Put(t.Context(), "k1", document(1))
	require.NoError(t, err)
}

func TestFaults_AreForTheCallTheyName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fail(t, dir, fileledger.Fault{ID: "a", On: fileledger.OnPut, Kind: fileledger.FaultClosed, Key: "k1"},
		fileledger.Fault{ID: "b", On: fileledger.OnPut, Kind: fileledger.FaultDuplicate, Entity: "FR01"},
		fileledger.Fault{ID: "c", On: fileledger.OnDescribe, Kind: fileledger.FaultDown})
	l := open(t, dir)
	_, err := l.Put(t.Context(), "k1", document(1))
	require.Equal(t, connect.PeriodClosed, connect.AsError(err).Class)
	d := document(2)
	d.Entity = "FR01"
	_, err = l.Put(t.Context(), "k2", d)
	require.Equal(t, connect.Duplicate, connect.AsError(err).Class)
	_, err = l.Describe(t.Context())
	require.Equal(t, connect.Unavailable, connect.AsError(err).Class)
	_, err = l.Put(t.Context(), "k3", document(3))
	require.NoError(t, err)
	require.Equal(t, map[connect.Key]int{"k3": 1}, effects(t, dir))
}

func TestFaults_AMisspeltOneDoesNotPassForHealth(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`[{"id": "a", "on": "put", "kind": "los"}]`, `[{"id": "a", "on": "puts", "kind": "lost"}]`,
		`[{"id": "a", "on": "put", "kind": "lost", "time": 1}]`, `[{"on": "put", "kind": "lost"}]`,
		`[{"id": "a", "on": "put", "kind": "late", "delay": "soon"}]`, `{`,
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "faults.json"), []byte(text), 0o600))
		_, err := open(t, dir).Put(t.Context(), "k1", document(1))
		require.Equal(t, connect.Config, connect.AsError(err).Class, text)
		require.Empty(t, effects(t, dir))
	}
}

func TestFaults_RealBooksHaveNone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	fail(t, dir, fileledger.Fault{ID: "a", On: fileledger.OnAny, Kind: fileledger.FaultDown})
	l, err := fileledger.Open(fileledger.Config{Dir: dir})
	require.NoError(t, err)
	_, err = l.Put(t.Context(), "k1", document(1))
	require.NoError(t, err)
}

func TestAfterAccept_RunsOnceBetweenTheDiskAndTheAnswer(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var seen []map[connect.Key]int
	l, err := fileledger.Open(fileledger.Config{Dir: dir, AfterAccept: func(connect.Key) {
		seen = append(seen, effects(t, dir))
	}})
	require.NoError(t, err)
	for range 3 {
		_, err = l.Put(t.Context(), "k1", document(1))
		require.NoError(t, err)
	}
	require.Equal(t, []map[connect.Key]int{{"k1": 1}}, seen)
}

func TestPeriods_AMisspeltMonthIsNotAnOpenOne(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "periods.json"), []byte(`{"*": ["2026-5"]}`), 0o600))
	_, err := open(t, dir).Put(t.Context(), "k1", document(1))
	require.Equal(t, connect.Config, connect.AsError(err).Class)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "periods.json"), []byte(`{"*": ["2026-05"]}`), 0o600))
	_, err = open(t, dir).Put(t.Context(), "k1", document(1))
	require.Equal(t, connect.PeriodClosed, connect.AsError(err).Class)
}
