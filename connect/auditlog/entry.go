package auditlog

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"

	"countersign/domain"
)

// Entry is one event at its place in the log.
type Entry struct {
	Position int64
	Leaf     tlog.Hash // as the log's tree holds it, whatever the body says now
	Body     []byte    // domain.Event.Canonical; nil when the event is gone
	Prose    *Prose    // nil when it was erased
}

// Prose is the names, addresses and sentences of an event, of which its body holds no more than a digest.
type Prose struct {
	Salt           []byte // 16 bytes
	ActorName      string
	OnBehalfOfName string
	ClientAddress  string
	Text           string
	Reason         string
}

// ProseOf is the prose of an event; nil when it was erased.
func ProseOf(e *domain.Event) *Prose {
	if len(e.Erased) > 0 {
		return nil
	}
	p := &Prose{Salt: e.Salt, ActorName: e.ActorName, OnBehalfOfName: e.OnBehalf.Name, ClientAddress: e.Address, Text: e.Text}
	if e.Reason != nil {
		p.Reason = *e.Reason
	}
	return p
}

// digest is what the body must hold, in hexadecimal: domain.Event.ProseDigest.
func (p *Prose) digest() string {
	e := domain.Event{Salt: p.Salt, ActorName: p.ActorName, OnBehalf: domain.Behalf{Name: p.OnBehalfOfName},
		Address: p.ClientAddress, Text: p.Text, Reason: &p.Reason}
	sum, err := e.ProseDigest()
	if err != nil { // it has no salt
		return ""
	}
	return hex.EncodeToString(sum)
}

// appendLine writes an entry as its line of entries.jsonl. There is one way to write it, so that no byte can be changed
// without a trace.
func appendLine(b []byte, position int64, body string, p *Prose) []byte {
	b = strconv.AppendInt(append(b, `{"position":`...), position, 10)
	b = domain.AppendJSONString(append(b, `,"body":`...), body)
	if p != nil {
		b = domain.AppendJSONString(append(b, `,"prose":{"salt":`...), hex.EncodeToString(p.Salt))
		b = domain.AppendJSONString(append(b, `,"actor_name":`...), p.ActorName)
		b = domain.AppendJSONString(append(b, `,"on_behalf_of_name":`...), p.OnBehalfOfName)
		b = domain.AppendJSONString(append(b, `,"client_address":`...), p.ClientAddress)
		b = domain.AppendJSONString(append(b, `,"text":`...), p.Text)
		b = domain.AppendJSONString(append(b, `,"reason":`...), p.Reason)
		b = append(b, '}')
	}
	return append(b, '}')
}

// saltBytes is how long the salt of an event's prose is.
const saltBytes = 16

// readLine reads what appendLine writes, and nothing else. Errors: a sentence's end for a person.
func readLine(line []byte) (position int64, body string, p *Prose, err error) {
	var in struct {
		Position int64
		Body     string
		Prose    *struct {
			Salt           string
			ActorName      string `json:"actor_name"`
			OnBehalfOfName string `json:"on_behalf_of_name"`
			ClientAddress  string `json:"client_address"`
			Text           string
			Reason         string
		}
	}
	if json.Unmarshal(line, &in) != nil {
		return 0, "", nil, errors.New("its line is damaged")
	}
	if q := in.Prose; q != nil {
		salt, err := hex.DecodeString(q.Salt)
		if err != nil || len(salt) != saltBytes {
			return 0, "", nil, errors.New("its salt is damaged")
		}
		p = &Prose{salt, q.ActorName, q.OnBehalfOfName, q.ClientAddress, q.Text, q.Reason}
	}
	if !bytes.Equal(line, appendLine(make([]byte, 0, len(line)), in.Position, in.Body, p)) {
		return 0, "", nil, errors.New("its line is not as an export writes it")
	}
	return in.Position, in.Body, p, nil
}

// checkProse compares prose with the digest in the body. Errors: a sentence's end for a person.
func checkProse(body string, p *Prose) error {
	var in struct{ Prose string }
	if err := json.Unmarshal([]byte(body), &in); err != nil {
		return errors.New("its body is no event")
	}
	if p != nil && p.digest() != in.Prose {
		return errors.New("its names and sentences are not those that its body vouches for")
	}
	return nil
}
