package localpg

import (
	"errors"
	"fmt"
)

// The kinds of trouble that a caller may want to tell apart with errors.Is. What a person reads is the one sentence of
// the error that carries them.
var (
	ErrNoPrograms = errors.New("no usable PostgreSQL programs")
	ErrInUse      = errors.New("directory in use")
	ErrDamaged    = errors.New("data directory damaged")
	ErrVersion    = errors.New("data directory of another version")
	ErrNotOurs    = errors.New("directory belongs to another account")
	ErrPort       = errors.New("port in use")
)

// problem is a kind of trouble told in one sentence.
type problem struct {
	kind     error
	sentence string
}

func (p *problem) Error() string { return p.sentence }
func (p *problem) Unwrap() error { return p.kind }

func tell(kind error, format string, args ...any) error {
	return &problem{kind: kind, sentence: fmt.Sprintf(format, args...)}
}
