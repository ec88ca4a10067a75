package connect

import (
	"bytes"
	"slices"
	"strings"

	"countersign/connect/pdf"
)

// invoiceNames are the names that Factur-X, ZUGFeRD and XRechnung prescribe for the invoice inside a PDF.
var invoiceNames = []string{"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}

// readPDF reads the invoice embedded in a PDF: the file with a prescribed name, else the only XML file that is an
// invoice. Two that differ are refused, for a person would see one page and the ledger another amount.
func readPDF(data []byte) (Content, error) {
	files, err := pdf.Read(data)
	if err != nil {
		return Content{}, err
	}
	// The prescribed ones first, since all files together may unpack to no more than so much.
	slices.SortStableFunc(files, func(a, b pdf.File) int { return rank(a) - rank(b) })
	var chosen *embedded
	for _, f := range files {
		if !strings.HasSuffix(strings.ToLower(f.Name), ".xml") && !strings.HasSuffix(f.MediaType, "/xml") {
			continue
		}
		inner, err := openEmbedded(f)
		if err != nil {
			return Content{}, err
		}
		switch {
		case inner == nil:
		case chosen == nil || inner.prescribed && !chosen.prescribed:
			chosen = inner
		case chosen.prescribed && !inner.prescribed, bytes.Equal(chosen.data, inner.data):
		default:
			return Content{}, refuse("several_invoice_xml", "The PDF embeds two different invoices, %.40q and %.40q.", chosen.name, inner.name)
		}
	}
	if chosen == nil {
		return Content{}, refuse("pdf_without_invoice_xml", "The PDF embeds no invoice in UBL or CII.")
	}
	content, err := chosen.reader.read(chosen.data)
	if err == nil && content.Invoice != nil {
		content.Invoice.Embedded = chosen.name
	}
	return content, err
}

type embedded struct {
	name       string
	prescribed bool
	data       []byte
	reader     reader
}

// openEmbedded unpacks an XML file; nil when it is not an invoice. A file with a prescribed name that cannot be an
// invoice is refused with the reason, since it was meant to be one.
func openEmbedded(f pdf.File) (*embedded, error) {
	inner := embedded{name: f.Name, prescribed: prescribed(f)}
	data, err := f.Open()
	if err != nil && inner.prescribed {
		return nil, err
	}
	if err != nil {
		return nil, nil // an enclosure that nobody asked for
	}
	inner.data = data
	for _, r := range documents {
		if r.sniff(data) {
			inner.reader = r
			return &inner, nil
		}
	}
	if inner.prescribed {
		return nil, unknown(data)
	}
	return nil, nil
}

func prescribed(f pdf.File) bool { return slices.Contains(invoiceNames, strings.ToLower(f.Name)) }

func rank(f pdf.File) int {
	if prescribed(f) {
		return 0
	}
	return 1
}
