package connect

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"time"

	"countersign/domain"
)

// Connector is one configured connection. It translates and makes one attempt per call; time, retries, queue, circuit,
// credentials and audit belong to the caller. Safe for many goroutines.
//
// What a system can do beyond describing itself is an optional interface, found by type assertion: having the method is
// the capability. Every error of a connector is an *Error.
type Connector interface {
	// Describe asks the system itself what it is and what it offers; nothing is remembered from earlier.
	Describe(context.Context) (Description, error)
}

// Lister reads records of the system, page by page, within a legal entity oldest first. It has no effect.
type Lister[T any] interface {
	// List ends after the first error; pages before it are good.
	List(context.Context, Query) iter.Seq2[Page[T], error]
}

// Poster writes documents of one kind into the system's books.
//
// No system promises to take one request once. Exactly one effect comes from four habits: the caller keeps its intent
// before the first Put, the connector writes the key into the document, Find looks for it before any repeat of a
// request that may have arrived, and a document in place is never written again.
type Poster[D any] interface {
	// Check tells what the system would object to: master data, period, duplicate. No effect. An empty answer promises
	// nothing about a later Put.
	Check(context.Context, D) ([]Finding, error)

	// Find tells what became of an earlier attempt under the key: StateAbsent when nothing arrived. No effect.
	// Errors: Conflict when another document stands under the key.
	Find(context.Context, Key, D) (Outcome, error)

	// Put makes one attempt at the next missing step. Repeating it under one key leaves one document: when the document
	// is in place already, its outcome is returned. The caller repeats until a final state.
	// Errors: Conflict when another document stands under the key; Duplicate when the supplier's number is posted under
	// another key; PeriodClosed; Invalid for what Check would object to.
	Put(context.Context, Key, D) (Outcome, error)

	// Status tells how a document that the system has numbered stands: StateAbsent when it has none of the number.
	Status(context.Context, Ref) (Outcome, error)

	// Reverse books the opposite of a posted document, once per document. Its outcome is StateReversed, with the number
	// of the reversing document in ReversedBy. After an attempt that may have arrived, Status of the document tells
	// whether it did. Errors: Conflict when it was reversed under another key; PeriodClosed; Invalid when there is no
	// such document or it is not posted.
	Reverse(context.Context, Key, Reversal) (Outcome, error)
}

// Key is ours: one effect of one revision of one document. It is written into the system's document, so it holds only
// letters, digits, '-', '_', '.', ':' and '/', and at most 64 of them.
type Key string

// Valid says whether the key can be written into a document of every system.
func (k Key) Valid() bool {
	for _, r := range k {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9':
		case r == '-', r == '_', r == '.', r == ':', r == '/':
		default:
			return false
		}
	}
	return len(k) > 0 && len(k) <= 64
}

// Ref is how the system names a document.
type Ref struct {
	Entity    string // code of the legal entity
	Reference string // the system's number
}

// Reversal asks for the opposite of a document.
type Reversal struct {
	Of     Ref
	On     domain.Date // posting date of the reversing document
	Reason string
}

// State is where a document stands in the system.
type State string

// The states of a document in the system.
const (
	StateAbsent   State = "ABSENT"   // nothing arrived
	StatePartial  State = "PARTIAL"  // it arrived, and a step is missing: Put again
	StateHeld     State = "HELD"     // the system holds it until a person there releases it
	StateAwaiting State = "AWAITING" // the system's own approval is under way
	StatePosted   State = "POSTED"   // it is in the books
	StateReversed State = "REVERSED" // it is in the books, and so is its opposite
)

// Final says whether another Put changes nothing.
func (s State) Final() bool { return s == StatePosted || s == StateReversed }

// Outcome is how a document stands.
type Outcome struct {
	State      State
	Reference  string    // the system's number; "" while it has none
	ReversedBy string    // number of the reversing document; "" unless reversed
	At         time.Time // when the system took it, UTC; zero when absent
	Note       string    // for a person, for example why it is held
}

// Finding is one objection of the system.
type Finding struct {
	Class   Class  // what the error of a Put would be
	Code    string // the system's own
	Field   string // JSON path in the document, "" for the whole
	Message string // one sentence
	Blocks  bool   // a Put would fail
}

// Entry is a document in the books, as the system tells it.
type Entry struct {
	Key       Key
	Reference string
	Reverses  string // number of the document that it is the opposite of; "" else
	At        time.Time
	Document  domain.LedgerDocument
}

// Query chooses records.
type Query struct {
	Entity string // code of the legal entity; "" is every one
	After  string // Next of an earlier page, opaque; "" is the beginning
	Size   int    // records per page, 0 is 100, at most 1000
}

// Page is some records. Next is where the following page, now or another day, begins.
type Page[T any] struct {
	Items []T
	Gone  []string // references that were listed before and are no longer there
	Next  string
}

// Description is what the system says of itself.
type Description struct {
	System       string // "fileledger"
	Version      string // of the system, as it writes it
	Companies    []Company
	Capabilities []Capability // in the order of Capabilities
	Limits       Limits
}

// Company is a legal entity that the system keeps books for.
type Company struct {
	Code string
	Name string
}

// Limits is what the system bears.
type Limits struct {
	Concurrent int // requests at a time over all workers of an account; 0 is not known
	Lines      int // of a document; 0 is not known
}

// Capability is one thing that a connector can do.
type Capability string

// The capabilities.
const (
	CanListEntries   Capability = "LIST_ENTRIES"
	CanPostDocuments Capability = "POST_DOCUMENTS"
)

// Capabilities is what the connector has the methods for. Describe says the same; connecttest holds them together.
func Capabilities(c Connector) []Capability {
	var can []Capability
	if _, ok := c.(Lister[Entry]); ok {
		can = append(can, CanListEntries)
	}
	if _, ok := c.(Poster[domain.LedgerDocument]); ok {
		can = append(can, CanPostDocuments)
	}
	return can
}

// Digest is the SHA-256 of a document in hexadecimal: 64 characters. Two documents with one digest are the same effect.
func Digest(d domain.LedgerDocument) string {
	text, err := json.Marshal(d) // fields in the order of the struct, so equal documents give equal text
	if err != nil {              // text, integers and dates can always be written
		panic(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
