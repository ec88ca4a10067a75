package server

import (
	"context"
	"strings"
	"sync"
	"time"

	"countersign/domain"
	"countersign/workflow"
)

const (
	// signInsEvery is how often refused sign-ins are told to the house; a crash loses as much.
	signInsEvery = time.Second
	// signInsAgain is how long a repeat of one that was told is only counted.
	signInsAgain = time.Minute
	// signInsMost bounds how many different ones are told in that time: whoever has no account cannot fill the log. The rest
	// is counted as one.
	signInsMost = 300
	// signInsPatience bounds one telling.
	signInsPatience = 5 * time.Second
	// emailMost is the longest e-mail address, see RFC 5321 section 4.5.3.1.3.
	emailMost = 254
)

// why a sign-in is refused, by code.
var signInWhy = map[string]string{
	"TOKEN":    "the token is not one of the issuer's, or not for this house.",
	"LOGIN":    "the login at the issuer did not succeed.",
	"STRANGER": "nobody with this sign-in works here.",
	"OTHERS":   "too many from other addresses to be told one by one.",
}

// refusedSignIns gathers refused sign-ins and has them written to the log: the first of a kind within a second, its
// repeats counted once a minute.
type refusedSignIns struct {
	mu    sync.Mutex
	known map[workflow.SignInRefused]*repeats
}

type repeats struct {
	untold int
	told   time.Time // zero while it was not
}

func newRefusedSignIns() *refusedSignIns {
	return &refusedSignIns{known: map[workflow.SignInRefused]*repeats{}}
}

// note counts one refusal. Email may be what anybody has typed.
func (s *refusedSignIns) note(ctx context.Context, code, email string) {
	key := workflow.SignInRefused{Code: code, Why: signInWhy[code], Email: strings.ToValidUTF8(email[:min(len(email), emailMost)], ""), Address: requestFrom(ctx).address}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[key] == nil && len(s.known) >= signInsMost {
		key = workflow.SignInRefused{Code: "OTHERS", Why: signInWhy["OTHERS"]}
	}
	if s.known[key] == nil {
		s.known[key] = &repeats{}
	}
	s.known[key].untold++
}

// tell tells the house until life ends, and once more then. What it could not take is told the next time.
func (s *refusedSignIns) tell(life context.Context, house House, now func() time.Time, failed func(error)) {
	tick := time.NewTicker(signInsEvery)
	defer tick.Stop()
	for closing := false; !closing; {
		select {
		case <-life.Done():
			closing = true
		case <-tick.C:
		}
		list := s.due(now(), closing)
		if len(list) == 0 {
			continue
		}
		ctx, cancel := context.WithTimeout(context.WithoutCancel(life), signInsPatience)
		err := house.RecordRefusedSignIns(ctx, list)
		cancel()
		if err != nil {
			failed(err)
			s.putBack(list)
		}
	}
}

// putBack makes due again what could not be told.
func (s *refusedSignIns) putBack(list []workflow.SignInRefused) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, key := range list {
		times := key.Times
		key.Times = 0
		if s.known[key] == nil {
			s.known[key] = &repeats{}
		}
		s.known[key].untold += times
		s.known[key].told = time.Time{}
	}
}

// stranger counts a refusal because nobody with that address works here; any other error is none.
func (s *refusedSignIns) stranger(ctx context.Context, email string, err error) {
	if domain.CodeOf(err) == domain.CodeUnauthenticated {
		s.note(ctx, "STRANGER", email)
	}
}

// due takes what is to be told at an instant, all of it when the server closes, and forgets what has not come again.
func (s *refusedSignIns) due(now time.Time, closing bool) (list []workflow.SignInRefused) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, r := range s.known {
		switch waited := r.told.IsZero() || closing || now.Sub(r.told) >= signInsAgain; {
		case waited && r.untold > 0:
			key.Times = r.untold
			list = append(list, key)
			r.untold, r.told = 0, now
		case waited:
			delete(s.known, key)
		}
	}
	return list
}
