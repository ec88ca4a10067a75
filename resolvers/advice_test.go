package resolvers_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// Advice and models cost as many statements for one as for many, with all that stands around them.
func TestAdvice_ListsCostAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	count := counted(t)
	advice := `{ recommendations(first: %d) { totalCount { value } edges { node { id use state zone confidence action { kind account { code } costCenter { code } twin { key } person { name } }
		alternatives { label account { code } } explanation { summary reasons { sentence } similar { item { key } ended } trackRecord { n rightRate } } threshold { auto why } decidedBy { ... on User { name } }
		can { action allowed } invoice { key sellerName lines { number advice { id } } } } } } }`
	require.LessOrEqual(t, count(fmt.Sprintf(advice, 3)), count(fmt.Sprintf(advice, 1)))
	require.Less(t, count(fmt.Sprintf(advice, 3)), int64(25))
	models := `{ models%s { state owner { name } policy { number } drafts { number draftedBy { name } } champion { number learned } budget { spent { amount } } promotion { reason } can { action allowed } entity { code } } }`
	one := fmt.Sprintf("(entityId: [%q])", domain.EntityNode(4).String())
	require.LessOrEqual(t, count(fmt.Sprintf(models, "")), count(fmt.Sprintf(models, one)))
	require.Less(t, count(fmt.Sprintf(models, "")), int64(25))
}

// An inbox in its order costs as many statements for one task as for many, with what to do next about each.
func TestInbox_RankedWithNextActionsCostsAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	base := history.New(t)
	var email string
	var n int
	require.NoError(t, base.Pool.QueryRow(t.Context(), `SELECT p.email, count(*) FROM inbox b JOIN person p ON p.id = b.person_id WHERE b.delegation IS NULL GROUP BY p.email ORDER BY 2 DESC LIMIT 1`).Scan(&email, &n))
	require.GreaterOrEqual(t, n, 2)
	count := countedFor(t, base, email)
	list := `{ viewer { inbox(first: %d, sort: [{field: "rank", direction: DESC}]) { totalCount { value } edges { node { id rank { score { amount } reasons { sentence } } can { action allowed }
		nextActions { kind label effect worth { amount } wouldChange recommendation { id action { account { code } } } } subject { key advice { id } } } } } } }`
	require.LessOrEqual(t, count(fmt.Sprintf(list, n)), count(fmt.Sprintf(list, 1)))
	require.Less(t, count(fmt.Sprintf(list, n)), int64(25))
}
