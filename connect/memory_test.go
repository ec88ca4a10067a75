package connect_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/connect/camt"
	"countersign/domain"
)

// big is a statement of so many entries of about 500 bytes, made while it is read.
func big(entries int) io.Reader {
	opening, day := domain.MustDecimal("0.00"), domain.NewDate(2031, time.March, 3)
	closing := domain.NewDecimal(int64(entries)*150, 2)
	statement := domain.BankStatement{
		Account: "DE89370400440532013000", Currency: "EUR", Number: "41", From: day, To: day, Opening: &opening, Closing: &closing,
	}
	r, w := io.Pipe()
	go func() {
		w.CloseWithError(camt.Write(w, statement, func(yield func(domain.BankEntry) bool) {
			for i := range entries {
				n := strconv.Itoa(i)
				if !yield(domain.BankEntry{
					Booked: day, Value: day, Amount: domain.NewDecimal(150, 2), Currency: "EUR", EndToEndID: "HB-" + n, BankRef: "SRV-" + n,
					Counterparty: "Customer " + n, CounterAcct: "SE4550000000058398257466", Code: "PMNT/RCDT/ESCT", Text: "Invoice HB-" + n,
				}) {
					return
				}
			}
		}))
	}()
	return r
}

// bigMT940 is the same as lines.
func bigMT940(entries int) io.Reader {
	r, w := io.Pipe()
	go func() {
		out := bufio.NewWriter(w)
		_, err := out.WriteString(":20:BIG\n:25:DE89370400440532013000\n:28C:1\n:60F:C310303EUR0,\n")
		for i := 0; i < entries && err == nil; i++ {
			_, err = fmt.Fprintf(out, ":61:3103030303C1,50NTRFHB-%d//SRV-%d\n:86:166?00GUTSCHRIFT?20EREF+HB-%d?21SVWZ+Invoice HB-%d?32Customer %d\n", i, i, i, i, i)
		}
		if err == nil {
			_, err = fmt.Fprintf(out, ":62F:C310303EUR%d,%d\n-\n", entries*3/2, entries%2*5)
		}
		w.CloseWithError(errors.Join(err, out.Flush()))
	}()
	return r
}

// counted counts the bytes that are read and now and then looks at the memory in use.
type counted struct {
	io.Reader
	bytes, looked int
	peak          uint64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if c.bytes += n; c.bytes-c.looked > 1<<20 {
		c.looked = c.bytes
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		c.peak = max(c.peak, m.HeapAlloc)
	}
	return n, err
}

// TestInspect_ReadsStatementsInTheMemoryOfOneEntry runs alone, since it measures what the process holds. Set
// COUNTERSIGN_STATEMENT_MB=200 for a file of that size.
func TestInspect_ReadsStatementsInTheMemoryOfOneEntry(t *testing.T) {
	megabytes := 12
	if set, err := strconv.Atoi(os.Getenv("COUNTERSIGN_STATEMENT_MB")); err == nil {
		megabytes = set
	}
	for _, c := range []struct {
		format connect.Format
		each   int // bytes of an entry
		make   func(entries int) io.Reader
	}{
		{connect.FormatCAMT, 500, big},
		{connect.FormatMT940, 105, bigMT940},
	} {
		runtime.GC()
		var before runtime.MemStats
		runtime.ReadMemStats(&before)
		entries := megabytes * 1_000_000 / c.each
		in := &counted{Reader: c.make(entries)}
		start := time.Now()
		report := connect.Inspect("big", in)
		took := time.Since(start)
		require.Nil(t, report.Error)
		require.Equal(t, c.format, report.Format)
		summary := report.Documents[0].(*connect.StatementSummary)
		require.Equal(t, entries, summary.Entries)
		require.True(t, *summary.Reconciles)
		require.Greater(t, in.bytes, megabytes*800_000)
		held := int64(in.peak) - int64(before.HeapAlloc)
		require.Less(t, held, int64(4<<20))
		t.Logf("%s: %d MB, %d entries, %d KB held at most, %s", c.format, in.bytes/1_000_000, entries, held>>10, took.Round(time.Millisecond))
	}
}

// BenchmarkReadStatements tells how many bytes a second come through.
func BenchmarkReadStatements(b *testing.B) {
	for name, made := range map[string]io.Reader{"camt": big(20_000), "mt940": bigMT940(20_000)} {
		data, err := io.ReadAll(made)
		require.NoError(b, err)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				_, err := connect.ReadStatements(bytes.NewReader(data), domain.StatementVisitor{Entry: func(domain.BankEntry) error { return nil }})
				require.NoError(b, err)
			}
		})
	}
}

// TestReadStatements_RefusesHostileStreams holds the caps of documents in memory against those of a stream, which has no
// end of its own.
func TestReadStatements_RefusesHostileStreams(t *testing.T) {
	const head = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>`
	for _, c := range []struct{ name, start, again, reason string }{
		{"billion laughs", `<!DOCTYPE Document [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>` + head + "<Id>&b;</Id>", " ", "hostile_xml"},
		{"definition after the root began", head + `<!DOCTYPE a []>`, " ", "hostile_xml"},
		{"external entity", `<!DOCTYPE Document [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + head, " ", "hostile_xml"},
		{"undefined entity", head + "<Id>&nbsp;</Id>", " ", "hostile_xml"},
		{"deep nesting", head, "<a>", "hostile_xml"},
		{"endless value", head + "<Id>", "x", "hostile_xml"},
		{"endless value in pieces", head + "<Id>", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx<!-- -->", "hostile_xml"},
		{"endless CDATA", head + "<Id><![CDATA[", "x]", "hostile_xml"},
		{"endless comment", head + "<!--", "x-", "hostile_xml"},
		{"endless instruction", head + "<?a ", "x?", "hostile_xml"},
		{"endless name", head + "<", "x", "hostile_xml"},
		{"endless attribute", head + `<Id a="`, "x>", "hostile_xml"},
		{"endless attributes", head + `<Id `, `a="" `, "hostile_xml"},
		{"endless end tag", head + `</`, `x`, "hostile_xml"},
		{"endless unread elements", head, `<X></X>`, "hostile_xml"},
		{"endless balances", head, `<Bal><Amt>1</Amt></Bal>`, "hostile_xml"},
		{"endless remittance", head + "<Ntry><NtryDtls><TxDtls><RmtInf>", `<Ustrd>1</Ustrd>`, "hostile_xml"},
		{"endless transactions", head + "<Ntry><NtryDtls>", `<TxDtls></TxDtls>`, "too_large"},
		{"bytes that are no UTF-8", head + "<Id>", "a\xff", "unknown_charset"},
		{"no end", head, "", "truncated"},
		{"no end of a tag", head + "<Id", "", "truncated"},
		{"tags that cross", head + "<a><b></a></b>", "", "not_well_formed"},
		{"undeclared prefix", head + "<x:Id/>", "", "not_well_formed"},
		{"two amounts", head + "<Ntry><Amt>1</Amt><Amt>2</Amt></Ntry>", "", "repeated_element"},
		{"two roots", head + "</Stmt></BkToCstmrStmt></Document><Document/>", "", "not_well_formed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := io.MultiReader(strings.NewReader(c.start), &endless{text: c.again, left: 256 << 20})
			start := busy(t)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := connect.ReadStatements(in, domain.StatementVisitor{})
			took := busy(t) - start
			runtime.ReadMemStats(&after)
			require.Error(t, err)
			require.Equal(t, c.reason, reason(err), err.Error())
			require.Less(t, took, 3*time.Second*slowness)
			t.Logf("%v, %d KiB allocated: %v", took.Round(time.Microsecond), (after.TotalAlloc-before.TotalAlloc)>>10, err)
		})
	}
}

// endless repeats a text until so many bytes are out.
type endless struct {
	text     string
	at, left int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 || e.text == "" {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) {
		k := copy(p[n:], e.text[e.at:])
		e.at = (e.at + k) % len(e.text)
		n += k
	}
	e.left -= n
	return n, nil
}
