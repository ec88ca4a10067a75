package auditlog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestVerify_FindsAnUntouchedExportWhole(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 1, 300, 1, 2, 64, 100, 257, 300)
	var questions []question
	for _, c := range []struct {
		from, to, size int64
		checkpoints    int
	}{
		{0, 300, 300, 6}, {0, 1, 300, 2}, {299, 300, 300, 1}, {0, 256, 257, 5}, {64, 64, 300, 1}, {63, 65, 300, 2}, {1, 300, 300, 5},
		{100, 257, 257, 1}, {101, 256, 300, 1}, {128, 256, 300, 1}, {0, 1, 1, 1}, {0, 0, 2, 1},
	} {
		dir := l.written(t, c.from, c.to, c.size)
		r := l.verified(t, dir)
		erased := int64(0)
		for p := c.from; p < c.to; p++ {
			if p%7 == 6 {
				erased++
			}
		}
		require.Equal(t, &Report{
			OK: true, Origin: DefaultOrigin, From: c.from, To: c.to, Size: c.size, Entries: c.to - c.from, Erased: erased,
			Checkpoints: c.checkpoints, Warnings: []string{},
		}, r, "%+v", c)
		require.Equal(t, c.to, r.Verified())
		questions = append(questions, l.ask(dir))
	}
	for i, r := range askNode(t, questions) {
		require.Equal(t, *l.verified(t, questions[i].Dir), r)
	}
}

func TestVerify_TakesCheckpointsFromEarlier(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 2, 200, 40, 90, 150, 200)
	r := l.verified(t, l.written(t, 0, 200, 200), 40, 150)
	require.True(t, r.OK)
	require.Equal(t, 2, r.Held)
	short := l.written(t, 0, 90, 90)
	requireBad(t, l.verified(t, short, 40, 150), 90, "those from position 90 on are missing")
	part := l.written(t, 50, 120, 200)
	require.True(t, l.verified(t, part, 90, 200).OK)
	for _, size := range []int64{40, 150} {
		_, err := Verify(os.DirFS(part), Trust{Held: []Held{{"old.checkpoint", l.signed[size]}}})
		require.EqualError(t, err, "the checkpoint old.checkpoint says nothing: it cannot be compared with positions 50 to 119")
	}
}

func TestVerify_WarnsWhenTheKeyCameWithTheExport(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 3, 20, 20)
	dir := l.written(t, 0, 20, 20)
	r, err := Verify(os.DirFS(dir), Trust{})
	require.NoError(t, err)
	require.True(t, r.OK)
	require.Len(t, r.Warnings, 1)
	require.Contains(t, r.Warnings[0], "give the key that you know with --key")
	other := makeLog(t, 4, 1)
	requireBad(t, other.verified(t, dir), 0, "no key that is trusted has signed it")
}

func TestVerify_HasNoVerdictWithoutGroundToStandOn(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 5, 20, 10, 20)
	other := makeLog(t, 6, 20, 20)
	for _, c := range []struct {
		name, file, text string
		held             []byte
		want             string
	}{
		{"no manifest", "manifest.json", "", nil, "this is no export of the log"},
		{"broken manifest", "manifest.json", "{", nil, "manifest.json is damaged"},
		{"another form", "manifest.json", `{"format":"x"}`, nil, `of the form "x"`},
		{"impossible positions", "manifest.json", `{"format":"countersign-log/1","from":3,"to":2,"size":4}`, nil, "positions 3 to 2 of 4 cannot be"},
		{"negative position", "manifest.json", `{"format":"countersign-log/1","from":-1,"to":2,"size":4}`, nil, "cannot be"},
		{"no key", "log.pub", "", nil, "log.pub cannot be read"},
		{"broken key", "log.pub", "key", nil, "no public key of a log"},
		{"a foreign checkpoint", "", "", other.signed[20], "the checkpoint held says nothing: no key that is trusted has signed it"},
		{"a broken checkpoint", "", "", []byte("x"), "it is damaged"},
	} {
		dir := l.written(t, 0, 20, 20)
		if c.file != "" {
			path := filepath.Join(dir, c.file)
			require.NoError(t, os.Remove(path))
			if c.text != "" {
				require.NoError(t, os.WriteFile(path, []byte(c.text), 0o600))
			}
		}
		trust := Trust{}
		if c.held != nil {
			trust.Held = []Held{{"held", c.held}}
		}
		_, err := Verify(os.DirFS(dir), trust)
		require.ErrorContains(t, err, c.want, c.name)
	}
}

// What means the same in JSON is not the same line: no byte can be changed without a trace.
func TestVerify_TakesALineInOneFormAlone(t *testing.T) {
	t.Parallel()
	l := makeLog(t, 20, 8, 8)
	var questions []question
	for _, form := range [][2]string{
		{`{"position":2,"body":`, `{ "position":2,"body":`},
		{`{"position":2,"body":`, `{"position":2, "body":`},
		{`{"position":2,`, `{"position":2.0,`},
		{`{"position":2,`, `{"position":2e0,`},
		{`{"position":2,`, `{"position":2,"position":2,`},
		{`{"position":2,`, `{"position":2,"more":1,`},
		{`"prose":{"salt"`, `"prose":{"more":1,"salt"`},
		{`"text":"`, `"text":"","text":"`},
		{`decideTask`, `decideTas\u006b`},
		{`"actor_name"`, `"actor\u005fname"`},
		{`"}}`, `"}} `},
		{`"}}`, "\"}}\r"},
	} {
		dir := l.written(t, 0, 8, 8)
		path := filepath.Join(dir, "entries.jsonl")
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		lines := strings.SplitAfter(string(text), "\n")
		edited := strings.Replace(lines[2], form[0], form[1], 1)
		require.NotEqual(t, lines[2], edited, form[1])
		lines[2] = edited
		require.NoError(t, os.WriteFile(path, []byte(strings.Join(lines, "")), 0o600))
		requireBad(t, l.verified(t, dir), 2, "entry 2: its line is ")
		questions = append(questions, l.ask(dir))
	}
	for _, r := range askNode(t, questions) {
		requireBad(t, &r, 2, "entry 2: its line is ")
	}
}
