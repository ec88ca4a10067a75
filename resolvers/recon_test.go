package resolvers_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// The board costs as many statements for one account as for all.
func TestRecon_ListsCostAFixedNumberOfStatements(t *testing.T) {
	t.Parallel()
	count := counted(t)
	list := `{ reconAccounts(first: %d) { totalCount { value } edges { node { name bankAccount feed { state missing } equation { closing { amount } difference { amount } }
		tallies { state lines } openItems { moneyDays buckets { count } } calendar { day state statement { number file { name } } }
		lastRun { state startedAt account { name } } statements(first: 5) { totalCount { value } edges { node { number continuous file { name } account { name feed { state } } } } } } } } }`
	few := count(fmt.Sprintf(list, 1))
	require.LessOrEqual(t, count(fmt.Sprintf(list, 3)), few+20, "the calendars, runs and statements of all are asked for once")
	require.LessOrEqual(t, count(fmt.Sprintf(list, 3)), count(fmt.Sprintf(list, 2)), "and of three no more often than of two")
	require.Less(t, few, int64(40))
}
