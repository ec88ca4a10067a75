package domain

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// told is an event with every part filled.
func told() Event {
	reason, authority, trace := "ok", "Approver of Hamburg", "4bf92f3577b34da6a3ce929d0e0e4736"
	invoice := ID{Kind: NodeInvoice, Entity: 2, UUID: UUIDOf("invoice")}
	e := Happened("invoice.approved", invoice, "Ada approved it.").AtVersion(4).
		With("amount", map[string]any{"value": "12.50", "currency": "EUR"}).With("round", 1).
		Changed("state", "IN_APPROVAL", "APPROVED").Changed("note", "", "fine")
	e.ID = ID{Kind: NodeEvent, Entity: 2, UUID: UUIDOf("event")}
	e.At = time.Date(2026, 3, 1, 9, 0, 0, 120_000_999, time.FixedZone("east", 3600))
	e.Command, e.RequestID, e.TraceID, e.Reason, e.Authority = "decideTask", "r-1", &trace, &reason, &authority
	e.ActorKind, e.ActorID, e.ActorName = ActorPerson, UUIDOf("ada"), "Ada"
	e.OnBehalf, e.Auth, e.Address = Behalf{UUIDOf("bob"), "Bob"}, AuthSession, "192.0.2.7"
	e.Rulebook, e.Idempotency = 12, strings.Repeat("ab", 32)
	e.Salt = []byte("0123456789abcdef")
	return e
}

func TestCanonical_HoldsEveryPartInOrder(t *testing.T) {
	t.Parallel()
	e := told()
	body, err := e.Canonical()
	require.NoError(t, err)
	digest, err := e.ProseDigest()
	require.NoError(t, err)
	require.Equal(t, `{"actor":"`+UUIDOf("ada").String()+`","actor_kind":"PERSON","at":"2026-03-01T08:00:00.120000Z",`+
		`"auth":"session","authority":"Approver of Hamburg",`+
		`"changes":[{"after":"APPROVED","before":"IN_APPROVAL","path":"state"},{"after":"fine","path":"note"}],`+
		`"command":"decideTask","data":{"amount":{"currency":"EUR","value":"12.50"},"round":1},"entity":2,`+
		`"id":"`+UUIDOf("event").String()+`","idempotency":"`+strings.Repeat("ab", 32)+`","kind":"invoice.approved",`+
		`"on_behalf_of":"`+UUIDOf("bob").String()+`","prose":"`+hex.EncodeToString(digest)+`","request_id":"r-1","rulebook":12,`+
		`"subject":"`+UUIDOf("invoice").String()+`","subject_kind":"inv","subject_version":4,`+
		`"trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}`, string(body))
	for _, secret := range []string{"Ada approved", `"Ada"`, "Bob", "192.0.2.7", `"ok"`} {
		require.NotContains(t, string(body), secret)
	}
}

func TestCanonical_LeavesOutWhatIsAbsent(t *testing.T) {
	t.Parallel()
	e := Event{Kind: "access.refused", Subject: EntityNode(3), Entity: 3, Salt: make([]byte, 16), At: time.Unix(0, 0)}
	body, err := e.Canonical()
	require.NoError(t, err)
	digest, err := e.ProseDigest()
	require.NoError(t, err)
	require.Equal(t, `{"at":"1970-01-01T00:00:00.000000Z","entity":3,"kind":"access.refused","prose":"`+
		hex.EncodeToString(digest)+`","subject_kind":"ent"}`, string(body))
}

func TestProseDigest_PutsALengthBeforeEachPart(t *testing.T) {
	t.Parallel()
	e := told()
	digest, err := e.ProseDigest()
	require.NoError(t, err)
	want := sha256.Sum256([]byte("0123456789abcdef" +
		"\x00\x00\x00\x03Ada" + "\x00\x00\x00\x03Bob" + "\x00\x00\x00\x09192.0.2.7" +
		"\x00\x00\x00\x10Ada approved it." + "\x00\x00\x00\x02ok"))
	require.Equal(t, want[:], digest)

	before, err := e.Canonical()
	require.NoError(t, err)
	e.Erased, e.Salt, e.ActorName, e.OnBehalf.Name, e.Address, e.Text, e.Reason = digest, nil, "", "", "", "", nil
	after, err := e.Canonical()
	require.NoError(t, err)
	require.Equal(t, string(before), string(after), "an erasure changes no body")

	e.Erased = nil
	_, err = e.Canonical()
	require.ErrorContains(t, err, "has no salt")
}

// TestCanonical_IsTheSameFromTheRow sends what programs may put into Data through JSON with its keys in another order,
// as a row does, and expects the same bytes.
func TestCanonical_IsTheSameFromTheRow(t *testing.T) {
	t.Parallel()
	type detail struct {
		Name string `json:"name"`
		Code Code   `json:"code"`
	}
	text := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("\"\\/<>&\b\f\n\r\t\x01\u007f\u2028é😀"))))
	value := rapid.OneOf(
		text.AsAny(), rapid.Int64().AsAny(), rapid.Int32().AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil),
		rapid.SliceOf(text).AsAny(), rapid.MapOf(text, rapid.Int()).AsAny(),
		rapid.Custom(func(t *rapid.T) any { return detail{text.Draw(t, "name"), CodeStale} }),
		rapid.Custom(func(t *rapid.T) any { return UUIDOf(text.Draw(t, "id")) }),
		rapid.Just(json.Number("12345678901234567890.500")).AsAny(),
	)
	rapid.Check(t, func(t *rapid.T) {
		e := told()
		e.Data = rapid.MapOfN(text, value, 1, 5).Draw(t, "data")
		e.Text = text.Draw(t, "text")
		written, err := e.Canonical()
		require.NoError(t, err)

		row, err := json.Marshal(e.Data)
		require.NoError(t, err)
		decoder := json.NewDecoder(bytes.NewReader(row))
		decoder.UseNumber()
		e.Data = nil
		require.NoError(t, decoder.Decode(&e.Data))
		e.At = e.At.UTC().Truncate(time.Microsecond)
		read, err := e.Canonical()
		require.NoError(t, err)
		require.Equal(t, string(written), string(read))

		require.True(t, json.Valid(read))
		var body struct{ Data json.RawMessage }
		require.NoError(t, json.Unmarshal(read, &body))
		require.JSONEq(t, string(row), string(body.Data))
	})
}

func TestCanonical_RefusesNumbersThatNoRowGivesBack(t *testing.T) {
	t.Parallel()
	for number, fine := range map[string]bool{
		"1e2": false, "-0": false, "-0.00": false, "2.5E-3": false, "0": true, "0.00": true, "-0.10": true, "1.50": true,
	} {
		e := told().With("number", json.Number(number))
		body, err := e.Canonical()
		if !fine {
			require.ErrorContains(t, err, number)
			continue
		}
		require.NoError(t, err)
		require.Contains(t, string(body), `"number":`+number)
	}
}

func TestNewSalt_IsNeverTheSame(t *testing.T) {
	t.Parallel()
	require.Len(t, NewSalt(), 16)
	require.NotEqual(t, NewSalt(), NewSalt())
}

func BenchmarkCanonical(b *testing.B) {
	e := told()
	for b.Loop() {
		if _, err := e.Canonical(); err != nil {
			b.Fatal(err)
		}
	}
}
