package e2e_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	openCase     = `mutation($in: OpenCaseInput!) { openCase(input: $in) { case { ` + caseFields + ` } } }`
	becameOfCase = `mutation($in: ResolveCaseInput!) { resolveCase(input: $in) { case { ` + caseFields + ` } } }`
	caseFields   = `id version key category state carriedTo lineCount resolutionCodes openedBy { name } owner { name } sla { clock workingDaysLeft }
		resolution { code note } aging { lines oldestDays moneyDays amount { amount currency } } lines(first: 5) { id state case { key } }`
)

type lineCase struct {
	ID, Key, Category, State string
	Version, LineCount       int
	CarriedTo                *string
	ResolutionCodes          []string
	OpenedBy, Owner          *struct{ Name string }
	Sla                      struct {
		Clock           string
		WorkingDaysLeft int
	}
	Resolution *struct{ Code, Note string }
	Aging      []struct {
		Lines, OldestDays int
		MoneyDays         string
		Amount            struct{ Amount, Currency string }
	}
	Lines []struct {
		ID, State string
		Case      *struct{ Key string }
	}
}

func TestRecon_APersonOpensACaseAndSaysWhatBecameOfItsLines(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	account, node := h.reconAccount()
	_, err := h.db.Pool.Exec(t.Context(), `INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
		SELECT 3, md5($1 || s || n)::uuid, $1::uuid, s, current_date - 10, n * 700 + length(s), 'EUR', s || n, 'Client ' || n, 'Virement ' || n, now()
		FROM unnest(ARRAY['BANK', 'LEDGER']) AS s, generate_series(1, 2) AS n`, account)
	require.NoError(t, err)
	_, err = h.db.Pool.Exec(t.Context(), `UPDATE recon_account SET changes = changes + 1 WHERE id = $1`, account)
	require.NoError(t, err)
	c := h.as("greta.sundermoor")
	type listed struct {
		Lines struct {
			Edges []struct{ Node struct{ ID, State string } }
		}
	}
	bank := ask[listed](c, `query($id: ID!) { lines(filter: {accountId: $id, source: [BANK]}) { edges { node { id state } } } }`, vars{"id": node}).Lines.Edges
	require.Len(t, bank, 2)
	ids := []string{bank[0].Node.ID, bank[1].Node.ID}

	in := vars{"accountId": node, "lineIds": ids, "category": "missing_entry", "note": "The books know neither of them.", "idempotencyKey": key()}
	type opened struct{ OpenCase struct{ Case lineCase } }
	one := ask[opened](c, openCase, vars{"in": in}).OpenCase.Case
	require.Equal(t, one, ask[opened](c, openCase, vars{"in": in}).OpenCase.Case, "the same key is the same case")
	require.Equal(t, "OPEN", one.State)
	require.Equal(t, "Greta Sundermoor", one.OpenedBy.Name)
	require.NotNil(t, one.Owner)
	require.Equal(t, "RUNNING", one.Sla.Clock)
	require.Equal(t, []string{"MATCHED", "ADJUSTED", "CARRIED_FORWARD", "NOT_NEEDED"}, one.ResolutionCodes)
	require.Equal(t, 2, one.LineCount)
	require.Equal(t, "CASE", one.Lines[0].State)
	require.Equal(t, one.Key, one.Lines[0].Case.Key)
	require.Equal(t, 2, one.Aging[0].Lines)
	require.Equal(t, 10, one.Aging[0].OldestDays)
	require.Equal(t, "21.08", one.Aging[0].Amount.Amount)
	require.Equal(t, "210.80", one.Aging[0].MoneyDays)
	in["idempotencyKey"] = key()
	require.Contains(t, c.refused("WRONG_STATE", openCase, vars{"in": in}).Message, one.Key)

	become := func(code string) vars {
		return vars{"in": vars{"id": one.ID, "version": one.Version, "code": code, "note": "The customer pays again in December.", "idempotencyKey": key()}}
	}
	require.Contains(t, c.refused("WRONG_STATE", becameOfCase, become("MATCHED")).Message, "2 lines of this case are open still")
	c.refused("FORBIDDEN", becameOfCase, become("NOT_NEEDED"))
	type resolved struct{ ResolveCase struct{ Case lineCase } }
	done := ask[resolved](c, becameOfCase, become("CARRIED_FORWARD")).ResolveCase.Case
	require.Equal(t, "RESOLVED", done.State)
	require.Equal(t, "CARRIED_FORWARD", done.Resolution.Code)
	require.NotNil(t, done.CarriedTo)
	require.Equal(t, 2, done.Aging[0].Lines, "they are open, and older every day")
	c.refused("STALE", becameOfCase, become("CARRIED_FORWARD"))
	held := ask[listed](c, `query($id: ID!, $case: ID!) { lines(filter: {accountId: $id, caseId: $case}) { edges { node { id state } } } }`, vars{"id": node, "case": one.ID}).Lines.Edges
	require.Len(t, held, 2)
	type aged struct {
		Node struct {
			CaseAging []struct {
				Category string
				Carried  bool
				Cases    int
			}
		}
	}
	aging := ask[aged](c, `query($id: ID!) { node(id: $id) { ... on ReconAccount { caseAging { category carried cases } } } }`, vars{"id": node}).Node.CaseAging
	require.Len(t, aging, 1)
	require.Equal(t, "missing_entry", aging[0].Category)
	require.True(t, aging[0].Carried)
	h.clean()
}
