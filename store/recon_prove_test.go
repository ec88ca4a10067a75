package store_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/store"
)

// backRows are two matches of two lines, a proposal of two in two currencies, and a line of another account.
const backRows = `
	TRUNCATE recon_line, recon_claim, match_group;
	INSERT INTO recon_line (entity_id, id, account_id, source, booked_on, minor, currency, reference, counterparty, text, loaded_at)
	SELECT 2, ('00000000-0000-0000-0000-00000000000' || n)::uuid, ('00000000-0000-0000-0000-0000000000a' || CASE WHEN n = 7 THEN 2 ELSE 1 END)::uuid,
	  CASE WHEN n % 2 = 0 THEN 'LEDGER' ELSE 'BANK' END, '2026-11-02', CASE WHEN n = 2 THEN 95 ELSE 100 END, CASE WHEN n = 6 THEN 'USD' ELSE 'EUR' END, '', '', '', now()
	FROM generate_series(1, 7) AS n;
	INSERT INTO recon_claim (entity_id, id, account_id, state, group_id)
	SELECT 2, ('00000000-0000-0000-0000-00000000000' || n)::uuid, '00000000-0000-0000-0000-0000000000a1', CASE WHEN n > 4 THEN 'SUGGESTED' ELSE 'MATCHED' END,
	  ('00000000-0000-0000-0000-0000000000b' || (n + 1) / 2)::uuid FROM generate_series(1, 6) AS n;
	INSERT INTO match_group (entity_id, id, version, account_id, shape, state, members, score, remainder, currency, made_at)
	SELECT 2, ('00000000-0000-0000-0000-0000000000b' || g)::uuid, 1, '00000000-0000-0000-0000-0000000000a1', 'ONE_TO_ONE', CASE WHEN g = 3 THEN 'SUGGESTED' ELSE 'MATCHED' END,
	  ARRAY[('00000000-0000-0000-0000-00000000000' || 2 * g - 1)::uuid, ('00000000-0000-0000-0000-00000000000' || 2 * g)::uuid], 1, CASE WHEN g = 1 THEN 5 ELSE 0 END, 'EUR', now()
	FROM generate_series(1, 3) AS g`

func TestReadBack_EveryPartThatDoesNotFitIsFound(t *testing.T) {
	t.Parallel()
	db, base := openStore(t)
	account := domain.ID{Kind: domain.NodeReconAccount, Entity: 2}
	var err error
	account.UUID, err = domain.ParseUUID("00000000-0000-0000-0000-0000000000a1")
	require.NoError(t, err)
	books := []domain.ReconSource{domain.SourceLedger}
	back := func(change string, books []domain.ReconSource) (found *store.Back) {
		t.Helper()
		_, err := base.Pool.Exec(t.Context(), backRows+";"+change)
		require.NoError(t, err)
		require.NoError(t, db.InTx(t.Context(), func(tx *store.Tx) (err error) {
			found, err = tx.ReadBack(t.Context(), account, books)
			return err
		}))
		return found
	}

	whole := back("", books)
	require.Equal(t, store.Back{Groups: 3, Sides: whole.Sides}, *whole)
	require.ElementsMatch(t, []store.SideCount{
		{Source: "BANK", Currency: "EUR", State: "MATCHED", Lines: 2, Sum: 200}, {Source: "LEDGER", Currency: "EUR", State: "MATCHED", Lines: 2, Sum: 195},
		{Source: "BANK", Currency: "EUR", State: "SUGGESTED", Lines: 1, Sum: 100}, {Source: "LEDGER", Currency: "USD", State: "SUGGESTED", Lines: 1, Sum: 100},
	}, whole.Sides)

	const first = "00000000-0000-0000-0000-0000000000b1"
	for name, change := range map[string]string{
		"another remainder":        `UPDATE match_group SET remainder = 4 WHERE id::text LIKE '%b1'`,
		"another member":           `UPDATE match_group SET members = ARRAY[members[1], gen_random_uuid()] WHERE id::text LIKE '%b1'`,
		"a member twice":           `UPDATE match_group SET members = ARRAY[members[1], members[1]] WHERE id::text LIKE '%b1'`,
		"a member more":            `UPDATE match_group SET members = members || gen_random_uuid() WHERE id::text LIKE '%b1'`,
		"a line's claim gone":      `DELETE FROM recon_claim WHERE id::text LIKE '%1'`,
		"no line claims it":        `DELETE FROM recon_claim WHERE group_id::text LIKE '%b1'`,
		"claimed and taken back":   `UPDATE match_group SET state = 'UNDONE' WHERE id::text LIKE '%b1'`,
		"claimed and not there":    `DELETE FROM match_group WHERE id::text LIKE '%b1'`,
		"a line only suggested":    `UPDATE recon_claim SET state = 'SUGGESTED' WHERE id::text LIKE '%1'`,
		"a group only suggested":   `UPDATE match_group SET state = 'SUGGESTED' WHERE id::text LIKE '%b1'`,
		"a line of another amount": `UPDATE recon_line SET minor = 101 WHERE id::text LIKE '%1'`,
	} {
		require.Equal(t, first, back(change, books).Broken, name)
	}
	require.Empty(t, back(`UPDATE match_group SET remainder = 4 WHERE id::text LIKE '%b1'`, nil).Broken, "nobody says which side is the books'")
	require.Empty(t, back(`UPDATE match_group SET remainder = 4 WHERE id::text LIKE '%b3'`, books).Broken, "two currencies have no difference")
	require.Equal(t, "00000000-0000-0000-0000-0000000000b3", back(`UPDATE match_group SET state = 'MATCHED' WHERE id::text LIKE '%b3'`, books).Broken)
	require.Equal(t, 1, back(`INSERT INTO recon_claim (entity_id, id, account_id, state) VALUES (2, gen_random_uuid(), '00000000-0000-0000-0000-0000000000a1', 'CASE')`, books).Stray)
	require.Equal(t, 1, back(`INSERT INTO recon_claim (entity_id, id, account_id, state) SELECT 2, id, '00000000-0000-0000-0000-0000000000a1', 'CASE' FROM recon_line WHERE id::text LIKE '%7'`, books).Stray)
}
