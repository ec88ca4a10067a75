package connect_test

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

const (
	ublOpen = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"` +
		` xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"` +
		` xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`
	ublClose = `</Invoice>`

	maxTime  = time.Second // of processor time; quiet machines take a tenth of it, busy ones several times as long for the same work
	maxBytes = 64 << 20
)

// hostile are files made to hurt a reader, each with the reason for which it must be refused.
var hostile = []struct {
	name   string
	reason string
	make   func() []byte
}{
	{"billion laughs", "hostile_xml", func() []byte {
		var b strings.Builder
		b.WriteString(`<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a0 "ha">`)
		for i := range 30 {
			fmt.Fprintf(&b, `<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
		}
		return []byte(b.String() + "]>" + ublOpen + "<cbc:Note>&a30;</cbc:Note>" + ublClose)
	}},
	{"quadratic blowup", "hostile_xml", func() []byte {
		entity := `<!DOCTYPE Invoice [<!ENTITY a "` + strings.Repeat("x", 100_000) + `">]>`
		return []byte(entity + ublOpen + "<cbc:Note>" + strings.Repeat("&a;", 100_000) + "</cbc:Note>" + ublClose)
	}},
	{"external entity", "hostile_xml", func() []byte {
		return []byte(`<!DOCTYPE Invoice [<!ENTITY a SYSTEM "file:///etc/passwd">]>` + ublOpen + "<cbc:ID>&a;</cbc:ID>" + ublClose)
	}},
	{"external subset", "hostile_xml", func() []byte {
		return []byte(`<!DOCTYPE Invoice SYSTEM "http://127.0.0.1:9/x.dtd">` + ublOpen + ublClose)
	}},
	{"definition after the root began", "hostile_xml", func() []byte {
		return []byte(ublOpen + `<!DOCTYPE Invoice []>` + ublClose)
	}},
	{"undefined entity", "hostile_xml", func() []byte { return []byte(ublOpen + "<cbc:ID>&nbsp;</cbc:ID>" + ublClose) }},
	{"definition in UTF-16 without a mark", "hostile_xml", func() []byte {
		return utf16Of(`<!DOCTYPE Invoice [<!ENTITY a "b">]>`+ublOpen+ublClose, binary.BigEndian)
	}},
	{"deep nesting", "hostile_xml", func() []byte { return []byte(ublOpen + strings.Repeat("<cac:Party>", 1_000_000)) }},
	{"deep nesting that closes", "hostile_xml", func() []byte {
		return []byte(ublOpen + strings.Repeat("<a>", 500_000) + strings.Repeat("</a>", 500_000) + ublClose)
	}},
	{"huge value", "hostile_xml", func() []byte {
		return []byte(ublOpen + "<cbc:Note>" + strings.Repeat("x", 15<<20) + "</cbc:Note>" + ublClose)
	}},
	{"huge value in pieces", "hostile_xml", func() []byte {
		return []byte(ublOpen + "<cbc:Note>" + strings.Repeat(strings.Repeat("x", 60_000)+"<!-- -->", 200) + "</cbc:Note>" + ublClose)
	}},
	{"huge CDATA", "hostile_xml", func() []byte {
		return []byte(ublOpen + "<cbc:Note><![CDATA[" + strings.Repeat("x", 15<<20) + "]]></cbc:Note>" + ublClose)
	}},
	{"huge comment", "hostile_xml", func() []byte { return []byte(ublOpen + "<!--" + strings.Repeat("x", 15<<20) + "-->" + ublClose) }},
	{"huge attribute", "hostile_xml", func() []byte {
		return []byte(ublOpen + `<cbc:ID schemeID="` + strings.Repeat("x", 15<<20) + `"/>` + ublClose)
	}},
	{"huge name", "hostile_xml", func() []byte { return []byte(ublOpen + "<" + strings.Repeat("x", 15<<20) + "/>" + ublClose) }},
	{"many attributes", "hostile_xml", func() []byte {
		var b strings.Builder
		for i := range 1_000_000 {
			fmt.Fprintf(&b, ` a%d=""`, i)
		}
		return []byte(ublOpen + "<cbc:ID" + b.String() + "/>" + ublClose)
	}},
	{"attributes with a sign inside quotes", "hostile_xml", func() []byte {
		return []byte(ublOpen + "<cbc:ID " + strings.Repeat(`a=">" `, 2000) + "/>" + ublClose)
	}},
	{"many elements", "hostile_xml", func() []byte { return []byte(ublOpen + strings.Repeat("<cbc:Note/>", 1_400_000) + ublClose) }},
	{"many lines", "hostile_xml", func() []byte {
		return []byte(ublOpen + strings.Repeat("<cac:InvoiceLine></cac:InvoiceLine>", 400_000) + ublClose)
	}},
	{"too large", "too_large", func() []byte {
		return []byte(ublOpen + strings.Repeat("<cbc:Note>"+strings.Repeat("x", 60_000)+"</cbc:Note>", 300) + ublClose)
	}},
	{"UTF-7", "unknown_charset", func() []byte {
		return []byte(`<?xml version="1.0" encoding="UTF-7"?>+ADw-Invoice/+AD4-`)
	}},
	{"EBCDIC", "unknown_charset", func() []byte { return []byte(`<?xml version="1.0" encoding="IBM037"?>` + ublOpen + ublClose) }},
	{"UTF-8 in name only", "unknown_charset", func() []byte {
		return []byte(ublOpen + "<cbc:Note>" + strings.Repeat("a\xff", 5000) + "</cbc:Note>" + ublClose)
	}},
	{"UTF-16 that grows", "too_large", func() []byte {
		return utf16Of(ublOpen+strings.Repeat("<cbc:Note>"+strings.Repeat("界", 60_000)+"</cbc:Note>", 130)+ublClose, binary.LittleEndian)
	}},
	{"control characters", "not_well_formed", func() []byte { return []byte(ublOpen + "<cbc:ID>1\x002</cbc:ID>" + ublClose) }},
	{"cut in a tag", "truncated", func() []byte { return []byte(ublOpen + "<cbc:ID>1</cbc:I") }},
	{"cut in an element", "truncated", func() []byte { return []byte(ublOpen + "<cbc:ID>1</cbc:ID>") }},
	{"tags that cross", "not_well_formed", func() []byte { return []byte(ublOpen + "<a><b></a></b>" + ublClose) }},
	{"two roots", "not_well_formed", func() []byte { return []byte(ublOpen + ublClose + ublOpen + ublClose) }},
	{"text after the root", "not_well_formed", func() []byte { return []byte(ublOpen + ublClose + "1") }},
	{"undeclared prefix", "not_well_formed", func() []byte { return []byte(ublOpen + "<x:ID/>" + ublClose) }},
	{"an attribute twice", "not_well_formed", func() []byte { return []byte(ublOpen + `<cbc:ID a="1" a="2"/>` + ublClose) }},
	{"two numbers", "repeated_element", func() []byte {
		return []byte(ublOpen + "<cbc:ID>1</cbc:ID><cbc:ID>2</cbc:ID>" + ublClose)
	}},
	{"two totals", "repeated_element", func() []byte {
		return []byte(ublOpen + strings.Repeat("<cac:LegalMonetaryTotal><cbc:PayableAmount>1</cbc:PayableAmount></cac:LegalMonetaryTotal>", 2) + ublClose)
	}},
	{"empty", "empty", func() []byte { return []byte(" \n") }},
	{"an executable", "unknown_format", func() []byte { return []byte("\x7fELF\x02\x01\x01") }},

	{"PDF bomb", "hostile_pdf", func() []byte { return pdfWith(deflate(zeros(64<<20)), "/Filter /FlateDecode") }},
	{"PDF with a big file stored plain", "hostile_pdf", func() []byte { return pdfWith(bytes.Repeat([]byte("x"), 17<<20), "") }},
	{"PDF object stream bomb", "hostile_pdf", func() []byte {
		packed := deflate(zeros(64 << 20))
		return []byte(fmt.Sprintf("%%PDF-1.5\n1 0 obj <</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>> stream\n%s\nendstream endobj\n", len(packed), packed))
	}},
	{"PDF of many object streams", "hostile_pdf", func() []byte {
		packed := deflate(bytes.NewReader(bytes.Repeat([]byte("1 0 "), 1<<18)))
		var b bytes.Buffer
		b.WriteString("%PDF-1.5\n")
		for i := range 60 {
			fmt.Fprintf(&b, "%d 0 obj <</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>> stream\n%s\nendstream endobj\n", i+1, len(packed), packed)
		}
		return b.Bytes()
	}},
	{"PDF of many files", "hostile_pdf", func() []byte {
		var numbers strings.Builder
		for i := range 60_000 {
			fmt.Fprintf(&numbers, "%d ", i*i)
		}
		packed := deflate(strings.NewReader(ublOpen + numbers.String() + ublClose))
		var b bytes.Buffer
		b.WriteString("%PDF-1.5\n")
		for i := range 100 {
			fmt.Fprintf(&b, "%d 0 obj <</F (factur-x.xml)/EF <</F %d 0 R>>>> endobj\n", 2*i+1, 2*i+2)
			fmt.Fprintf(&b, "%d 0 obj <</Filter/FlateDecode/Length %d>> stream\n%s\nendstream endobj\n", 2*i+2, len(packed), packed)
		}
		return b.Bytes()
	}},
	{"PDF of many objects", "hostile_pdf", func() []byte { return []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj 1 ", 3<<20)) }},
	{"PDF of many values", "hostile_pdf", func() []byte { return []byte("%PDF-1.4\n1 0 obj [" + strings.Repeat("1 ", 15<<20)) }},
	{"PDF of open strings", "hostile_pdf", func() []byte { return []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj ( ", 3<<20)) }},
	{"PDF of open containers", "hostile_pdf", func() []byte {
		return []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj "+strings.Repeat("[", 40), 600_000))
	}},
	{"PDF of open streams", "hostile_pdf", func() []byte {
		return []byte("%PDF-1.4\n" + strings.Repeat("1 0 obj <<>> stream endstream", 1_000_000))
	}},
	{"PDF too large", "too_large", func() []byte { return append([]byte("%PDF-1.4\n"), make([]byte, 33<<20)...) }},
	{"PDF encrypted", "pdf_encrypted", func() []byte {
		return append(pdfWith([]byte(ublOpen+ublClose), ""), "trailer <</Encrypt 9 0 R>>"...)
	}},
	{"PDF without an invoice", "pdf_without_invoice_xml", func() []byte { return []byte("%PDF-1.4\n1 0 obj <<>> endobj") }},
	{"PDF with another document", "wrong_root", func() []byte { return pdfWith([]byte("<order/>"), "") }},
	{"PDF with hostile XML", "hostile_xml", func() []byte { return pdfWith([]byte("<!DOCTYPE a []>"+ublOpen+ublClose), "") }},
	{"PDF with a filter we lack", "pdf_unread", func() []byte { return pdfWith([]byte("x"), "/Filter /LZWDecode") }},
	{"PDF with damaged data", "pdf_unread", func() []byte { return pdfWith([]byte("xxxxxxxx"), "/Filter /FlateDecode") }},
	{"PDF with data cut", "truncated", func() []byte {
		packed := deflate(strings.NewReader(ublOpen + ublClose))
		return pdfWith(packed[:len(packed)/2], "/Filter /FlateDecode")
	}},
}

// TestRead_RefusesHostileFilesQuicklyAndSmall runs alone, since it measures what the process allocates.
func TestRead_RefusesHostileFilesQuicklyAndSmall(t *testing.T) {
	var slowest time.Duration
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			data := c.make()
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := busy(t)
			_, err := connect.Read(data)
			took := busy(t) - start
			runtime.ReadMemStats(&after)

			require.Error(t, err)
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
			require.Equal(t, c.reason, reason(err), err.Error())
			require.Less(t, took, maxTime*slowness)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(maxBytes))
			t.Logf("%d KiB in: %v, %d KiB allocated: %v", len(data)>>10, took.Round(time.Microsecond), (after.TotalAlloc-before.TotalAlloc)>>10, err)
			slowest = max(slowest, took)
		})
	}
	t.Logf("hostile files: %d/%d refused, slowest %s of processor time", len(hostile), len(hostile), slowest.Round(time.Millisecond))
}

// TestRead_CapsLeaveRoomForLargeInvoices holds the caps against being drawn so tight that real files fail.
func TestRead_CapsLeaveRoomForLargeInvoices(t *testing.T) {
	t.Parallel()
	line := `<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:Note>n</cbc:Note><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>` +
		`<cbc:LineExtensionAmount currencyID="EUR">1.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>x</cbc:Name></cac:Item></cac:InvoiceLine>`
	attachment := `<cac:AdditionalDocumentReference><cbc:ID>A</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">` +
		strings.Repeat("QUJD", 3<<20) + `</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>`
	invoice, format, err := connect.ReadInvoice("large.xml", []byte(ublOpen+"<cbc:ID>1</cbc:ID>"+attachment+strings.Repeat(line, 5000)+ublClose))
	require.NoError(t, err)
	require.Equal(t, connect.FormatUBL, format)
	require.Len(t, invoice.Lines, 5000)
	require.Equal(t, 9<<20, invoice.Attachments[0].Size)
	require.Equal(t, "/Invoice/cac:InvoiceLine[5000]/cbc:LineExtensionAmount", invoice.Paths["BT-131[5000]"])
}

// busy is the processor time of this process: a crowded machine shall not fail a fast reader.
func busy(t *testing.T) time.Duration {
	t.Helper()
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func utf16Of(s string, order binary.AppendByteOrder) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = order.AppendUint16(out, u)
	}
	return out
}

func zeros(n int64) io.Reader { return io.LimitReader(zeroReader{}, n) }

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func deflate(in io.Reader) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := io.Copy(w, in); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// pdfWith is the smallest PDF that embeds a file under the name of an invoice.
func pdfWith(stream []byte, filter string) []byte {
	return []byte(fmt.Sprintf("%%PDF-1.7\n1 0 obj <</Type/Filespec/F (factur-x.xml)/UF (factur-x.xml)/EF <</F 2 0 R>>>> endobj\n"+
		"2 0 obj <</Type/EmbeddedFile/Subtype /text#2Fxml %s/Length %d>> stream\n%s\nendstream endobj\n", filter, len(stream), stream))
}
