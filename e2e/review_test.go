package e2e_test

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const reviewFields = `id version name scope state dueAt closedAt progress { lines decided kept narrowed revoked lapsed applied verified }
	evidence { name downloadUrl sha256 } can { action allowed }`

const lineFields = `id version via uses lastUsedAt decision reason applied verifiedAt narrowedTo { code } reviewer { name } by { name }
	grant { user { ... on User { name } } role { key } entities { code } } can { action allowed reasons { code message } }`

const (
	startReview = `mutation($in: StartReviewInput!) { startAccessReview(input: $in) { review { ` + reviewFields + ` } } }`
	decideLines = `mutation($in: DecideReviewInput!) { decideReviewItems(input: $in) { results { id error { code message field details } node { ... on ReviewItem { ` + lineFields + ` } } } } }`
	readReview  = `query($id: ID!) { node(id: $id) { ... on AccessReview { ` + reviewFields + ` items(first: 50) { edges { node { ` + lineFields + ` } } totalCount { value } } } } }`
)

type accessReview struct {
	ID, Name, Scope, State string
	Version                int
	Progress               struct{ Lines, Decided, Kept, Narrowed, Revoked, Lapsed, Applied, Verified int }
	Evidence               []struct{ Name, DownloadURL, SHA256 string }
	Items                  struct {
		Edges      []struct{ Node reviewLine }
		TotalCount struct{ Value int }
	}
}

type reviewLine struct {
	ID, Via, Decision string
	Version, Uses     int
	Applied           bool
	VerifiedAt        *time.Time
	NarrowedTo        []struct{ Code string }
	Reviewer, By      struct{ Name string }
	Grant             struct {
		User     struct{ Name string }
		Role     struct{ Key string }
		Entities []struct{ Code string }
	}
	Can []permit
}

func (c *client) review(id string) accessReview {
	c.t.Helper()
	return ask[struct{ Node accessReview }](c, readReview, vars{"id": id}).Node
}

// lines are a review's, by the holder's name.
func (r accessReview) lines() map[string]reviewLine {
	found := map[string]reviewLine{}
	for _, e := range r.Items.Edges {
		found[e.Node.Grant.User.Name] = e.Node
	}
	return found
}

func TestAccessReview_FromStartToEvidence(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	in := vars{"in": vars{"name": "Clerks", "dueAt": time.Now().Add(2 * time.Hour).UTC().Format(time.RFC3339), "roles": []string{"ap_clerk"},
		"entityIds": []string{h.as(auditor).entity("DE01")}, "idempotencyKey": key()}}
	h.as(approver).refused("FORBIDDEN", startReview, in)
	r := ask[struct{ StartAccessReview struct{ Review accessReview } }](h.as(control), startReview, in).StartAccessReview.Review
	require.Equal(t, "AP clerk, in DE01", r.Scope)
	require.Equal(t, 2, r.Progress.Lines)
	r = h.as(control).review(r.ID)
	require.Equal(t, 2, r.Items.TotalCount.Value)
	jana := r.lines()["Jana Köhlert"]
	require.Equal(t, "manager of Jana Köhlert", jana.Via)
	require.False(t, jana.Can[0].Allowed, "somebody else is asked")
	require.Equal(t, "NOT_ASSIGNED", jana.Can[0].Reasons[0].Code)
	mine := h.as(approver).review(r.ID).lines()["Jana Köhlert"]
	require.True(t, mine.Can[0].Allowed)

	type row struct {
		ID    string
		Error *struct{ Code, Message, Field string }
		Node  reviewLine
	}
	decide := func(items ...vars) []row {
		return ask[struct{ DecideReviewItems struct{ Results []row } }](h.as(approver), decideLines, vars{"in": vars{"items": items, "idempotencyKey": key()}}).DecideReviewItems.Results
	}
	rows := decide(vars{"id": mine.ID, "version": mine.Version, "decision": "REVOKE"}, vars{"id": mine.ID, "version": mine.Version + 1, "decision": "KEEP"})
	require.Equal(t, "INVALID", rows[0].Error.Code)
	require.Equal(t, "reason", rows[0].Error.Field)
	require.Equal(t, "STALE", rows[1].Error.Code)
	rows = decide(vars{"id": mine.ID, "version": mine.Version, "decision": "REVOKE", "reason": "Moved to sales."})
	require.Nil(t, rows[0].Error)
	require.Equal(t, "REVOKE", rows[0].Node.Decision)
	require.True(t, rows[0].Node.Applied)
	c := h.as("jana.koehlert")
	require.False(t, ask[struct{ Viewer struct{ Permits []permit } }](c, `{ viewer { permits(actions: [INVOICE_ENTER]) { allowed } } }`, nil).Viewer.Permits[0].Allowed)

	_, err := h.db.Pool.Exec(t.Context(), `UPDATE access_review SET started_at = started_at - interval '1 day', due_at = due_at - interval '3 hours' WHERE id = $1`, uuidOf(t, r.ID))
	require.NoError(t, err)
	eventually(t, 20*time.Second, "the clock revokes what nobody answered, looks again and keeps the evidence", func() bool {
		return len(h.as(auditor).review(r.ID).Evidence) == 2
	})
	r = h.as(auditor).review(r.ID)
	require.Equal(t, "CLOSED", r.State)
	require.Equal(t, 2, r.Progress.Verified)
	require.Equal(t, 1, r.Progress.Lapsed)
	status, table := h.as(auditor).get(r.Evidence[0].DownloadURL)
	require.Equal(t, http.StatusOK, status)
	cells, err := csv.NewReader(strings.NewReader(string(table))).ReadAll()
	require.NoError(t, err)
	require.Len(t, cells, 3)
	status, _ = h.as(poster).get(r.Evidence[0].DownloadURL)
	require.Equal(t, http.StatusNotFound, status)

	list := ask[struct {
		AccessReviews struct {
			Edges []struct{ Node struct{ Name, State string } }
		}
	}](h.as(auditor), `{ accessReviews(first: 10) { edges { node { name state } } totalCount { value } } }`, nil).AccessReviews
	require.Len(t, list.Edges, 3)
	require.Empty(t, ask[struct {
		AccessReviews struct{ Edges []struct{ Cursor string } }
	}](h.as(poster), `{ accessReviews { edges { cursor } } }`, nil).AccessReviews.Edges)
	h.clean()
}
