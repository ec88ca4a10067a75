package connect

import (
	"bytes"
	"encoding/xml"
	"slices"

	"countersign/connect/cii"
	"countersign/connect/pdf"
	"countersign/connect/ubl"
	"countersign/connect/xmldoc"
	"countersign/domain"
)

// Format is a file format that we read.
type Format string

// The formats of electronic invoices.
const (
	FormatUBL Format = "ubl"
	FormatCII Format = "cii"
	FormatPDF Format = "pdf" // with a UBL or CII document inside
)

// MaxBytes is the size of the largest file that any format reads; a caller need not load more.
const MaxBytes = pdf.MaxBytes

// Content is what one file holds.
type Content struct {
	Format  Format
	Invoice *domain.EInvoice
}

// reader is one format: how to know it by its first bytes, and how to read it whole.
type reader struct {
	format Format
	roots  []xml.Name // of an XML format, to explain why a document is none of them
	sniff  func(data []byte) bool
	read   func(data []byte) (Content, error)
}

// documents are the formats that stand for themselves; a new one is one more entry. They are asked in this order.
var documents = []reader{
	{format: FormatUBL, roots: ubl.Grammar.Roots, sniff: ubl.Grammar.Sniff, read: invoiceBy(ubl.Read)},
	{format: FormatCII, roots: cii.Grammar.Roots, sniff: cii.Grammar.Sniff, read: invoiceBy(cii.Read)},
}

// containers are the formats that hold a document.
var containers = []reader{
	{format: FormatPDF, sniff: pdf.Sniff, read: readPDF},
}

// Read finds the format of a file by its content, never by its name, and reads it.
//
// Errors: INVALID with a reason in the details; Field is the path of the element at fault where there is one.
func Read(data []byte) (Content, error) {
	for _, r := range slices.Concat(documents, containers) {
		if r.sniff(data) {
			content, err := r.read(data)
			content.Format = r.format
			return content, err
		}
	}
	return Content{}, unknown(data)
}

// ReadInvoice is Read for callers that want an invoice or credit note and nothing else. name is the file's name, for
// the refusal only. The format is known even where the file is refused, "" when no format was recognised.
//
// Errors: as Read, and INVALID with reason no_invoice when the file holds something else.
func ReadInvoice(name string, data []byte) (*domain.EInvoice, Format, error) {
	content, err := Read(data)
	if err != nil {
		return nil, content.Format, err
	}
	if content.Invoice == nil {
		return nil, content.Format, refuse("no_invoice", "The file %.80q holds no invoice.", name)
	}
	return content.Invoice, content.Format, nil
}

func invoiceBy(read func([]byte) (*domain.EInvoice, error)) func([]byte) (Content, error) {
	return func(data []byte) (Content, error) {
		invoice, err := read(data)
		return Content{Invoice: invoice}, err
	}
}

// unknown says why no reader took the file.
func unknown(data []byte) error {
	if len(bytes.TrimSpace(data)) == 0 {
		return refuse("empty", "The file is empty.")
	}
	if !xmldoc.Looks(data) {
		return refuse("unknown_format", "The file is in none of the formats that are read here.")
	}
	root, err := xmldoc.Root(data)
	if err != nil {
		return err
	}
	var known []xml.Name
	for _, r := range documents {
		known = append(known, r.roots...)
	}
	return xmldoc.RefuseRoot(root, known)
}

func refuse(reason, format string, args ...any) *domain.Error {
	return domain.Refuse(domain.CodeInvalid, format, args...).With("reason", reason)
}
