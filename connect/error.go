package connect

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Class is what an error means for what happens next. It comes from the system's code and body, never from the status
// of the HTTP answer alone: there are systems that answer business errors with 500.
type Class string

// The closed list of classes.
const (
	Auth         Class = "AUTH"          // credentials are refused: opens the circuit, a person renews them
	Config       Class = "CONFIG"        // the connection is set up wrongly: a person mends it
	Invalid      Class = "INVALID"       // the document is refused: a person corrects it
	Duplicate    Class = "DUPLICATE"     // the supplier's number is in the books under another key
	PeriodClosed Class = "PERIOD_CLOSED" // the period of the posting date is closed
	Conflict     Class = "CONFLICT"      // the key stands for something else
	Throttled    Class = "THROTTLED"     // too many requests: again after RetryAfter, with fewer at a time
	Unavailable  Class = "UNAVAILABLE"   // no answer, or none to rely on: again later
)

// Classes lists every class.
func Classes() []Class {
	return []Class{Auth, Config, Invalid, Duplicate, PeriodClosed, Conflict, Throttled, Unavailable}
}

// Transient says whether the same request may succeed later with nobody doing anything.
func (c Class) Transient() bool { return c == Throttled || c == Unavailable }

// Error is how one attempt failed.
type Error struct {
	Class      Class
	Code       string        // the system's own, "" when it gave none
	Field      string        // JSON path in the document, "" for the whole
	Message    string        // one sentence for a person
	RetryAfter time.Duration // 0 when the system named none
	Sent       bool          // the request may have arrived: Find before any repeat
	Raw        string        // what the system answered, at most 2,000 bytes, for the log
	Cause      error         // what failed below, nil when the system itself refused
}

func (e *Error) Error() string {
	text := strings.ToLower(string(e.Class))
	if e.Code != "" {
		text += " (" + e.Code + ")"
	}
	if e.Message != "" {
		text += ": " + e.Message
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Cause }

// AsError is the *Error of err, nil when err is nil. Anything else that a connector let through is Unavailable and may
// have arrived: the reading that costs a look-up and never a second effect.
func AsError(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Class: Unavailable, Message: "The connection failed.", Sent: true, Cause: err}
}

// Interrupted is the error of a call whose context ended before an answer came.
func Interrupted(ctx context.Context, sent bool) *Error {
	return &Error{Class: Unavailable, Code: "INTERRUPTED", Message: "No answer came in time.", Sent: sent,
		Cause: context.Cause(ctx)}
}
