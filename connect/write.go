package connect

import (
	"io"
	"iter"

	"countersign/connect/camt"
	"countersign/domain"
)

// WriteStatement writes one statement as camt.053.001.08, in the memory of one entry. The balances stand before the entries,
// so s must have them, with From and To, when it begins.
//
// Errors: INVALID with reason not_writable when a balance has no day, an amount no currency, or a reference or name is
// longer than the format allows; what w returns, wrapped.
func WriteStatement(w io.Writer, s domain.BankStatement, entries iter.Seq[domain.BankEntry]) error {
	return camt.Write(w, s, entries)
}
