package csv

import (
	"io"

	"countersign/domain"
)

// ReadFound finds the mapping in head, the beginning of the file, tells v what was found, and reads the file by it, also
// where the file leaves something open: each such thing is a finding of severity BLOCKER, and whoever keeps what v is
// told must stop at the first. Errors: as Detect and Read.
func ReadFound(head []byte, in io.Reader, v domain.StatementVisitor) error {
	m, findings, err := Detect(head)
	if err != nil {
		return err
	}
	if v.Finding != nil {
		for _, f := range findings {
			if err := v.Finding(f); err != nil {
				return err
			}
		}
	}
	return Read(in, m.Settled(), v)
}
