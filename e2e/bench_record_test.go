package e2e_test

import (
	"bytes"
	wire "encoding/binary"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// statement is one statement as the program sent it to PostgreSQL.
type statement struct {
	SQL           string
	Types         []uint32 // of parameters, as far as the program named them
	Simple        bool     // sent as text, without parameters
	Params        [][]byte // nil is NULL
	ParamFormats  []int16
	ResultFormats []int16
	Last          bool // ends a round trip: what follows waits for its answer
}

// recorder stands between the program and PostgreSQL and writes down what the program asks, to be asked again by the
// bare handler that the program is compared with.
type recorder struct {
	target string // host:port
	door   net.Listener

	mu   sync.Mutex
	said []statement
	on   bool
}

// overhear lets a program talk to the database at address through a recorder. It returns the address to use instead.
func overhear(t testing.TB, address string) (*recorder, string) {
	t.Helper()
	u, err := url.Parse(address)
	require.NoError(t, err)
	door, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = door.Close() })
	r := &recorder{target: u.Host, door: door}
	go func() {
		for {
			conn, err := door.Accept()
			if err != nil {
				return
			}
			go r.pass(conn)
		}
	}()
	u.Host = door.Addr().String()
	return r, u.String()
}

// during returns what was asked while act ran.
func (r *recorder) during(act func()) []statement {
	r.mu.Lock()
	r.said, r.on = nil, true
	r.mu.Unlock()
	act()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.on = false
	return r.said
}

// pass carries one connection, and reads along in the direction of the server.
func (r *recorder) pass(from net.Conn) {
	defer from.Close()
	to, err := net.Dial("tcp", r.target)
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		_, _ = io.Copy(from, to)
		_ = from.Close()
	}()
	hello, err := message(from, 0)
	if err != nil {
		return
	}
	if _, err := to.Write(hello); err != nil {
		return
	}
	prepared := map[string]statement{}
	for {
		m, err := message(from, 1)
		if err != nil {
			return
		}
		r.hear(m, prepared)
		if _, err := to.Write(m); err != nil {
			return
		}
	}
}

// message reads one message of the protocol: lead bytes, then a length that counts itself, then the rest.
func message(from io.Reader, lead int) ([]byte, error) {
	head := make([]byte, lead+4)
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, err
	}
	size := int(wire.BigEndian.Uint32(head[lead:])) - 4
	if size < 0 || size > 64<<20 {
		return nil, errors.New("not a message of PostgreSQL")
	}
	whole := append(head, make([]byte, size)...)
	_, err := io.ReadFull(from, whole[lead+4:])
	return whole, err
}

func (r *recorder) hear(m []byte, prepared map[string]statement) {
	p := &parcel{m[5:]}
	switch m[0] {
	case 'P': // parse
		name := p.text()
		s := statement{SQL: p.text()}
		for range p.short() {
			s.Types = append(s.Types, uint32(p.long()))
		}
		prepared[name] = s
	case 'B': // bind
		p.text()
		s := prepared[p.text()]
		s.ParamFormats = p.shorts()
		for range p.short() {
			s.Params = append(s.Params, p.value())
		}
		s.ResultFormats = p.shorts()
		r.add(s)
	case 'Q': // text
		r.add(statement{SQL: p.text(), Simple: true, Last: true})
	case 'S': // sync
		r.mu.Lock()
		defer r.mu.Unlock()
		if n := len(r.said); n > 0 {
			r.said[n-1].Last = true
		}
	}
}

func (r *recorder) add(s statement) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.on {
		r.said = append(r.said, s)
	}
}

// parcel is the rest of a message.
type parcel struct{ rest []byte }

func (p *parcel) text() string {
	text, rest, _ := bytes.Cut(p.rest, []byte{0})
	p.rest = rest
	return string(text)
}

func (p *parcel) short() int16 {
	n := int16(wire.BigEndian.Uint16(p.rest))
	p.rest = p.rest[2:]
	return n
}

func (p *parcel) shorts() []int16 {
	list := make([]int16, p.short())
	for i := range list {
		list[i] = p.short()
	}
	return list
}

func (p *parcel) long() int32 {
	n := int32(wire.BigEndian.Uint32(p.rest))
	p.rest = p.rest[4:]
	return n
}

// value is a parameter; a length of -1 is NULL.
func (p *parcel) value() []byte {
	n := p.long()
	if n < 0 {
		return nil
	}
	v := append([]byte{}, p.rest[:n]...)
	p.rest = p.rest[n:]
	return v
}
