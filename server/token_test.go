package server

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/MicahParks/jwkset"
	"github.com/stretchr/testify/require"
)

// TestVerify_RefusesEveryHostileTokenOfAnIndependentLibrary has jose make the tokens.
func TestVerify_RefusesEveryHostileTokenOfAnIndependentLibrary(t *testing.T) {
	t.Parallel()
	type token struct{ Name, Token string }
	var made struct {
		JWKS           json.RawMessage
		Rules          struct{ Issuer, Audience, Type, Email string }
		Valid, Hostile []token
	}
	judge(t, &made, "tokens.mjs")
	require.GreaterOrEqual(t, len(made.Hostile), 60)

	var set jwkset.JWKSMarshal
	require.NoError(t, json.Unmarshal(made.JWKS, &set))
	keys := jwkset.NewMemoryStorage()
	for _, one := range set.Keys { // shared secret and all, as a careless issuer would publish
		key, err := jwkset.NewJWKFromMarshal(one, jwkset.JWKMarshalOptions{Private: true}, jwkset.JWKValidateOptions{})
		require.NoError(t, err)
		require.NoError(t, keys.KeyWrite(t.Context(), key))
	}
	v, err := NewVerifier(TokenRules{Issuer: made.Rules.Issuer, Audiences: []string{made.Rules.Audience},
		Types: []string{made.Rules.Type}, Claim: "email"}, keys, time.Now)
	require.NoError(t, err)

	for _, good := range made.Valid {
		session, err := v.Verify(t.Context(), good.Token)
		require.NoError(t, err, good.Name)
		require.Equal(t, made.Rules.Email, session.Email, good.Name)
	}
	refused := 0
	for _, bad := range made.Hostile {
		if _, err := v.Verify(t.Context(), bad.Token); err != nil {
			refused++
			continue
		}
		t.Errorf("accepted: %s", bad.Name)
	}
	t.Logf("tokens: %d/%d hostile refused, %d/%d valid accepted", refused, len(made.Hostile), len(made.Valid), len(made.Valid))
}

func TestNewVerifier_NeedsEveryRule(t *testing.T) {
	t.Parallel()
	whole := TokenRules{Issuer: "i", Audiences: []string{"a"}, Types: []string{"t"}, Claim: "email"}
	for name, lessen := range map[string]func(*TokenRules){
		"issuer":   func(r *TokenRules) { r.Issuer = "" },
		"audience": func(r *TokenRules) { r.Audiences = nil },
		"type":     func(r *TokenRules) { r.Types = nil },
		"claim":    func(r *TokenRules) { r.Claim = "" },
	} {
		rules := whole
		lessen(&rules)
		_, err := NewVerifier(rules, jwkset.NewMemoryStorage(), time.Now)
		require.Error(t, err, name)
	}
}

func TestVerify_EndsWithTheLeewayAfterExpiry(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	issuer, err := OpenDemoIssuer(t.TempDir(), func() time.Time { return at }, true)
	require.NoError(t, err)
	keys, err := issuer.Keys(t.Context())
	require.NoError(t, err)
	token, until, err := issuer.Token("ana@example.com")
	require.NoError(t, err)
	require.Equal(t, at.Add(demoLife), until)

	for _, c := range []struct {
		name string
		now  time.Time
		good bool
	}{
		{"at once", at, true},
		{"a clock 29 s behind", at.Add(-29 * time.Second), true},
		{"a clock 31 s behind", at.Add(-31 * time.Second), false},
		{"29 s late", until.Add(29 * time.Second), true},
		{"31 s late", until.Add(31 * time.Second), false},
	} {
		v, err := NewVerifier(issuer.Rules(), keys, func() time.Time { return c.now })
		require.NoError(t, err)
		_, err = v.Verify(t.Context(), token)
		require.Equal(t, c.good, err == nil, "%s: %v", c.name, err)
	}
}

func TestVerify_BelievesAGoodTokenForAWhileAndNeverBeyondItsEnd(t *testing.T) {
	t.Parallel()
	clock := &movingClock{}
	issuer, err := OpenDemoIssuer(t.TempDir(), clock.now, true)
	require.NoError(t, err)
	keys, err := issuer.Keys(t.Context())
	require.NoError(t, err)
	v, err := NewVerifier(issuer.Rules(), keys, clock.now)
	require.NoError(t, err)
	token, _, err := issuer.Token("ana@example.com")
	require.NoError(t, err)
	good := func() bool { _, err := v.Verify(t.Context(), token); return err == nil }

	require.True(t, good())
	withdrawn, err := keys.KeyDelete(t.Context(), issuer.kid)
	require.NoError(t, err)
	require.True(t, withdrawn)
	require.True(t, good(), "still believed")
	clock.forward(tokenKeep + time.Second)
	require.False(t, good(), "the key is gone")

	v, err = NewVerifier(issuer.Rules(), mustKeys(t, issuer), clock.now)
	require.NoError(t, err)
	clock.forward(demoLife - tokenKeep) // one second before its end
	require.True(t, good())
	clock.forward(tokenLeeway)
	require.False(t, good(), "remembered, but over")
}

func mustKeys(t *testing.T, d *DemoIssuer) jwkset.Storage {
	t.Helper()
	keys, err := d.Keys(t.Context())
	require.NoError(t, err)
	return keys
}
