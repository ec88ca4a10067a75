package fileledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"countersign/connect"
)

const (
	faultsFile = "faults.json"
	firedFile  = "faults.fired"
)

// Op is a call of the port.
type Op string

// The calls that a fault can be on.
const (
	OnDescribe Op = "describe"
	OnList     Op = "list"
	OnCheck    Op = "check"
	OnFind     Op = "find"
	OnPut      Op = "put"
	OnStatus   Op = "status"
	OnReverse  Op = "reverse"
	OnAny      Op = "*"
)

var ops = []Op{OnDescribe, OnList, OnCheck, OnFind, OnPut, OnStatus, OnReverse, OnAny}

// FaultKind is one way to fail.
type FaultKind string

// The faults.
const (
	FaultSlow      FaultKind = "slow"          // waits, then does what was asked
	FaultDown      FaultKind = "down"          // cannot be reached: nothing was sent
	FaultDropped   FaultKind = "dropped"       // the connection breaks before it took anything; the caller cannot know
	FaultLost      FaultKind = "lost"          // does what was asked, and the answer is lost
	FaultLate      FaultKind = "late"          // does what was asked, then waits before it answers
	FaultCrash     FaultKind = "crash"         // does what was asked, then the caller's process dies
	FaultDuplicate FaultKind = "duplicate"     // says that the number is taken
	FaultClosed    FaultKind = "period_closed" // says that the period is closed
	FaultThrottled FaultKind = "throttled"     // says to come back after Delay
	FaultAuth      FaultKind = "auth"          // says that the credentials are wrong
)

var faultKinds = []FaultKind{FaultSlow, FaultDown, FaultDropped, FaultLost, FaultLate, FaultCrash, FaultDuplicate,
	FaultClosed, FaultThrottled, FaultAuth}

// Fault is one entry of faults.json: [{"id": "first", "on": "put", "kind": "lost", "times": 2}]. The first that fits a
// call and has not fired as often as it should decides.
type Fault struct {
	ID     string      `json:"id"`               // counts how often it fired, over all processes
	On     Op          `json:"on"`               // describe list check find put status reverse, or "*"
	Kind   FaultKind   `json:"kind"`             //
	Entity string      `json:"entity,omitempty"` // only this entity; "" is any
	Key    connect.Key `json:"key,omitempty"`    // only this key; "" is any
	Number string      `json:"number,omitempty"` // only supplier's numbers that contain it; "" is any
	Delay  Duration    `json:"delay,omitempty"`  // "250ms"
	Times  int         `json:"times,omitempty"`  // 0 is always
}

// Duration is a time.Duration that is written as text: "1.5s".
type Duration time.Duration

// MarshalText writes the text.
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads the text.
func (d *Duration) UnmarshalText(text []byte) error {
	parsed, err := time.ParseDuration(string(text))
	*d = Duration(parsed)
	return err
}

// WriteFaults makes these the faults of the directory, all of them unfired. It replaces the file in one step, so that a
// ledger in use reads the old ones or the new ones.
func WriteFaults(dir string, faults ...Fault) error {
	if faults == nil {
		faults = []Fault{}
	}
	text, err := json.MarshalIndent(faults, "", "  ")
	if err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dir, firedFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	temporary := filepath.Join(dir, faultsFile+".new")
	if err := os.WriteFile(temporary, text, 0o640); err != nil {
		return err
	}
	return os.Rename(temporary, filepath.Join(dir, faultsFile))
}

// call is what a fault can be about.
type call struct {
	op     Op
	entity string
	key    connect.Key
	number string
}

func (c call) writes() bool { return c.op == OnPut || c.op == OnReverse }

func (f Fault) fits(c call) bool {
	return (f.On == OnAny || f.On == c.op) && (f.Entity == "" || f.Entity == c.entity) &&
		(f.Key == "" || f.Key == c.key) && strings.Contains(c.number, f.Number)
}

// call makes one call of the port, with the fault that is meant for it before or after. do says whether it wrote
// something new.
func (l *Ledger) call(ctx context.Context, c call, do func() (wrote bool, err error)) error {
	if ctx.Err() != nil {
		return connect.Interrupted(ctx, false)
	}
	f, err := l.fault(ctx, c)
	if err != nil {
		return err
	}
	if err := f.before(ctx, c); err != nil {
		return err
	}
	wrote, err := do()
	if err != nil {
		return err
	}
	if wrote && l.config.AfterAccept != nil {
		l.config.AfterAccept(c.key)
	}
	if f.Kind == FaultCrash {
		l.config.Crash()
	}
	return f.after(ctx, c)
}

func (f Fault) before(ctx context.Context, c call) error {
	switch f.Kind {
	case FaultSlow:
		if !pause(ctx, time.Duration(f.Delay)) {
			return connect.Interrupted(ctx, false)
		}
	case FaultDown:
		return &connect.Error{Class: connect.Unavailable, Code: "DOWN", Message: "The ledger cannot be reached."}
	case FaultDropped:
		return &connect.Error{Class: connect.Unavailable, Code: "DROPPED", Message: "The connection broke.",
			Sent: c.writes()}
	case FaultDuplicate:
		return &connect.Error{Class: connect.Duplicate, Code: "NUMBER", Field: "number",
			Message: "The number of this supplier is posted already."}
	case FaultClosed:
		return &connect.Error{Class: connect.PeriodClosed, Code: "PERIOD", Field: "postingOn",
			Message: "The period is closed."}
	case FaultThrottled:
		return &connect.Error{Class: connect.Throttled, Code: "BUSY", Message: "The ledger has too much to do.",
			RetryAfter: time.Duration(f.Delay)}
	case FaultAuth:
		return &connect.Error{Class: connect.Auth, Code: "CREDENTIALS", Message: "The ledger refuses the credentials."}
	}
	return nil
}

func (f Fault) after(ctx context.Context, c call) error {
	switch f.Kind {
	case FaultLost:
		return &connect.Error{Class: connect.Unavailable, Code: "LOST", Message: "The answer was lost.", Sent: c.writes()}
	case FaultLate:
		if !pause(ctx, time.Duration(f.Delay)) {
			return connect.Interrupted(ctx, c.writes())
		}
	}
	return nil
}

// fault is what shall go wrong with this call; the zero Fault is nothing.
func (l *Ledger) fault(ctx context.Context, c call) (Fault, error) {
	if !l.config.Faults {
		return Fault{}, nil
	}
	faults, err := l.faults()
	if err != nil || !slices.ContainsFunc(faults, func(f Fault) bool { return f.fits(c) }) {
		return Fault{}, err
	}
	release, err := lock(ctx, l.path("faults.lock"), true)
	if err != nil {
		return Fault{}, err
	}
	defer release()
	fired, err := os.ReadFile(l.path(firedFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return Fault{}, wrong("FAULTS", "The fired faults cannot be read.", err)
	}
	for _, f := range faults {
		if f.fits(c) && (f.Times == 0 || times(fired, f.ID) < f.Times) {
			return f, l.fire(f)
		}
	}
	return Fault{}, nil
}

func times(fired []byte, id string) int {
	n := 0
	for line := range bytes.Lines(fired) {
		if string(bytes.TrimSpace(line)) == id {
			n++
		}
	}
	return n
}

func (l *Ledger) fire(f Fault) error {
	file, err := os.OpenFile(l.path(firedFile), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o640)
	if err == nil {
		_, err = file.WriteString(f.ID + "\n")
		err = errors.Join(err, file.Close())
	}
	if err != nil {
		return wrong("FAULTS", "The fired faults cannot be written.", err)
	}
	return nil
}

// faults reads the file strictly: a fault that is misspelt shall not pass for a ledger that works.
func (l *Ledger) faults() ([]Fault, error) {
	text, err := os.ReadFile(l.path(faultsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var faults []Fault
	if err == nil {
		reader := json.NewDecoder(bytes.NewReader(text))
		reader.DisallowUnknownFields()
		err = reader.Decode(&faults)
	}
	for i, f := range faults {
		if err == nil && (f.ID == "" || strings.ContainsAny(f.ID, "\n") || !slices.Contains(ops, f.On) ||
			!slices.Contains(faultKinds, f.Kind) || f.Times < 0 || f.Delay < 0) {
			err = fmt.Errorf("fault %d is not one that is known", i)
		}
	}
	if err != nil {
		return nil, wrong("FAULTS", "The faults cannot be read.", err)
	}
	return faults, nil
}
