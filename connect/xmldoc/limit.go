package xmldoc

import (
	"countersign/domain"
)

// What a document may hold. The largest invoices in public test sets stay below a tenth of each.
const (
	// MaxBytes is the size of a document as it came, and again once it is UTF-8: an invoice with the usual limit of
	// 10 MB attachments, which base64 makes a third larger, still fits.
	MaxBytes = 16 << 20

	maxDepth      = 64      // UBL with extensions and signature needs 20
	maxElements   = 300_000 // about 7,000 lines of 40 elements
	maxBetween    = 50_000  // elements of a stream between two that are given away; a summary by codes has some thousand
	maxAttributes = 64      // of one element; a root declares at most about 20 namespaces
	maxTag        = 16 << 10
	maxText       = 64 << 10 // of one value, comment or instruction
	maxAttachment = 14 << 20 // of one value in an element whose name ends with attachmentSuffix

	attachmentSuffix = "BinaryObject" // EmbeddedDocumentBinaryObject in UBL, AttachmentBinaryObject in CII
)

// Reasons for a refusal, found in the error's details under "reason".
const (
	ReasonTooLarge        = "too_large"
	ReasonHostile         = "hostile_xml"
	ReasonNotWellFormed   = "not_well_formed"
	ReasonTruncated       = "truncated"
	ReasonUnknownCharset  = "unknown_charset"
	ReasonWrongRoot       = "wrong_root"
	ReasonWrongNamespace  = "wrong_namespace"
	ReasonRepeatedElement = "repeated_element"
	ReasonBadDecimal      = "bad_decimal"
	ReasonBadDate         = "bad_date"
	ReasonImpossibleDate  = "impossible_date"
	ReasonBadIndicator    = "bad_indicator"
)

// Refuse makes an INVALID refusal with a reason; path is the element's place in the document, "" for the whole.
func Refuse(reason, path, format string, args ...any) *domain.Error {
	return domain.RefuseField(domain.CodeInvalid, path, format, args...).With("reason", reason)
}
