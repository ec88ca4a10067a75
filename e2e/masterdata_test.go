package e2e_test

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	rowsHeading = regexp.MustCompile(`(?m)^## ([A-Z_]+)$`)
	rowsExample = regexp.MustCompile("(?s)```csv\n(.*?)```")
)

// examples are the CSV files that docs/import.md shows, by kind, in its order.
func examples(t *testing.T) (kinds []string, files map[string][]byte) {
	t.Helper()
	text, err := os.ReadFile("../docs/import.md")
	require.NoError(t, err)
	files = map[string][]byte{}
	headings := rowsHeading.FindAllSubmatchIndex(text, -1)
	for i, at := range headings {
		end := len(text)
		if i+1 < len(headings) {
			end = headings[i+1][0]
		}
		kind := string(text[at[2]:at[3]])
		example := rowsExample.FindSubmatch(text[at[1]:end])
		require.NotNil(t, example, "%s has no example", kind)
		kinds, files[kind] = append(kinds, kind), example[1]
	}
	return kinds, files
}

// loadRows uploads a CSV file and has it loaded; it returns what the job complains of and how the file stands.
func (c *client) loadRows(kind string, rows []byte) (problem string, in *intake) {
	c.t.Helper()
	id := c.upload(c.entity("DE01"), kind+".csv", rows)
	type answer struct {
		ImportMasterData struct{ Job struct{ ID string } }
	}
	job := ask[answer](c, importRows, vars{"in": vars{"uploadId": id, "kind": kind, "idempotencyKey": key()}}).ImportMasterData.Job
	return c.follow(job.ID), c.intake(id)
}

func TestMasterData_TheDocumentedExamplesLoad(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	kinds, files := examples(t)
	require.Len(t, kinds, 10)
	for _, kind := range kinds {
		if kind == "ITEMS" { // lines of an account, not master data
			h.loadItems(files[kind])
			continue
		}
		c := h.as(steward)
		if kind == "INVOICES" {
			c = h.as(clerk)
		}
		problem, in := c.loadRows(kind, files[kind])
		require.Empty(t, problem, "%s:\n%s", kind, files[kind])
		require.Equal(t, "ACCEPTED", in.State, kind)
	}
	require.Positive(t, h.count(`SELECT count(*) FROM purchase_order`))
	require.Positive(t, h.count(`SELECT count(*) FROM receipt`))
	require.Positive(t, h.count(`SELECT count(*) FROM invoice`))
	h.clean()
}

// loadItems brings lines of the ledger to an account to reconcile.
func (h *house) loadItems(rows []byte) {
	h.t.Helper()
	account, node := h.reconAccount()
	c := h.as("greta.sundermoor")
	type answer struct {
		ImportStatement struct{ Job struct{ ID string } }
	}
	job := ask[answer](c, `mutation($in: ImportStatementInput!) { importStatement(input: $in) { job { id } } }`, vars{"in": vars{
		"uploadId": c.upload(c.entity("FR01"), "items.csv", rows), "accountId": node, "source": "LEDGER", "idempotencyKey": key(),
	}}).ImportStatement.Job
	require.Empty(h.t, c.follow(job.ID))
	require.Equal(h.t, 2, h.count(`SELECT count(*) FROM recon_line WHERE account_id = $1 AND source = 'LEDGER'`, account))
}

func TestMasterData_IsLoadedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(steward)
	before := h.count(`SELECT count(*) FROM cost_center`)
	problem, in := c.loadRows("COST_CENTERS", []byte("entity,code,name,owner\nDE01,9901,Foundry,\nDE01,9902,Forge,nobody@kaldervik.example\nXX99,9903,Nowhere,\n"))
	require.Contains(t, problem, "Row 3")
	require.Contains(t, problem, "Row 4")
	require.Equal(t, "QUARANTINED", in.State)
	require.Equal(t, before, h.count(`SELECT count(*) FROM cost_center`))

	problem, _ = c.loadRows("COST_CENTERS", []byte("entity;code;name;owner\nDE01;9901;Gießerei;"+auditor+"@kaldervik.example\n"))
	require.Empty(t, problem)
	require.Equal(t, before+1, h.count(`SELECT count(*) FROM cost_center`))
	got := ask[struct{ CostCenters []struct{ Code, Name string } }](h.as(clerk), `query($e: ID!) { costCenters(entityId: $e) { code name } }`, vars{"e": c.entity("DE01")})
	require.Contains(t, got.CostCenters, struct{ Code, Name string }{"9901", "Gießerei"}, "every server knows of it at once")

	id := h.as(clerk).upload(c.entity("DE01"), "c.csv", []byte("entity,code,name\nDE01,9904,Mint\n"))
	h.as(clerk).refused("FORBIDDEN", importRows, vars{"in": vars{"uploadId": id, "kind": "COST_CENTERS", "idempotencyKey": key()}})
}
