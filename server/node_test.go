package server

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// judges is where the independent judges of the porch live: programs of others, run by Node.
const judges = "../e2e/graphql-http"

// judgesReady installs the judges once, when they are not there.
var judgesReady = sync.OnceValue(func() string {
	if _, err := exec.LookPath("node"); err != nil {
		return "node is missing: install Node.js 20 (Debian: apt install nodejs npm)"
	}
	if _, err := os.Stat(filepath.Join(judges, "node_modules", "graphql-http")); err == nil {
		return ""
	}
	install := exec.Command("npm", "ci", "--no-audit", "--no-fund")
	install.Dir = judges
	if out, err := install.CombinedOutput(); err != nil {
		return "npm ci in e2e/graphql-http failed: " + err.Error() + "\n" + string(out)
	}
	return ""
})

// judge runs one of them and reads the JSON object that it prints.
func judge(t *testing.T, answer any, script string, args ...string) {
	t.Helper()
	if trouble := judgesReady(); trouble != "" {
		t.Fatal(trouble)
	}
	run := exec.CommandContext(t.Context(), "node", append([]string{script}, args...)...)
	run.Dir, run.Stderr = judges, os.Stderr
	out, err := run.Output()
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out, answer))
}
