package domain

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// canonicalTime has six digits of a second always, since that is what a row keeps.
const canonicalTime = "2006-01-02T15:04:05.000000Z"

// Canonical is the event as the log's tree holds it: one JSON object in the form of RFC 8785, with keys in order of
// their bytes, no white space, and numbers as their exact decimal text. What is absent is left out.
//
// Names, addresses and sentences are held as one salted digest alone, so that they can be erased later without breaking
// a proof. The record that is about to be written and the row read back give the same bytes.
// Errors: an event without salt that was not erased; a number with an exponent or a negative zero in Data, which no row
// would give back.
func (e *Event) Canonical() ([]byte, error) {
	prose, err := e.ProseDigest()
	if err != nil {
		return nil, err
	}
	o := canonicalObject{text: append(make([]byte, 0, 768), '{')}
	o.string("actor", idText(e.ActorID))
	o.string("actor_kind", string(e.ActorKind))
	o.string("at", e.At.UTC().Format(canonicalTime))
	o.string("auth", string(e.Auth))
	o.optional("authority", e.Authority)
	if len(e.Changes) > 0 {
		o.key("changes")
		o.text = appendChanges(o.text, e.Changes)
	}
	o.string("command", e.Command)
	if len(e.Data) > 0 {
		o.key("data")
		if o.text, err = appendCanonical(o.text, e.Data); err != nil {
			return nil, fmt.Errorf("write data of %s: %w", e.Kind, err)
		}
	}
	o.key("entity")
	o.text = strconv.AppendInt(o.text, int64(e.Entity), 10)
	o.string("id", idText(e.ID.UUID))
	o.string("idempotency", e.Idempotency)
	o.string("kind", e.Kind)
	o.string("on_behalf_of", idText(e.OnBehalf.ID))
	o.string("prose", hex.EncodeToString(prose))
	o.string("request_id", e.RequestID)
	o.number("rulebook", e.Rulebook)
	o.string("subject", idText(e.Subject.UUID))
	o.string("subject_kind", string(e.Subject.Kind))
	o.number("subject_version", int64(e.SubjectVersion))
	o.optional("trace_id", e.TraceID)
	return append(o.text, '}'), nil
}

// ProseDigest is the SHA-256 of the event's salt and of the actor's name, the name of whom they acted for, the client's
// address, the text and the reason, in this order, each with its length in bytes before it as 32 bits, big end first.
// Of an erased event it is the digest that was kept. Errors: an event without salt that was not erased.
func (e *Event) ProseDigest() ([]byte, error) {
	if len(e.Erased) > 0 {
		return e.Erased, nil
	}
	if len(e.Salt) == 0 {
		return nil, fmt.Errorf("event %s has no salt", e.ID.UUID)
	}
	text := bytes.Clone(e.Salt)
	for _, part := range []string{e.ActorName, e.OnBehalf.Name, e.Address, e.Text, orBlank(e.Reason)} {
		text = binary.BigEndian.AppendUint32(text, uint32(len(part)))
		text = append(text, part...)
	}
	sum := sha256.Sum256(text)
	return sum[:], nil
}

func orBlank(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// canonicalObject writes one object; its keys must come in order.
type canonicalObject struct{ text []byte }

func (o *canonicalObject) key(key string) {
	if o.text[len(o.text)-1] != '{' {
		o.text = append(o.text, ',')
	}
	o.text = append(AppendJSONString(o.text, key), ':')
}

func (o *canonicalObject) string(key, value string) {
	if value != "" {
		o.key(key)
		o.text = AppendJSONString(o.text, value)
	}
}

func (o *canonicalObject) optional(key string, value *string) { o.string(key, orBlank(value)) }

func (o *canonicalObject) number(key string, value int64) {
	if value != 0 {
		o.key(key)
		o.text = strconv.AppendInt(o.text, value, 10)
	}
}

func appendChanges(b []byte, changes []Change) []byte {
	b = append(b, '[')
	for i, c := range changes {
		if i > 0 {
			b = append(b, ',')
		}
		o := canonicalObject{text: append(b, '{')}
		if c.After != nil {
			o.key("after")
			o.text = AppendJSONString(o.text, *c.After)
		}
		if c.Before != nil {
			o.key("before")
			o.text = AppendJSONString(o.text, *c.Before)
		}
		o.key("path")
		o.text = AppendJSONString(o.text, c.Path)
		b = append(o.text, '}')
	}
	return append(b, ']')
}

// appendCanonical writes one value of JSON. Values of other types are first made what JSON makes of them.
func appendCanonical(b []byte, value any) (_ []byte, err error) {
	switch v := value.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, v), nil
	case string:
		return AppendJSONString(b, v), nil
	case int:
		return strconv.AppendInt(b, int64(v), 10), nil
	case json.Number:
		if !isPlainNumber(v.String()) {
			return nil, fmt.Errorf("the number %s has an exponent or is a negative zero", v)
		}
		return append(b, v...), nil
	case []any:
		b = append(b, '[')
		for i, item := range v {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = appendCanonical(b, item); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case map[string]any:
		o := canonicalObject{text: append(b, '{')}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			o.key(key)
			if o.text, err = appendCanonical(o.text, v[key]); err != nil {
				return nil, err
			}
		}
		return append(o.text, '}'), nil
	}
	plain, err := asJSON(value)
	if err != nil {
		return nil, err
	}
	return appendCanonical(b, plain)
}

// asJSON is value as JSON gives it back, with numbers as they are written.
func asJSON(value any) (plain any, err error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return plain, decoder.Decode(&plain)
}

// isPlainNumber says whether a number of JSON is written as a row gives it back.
func isPlainNumber(s string) bool {
	zero := true
	for _, c := range []byte(s) {
		switch {
		case c == 'e' || c == 'E':
			return false
		case c >= '1' && c <= '9':
			zero = false
		}
	}
	return s[0] != '-' || !zero
}

// AppendJSONString appends s as a string of JSON in the form of RFC 8785 section 3.2.2.2, which is also what JSON.stringify
// writes. Bytes that are no UTF-8 become U+FFFD, as in all our JSON.
func AppendJSONString(b []byte, s string) []byte {
	const hexDigits = "0123456789abcdef"
	b = append(b, '"')
	plain := 0 // most strings are plain to their end
	for plain < len(s) && s[plain] >= ' ' && s[plain] < utf8.RuneSelf && s[plain] != '"' && s[plain] != '\\' {
		plain++
	}
	b = append(b, s[:plain]...)
	for _, r := range s[plain:] {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\b':
			b = append(b, `\b`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\f':
			b = append(b, `\f`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
