package e2e_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const mail = "@kaldervik.example"

// lines are what a verb writes with --json.
func (h *house) lines(args ...string) []map[string]any {
	h.t.Helper()
	out, code := h.run(append(args, "--json")...)
	require.Zero(h.t, code)
	var list []map[string]any
	for decoder := json.NewDecoder(strings.NewReader(out)); decoder.More(); {
		var one map[string]any
		require.NoError(h.t, decoder.Decode(&one))
		list = append(list, one)
	}
	return list
}

func TestAccessCommand_AnswersAsTheAPIDoes(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	a := h.as(auditor)
	inv := h.arrive(700)
	listed := ask[struct{ WhoCan []access }](a, whoCan, vars{"action": "INVOICE_APPROVE", "subject": inv.ID}).WhoCan
	said := h.lines("access", "who-can", "INVOICE_APPROVE", "--subject", inv.Key, "--as", auditor+mail)
	require.Len(t, said, len(listed))
	for i, one := range listed {
		require.Equal(t, one.User.Email, said[i]["email"])
	}
	checked := h.lines("access", "check", listed[0].User.Email, "invoice-approve", "--subject", inv.ID)[0]
	require.Equal(t, true, checked["allowed"])
	require.InDelta(t, h.rulebook(), checked["rulebook"], 0)

	out, code := h.run("access", "check", "jana.koehlert"+mail, "INVOICE_APPROVE", "--entity", "DE01")
	require.Zero(t, code, "no is an answer")
	require.Contains(t, out, "NO   Jana")
	require.Contains(t, out, "None of their roles lets them approve invoices.")
	require.Regexp(t, `Rulebook \d+, as of 20\d\d-`, out)

	out, code = h.run("access", "who-can", "INVOICE_APPROVE", "--entity", "DE01", "--amount", "100000", "--csv")
	require.Zero(t, code)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"person", "email", "action", "entities", "limit", "uses in 90 days", "last used", "conflicts", "way"}, rows[0])
	require.Greater(t, len(rows), 1)
}

func TestAccessCommand_TellsDifferencesAndDrafts(t *testing.T) {
	t.Parallel()
	h := prepare(t, options{scale: "60"})
	out, code := h.run("access", "diff", "--from", "2026-01-01", "--user", "jana.koehlert"+mail)
	require.Zero(t, code)
	require.Contains(t, out, "Nothing is different.")

	// A person's name that a spreadsheet would run is made text.
	_, err := h.db.Pool.Exec(t.Context(), `UPDATE person SET name = '=HYPERLINK("x")' WHERE email = 'ulrike.hagenau`+mail+`'`)
	require.NoError(t, err)
	out, code = h.run("access", "simulate", "--grant", "ulrike.hagenau"+mail+":ap_clerk:DE01:2500", "--csv")
	require.Zero(t, code)
	require.Contains(t, out, `'=HYPERLINK`)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, "gained", rows[1][0])

	list := h.lines("access", "simulate", "--leave", "matthias.ohlendiek"+mail, "--days", "365")
	kinds := map[string]int{}
	for _, one := range list {
		kinds[one["what"].(string)]++
	}
	require.Positive(t, kinds["lost"])
	require.Positive(t, kinds["uncovered step"])
	require.Equal(t, 1, kinds["replayed"])
	require.Positive(t, list[len(list)-1]["decisions"])

	draft := filepath.Join(t.TempDir(), "draft.json")
	require.NoError(t, os.WriteFile(draft, []byte(`{"roles": [{"key": "viewer", "name": "Viewer", "purpose": "Looks on.", "actions": ["INVOICE_VIEW"]}]}`), 0o600))
	out, code = h.run("access", "simulate", "--file", draft)
	require.Zero(t, code)
	require.Contains(t, out, "Nothing is different.")
	require.Contains(t, out, "recorded decisions since")
}

func TestAccessCommand_TellsEachTroubleInOneSentence(t *testing.T) {
	t.Parallel()
	h := prepare(t, options{})
	for _, c := range []struct {
		want string
		args []string
	}{
		{"near are INVOICE_VIEW", []string{"access", "who-can", "INVOICE_PAY"}},
		{"is not an action, as for example", []string{"access", "who-can", "DANCE"}},
		{"there is no person with the address", []string{"access", "check", "nobody@x.example", "INVOICE_VIEW"}},
		{"is no legal entity of this group", []string{"access", "who-can", "INVOICE_VIEW", "--entity", "XX99"}},
		{"there is no invoice", []string{"access", "who-can", "INVOICE_VIEW", "--subject", "INV-1999-000001"}},
		{"must be a date", []string{"access", "who-can", "INVOICE_VIEW", "--as-of", "yesterday"}},
		{"No roles and grants were recorded by", []string{"access", "who-can", "INVOICE_VIEW", "--as-of", "1999-01-01"}},
		{"is not an amount", []string{"access", "who-can", "INVOICE_APPROVE", "--amount", "much"}},
		{"can't be used together", []string{"access", "who-can", "INVOICE_VIEW", "--json", "--csv"}},
		{"nobody with the address", []string{"access", "who-can", "INVOICE_VIEW", "--as", "nobody@x.example"}},
		{"None of your roles lets you read the audit log.", []string{"access", "who-can", "INVOICE_VIEW", "--as", "jana.koehlert" + mail}},
		{"there is no role", []string{"access", "diff", "--from", "2026-01-01", "--role", "nothing"}},
		{"The draft changes nothing.", []string{"access", "simulate"}},
		{"There is no role", []string{"access", "simulate", "--grant", "jana.koehlert" + mail + ":nothing:DE01"}},
		{"--grant must be", []string{"access", "simulate", "--grant", "jana"}},
		{"is not the id of a grant", []string{"access", "simulate", "--revoke", "x"}},
		{"The later instant comes second.", []string{"access", "diff", "--from", "2026-10-02", "--to", "2026-10-01"}},
	} {
		_, problems, code := h.trouble(c.args...)
		require.NotZero(t, code, c.args)
		require.Contains(t, problems, c.want, c.args)
	}
}
