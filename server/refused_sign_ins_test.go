package server

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/workflow"
)

// told is what the house heard of refused sign-ins, by code and address shown.
func (h *smallHouse) told() map[string]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	all := map[string]int{}
	for _, one := range h.refused {
		all[one.Code+" "+one.Email] += one.Times
	}
	return all
}

func TestRefusedSignIns_AreToldToTheHouse(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.house.leave("bo@example.com")
	ask := func(token string) {
		p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{me}"}`), "Authorization", "Bearer "+token)
	}
	ask(p.tokenOf("bo@example.com"))
	ask(p.token[:len(p.token)-4] + "AAAA")
	ask("nonsense")
	for range 3 {
		p.do(http.MethodPost, "/auth/demo", strings.NewReader(`{"email":"nobody@example.com"}`))
	}
	p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{me}"}`), "Authorization", "")
	p.ask("{me}")
	p.server.Close()
	require.Equal(t, map[string]int{"STRANGER bo@example.com": 1, "TOKEN ": 2, "STRANGER nobody@example.com": 3}, p.house.told(),
		"who shows nothing has tried nothing")
	for _, one := range p.house.refused {
		require.Equal(t, "127.0.0.1", one.Address)
		require.NotEmpty(t, one.Why)
	}
}

func TestRefusedSignIns_AnOwnSessionThatEndedIsNone(t *testing.T) {
	t.Parallel()
	at := &movingClock{}
	at.forward(demoLife + time.Hour)
	p := setup(t, func(o *Options) {
		keys, err := o.SignIn.Demo.Keys(t.Context())
		require.NoError(t, err)
		o.SignIn.Verifier, err = NewVerifier(o.SignIn.Demo.Rules(), keys, at.now)
		require.NoError(t, err)
	})
	require.Equal(t, http.StatusUnauthorized, p.ask("{me}").status)
	p.server.Close()
	require.Empty(t, p.house.told())
}

func TestRefusedSignIns_RepeatsAreCountedAndNobodyFillsTheLog(t *testing.T) {
	t.Parallel()
	s, now := newRefusedSignIns(), time.Now()
	ctx := context.Background()
	s.note(ctx, "TOKEN", "")
	require.Len(t, s.due(now, false), 1, "the first is told at once")
	for range 50 {
		s.note(ctx, "TOKEN", "")
	}
	require.Empty(t, s.due(now.Add(time.Second), false))
	again := s.due(now.Add(signInsAgain), false)
	require.Len(t, again, 1)
	require.Equal(t, 50, again[0].Times)
	for n := range 10 * signInsMost {
		s.note(ctx, "STRANGER", fmt.Sprintf("%d@example.com", n))
	}
	all := s.due(now.Add(signInsAgain+time.Second), false)
	require.LessOrEqual(t, len(all), signInsMost+1)
	total := 0
	for _, one := range all {
		total += one.Times
	}
	require.Equal(t, 10*signInsMost, total, "all are counted")
	require.Empty(t, s.due(now.Add(3*signInsAgain), false))
	require.Empty(t, s.known, "and none is remembered for ever")

	s.note(ctx, "STRANGER", strings.Repeat("ä", 300))
	long := s.due(now, true)
	require.LessOrEqual(t, len(long[0].Email), emailMost)
	s.putBack(long)
	require.Equal(t, long, s.due(now, false), "what could not be told is told the next time")
	require.Equal(t, workflow.SignInRefused{Code: "STRANGER", Why: signInWhy["STRANGER"], Email: strings.Repeat("ä", 127), Times: 1}, long[0])
}
