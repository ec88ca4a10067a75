package e2e_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The people of these tests: Noor Veldmans is on call, Dagmar Wesseling decides and reviews.
const (
	onCall    = "noor.veldmans"
	control   = "dagmar.wesseling"
	secondary = "beatrix.amsholt"
)

const sessionFields = `id version state empty score actCount conflicts { key } broken { key } endsAt acts { kind text }
	user { name } decidedBy { name } bundle { key instant } review { id version key state overdue owner { name } resolutionCodes subject { id } }
	can { action allowed reasons { code message rule } }`

const (
	useOverride     = `mutation($in: UseOverrideInput!) { useOverride(input: $in) { session { ` + sessionFields + ` } } }`
	decideEmergency = `mutation($in: DecideEmergencyInput!) { decideEmergency(input: $in) { session { ` + sessionFields + ` } } }`
	endEmergency    = `mutation($in: ActInput!) { endEmergency(input: $in) { session { ` + sessionFields + ` } } }`
	resolveCase     = `mutation($in: ResolveCaseInput!) { resolveCase(input: $in) { case { id version state resolution { code note by { ... on User { name } } } } } }`
	readSession     = `query($id: ID!) { node(id: $id) { ... on EmergencySession { ` + sessionFields + ` } } }`
)

type session struct {
	ID                string
	Version           int
	State             string
	Empty             bool
	Score, ActCount   int
	Conflicts, Broken []struct{ Key string }
	Acts              []struct{ Kind, Text string }
	User, DecidedBy   struct{ Name string }
	Bundle            struct{ Key string }
	Review            *reviewCase
	Can               []permit
}

type reviewCase struct {
	ID              string
	Version         int
	Key, State      string
	Owner           struct{ Name string }
	ResolutionCodes []string
	Subject         struct{ ID string }
}

// override is a request for a bundle.
func override(bundle string) vars {
	return vars{"in": vars{"bundle": bundle, "ticket": "INC-77812", "reason": "The month end must be posted tonight.", "minutes": 30, "idempotencyKey": key()}}
}

func (c *client) session(id string) session {
	c.t.Helper()
	return ask[struct{ Node session }](c, readSession, vars{"id": id}).Node
}

func TestEmergency_FromRequestToReview(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(onCall)
	bundles := ask[struct {
		EmergencyBundles []struct {
			Key                 string
			Actions             []string
			MaxMinutes          int
			Instant, Group      bool
			Limit               *struct{ Amount string }
			Controller          struct{ Name string }
			Entities, Conflicts []struct{ Code, Key string }
			Can                 []permit
		}
	}](c, `{ emergencyBundles { key actions maxMinutes instant group limit { amount } controller { name } entities { code } conflicts { key } can { action allowed } } }`, nil).EmergencyBundles
	require.Len(t, bundles, 3)
	for _, b := range bundles {
		require.NotEmpty(t, b.Actions)
		require.Len(t, b.Entities, 9)
		require.True(t, b.Group && b.Can[0].Allowed, b.Key)
	}
	s := ask[struct{ UseOverride struct{ Session session } }](c, useOverride, override("posting_recovery")).UseOverride.Session
	require.Equal(t, "REQUESTED", s.State)
	h.as(clerk).refused("FORBIDDEN", useOverride, override("posting_recovery"))
	h.as(clerk).refused("NOT_FOUND", decideEmergency, vars{"in": vars{"id": s.ID, "version": s.Version, "outcome": "APPROVE", "idempotencyKey": key()}})

	seen := h.as(control).session(s.ID)
	require.True(t, seen.Can[0].Allowed, "EMERGENCY_APPROVE")
	s = ask[struct{ DecideEmergency struct{ Session session } }](h.as(control), decideEmergency,
		vars{"in": vars{"id": s.ID, "version": s.Version, "outcome": "APPROVE", "comment": "Agreed on the phone.", "idempotencyKey": key()}}).DecideEmergency.Session
	require.Equal(t, "ACTIVE", s.State)
	require.Equal(t, "Dagmar Wesseling", s.DecidedBy.Name)

	suppliers := `{ suppliers(first: 2) { edges { node { number bankAccounts { masked } } } } }`
	ask[struct{}](c, suppliers, nil)
	require.Equal(t, 2, h.count(`SELECT count(*) FROM event WHERE kind = 'bank.read' AND data->>'emergency' = 'INC-77812'`))
	ask[struct{}](h.as(auditor), suppliers, nil)
	require.Equal(t, 2, h.count(`SELECT count(*) FROM event WHERE kind = 'bank.read' AND data->>'emergency' = 'INC-77812'`), "others read without it")

	s = ask[struct{ EndEmergency struct{ Session session } }](c, endEmergency, act(s.ID, s.Version, "")).EndEmergency.Session
	require.Equal(t, "ENDED", s.State)
	require.Equal(t, 2, s.ActCount)
	require.Nil(t, s.Review, "the user does not see the review of their own session")
	s = h.as(control).session(s.ID)
	require.Equal(t, "bank.read", s.Acts[len(s.Acts)-1].Kind)
	require.Equal(t, s.ID, s.Review.Subject.ID)
	require.Equal(t, []string{"JUSTIFIED", "NOT_JUSTIFIED"}, s.Review.ResolutionCodes)
	done := ask[struct {
		ResolveCase struct {
			Case struct {
				State      string
				Resolution struct {
					Code, Note string
					By         struct{ Name string }
				}
			}
		}
	}](h.as(control), resolveCase, vars{"in": vars{"id": s.Review.ID, "version": s.Review.Version, "code": "JUSTIFIED", "note": "As the ticket says.", "idempotencyKey": key()}}).ResolveCase.Case
	require.Equal(t, "RESOLVED", done.State)
	require.Equal(t, "Dagmar Wesseling", done.Resolution.By.Name)
	require.Equal(t, "REVIEWED", h.as(control).session(s.ID).State)
	h.clean()
}

func TestEmergency_TheClockEndsIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(onCall)
	s := ask[struct{ UseOverride struct{ Session session } }](c, useOverride, override("invoice_desk")).UseOverride.Session
	require.Equal(t, "ACTIVE", s.State)
	may := func() bool {
		return ask[struct{ Viewer struct{ Permits []permit } }](c, `{ viewer { permits(actions: [INVOICE_ENTER]) { allowed } } }`, nil).Viewer.Permits[0].Allowed
	}
	require.True(t, may())
	told := h.as(onCall).refused("WRONG_STATE", useOverride, override("invoice_desk"))
	require.Contains(t, told.Message, "end that first")
	waiting := ask[struct {
		Cases struct {
			Edges []struct {
				Node struct {
					Title, Category string
					Can             []permit
					Subject         struct{ ID string }
				}
			}
			TotalCount struct{ Value int }
		}
	}](h.as(secondary), `{ cases(filter: {mine: true, state: [OPEN]}) { edges { node { title category can { action allowed } subject { id } } } totalCount { value } } }`, nil).Cases
	require.Equal(t, s.ID, waiting.Edges[0].Node.Subject.ID, "the controller was told at once")
	require.Contains(t, waiting.Edges[0].Node.Title, "in force until")

	_, err := h.db.Pool.Exec(t.Context(), `UPDATE emergency_session SET starts_at = starts_at - interval '1 hour', ends_at = ends_at - interval '1 hour' WHERE state = 'ACTIVE'`)
	require.NoError(t, err)
	eventually(t, 15*time.Second, "the clock ends it", func() bool { return h.as(secondary).session(s.ID).State == "ENDED" })
	require.False(t, may())
	s = h.as(secondary).session(s.ID)
	require.True(t, s.Empty)
	require.True(t, strings.HasSuffix(waiting.Edges[0].Node.Title, "UTC"))

	list := ask[struct {
		EmergencySessions struct {
			Edges      []struct{ Node session }
			TotalCount struct{ Value int }
		}
	}](h.as(auditor), `{ emergencySessions(filter: {ticket: "INC-77812"}, first: 5) { edges { node { `+sessionFields+` } } totalCount { value } } }`, nil).EmergencySessions
	require.Equal(t, 1, list.TotalCount.Value)
	require.Equal(t, s.ID, list.Edges[0].Node.ID)
	h.clean()
}
