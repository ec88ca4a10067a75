package textdoc

import (
	"fmt"

	"countersign/domain"
)

// Caps of a line, so that a file without line ends is refused before it fills the memory.
const (
	MaxLineBytes = 1 << 20 // the longest line in the corpus has 2 KB
	headBytes    = 64 << 10
)

// Reasons of a refusal, as they stand in its details.
const (
	ReasonMalformed      = "malformed"
	ReasonTruncated      = "truncated"
	ReasonTooLarge       = "too_large"
	ReasonBadDecimal     = "bad_decimal"
	ReasonImpossibleDate = "impossible_date"
	ReasonNoStatement    = "no_statement_in_file"
)

// Refuse makes a refusal with a reason of the list above. Field is "line 12", "" when no line is at fault.
func Refuse(reason string, line int, format string, args ...any) *domain.Error {
	place := ""
	if line > 0 {
		place = Place(line)
	}
	return domain.RefuseField(domain.CodeInvalid, place, format, args...).With("reason", reason)
}

// Place is how a refusal or a finding names a line: "line 12", counted from 1 as a text editor does.
func Place(line int) string { return fmt.Sprintf("line %d", line) }
