package auditlog

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// question is one export for the second verifier.
type question struct {
	Dir  string `json:"dir"`
	Key  string `json:"key"`
	Held []struct {
		Name   string `json:"name"`
		Signed []byte `json:"signed"`
	} `json:"held"`
}

// askNode has docs/verify-log.mjs verify many exports. Without Node.js a test fails, unless it is a short one.
func askNode(t testing.TB, questions []question) []Report {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil && testing.Short() {
		t.Skip("needs Node.js, and -short does without")
	}
	require.NoError(t, err, "the second verifier needs Node.js 20.11 or newer")
	var in bytes.Buffer
	lines := json.NewEncoder(&in)
	for _, q := range questions {
		require.NoError(t, lines.Encode(q))
	}
	many := exec.CommandContext(t.Context(), node, "testdata/many.mjs")
	many.Stdin = &in
	var problems bytes.Buffer
	many.Stderr = &problems
	out, err := many.Output()
	require.NoError(t, err, problems.String())
	var reports []Report
	scan := bufio.NewScanner(bytes.NewReader(out))
	for scan.Scan() {
		var r Report
		require.NoError(t, json.Unmarshal(scan.Bytes(), &r), scan.Text())
		reports = append(reports, r)
	}
	require.Len(t, reports, len(questions))
	return reports
}

// ask is the question that Verify was asked.
func (l *madeLog) ask(dir string, held ...int64) question {
	q := question{Dir: dir, Key: string(l.pub), Held: []struct {
		Name   string `json:"name"`
		Signed []byte `json:"signed"`
	}{}}
	for _, size := range held {
		q.Held = append(q.Held, struct {
			Name   string `json:"name"`
			Signed []byte `json:"signed"`
		}{"held", l.signed[size]})
	}
	return q
}

func TestSecondVerifier_IsShortAndNeedsNoPackage(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/verify-log.mjs")
	require.NoError(t, err)
	require.Less(t, bytes.Count(text, []byte("\n")), 200, "who reads it shall be able to read all of it")
	for _, from := range regexp.MustCompile(`(?m)^import .* from '(.*)';$`).FindAllSubmatch(text, -1) {
		require.Regexp(t, "^node:", string(from[1]))
	}
}
