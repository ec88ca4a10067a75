package connect

import (
	"errors"
	"io"

	"countersign/domain"
)

// Report is what one file says about itself: documents and findings, or the reason why it was refused.
type Report struct {
	File      string           `json:"file"`
	Format    Format           `json:"format,omitempty"`
	Kind      string           `json:"kind,omitempty"` // invoice, creditnote or statement
	Documents []Summary        `json:"documents,omitzero"`
	Findings  []domain.Finding `json:"findings,omitzero"`
	Error     *ReportError     `json:"error,omitempty"`
}

// ReportError is a refusal.
type ReportError struct {
	Code    domain.Code `json:"code"`
	Message string      `json:"message"` // begins with the element's path when one element is at fault
}

// Summary is one document in a line: an *InvoiceSummary or a *StatementSummary.
type Summary interface{ isSummary() }

func (*InvoiceSummary) isSummary()   {}
func (*StatementSummary) isSummary() {}

// InvoiceSummary is one invoice or credit note in a line. Amounts are decimal text as written; what is not stated is null.
type InvoiceSummary struct {
	Number   *string         `json:"number"`
	Type     *string         `json:"type"`
	Currency *string         `json:"currency"`
	Issued   *string         `json:"issued"`
	Due      *string         `json:"due"`
	Net      *domain.Decimal `json:"net"`
	Tax      *domain.Decimal `json:"tax"`
	Total    *domain.Decimal `json:"total"`
	Payable  *domain.Decimal `json:"payable"`
	Prepaid  *domain.Decimal `json:"prepaid"`
	Lines    int             `json:"lines"`
	Seller   *string         `json:"seller"`
	Buyer    *string         `json:"buyer"`
}

// Inspect reads a file and checks the business rules of its format. A refusal is part of the report. Statements may have
// any length; any other file at most MaxBytes.
func Inspect(file string, r io.Reader) Report {
	in, head, err := begin(r)
	if err != nil {
		return Refused(file, err)
	}
	if s := statementFormat(head); s != nil {
		return inspectStatements(file, head, in, s)
	}
	data, err := io.ReadAll(io.LimitReader(in, MaxBytes+1))
	switch {
	case err != nil:
		return Refused(file, err)
	case len(data) > MaxBytes:
		return Refused(file, refuse("too_large", "It has more than %d bytes, the limit.", MaxBytes))
	}
	content, err := Read(data)
	if err != nil {
		return Refused(file, err)
	}
	return Report{
		File:      file,
		Format:    content.Format,
		Kind:      kinds[content.Invoice.Kind],
		Documents: []Summary{summary(content.Invoice)},
		Findings:  domain.CheckEInvoice(content.Invoice),
	}
}

// Refused is the report on a file that could not be read. A failure of ours, such as a file that does not open, is
// INVALID too: the caller of inspect chose the file.
func Refused(file string, err error) Report {
	var refusal *domain.Error
	if !errors.As(err, &refusal) {
		refusal = domain.Refuse(domain.CodeInvalid, "%s", err)
	}
	message := refusal.Message
	if refusal.Field != "" {
		message = refusal.Field + ": " + message
	}
	return Report{File: file, Error: &ReportError{Code: refusal.Code, Message: message}}
}

var kinds = map[domain.EInvoiceKind]string{
	domain.EInvoiceKindInvoice:    "invoice",
	domain.EInvoiceKindCreditNote: "creditnote",
}

func summary(e *domain.EInvoice) *InvoiceSummary {
	return &InvoiceSummary{
		Number: stated(e.Number), Type: stated(e.TypeCode), Currency: stated(string(e.Currency)),
		Issued: stated(e.Issued.String()), Due: stated(e.Due.String()),
		Net: e.Totals.Net, Tax: e.Totals.Tax, Total: e.Totals.Total, Payable: e.Totals.Payable, Prepaid: e.Totals.Prepaid,
		Lines: len(e.Lines), Seller: stated(e.Seller.Name), Buyer: stated(e.Buyer.Name),
	}
}

func stated(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
