package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// mt940 is a statement of one day with one credit of each sum, in cents, whose reference is RE-, the day and its place.
func mt940(number, day int, opening int, sums ...int) []byte {
	amount := func(cents int) string { return fmt.Sprintf("%d,%02d", cents/100, cents%100) }
	var b strings.Builder
	fmt.Fprintf(&b, ":20:STMT%d\r\n:25:30006000011234567890189\r\n:28C:%d/1\r\n:60F:C2609%02dEUR%s\r\n", number, number, day, amount(opening))
	for i, sum := range sums {
		fmt.Fprintf(&b, ":61:2609%02d09%02dC%sNTRFRE-%02d-100%d\r\n:86:Payment of invoice RE-%02d-100%d\r\n", day, day, amount(sum), day, i, day, i)
		opening += sum
	}
	fmt.Fprintf(&b, ":62F:C2609%02dEUR%s\r\n", day, amount(opening))
	return []byte(b.String())
}

func TestRecon_TheCommandImportsBothSidesAndTheAccountIsReconciledByItself(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	account, _ := h.reconAccount()
	dir := t.TempDir()
	write := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, content, 0o600))
		return path
	}
	first, second := write("1.sta", mt940(1, 7, 1000_00, 250_11, 99_37)), write("2.sta", mt940(2, 8, 1349_48, 410_00))
	items := write("items.csv", []byte("id,date,amount,currency,reference,counterparty,text\n"+
		"1,2026-09-07,250.11,EUR,RE-07-1000,,Payment\n2,2026-09-07,99.37,EUR,RE-07-1001,,Payment\n3,2026-09-08,410.00,EUR,RE-08-1000,,Payment\n"))
	load := func(args ...string) (string, string, int) {
		return h.trouble(append([]string{"import", "--entity=FR01", "--as=greta.sundermoor@kaldervik.example"}, args...)...)
	}
	lines := func() int { return h.count(`SELECT count(*) FROM recon_line WHERE account_id = $1`, account) }

	out, problems, code := load("--account=1200", first, second)
	require.Zero(t, code, out+problems)
	require.Contains(t, out, "2 of 2 files accepted")
	require.Equal(t, 3, lines())
	require.Equal(t, 2, h.count(`SELECT count(*) FROM bank_statement WHERE account_id = $1 AND reconciles AND source = 'BANK' AND format = 'mt940'`, account))
	out, _, code = load("--account=1200", first)
	require.Equal(t, 1, code)
	require.Contains(t, out, "0 of 1 files accepted")
	require.Contains(t, out, "is here already: statement 1")
	require.Equal(t, 3, lines())

	for says, args := range map[string][]string{
		"--source needs --account":           {"--source=LEDGER", items},
		"is reconciled here, or you may not": {"--account=4711", first},
		"has no source CARD":                 {"--account=1200", "--source=CARD", items},
		"There is no such source":            {"--account=1200", "--source=PAPER", items},
		"is no legal entity of this group":   {"--entity=XX99", "--account=1200", items},
	} {
		out, problems, code := load(args...)
		require.Equal(t, 1, code, says)
		require.Contains(t, out+problems, says)
	}
	require.Equal(t, 3, lines())
	require.Zero(t, h.count(`SELECT count(*) FROM recon_run WHERE account_id = $1`, account), "one side has no lines")

	out, problems, code = load("--account=1200", "--source=ledger", items)
	require.Zero(t, code, out+problems)
	require.Equal(t, 6, lines())
	eventually(t, time.Minute, "the account is reconciled", func() bool {
		return h.count(`SELECT count(*) FROM recon_run WHERE account_id = $1 AND state = 'DONE' AND trigger = 'IMPORT'`, account) > 0
	})
	require.Equal(t, 6, h.count(`SELECT count(*) FROM recon_claim WHERE account_id = $1 AND state = 'MATCHED'`, account))
	require.Equal(t, 1, h.count(`SELECT count(*) FROM recon_run WHERE account_id = $1`, account), "once")
	h.clean()
}
