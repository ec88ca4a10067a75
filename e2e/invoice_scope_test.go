package e2e_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// What is of another entity looks the same as what is not there.
func TestScope_AnotherEntitysInvoiceIsNotThere(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	inv := h.arrive(3_000)
	task := inv.open("APPROVE")
	stranger := h.as("elodie.vasseurin") // approves in France
	absent := stranger.refused("NOT_FOUND", decideTask, vars{"in": vars{
		"id": "tsk_2_AAAAAAAAAAAAAAAAAAAAAA", "version": 1, "outcome": "APPROVE", "idempotencyKey": key(),
	}})
	told := stranger.refused("NOT_FOUND", decideTask, task.decision("APPROVE"))
	require.Equal(t, absent.Message, told.Message)
	require.Empty(t, told.Extensions.Details)

	ids := []string{inv.ID, task.ID, inv.Evidence[0].ID, stranger.entity("FR01")}
	got := ask[struct{ Nodes []*struct{ ID string } }](stranger, `query($ids: [ID!]!) { nodes(ids: $ids) { id } }`, vars{"ids": ids})
	require.Nil(t, got.Nodes[0])
	require.Nil(t, got.Nodes[1])
	require.Nil(t, got.Nodes[2])
	require.Equal(t, ids[3], got.Nodes[3].ID)

	for _, document := range []string{updateInvoice, withdrawItem, submitItem, postItem, reversePosting} {
		in := vars{"id": inv.ID, "version": inv.Version, "reason": "It is not ours", "idempotencyKey": key()}
		h.as(french).refused("NOT_FOUND", document, vars{"in": in})
	}
	status, _ := stranger.get(inv.Evidence[0].DownloadURL)
	require.Equal(t, http.StatusNotFound, status)
	status, _ = h.as(clerk).get(inv.Evidence[0].DownloadURL)
	require.Equal(t, http.StatusOK, status)
	h.clean()
}

func TestScope_ListsHoldOnesOwnEntitiesAlone(t *testing.T) {
	t.Parallel()
	h := open(t, options{scale: "300"})
	type page struct {
		Invoices struct {
			TotalCount struct{ Value int }
			Edges      []struct {
				Node struct{ Entity struct{ Code string } }
			}
		}
		Intakes struct {
			Edges []struct {
				Node struct{ Entity struct{ Code string } }
			}
		}
		Search   []struct{ Entity struct{ Code string } }
		Entities []struct{ Code string }
	}
	const query = `{ entities { code } search(text: "a", first: 20) { entity { code } }
		invoices(first: 100) { totalCount { value } edges { node { entity { code } } } } intakes(first: 50) { edges { node { entity { code } } } } }`
	mine, all := ask[page](h.as(french), query, nil), ask[page](h.as(auditor), query, nil)
	require.Equal(t, []struct{ Code string }{{"FR01"}}, mine.Entities)
	require.Len(t, all.Entities, 9)
	require.Equal(t, h.count(`SELECT count(*) FROM invoice`), all.Invoices.TotalCount.Value)
	require.Equal(t, h.count(`SELECT count(*) FROM invoice WHERE entity_id = 3`), mine.Invoices.TotalCount.Value)
	require.NotEmpty(t, mine.Invoices.Edges)
	for _, e := range mine.Invoices.Edges {
		require.Equal(t, "FR01", e.Node.Entity.Code)
	}
	for _, e := range mine.Intakes.Edges {
		require.Equal(t, "FR01", e.Node.Entity.Code)
	}
	for _, e := range mine.Search {
		require.Equal(t, "FR01", e.Entity.Code)
	}
}

func TestScope_AFileIsBroughtToOnesOwnEntityAlone(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	german := h.as(clerk).entity("DE01")
	status, body := h.as(french).post("/uploads?entity="+url.QueryEscape(german)+"&name=a.xml", "application/xml", []byte("<Invoice/>"))
	require.Contains(t, []int{http.StatusForbidden, http.StatusNotFound}, status, "%s", body)
	id := h.as(clerk).upload(german, "a.xml", []byte("<Invoice/>"))
	h.as(french).refused("NOT_FOUND", importInvoice, vars{"in": vars{"uploadId": id, "idempotencyKey": key()}})
	require.Equal(t, 1, h.count(`SELECT count(*) FROM intake`))
}

func TestScope_WhoHasLeftIsLetInNoMore(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	c.entity("DE01")
	_, err := h.db.Pool.Exec(t.Context(), `UPDATE person SET active = false WHERE email = $1`, c.email)
	require.NoError(t, err)
	_, err = h.db.Pool.Exec(t.Context(), `UPDATE world SET authz = authz + 1, directory = directory + 1`)
	require.NoError(t, err)
	c.refused("UNAUTHENTICATED", `{ entities { code } }`, nil)
	status, body := h.nobody().post("/auth/demo", "application/json", []byte(`{"email":"rainer.ostkamp@kaldervik.example"}`))
	require.NotEqual(t, http.StatusOK, status, "who left long ago is given no token: %s", body)
}
