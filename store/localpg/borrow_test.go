package localpg

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

func TestBorrow_LendsEachBorrowerAnother(t *testing.T) {
	t.Parallel()
	root := filepath.Join(place(t), "slots")
	one, err := borrow(t.Context(), root, nil)
	require.NoError(t, err)
	defer stop(t, one)
	two, err := borrow(t.Context(), root, nil)
	require.NoError(t, err)
	defer stop(t, two)
	require.NotEqual(t, one.Home(), two.Home())
	require.NotEqual(t, one.Port(), two.Port())
}

func TestBorrow_KeepsTheNewestTemplatesAndNothingElse(t *testing.T) {
	t.Parallel()
	root := filepath.Join(place(t), "slots")
	s, err := borrow(t.Context(), root, nil)
	require.NoError(t, err)
	for _, name := range []string{"tpl_1", "tpl_2", "tpl_3", "t_left", "lent"} {
		require.NoError(t, s.EnsureDatabase(t.Context(), name))
	}
	_, err = connect(t, s).Exec(t.Context(), "ALTER DATABASE tpl_1 IS_TEMPLATE true ALLOW_CONNECTIONS false")
	require.NoError(t, err)
	stop(t, s)
	s, err = borrow(t.Context(), root, nil)
	require.NoError(t, err)
	defer stop(t, s)
	rows, err := connect(t, s).Query(t.Context(), "SELECT datname FROM pg_database ORDER BY datname")
	require.NoError(t, err)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Equal(t, []string{"postgres", "template0", "template1", "tpl_2", "tpl_3"}, names)
}

func TestBorrow_BeginsAnewWhenASlotIsDamaged(t *testing.T) {
	t.Parallel()
	root := filepath.Join(place(t), "slots")
	s, err := borrow(t.Context(), root, nil)
	require.NoError(t, err)
	stop(t, s)
	require.NoError(t, os.Remove(filepath.Join(s.data(), "global", "pg_control")))
	again, err := borrow(t.Context(), root, nil)
	require.NoError(t, err)
	defer stop(t, again)
	require.Equal(t, s.Home(), again.Home())
}

func TestBorrow_RefusesADirectoryThatAStrangerLaidOut(t *testing.T) {
	t.Parallel()
	root := filepath.Join(place(t), "slots")
	require.NoError(t, os.Mkdir(root, 0o700))
	require.NoError(t, os.Chmod(root, 0o777))
	_, err := borrow(t.Context(), root, nil)
	require.ErrorIs(t, err, ErrNotOurs)
	link := filepath.Join(place(t), "link")
	require.NoError(t, os.Symlink(place(t), link))
	_, err = borrow(t.Context(), link, nil)
	require.ErrorIs(t, err, ErrNotOurs)
}
