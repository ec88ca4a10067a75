package connect

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"countersign/connect/bai2"
	"countersign/connect/camt"
	"countersign/connect/csv"
	"countersign/connect/mt940"
	"countersign/connect/ofx"
	"countersign/domain"
)

// The formats of bank statements.
const (
	FormatCAMT  Format = "camt"  // camt.052, camt.053, camt.054
	FormatMT940 Format = "mt940" // MT940, MT942
	FormatBAI2  Format = "bai2"
	FormatOFX   Format = "ofx" // versions 1 and 2, QFX, QBO
	FormatCSV   Format = "csv"
)

// headBytes is the beginning of a file by which its format is found.
const headBytes = 64 << 10

// statementReader is one format of bank statements: how to know it by the beginning of a file, and how to read it as a
// stream. read is given that beginning too, for formats that have to look twice; r reads from the first byte on.
type statementReader struct {
	format Format
	sniff  func(head []byte) bool
	read   func(head []byte, r io.Reader, v domain.StatementVisitor) error
}

// statements are the formats of bank statements; a new one is one more entry. They are asked in this order, so that the
// ones with a mark of their own come before those that are known by their looks alone.
var statements = []statementReader{
	{format: FormatCAMT, sniff: camt.Sniff, read: camt.Read},
	{format: FormatMT940, sniff: mt940.Sniff, read: fromStart(mt940.Read)},
	{format: FormatBAI2, sniff: bai2.Sniff, read: fromStart(bai2.Read)},
	{format: FormatOFX, sniff: ofx.Sniff, read: fromStart(ofx.Read)},
	{format: FormatCSV, sniff: csv.Sniff, read: csv.ReadFound},
}

// ReadStatements finds the format of a file of bank statements by its content, never by its name, and tells v what it
// holds, in the order of the file and in the memory of one entry. The format is known even where the file is refused,
// "" when no format was recognised.
//
// Errors: INVALID, reason ambiguous, when the reader found a blocker, such as dates that could be either way round: the
// file needs a saved mapping. INVALID with a reason in the details, Field is the path or line at fault where there is one; reason no_statement
// when the file is an invoice or a PDF; what v or r return, wrapped. What v was told before an error is not to be relied on.
func ReadStatements(r io.Reader, v domain.StatementVisitor) (Format, error) {
	in, head, err := begin(r)
	if err != nil {
		return "", err
	}
	if s := statementFormat(head); s != nil {
		return s.format, s.read(head, in, untilBlocked(v))
	}
	for _, other := range slices.Concat(documents, containers) {
		if other.sniff(head) {
			return "", refuse("no_statement", "The file is an invoice or a PDF, not a statement.")
		}
	}
	return "", unknown(head)
}

// untilBlocked ends the reading at a finding that is a blocker: what follows it is one reading of several.
func untilBlocked(v domain.StatementVisitor) domain.StatementVisitor {
	tell := v.Finding
	v.Finding = func(f domain.Finding) error {
		if f.Severity == domain.SeverityBlocker {
			return domain.RefuseField(domain.CodeInvalid, f.Field, "%s", f.Message).With("reason", "ambiguous").With("rule", f.Rule)
		}
		if tell == nil {
			return nil
		}
		return tell(f)
	}
	return v
}

// begin looks at the beginning of a file without taking it away.
func begin(r io.Reader) (io.Reader, []byte, error) {
	in := bufio.NewReaderSize(r, headBytes)
	head, err := in.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, nil, fmt.Errorf("read file: %w", err)
	}
	return in, append([]byte(nil), head...), nil
}

// statementFormat is the format that a file of statements has, nil when it is none of them. What is an invoice is not
// asked, since a format that is known by its looks might take it.
func statementFormat(head []byte) *statementReader {
	for _, other := range slices.Concat(documents, containers) {
		if other.sniff(head) {
			return nil
		}
	}
	for i := range statements {
		if statements[i].sniff(head) {
			return &statements[i]
		}
	}
	return nil
}

// fromStart is the reading of a format that need not look twice.
func fromStart(read func(io.Reader, domain.StatementVisitor) error) func([]byte, io.Reader, domain.StatementVisitor) error {
	return func(_ []byte, r io.Reader, v domain.StatementVisitor) error { return read(r, v) }
}
