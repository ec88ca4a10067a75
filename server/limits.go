package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/httprate"

	"countersign/domain"
)

// Limits bound what one request or one person may ask of the house. Zero fields take the value of DefaultLimits.
type Limits struct {
	BodyBytes     int64         // of a GraphQL request
	DocumentBytes int           // of a GraphQL document that is not persisted
	Tokens        int           // of a document
	NameBytes     int           // of one name in a document; nothing of ours is half as long
	Depth         int           // of nested fields; introspection has its own bound
	Aliases       int           // written in a document
	RootFields    int           // of one operation
	Selections    int           // in one pair of braces, which bounds the quadratic rule of the validator
	Fields        int           // of a document with its fragments spread
	Fragments     int           // of a document
	Cost          int           // of one request, see cost.go
	Errors        int           // reported of one document
	Operation     time.Duration // of a query or mutation
	UploadBytes   int64         // of one file
	UploadsAtOnce int           // files being received, which bounds memory
	Streams       int           // open streams and sockets of one person
	SocketSubs    int           // subscriptions on one socket
	SocketInit    time.Duration // until a socket must have shown its token
	KeepAlive     time.Duration // between signs of life on a stream
	Recheck       time.Duration // between two looks whether a stream's person is still here
	PersonMemory  time.Duration // how long a person is believed to be still here
	PerMinute     int           // requests of one person; below 0 without limit
	SignIns       int           // sign-in attempts from one address in a minute; below 0 without limit
}

// DefaultLimits are those of SCHEMA section 14 and CONTROLS "Edges"; what they leave open is set where ten times our
// largest own document still fits.
func DefaultLimits() Limits {
	return Limits{
		BodyBytes: 1 << 20, DocumentBytes: 32 << 10, Tokens: 4000, NameBytes: 64, Depth: 12, Aliases: 30, RootFields: 12,
		Selections: 150, Fields: 1500, Fragments: 60, Cost: 1000, Errors: 3, Operation: 10 * time.Second,
		UploadBytes: 20 << 20, UploadsAtOnce: 16, Streams: 20, SocketSubs: 50, SocketInit: 5 * time.Second,
		KeepAlive: 15 * time.Second, Recheck: 10 * time.Second, PersonMemory: 10 * time.Second, PerMinute: 1200, SignIns: 300,
	}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	fill(&l.BodyBytes, d.BodyBytes)
	fill(&l.DocumentBytes, d.DocumentBytes)
	fill(&l.Tokens, d.Tokens)
	fill(&l.NameBytes, d.NameBytes)
	fill(&l.Depth, d.Depth)
	fill(&l.Aliases, d.Aliases)
	fill(&l.RootFields, d.RootFields)
	fill(&l.Selections, d.Selections)
	fill(&l.Fields, d.Fields)
	fill(&l.Fragments, d.Fragments)
	fill(&l.Cost, d.Cost)
	fill(&l.Errors, d.Errors)
	fill(&l.Operation, d.Operation)
	fill(&l.UploadBytes, d.UploadBytes)
	fill(&l.UploadsAtOnce, d.UploadsAtOnce)
	fill(&l.Streams, d.Streams)
	fill(&l.SocketSubs, d.SocketSubs)
	fill(&l.SocketInit, d.SocketInit)
	fill(&l.KeepAlive, d.KeepAlive)
	fill(&l.Recheck, d.Recheck)
	fill(&l.PersonMemory, d.PersonMemory)
	fill(&l.PerMinute, d.PerMinute)
	fill(&l.SignIns, d.SignIns)
	return l
}

func fill[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// ratePerPerson counts requests by person, never by address: a whole office may sit behind one.
func (s *Server) ratePerPerson() func(http.Handler) http.Handler {
	return s.rate(s.o.Limits.PerMinute, func(r *http.Request) (string, error) {
		actor, err := domain.ActorFrom(r.Context())
		return actor.ID.String(), err
	})
}

// rate refuses more than n requests a minute for one key.
func (s *Server) rate(n int, key httprate.KeyFunc) func(http.Handler) http.Handler {
	if n < 0 {
		return func(next http.Handler) http.Handler { return next }
	}
	return httprate.LimitBy(n, time.Minute, key, httprate.WithLimitHandler(func(w http.ResponseWriter, r *http.Request) {
		wait, err := strconv.Atoi(w.Header().Get("Retry-After"))
		if err != nil {
			wait = 60
		}
		s.refuse(w, r, domain.Refuse(domain.CodeRateLimited, "Too many requests. Try again in %d seconds.", wait).With("retryAfter", wait))
	}))
}
