package storetest_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

func TestNew_GivesEachTestADatabaseOfItsOwn(t *testing.T) {
	t.Parallel()
	one, two := storetest.New(t), storetest.New(t)
	require.NotEqual(t, one.Name, two.Name)
	_, err := one.Pool.Exec(t.Context(), "UPDATE world SET authz = 77")
	require.NoError(t, err)
	var authz int
	require.NoError(t, two.Pool.QueryRow(t.Context(), "SELECT authz FROM world").Scan(&authz))
	require.Equal(t, 1, authz)
}

func TestNew_DropsTheDatabaseWhenTheTestEnds(t *testing.T) { //nolint:tparallel // its inner test must have ended before it looks
	t.Parallel()
	var gone, url string
	t.Run("inner", func(t *testing.T) {
		db := storetest.New(t)
		gone, url = db.Name, db.URL
		stray, err := pgx.Connect(t.Context(), db.URL) // a test that forgets a connection does not keep it either
		require.NoError(t, err)
		require.NoError(t, stray.Ping(t.Context()))
	})
	_, err := pgx.Connect(t.Context(), url)
	var refusal *pgconn.PgError
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "3D000", refusal.Code, "%s is still there", gone) // invalid_catalog_name
}

func TestAsApp_IsTheRoleThatMayOnlyAddToTheRecord(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	app := db.AsApp(t)
	var who string
	require.NoError(t, app.QueryRow(t.Context(), "SELECT current_user").Scan(&who))
	require.Equal(t, storetest.AppRole, who)
	var mayRead, mayAdd, mayChange, mayMake bool
	require.NoError(t, app.QueryRow(t.Context(), `SELECT has_table_privilege('event', 'SELECT'), has_table_privilege('event', 'INSERT'),
		has_table_privilege('event', 'UPDATE, DELETE, TRUNCATE'), has_schema_privilege('public', 'CREATE')`).Scan(&mayRead, &mayAdd, &mayChange, &mayMake))
	require.True(t, mayRead)
	require.True(t, mayAdd)
	require.False(t, mayChange)
	require.False(t, mayMake)
}

// asOwnProcess tells the re-run of this test binary to do one thing and end.
const asOwnProcess = "STORETEST_CHILD"

func TestNew_IsSafeInManyTestProcessesAtOnce(t *testing.T) {
	t.Parallel()
	if os.Getenv(asOwnProcess) != "" {
		db := storetest.New(t)
		fmt.Println("database", db.Name)
		return
	}
	self, err := os.Executable()
	require.NoError(t, err)
	children := make([]*exec.Cmd, 3)
	outputs := make([]strings.Builder, len(children))
	for i := range children {
		children[i] = exec.CommandContext(t.Context(), self, "-test.run=^"+t.Name()+"$")
		// Without an address each borrows a server of its own, as a bare go test of several packages does.
		children[i].Env = append(os.Environ(), asOwnProcess+"=1", "DATABASE_URL=")
		children[i].Stdout, children[i].Stderr = &outputs[i], &outputs[i]
		require.NoError(t, children[i].Start())
	}
	names := map[string]bool{}
	for i, child := range children {
		require.NoError(t, child.Wait(), outputs[i].String())
		_, name, found := strings.Cut(outputs[i].String(), "database ")
		require.True(t, found, outputs[i].String())
		names[strings.Fields(name)[0]] = true
	}
	require.Len(t, names, len(children))
}

func TestNew_SharesOneServerWhenItIsGivenAnAddress(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	self, err := os.Executable()
	require.NoError(t, err)
	child := exec.CommandContext(t.Context(), self, "-test.run=^TestNew_IsSafeInManyTestProcessesAtOnce$", "-test.short")
	child.Env = append(os.Environ(), asOwnProcess+"=1", "DATABASE_URL="+db.URL)
	out, err := child.CombinedOutput()
	require.NoError(t, err, string(out))
	require.Contains(t, string(out), "database t_")
}
