package authz

import (
	"fmt"
	"strconv"
	"time"

	"countersign/domain"
)

// The words of rows and requests. Casbin compares text with text and numbers as floats, so amounts and instants are
// written as text of fixed width whose order is theirs: digits < unknown < unlimited, and digits < open.
const (
	allow     = "allow"
	deny      = "deny"
	nothing   = "nothing"   // what the row of question 2 that must be there stands against
	unlimited = "unlimited" // a grant without limit
	unknown   = "unknown"   // an amount that should be there and is not: only a grant without limit reaches it
	open      = "open"      // a grant without end
	noAmount  = "0000000000000000000"
)

// request is question 1 in words.
type request struct{ sub, may, ent, amt, at string }

// Ids carry their type, so that no person is ever taken for a role.
func userWord(person domain.UUID) string { return "user:" + person.String() }
func roleWord(key string) string         { return "role:" + key }
func entityWord(e domain.EntityID) string {
	return "entity:" + strconv.FormatInt(int64(e), 10)
}

// mayWord is an action on a kind of record, for example "may:INVOICE_APPROVE:inv".
func mayWord(action domain.Action, kind domain.NodeKind) string {
	return "may:" + string(action) + ":" + string(kind)
}

// amountWord is minor units in 19 digits, as many as the largest int64 has. Errors: negative amounts, which no limit
// can be compared with.
func amountWord(minor int64) (string, error) {
	if minor < 0 {
		return "", fmt.Errorf("negative amount %d", minor)
	}
	return fmt.Sprintf("%019d", minor), nil
}

// instantWord is an instant in UTC to the nanosecond. Errors: years that four digits cannot hold.
func instantWord(at time.Time) (string, error) {
	at = at.UTC()
	if at.Year() < 1 || at.Year() > 9999 || at.IsZero() {
		return "", fmt.Errorf("instant %v has no place in time", at)
	}
	return at.Format("2006-01-02T15:04:05.000000000Z"), nil
}

// sideWord is one side of a rule, for example "SOD-009:L".
func sideWord(rule string, side domain.Side) string { return rule + ":" + string(side) }
