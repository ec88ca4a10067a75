package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const ran = `=== RUN   TestCrash
    crash_test.go:44: seed 17
    crash_test.go:45: crash: 20 kills, 0 lost
--- PASS: TestCrash (1.00s)
mutants: 97/100 noticed, 97.0 %
`

func TestResults_AreWhatTheTestsSaid(t *testing.T) {
	t.Parallel()
	said, missing := row{says: []string{"crash:", "mutants:"}}.results([]byte(ran))
	require.Equal(t, "crash: 20 kills, 0 lost; mutants: 97/100 noticed, 97.0 %", said)
	require.Empty(t, missing)
	said, missing = row{says: []string{""}}.results([]byte(ran))
	require.Equal(t, "crash: 20 kills, 0 lost", said)
	require.Empty(t, missing)
	said, missing = row{}.results([]byte(ran))
	require.Equal(t, "1 tests passed", said)
	require.Empty(t, missing)
}

func TestResults_MissWhatWasNotSaid(t *testing.T) {
	t.Parallel()
	_, missing := row{says: []string{"disk:"}}.results([]byte(ran))
	require.Equal(t, "disk:", missing)
	_, missing = row{}.results(nil) // no test ran
	require.NotEmpty(t, missing)
}
