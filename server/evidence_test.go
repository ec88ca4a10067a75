package server

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEvidence_IsSavedAsAnArchive(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.do(http.MethodGet, "/files/evidence/9?from=2026-01-01T00:00:00Z&entity="+germany.String(), nil)
	require.Equal(t, http.StatusOK, r.status)
	require.Equal(t, germany.String()+"2026-01-01T00:00:00Z", r.text)
	require.Equal(t, "application/zip", r.header.Get("Content-Type"))
	require.Equal(t, "attachment; filename=evidence.zip", r.header.Get("Content-Disposition"))
	require.Equal(t, "no-store", r.header.Get("Cache-Control"))
}

func TestEvidence_RefusesAndTellsWhatWasCutShort(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for _, c := range []struct {
		path   string
		status int
		code   string
		field  string
	}{
		{"nine", 404, "NOT_FOUND", ""},
		{"19", 404, "NOT_FOUND", ""},
		{"9?from=yesterday", 400, "INVALID", "from"},
		{"9?to=1", 400, "INVALID", "to"},
		{"9?entity=DE01", 400, "INVALID", "entity"},
		{"17?subject=x", 400, "INVALID", "subject"},
	} {
		r := p.do(http.MethodGet, "/files/evidence/"+c.path, nil)
		require.Equal(t, c.status, r.status, c.path)
		require.Equal(t, c.code, r.code(t), c.path)
		require.Equal(t, c.field, r.errors(t)[0].Extensions.Field, c.path)
	}
	require.Equal(t, http.StatusUnauthorized, p.do(http.MethodGet, "/files/evidence/9", nil, "Authorization", "").status)
	require.Equal(t, http.StatusOK, p.do(http.MethodGet, "/files/evidence/15?from=2026-01-01T00:00:00Z", nil).status)
	require.Contains(t, p.log.String(), "an answer to an auditor was cut short")
}
