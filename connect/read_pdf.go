package connect

import (
	"bytes"
	"slices"
	"strings"

	"countersign/connect/pdf"
)

// invoiceNames are the names that Factur-X, ZUGFeRD and XRechnung prescribe for the invoice inside a PDF.
var invoiceNames = []string{"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"}

// maxEmbedded is how many XML files a PDF may hold: one is the invoice, and a few may enclose what explains it.
const maxEmbedded = 32

// embedded is a document inside a PDF.
type embedded struct {
	name       string
	prescribed bool
	data       []byte
	reader     reader
}

// readPDF reads the invoice embedded in a PDF: the file with a prescribed name, else the only XML file that is an
// invoice. Two that differ are refused, for a person would see one page and the ledger another amount.
func readPDF(data []byte) (Content, error) {
	files, err := pdf.Read(data)
	if err != nil {
		return Content{}, err
	}
	found, err := embeddedIn(files)
	if err != nil {
		return Content{}, err
	}
	if len(found) == 0 {
		return Content{}, refuse("pdf_without_invoice_xml", "The PDF embeds no invoice in UBL or CII.")
	}
	chosen := found[0]
	for _, other := range found[1:] {
		if other.prescribed == chosen.prescribed && !bytes.Equal(other.data, chosen.data) {
			return Content{}, refuse("several_invoice_xml", "The PDF embeds two different invoices, %.40q and %.40q.", chosen.name, other.name)
		}
	}
	content, err := chosen.reader.read(chosen.data)
	if err == nil && content.Invoice != nil {
		content.Invoice.Embedded = chosen.name
	}
	return content, err
}

// embeddedIn unpacks the XML files that are documents we read, those with a prescribed name first: all files together
// may unpack to no more than so much. A file with a prescribed name was meant to be the invoice, so it is refused with
// its reason when it is none; any other is an enclosure that nobody asked for.
func embeddedIn(files []pdf.File) ([]embedded, error) {
	var found []embedded
	named, others := split(files)
	if n := len(named) + len(others); n > maxEmbedded {
		return nil, refuse(pdf.ReasonHostile, "The PDF embeds %d XML files; the limit is %d.", n, maxEmbedded)
	}
	for i, f := range slices.Concat(named, others) {
		prescribed := i < len(named)
		data, err := f.Open()
		if err != nil {
			if prescribed {
				return nil, err
			}
			continue
		}
		at := slices.IndexFunc(documents, func(r reader) bool { return r.sniff(data) })
		switch {
		case at >= 0:
			found = append(found, embedded{f.Name, prescribed, data, documents[at]})
		case prescribed:
			return nil, unknown(data)
		}
	}
	return found, nil
}

// split tells files with a prescribed name from other XML files and leaves out the rest.
func split(files []pdf.File) (named, others []pdf.File) {
	for _, f := range files {
		name := strings.ToLower(f.Name)
		switch {
		case slices.Contains(invoiceNames, name):
			named = append(named, f)
		case strings.HasSuffix(name, ".xml"), strings.HasSuffix(f.MediaType, "/xml"):
			others = append(others, f)
		}
	}
	return named, others
}
