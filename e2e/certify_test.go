package e2e_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	certifyPeriod = `mutation($in: CertifyInput!) { certify(input: $in) { reconciliation { ` + periodFields + ` } } }`
	periodsOf     = `query($id: ID!) { node(id: $id) { ... on ReconAccount { reconciliations(first: 3) { ` + periodFields + ` } } } }`
	periodFields  = `id version state dataHash dueOn certifiedOn open unexplained { amount } period { id name state } signOffs { role stillValid covers voidReason by { ... on User { name } } }
		can(actions: [RECON_CERTIFY, RECON_REVIEW]) { action allowed }`
)

type accountPeriod struct {
	ID, State, DataHash string
	Version, Open       int
	CertifiedOn         *string
	Unexplained         struct{ Amount string }
	Period              struct{ ID, Name, State string }
	SignOffs            []struct {
		Role, Covers string
		StillValid   bool
		VoidReason   *string
		By           struct{ Name string }
	}
	Can []struct {
		Action  string
		Allowed bool
	}
}

// ended is the latest period of an account that is over, as a client sees it.
func (c *client) ended(account string) accountPeriod {
	c.t.Helper()
	type page struct {
		Node struct{ Reconciliations []accountPeriod }
	}
	return ask[page](c, periodsOf, vars{"id": account}).Node.Reconciliations[1]
}

func signature(account string, of accountPeriod, role string) vars {
	return vars{"in": vars{"accountId": account, "periodId": of.Period.ID, "role": role, "covers": of.DataHash, "idempotencyKey": key()}}
}

// may says what a client may do to a period, as the API tells it beforehand.
func (of accountPeriod) may() (certify, review bool) {
	for _, can := range of.Can {
		certify = certify || can.Action == "RECON_CERTIFY" && can.Allowed
		review = review || can.Action == "RECON_REVIEW" && can.Allowed
	}
	return certify, review
}

func TestCertify_TwoPeopleSignWhatTheyReadAndAChangeVoidsIt(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	account, node := h.reconAccount()
	preparer, reviewer := h.as("greta.sundermoor"), h.as("oskar.fenwald")
	of := preparer.ended(node)
	require.Equal(t, "OPEN", of.State)
	certify, review := of.may()
	require.Equal(t, []bool{true, false}, []bool{certify, review})
	certify, review = reviewer.ended(node).may()
	require.Equal(t, []bool{false, false}, []bool{certify, review}, "the preparer signs first")

	wrong := signature(node, of, "PREPARER")
	wrong["in"].(vars)["covers"] = "0" + of.DataHash[1:]
	if of.DataHash[0] == '0' {
		wrong["in"].(vars)["covers"] = "1" + of.DataHash[1:]
	}
	preparer.refused("SIGN_OFF_STALE", certifyPeriod, wrong)
	reviewer.refused("WRONG_STATE", certifyPeriod, signature(node, of, "REVIEWER"))
	reviewer.refused("FORBIDDEN", certifyPeriod, signature(node, of, "PREPARER"))
	reviewer.refused("INVALID", certifyPeriod, signature(node, of, "SECOND_REVIEWER"))
	h.as(clerk).refused("NOT_FOUND", certifyPeriod, signature(node, of, "PREPARER"))

	type signed struct {
		Certify struct{ Reconciliation accountPeriod }
	}
	first := signature(node, of, "PREPARER")
	done := ask[signed](preparer, certifyPeriod, first).Certify.Reconciliation
	require.Equal(t, "PREPARED", done.State)
	require.Equal(t, "Greta Sundermoor", done.SignOffs[0].By.Name)
	require.Equal(t, of.DataHash, done.SignOffs[0].Covers)
	require.Nil(t, done.CertifiedOn)
	ask[signed](preparer, certifyPeriod, first)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM sign_off`), "the same key is the same signature")
	preparer.refused("WRONG_STATE", certifyPeriod, signature(node, of, "PREPARER"))
	certify, review = reviewer.ended(node).may()
	require.Equal(t, []bool{false, true}, []bool{certify, review})
	done = ask[signed](reviewer, certifyPeriod, signature(node, of, "REVIEWER")).Certify.Reconciliation
	require.Equal(t, "CERTIFIED", done.State)
	require.Equal(t, time.Now().UTC().Format(time.DateOnly), *done.CertifiedOn)

	_, err := h.db.Pool.Exec(t.Context(), `WITH l AS (INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		SELECT 3, gen_random_uuid(), $1::uuid, 'BANK', date_trunc('month', current_date)::date - 2, 900, 'EUR', '', '', 'Late', now() RETURNING account_id)
		UPDATE recon_account SET changes = changes + 1 WHERE id = (SELECT account_id FROM l)`, account)
	require.NoError(t, err)
	eventually(t, time.Minute, "the clock finds that the data changed", func() bool { return preparer.ended(node).State == "VOID" })
	of = preparer.ended(node)
	require.NotEqual(t, done.DataHash, of.DataHash)
	for _, s := range of.SignOffs {
		require.False(t, s.StillValid)
		require.NotEmpty(t, *s.VoidReason)
	}
	require.NotNil(t, of.CertifiedOn, "it was certified in its time")
	require.Equal(t, 1, h.count(`SELECT count(*) FROM control_case WHERE category = 'signature' AND state = 'OPEN'`), "the preparer is told")
	certify, _ = of.may()
	require.True(t, certify)
	h.clean()
}

func TestCertify_OfManySignaturesAtOnceOneStands(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	_, node := h.reconAccount()
	of := h.as("greta.sundermoor").ended(node)
	codes := make([]string, 6)
	var all sync.WaitGroup
	for i := range codes {
		c := h.as("greta.sundermoor")
		all.Go(func() {
			told, err := c.try(certifyPeriod, signature(node, of, "PREPARER"), nil)
			switch {
			case err != nil:
				codes[i] = err.Error()
			case told != nil:
				codes[i] = told.code()
			}
		})
	}
	all.Wait()
	require.ElementsMatch(t, []string{"", "WRONG_STATE", "WRONG_STATE", "WRONG_STATE", "WRONG_STATE", "WRONG_STATE"}, codes)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM sign_off`))
	require.Equal(t, 1, h.count(`SELECT count(*) FROM event WHERE kind = 'reconciliation.signed'`))
	h.clean()
}
