package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const benchmarked = `goos: linux
BenchmarkLoad/lines=100-2         	       1	  5380 ns/op	        61.50 s/whole	         6.557 cpu-s/load
BenchmarkLoad/lines=1000-2        	       1	  5380 ns/op	        12.25 s/whole
PASS
`

func TestHold_HoldsWhatABenchmarkReportsAgainstItsBar(t *testing.T) {
	t.Parallel()
	c := check{figures: []figure{{"a hundred lines", "BenchmarkLoad/lines=100", "s/whole", "s", 60}, {"a thousand", "BenchmarkLoad/lines=1000", "s/whole", "s", 60}}}
	require.Equal(t, []bar{{"a hundred lines", "<= 60 s", "61.50 s", false}, {"a thousand", "<= 60 s", "12.25 s", true}}, c.hold([]byte(benchmarked), nil))
	again := "BenchmarkLoad/lines=100-2\t1\t5380 ns/op\t58.20 s/whole\nBenchmarkLoad/lines=100-2\t1\t5380 ns/op\t77.00 s/whole\n"
	require.Equal(t, bar{"a hundred lines", "<= 60 s", "58.20 s", true}, c.hold([]byte(benchmarked+again), nil)[0], "the best of several")
	c.figures = []figure{{"another", "BenchmarkLoad", "s/whole", "s", 60}}
	require.Equal(t, []bar{{"another", "<= 60 s", "not measured", false}}, c.hold([]byte(benchmarked), nil))
}

func TestHold_TakesTheBarsThatACommandTells(t *testing.T) {
	t.Parallel()
	said := []byte("{\"bar\":\"lost\",\"wanted\":\"0\",\"measured\":\"0\",\"holds\":true}\nsomething else\n{\"bar\":\"fast\",\"wanted\":\"<= 3 s\",\"measured\":\"4 s\",\"holds\":false}\n")
	c := check{command: []string{"bench"}, tells: true}
	require.Equal(t, []bar{{"lost", "0", "0", true}, {"fast", "<= 3 s", "4 s", false}}, c.hold(said, errors.New("exit status 1")))
	require.Len(t, c.hold(nil, nil), 1)
	require.False(t, c.hold(nil, nil)[0].Holds, "a command that tells nothing shows nothing")
}

func TestHold_MissesWhatFailed(t *testing.T) {
	t.Parallel()
	c := check{command: []string{"go", "test"}, passes: "crash: 20 kills", shows: "kills"}
	require.True(t, c.hold([]byte(ran), nil)[0].Holds)
	require.False(t, c.hold([]byte(ran), errors.New("exit status 1"))[0].Holds)
	require.False(t, c.hold([]byte("PASS\n"), nil)[0].Holds)
	told := check{command: []string{"bench"}, tells: true}.hold([]byte(`{"bar":"lost","holds":true}`), errors.New("killed"))
	require.False(t, told[1].Holds, "a command that fails after bars that hold")
}

func TestWriteTable_FailsWhenABarIsMissed(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	require.NoError(t, writeTable(&out, []bar{{"lost", "0", "0", true}}))
	require.EqualError(t, writeTable(&out, []bar{{"lost", "0", "0", true}, {"fast", "<= 3 s", "4 s", false}}), "1 of 2 bars are missed")
	require.Contains(t, out.String(), "MISSED")
	require.Error(t, writeTable(&out, nil))
}
