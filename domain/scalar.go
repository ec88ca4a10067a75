package domain

import (
	"fmt"
	"io"
	"strconv"
)

// The scalars of the public API. Each reads and writes text only: amounts and ids are never numbers on the wire.

// MarshalGQL writes the id as text.
func (id ID) MarshalGQL(w io.Writer) { writeQuoted(w, id.String()) }

// UnmarshalGQL reads an id's text.
func (id *ID) UnmarshalGQL(v any) error { return readText(v, "id", id.UnmarshalText) }

// MarshalGQL writes the number as text.
func (d Decimal) MarshalGQL(w io.Writer) { writeQuoted(w, d.String()) }

// UnmarshalGQL reads a decimal's text. A JSON number is refused: it may have been a float before.
func (d *Decimal) UnmarshalGQL(v any) error { return readText(v, "decimal", d.UnmarshalText) }

// MarshalGQL writes YYYY-MM-DD, null for the zero date.
func (d Date) MarshalGQL(w io.Writer) {
	if d.IsZero() {
		_, _ = io.WriteString(w, "null")
		return
	}
	writeQuoted(w, d.String())
}

// UnmarshalGQL reads YYYY-MM-DD.
func (d *Date) UnmarshalGQL(v any) error { return readText(v, "date", d.UnmarshalText) }

// MarshalGQL writes the code.
func (c Currency) MarshalGQL(w io.Writer) { writeQuoted(w, string(c)) }

// UnmarshalGQL reads an ISO 4217 code.
func (c *Currency) UnmarshalGQL(v any) error {
	return readText(v, "currency", func(text []byte) error {
		if *c = Currency(text); !c.Valid() {
			return RefuseField(CodeInvalid, "currency", "%.10q is not an ISO 4217 currency code.", string(text))
		}
		return nil
	})
}

func writeQuoted(w io.Writer, s string) { _, _ = io.WriteString(w, strconv.Quote(s)) }

func readText(v any, what string, read func([]byte) error) error {
	s, ok := v.(string)
	if !ok {
		return RefuseField(CodeInvalid, what, "A %s is written as text in quotes.", what)
	}
	if err := read([]byte(s)); err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	return nil
}
