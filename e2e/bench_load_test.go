package e2e_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// wireRequest is one HTTP request, ready to be written: building it is no part of what is measured.
type wireRequest []byte

// operationRequest is a POST of a GraphQL operation by somebody.
func operationRequest(token string, body []byte) wireRequest {
	return append(fmt.Appendf(nil, "POST /graphql HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nX-Requested-With: bench\r\nAuthorization: Bearer %s\r\n"+
		"Content-Length: %d\r\n\r\n", token, len(body)), body...)
}

// measured is what a number of clients saw, and what it cost.
type measured struct {
	requests int
	bytes    int64         // of answers
	took     time.Duration // from the first request to the last answer
	waits    []time.Duration
	answerer time.Duration // processor time of the process that answered
	postgres time.Duration // processor time of all of PostgreSQL
}

func (m *measured) rate() float64 { return float64(m.requests) / m.took.Seconds() }

// wait is the time within which the given share of the requests was answered.
func (m *measured) wait(share float64) time.Duration {
	return m.waits[min(len(m.waits)-1, int(share*float64(len(m.waits))))]
}

// each is a processor time for one request, in microseconds.
func (m *measured) each(cpu time.Duration) float64 {
	return float64(cpu.Microseconds()) / float64(m.requests)
}

// load has a number of clients send requests, each one after the other on a connection of its own, until next has no
// more. next is called with the number of the request and must be safe for concurrent use; nil is the end.
func load(address string, clients int, next func(int) wireRequest) (*measured, error) {
	var number atomic.Int64
	seen := make([]measured, clients)
	failed := make([]error, clients)
	var all sync.WaitGroup
	began := time.Now()
	for c := range clients {
		all.Go(func() {
			failed[c] = seen[c].converse(address, func() wireRequest { return next(int(number.Add(1) - 1)) })
		})
	}
	all.Wait()
	total := &measured{took: time.Since(began)}
	for i := range seen {
		total.requests += seen[i].requests
		total.bytes += seen[i].bytes
		total.waits = append(total.waits, seen[i].waits...)
	}
	slices.Sort(total.waits)
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	if total.requests == 0 {
		return nil, errors.New("there was nothing to send")
	}
	return total, nil
}

// converse is one client. net/http's own costs more than the answers to small requests.
func (m *measured) converse(address string, next func() wireRequest) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	answers := bufio.NewReaderSize(conn, 64<<10)
	var body bytes.Buffer
	for request := next(); request != nil; request = next() {
		began := time.Now()
		if _, err := conn.Write(request); err != nil {
			return err
		}
		answer, err := http.ReadResponse(answers, nil)
		if err != nil {
			return err
		}
		body.Reset()
		n, err := io.Copy(&body, answer.Body)
		if err != nil {
			return err
		}
		m.waits = append(m.waits, time.Since(began))
		if answer.StatusCode != http.StatusOK || bytes.HasPrefix(body.Bytes(), []byte(`{"errors"`)) {
			return fmt.Errorf("status %d: %.300s", answer.StatusCode, body.Bytes())
		}
		m.requests++
		m.bytes += n
	}
	return nil
}

// repeated sends one request until the time is over.
func repeated(request wireRequest, d time.Duration) func(int) wireRequest {
	end := time.Now().Add(d)
	return func(int) wireRequest {
		if time.Now().After(end) {
			return nil
		}
		return request
	}
}

// inTurn sends each of these once.
func inTurn(requests []wireRequest) func(int) wireRequest {
	return func(i int) wireRequest {
		if i >= len(requests) {
			return nil
		}
		return requests[i]
	}
}
