package e2e_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const evidence = `query Evidence($number: Int!, $subject: ID) {
	evidence(number: $number, subjectId: $subject) { request { number title } rows digest logPosition columns sample parameters { name value } downloadUrl }
}`

type evidenceAnswer struct {
	Request struct {
		Number int
		Title  string
	}
	Rows        int
	Digest      string
	LogPosition int
	Columns     []string
	Sample      [][]string
	Parameters  []struct{ Name, Value string }
	DownloadURL string
}

func TestEvidence_IsTheSameOnTheCommandLineInTheAPIAndAsADownload(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	a := h.as(auditor)
	inv := h.arrive(700)
	listed, code := h.run("evidence")
	require.Zero(t, code)
	require.Equal(t, 19, strings.Count(listed, "\n"))

	dir := filepath.Join(t.TempDir(), "evidence")
	_, code = h.run("evidence", "17", "--subject", inv.Key, "--from", "2024-01-01", "--out", dir)
	require.Zero(t, code)
	var m struct {
		Title   string
		Columns []string
		Rows    int
		SHA256  map[string]string
	}
	text, err := os.ReadFile(filepath.Join(dir, "evidence-17.manifest.json"))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &m))
	for name, digest := range m.SHA256 {
		file, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		require.Equal(t, digest, fmt.Sprintf("%x", sha256.Sum256(file)))
	}
	require.Len(t, m.SHA256, 2)
	_, code = h.run("evidence", "17", "--subject", inv.ID, "--out", dir)
	require.Equal(t, 1, code, "nothing is overwritten")

	require.NoError(t, placed(h.db.URL)) // rows tell the positions of their events
	said := ask[struct{ Evidence evidenceAnswer }](a, evidence, vars{"number": 17, "subject": inv.ID}).Evidence
	require.Equal(t, m.Title, said.Request.Title)
	require.Equal(t, m.Columns, said.Columns)
	require.GreaterOrEqual(t, said.Rows, m.Rows)
	require.Len(t, said.Sample, said.Rows)
	require.Len(t, said.Digest, 64)

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, a.base+said.DownloadURL, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+a.token)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	require.Equal(t, http.StatusOK, response.StatusCode)
	saved, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	archive, err := zip.NewReader(bytes.NewReader(saved), int64(len(saved)))
	require.NoError(t, err)
	require.Len(t, archive.File, 3)
	in := func(name string) []byte {
		file, err := archive.Open(name)
		require.NoError(t, err)
		content, err := io.ReadAll(file)
		require.NoError(t, err)
		return content
	}
	rows := in("evidence-17.csv")
	require.NoError(t, json.Unmarshal(in("evidence-17.manifest.json"), &m))
	require.Len(t, m.SHA256, 2)
	require.Equal(t, m.SHA256["evidence-17.jsonl"], fmt.Sprintf("%x", sha256.Sum256(in("evidence-17.jsonl"))))
	require.Equal(t, said.Rows, m.Rows)
	require.Equal(t, said.Digest, fmt.Sprintf("%x", sha256.Sum256(rows)), "the same span has the same answer")

	_, code = h.run("evidence", "9", "--as", "jana.koehlert"+mail)
	require.Equal(t, 1, code)
}

func TestEvidence_TellsRefusedSignIns(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	n := h.nobody()
	status, _ := n.post("/auth/demo", "application/json", []byte(`{"email":"rainer.ostkamp@kaldervik.example"}`))
	require.Equal(t, http.StatusUnauthorized, status)
	n.token = h.as(clerk).token + "x"
	n.refused("UNAUTHENTICATED", whoAmI, nil)
	eventually(t, 10*time.Second, "both are in the log", func() bool {
		return h.count(`SELECT count(*) FROM event WHERE kind = 'access.sign_in_refused'`) == 2
	})
	table, code := h.run("evidence", "12", "--csv")
	require.Zero(t, code)
	require.Contains(t, table, "Rainer Ostkamp,signIn,STRANGER,")
	require.Contains(t, table, ",,signIn,TOKEN,")
	h.clean()
}
