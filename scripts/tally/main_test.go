package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadGo_CountsTestsAndKeepsWhatFailedSaid(t *testing.T) {
	t.Parallel()
	in := `{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:9: ubl 4/4 cii 3/3\n"}
{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}
{"Action":"pass","Package":"p","Test":"TestA","Elapsed":0.1}
{"Action":"output","Package":"p","Test":"TestB","Output":"want 1, got 2\n"}
{"Action":"fail","Package":"p","Test":"TestB","Elapsed":0.1}
{"Action":"fail","Package":"p","Elapsed":0.3}
{"Action":"output","Package":"q","Test":"TestC","Output":"no browser\n"}
{"Action":"skip","Package":"q","Test":"TestC"}
{"Action":"pass","Package":"q","Elapsed":0.2}
{"Action":"skip","Package":"without-tests"}
`
	var out strings.Builder
	counts, err := readGo(strings.NewReader(in), &out)
	require.NoError(t, err)
	require.Equal(t, Counts{Passed: 1, Failed: 1, Skipped: 1}, counts)
	require.Contains(t, out.String(), "ubl 4/4 cii 3/3")
	require.Contains(t, out.String(), "want 1, got 2")
	require.Contains(t, out.String(), "SKIP  q TestC\nno browser")
	require.NotContains(t, out.String(), "chatter")
}

func TestReadGo_CountsAPackageThatDoesNotBuildOrPanics(t *testing.T) {
	t.Parallel()
	in := `{"ImportPath":"p [p.test]","Action":"build-output","Output":"p.go:3: undefined: x\n"}
{"Action":"fail","Package":"p","Elapsed":0,"FailedBuild":"p [p.test]"}
{"Action":"output","Package":"q","Output":"panic: boom\n"}
{"Action":"fail","Package":"q","Elapsed":0.1}
`
	var out strings.Builder
	counts, err := readGo(strings.NewReader(in), &out)
	require.NoError(t, err)
	require.Equal(t, Counts{Failed: 2}, counts)
	require.Contains(t, out.String(), "undefined: x")
	require.Contains(t, out.String(), "panic: boom")
}

func TestSum_AddsOursAndTheConsolesAndMissesNoBrokenSuite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.json":      `{"Passed":5,"Failed":1,"Skipped":0}`,
		"console.json": `{"numPassedTests":7,"numFailedTests":2,"numPendingTests":1,"success":false}`,
		"browser.json": `{"numPassedTests":0,"numFailedTests":0,"numFailedTestSuites":1,"success":false}`,
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	total, err := sum(dir)
	require.NoError(t, err)
	require.Equal(t, Counts{Passed: 12, Failed: 4, Skipped: 1}, total)
}
