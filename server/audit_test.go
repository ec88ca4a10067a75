package server

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/graph"
)

// realContract serves the product's own schema; its resolvers are absent, for what is tested never reaches them.
func realContract(o *Options) {
	o.Schema = graph.NewExecutableSchema(graph.Config{})
}

// TestGraphQL_PassesThePublicServerAudit runs npm's graphql-http audit as a caller who may read the schema.
func TestGraphQL_PassesThePublicServerAudit(t *testing.T) {
	t.Parallel()
	p := setup(t, realContract, oidcMode)
	p.house.maySchema = true
	var found struct {
		Total  int
		Failed []struct{ ID, Name, Status, Reason string }
	}
	judge(t, &found, "audit.mjs", p.URL+"/graphql", p.token)
	for _, f := range found.Failed {
		t.Errorf("%s %s: %s: %s", f.Status, f.ID, f.Name, f.Reason)
	}
	require.Equal(t, 61, found.Total)
	t.Logf("graphql-http audit: %d/%d", found.Total-len(found.Failed), found.Total)
}
