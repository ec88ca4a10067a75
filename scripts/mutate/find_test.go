package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const checked = `package p

func may(a, b bool) bool {
	if a {
		return true
	}
	return a && b
}

func act() error {
	permit, err := s.gate.Allow(actor)
	if err != nil {
		return err
	}
	if err := other(permit, s.gate.Snapshot()); err != nil {
		return err
	}
	if _, err := s.allowOn(actor); err != nil {
		return err
	}
	switch {
	case late():
		return domain.Refuse(code, "Too late.")
	case soon():
		wait()
	}
	if wrong() {
		return domain.RefuseField(code, "field", "That is wrong.")
	}
	byClock, err := s.gate.Allow(clock, domain.CommandOps, facts)
	if err != nil {
		return err
	}
	if fine() {
		go on()
	}
	return nil
}
`

func texts(found []mutant) (all []string) {
	for _, m := range found {
		all = append(all, m.String())
	}
	return all
}

func TestFind_TakesRefusalsAwayWhereActsAre(t *testing.T) {
	t.Parallel()
	found, switched, left, err := find("workflow", "workflow/p.go", []byte(checked), 7)
	require.NoError(t, err)
	require.Equal(t, []string{
		"workflow/p.go:12 removed: err != nil", "workflow/p.go:18 removed: err != nil", "workflow/p.go:27 removed: wrong()",
		"workflow/p.go:22 removed: late()",
	}, texts(found))
	require.Equal(t, 7, found[0].n)
	require.Equal(t, 1, left)
	require.Contains(t, string(switched), "if (err != nil) && !mutantOn(7) {")
	require.Contains(t, string(switched), "case (late()) && !mutantOn(10):")
	require.Equal(t, 4, strings.Count(string(switched), "mutantOn"))
}

func TestFind_InvertsEveryConditionAndAnswerOfAuthz(t *testing.T) {
	t.Parallel()
	found, switched, _, err := find("authz", "authz/p.go", []byte(checked), 1)
	require.NoError(t, err)
	all := strings.Join(texts(found), "\n")
	for _, want := range []string{"authz/p.go:4 inverted: a", "inverted: a && b", "inverted: late()", "inverted: soon()", "inverted: wrong()", "inverted: fine()"} {
		require.Contains(t, all, want)
	}
	require.NotContains(t, all, "err != nil", "an error that is passed on is no check")
	require.Contains(t, string(switched), "return (a && b) != mutantOn(")
}
