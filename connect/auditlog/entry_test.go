package auditlog

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestReadLine_ReadsWhatWasWrittenAndNothingElse(t *testing.T) {
	t.Parallel()
	e := makeEntry(t, rand.New(rand.NewPCG(1, 1)), 3)
	line := appendLine(nil, e.Position, string(e.Body), e.Prose)
	position, body, p, err := readLine(line)
	require.NoError(t, err)
	require.Equal(t, e, Entry{Position: position, Body: []byte(body), Prose: p})
	require.NoError(t, checkProse(body, p))
	const salt = `"salt":"000102030405060708090a0b0c0d0e0f"`
	const rest = `,"actor_name":"","on_behalf_of_name":"","client_address":"","text":"","reason":""}}`
	for text, want := range map[string]string{
		``: "damaged", `null`: "not as an export writes it", `[]`: "damaged", `{"position":1,"body":2}`: "damaged",
		`{"position":1,"body":"x"}`:                                      "",
		`{"position":1,"body":"x" }`:                                     "not as",
		`{"position":1,"body":"x"}` + "\r":                               "not as",
		`{"Position":1,"body":"x"}`:                                      "not as",
		`{"position":01,"body":"x"}`:                                     "damaged",
		`{"position":1.0,"body":"x"}`:                                    "damaged",
		`{"position":1e0,"body":"x"}`:                                    "damaged",
		`{"body":"x","position":1}`:                                      "not as",
		`{"position":1,"body":"x","body":"x"}`:                           "not as",
		`{"position":1,"body":"x","more":1}`:                             "not as",
		`{"position":1,"body":"\u0078"}`:                                 "not as",
		`{"position":1,"body":"\ud800"}`:                                 "not as",
		"{\"position\":1,\"body\":\"\xff\"}":                             "not as",
		`{"position":1,"body":"x","prose":null}`:                         "not as",
		`{"position":1,"body":"x","prose":{}}`:                           "salt",
		`{"position":1,"body":"x","prose":{` + salt + `}}`:               "not as",
		`{"position":1,"body":"x","prose":{` + salt + rest:               "",
		`{"position":1,"body":"x","prose":{"salt":"00"` + rest:           "salt",
		`{"position":1,"body":"x","prose":{"salt":"` + "z" + `0"` + rest: "salt",
	} {
		_, _, _, err := readLine([]byte(text))
		if want == "" {
			require.NoError(t, err, text)
		} else {
			require.ErrorContains(t, err, want, text)
		}
	}
}

func FuzzReadLine(f *testing.F) {
	e := makeEntry(f, rand.New(rand.NewPCG(2, 2)), 3)
	f.Add(appendLine(nil, e.Position, string(e.Body), e.Prose))
	f.Add(appendLine(nil, e.Position, string(e.Body), nil))
	f.Fuzz(func(t *testing.T, line []byte) {
		if position, body, p, err := readLine(line); err == nil {
			require.Equal(t, line, appendLine(nil, position, body, p))
			_ = checkProse(body, p)
		}
	})
}
