package e2e_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	proposeEntry  = `mutation($in: ProposeAdjustmentInput!) { proposeAdjustment(input: $in) { adjustment { ` + entryFields + ` } } }`
	decideEntry   = `mutation($in: DecideAdjustmentInput!) { decideAdjustment(input: $in) { adjustment { ` + entryFields + ` } } }`
	withdrawEntry = `mutation($in: ActInput!) { withdrawAdjustment(input: $in) { adjustment { ` + entryFields + ` } } }`
	readEntry     = `query($id: ID!) { node(id: $id) { ... on Adjustment { ` + entryFields + ` } } }`
	entryFields   = `id key version state amount { amount currency } decidedBy { name } posting { state } group { state lines { id state } }
		can(actions: [CREDIT_APPROVE, RECON_WRITE_OFF]) { action allowed }`
)

type entry struct {
	ID, Key, State string
	Version        int
	Amount         struct{ Amount, Currency string }
	DecidedBy      *struct{ Name string }
	Posting        *struct{ State string }
	Group          struct {
		State string
		Lines []struct{ ID, State string }
	}
	Can []struct {
		Action  string
		Allowed bool
	}
}

// fees puts lines of fees into an account that the ledger does not know, and returns their ids in the API.
func (h *house) fees(account, node string, minors ...int) []string {
	h.t.Helper()
	for n, minor := range minors {
		_, err := h.db.Pool.Exec(h.t.Context(), `INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
			VALUES (3, gen_random_uuid(), $1, 'BANK', current_date - $2::int, $3, 'EUR', '', '', 'Frais', now())`, account, n, -minor)
		require.NoError(h.t, err)
	}
	_, err := h.db.Pool.Exec(h.t.Context(), `UPDATE recon_account SET changes = changes + 1 WHERE id = $1`, account)
	require.NoError(h.t, err)
	type listed struct {
		Lines struct {
			Edges []struct{ Node struct{ ID string } }
		}
	}
	var ids []string
	for _, e := range ask[listed](h.as("greta.sundermoor"), `query($id: ID!) { lines(filter: {accountId: $id}, sort: [{field: "bookedOn", direction: DESC}]) { edges { node { id } } } }`, vars{"id": node}).Lines.Edges {
		ids = append(ids, e.Node.ID)
	}
	require.Len(h.t, ids, len(minors))
	return ids
}

// entryOf is a fee to be booked, as somebody would ask for it.
func (c *client) entryOf(node string, lines ...string) vars {
	c.t.Helper()
	against := ""
	for _, a := range ask[struct{ Accounts []struct{ ID, Code string } }](c, `query($e: ID!) { accounts(entityId: $e) { id code } }`, vars{"e": c.entity("FR01")}).Accounts {
		if a.Code == "5300" {
			against = a.ID
		}
	}
	return vars{"in": vars{
		"accountId": node, "lineIds": lines, "kind": "FEE", "againstAccountId": against, "reasonCode": "BANK_FEE", "reason": "A fee of the bank that nobody ordered.",
		"idempotencyKey": key(),
	}}
}

func ruling(e entry, approve bool) vars {
	return vars{"in": vars{"id": e.ID, "version": e.Version, "approve": approve, "comment": "Seen on the statement.", "idempotencyKey": key()}}
}

func TestAdjust_AnotherPersonApprovesAndTheLedgerBooksItOnce(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	account, node := h.reconAccount()
	lines := h.fees(account, node, 450, 700, 90_000_00)
	preparer, approver := h.as("oskar.fenwald"), h.as("camille.rochebrune")
	type proposed struct{ ProposeAdjustment struct{ Adjustment entry } }
	type ruled struct{ DecideAdjustment struct{ Adjustment entry } }

	h.as("greta.sundermoor").refused("FORBIDDEN", proposeEntry, preparer.entryOf(node, lines[0]))
	h.as(clerk).refused("NOT_FOUND", proposeEntry, preparer.entryOf(node, lines[0]))
	preparer.refused("OVER_LIMIT", proposeEntry, preparer.entryOf(node, lines[2]))
	preparer.refused("INVALID", proposeEntry, preparer.entryOf(node, lines[0], lines[0]))
	in := preparer.entryOf(node, lines[0])
	one := ask[proposed](preparer, proposeEntry, in).ProposeAdjustment.Adjustment
	require.Equal(t, one.ID, ask[proposed](preparer, proposeEntry, in).ProposeAdjustment.Adjustment.ID, "the same key is the same entry")
	require.Equal(t, []string{"PROPOSED", "-4.50", "SUGGESTED"}, []string{one.State, one.Amount.Amount, one.Group.State})
	require.Nil(t, one.Posting)
	preparer.refused("WRONG_STATE", proposeEntry, preparer.entryOf(node, lines[0]))
	for _, can := range one.Can {
		if can.Action == "CREDIT_APPROVE" {
			require.False(t, can.Allowed, "who prepared it does not approve it")
		}
	}
	preparer.refused("FORBIDDEN", decideEntry, ruling(one, true))

	done := ask[ruled](approver, decideEntry, ruling(one, true)).DecideAdjustment.Adjustment
	require.Equal(t, []string{"APPROVED", "Camille Rochebrune", "APPROVED"}, []string{done.State, done.DecidedBy.Name, done.Group.State})
	approver.refused("WRONG_STATE", decideEntry, vars{"in": vars{"id": done.ID, "version": done.Version, "approve": false, "comment": "Too late.", "idempotencyKey": key()}})
	eventually(t, time.Minute, "the ledger books it", func() bool {
		got := ask[struct{ Node entry }](approver, readEntry, vars{"id": one.ID}).Node
		return got.State == "POSTED" && got.Posting != nil && got.Posting.State == "CONFIRMED"
	})
	require.Equal(t, 1, h.count(`SELECT count(*) FROM posting WHERE state = 'CONFIRMED' AND adjustment_id = (SELECT id FROM adjustment WHERE key = $1)`, one.Key))

	two := ask[proposed](preparer, proposeEntry, preparer.entryOf(node, lines[1])).ProposeAdjustment.Adjustment
	act := vars{"in": vars{"id": two.ID, "version": two.Version, "reason": "The bank takes it back.", "idempotencyKey": key()}}
	approver.refused("FORBIDDEN", withdrawEntry, act)
	type withdrawn struct{ WithdrawAdjustment struct{ Adjustment entry } }
	back := ask[withdrawn](preparer, withdrawEntry, act).WithdrawAdjustment.Adjustment
	require.Equal(t, "WITHDRAWN", back.State)
	require.Equal(t, "NEW", back.Group.Lines[0].State, "its line is open again")
	approver.refused("WRONG_STATE", decideEntry, ruling(back, true))
	h.clean()
}

func TestAdjust_OfManyWhoDecideAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	account, node := h.reconAccount()
	type proposed struct{ ProposeAdjustment struct{ Adjustment entry } }
	preparer := h.as("oskar.fenwald")
	one := ask[proposed](preparer, proposeEntry, preparer.entryOf(node, h.fees(account, node, 450)...)).ProposeAdjustment.Adjustment
	codes := make([]string, 6)
	var all sync.WaitGroup
	for i := range codes {
		c := h.as("camille.rochebrune")
		all.Go(func() {
			told, err := c.try(decideEntry, ruling(one, i%2 == 0), nil)
			switch {
			case err != nil:
				codes[i] = err.Error()
			case told != nil:
				codes[i] = told.code()
			}
		})
	}
	all.Wait()
	won := 0
	for _, code := range codes {
		if code == "" {
			won++
			continue
		}
		require.Contains(t, []string{"STALE", "WRONG_STATE"}, code)
	}
	require.Equal(t, 1, won, strings.Join(codes, " "))
	require.Equal(t, 1, h.count(`SELECT count(*) FROM event WHERE kind IN ('adjustment.approved', 'adjustment.rejected')`))
	if h.count(`SELECT count(*) FROM adjustment WHERE state = 'REJECTED'`) == 0 {
		eventually(t, time.Minute, "the ledger books it", func() bool { return h.count(`SELECT count(*) FROM adjustment WHERE state = 'POSTED'`) == 1 })
	}
	h.clean()
}
