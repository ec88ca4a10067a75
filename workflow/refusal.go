package workflow

import (
	"errors"
	"fmt"

	"countersign/domain"
)

// refusalOf is the refusal in err, nil when err is our own fault.
func refusalOf(err error) *domain.Error {
	var refusal *domain.Error
	if errors.As(err, &refusal) {
		return refusal
	}
	return nil
}

// plural is "1 check", "2 checks".
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
