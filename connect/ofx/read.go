package ofx

import (
	"bytes"
	"io"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// Sniff says whether the beginning of a file looks like OFX, its predecessor OFC, or the header of either.
func Sniff(head []byte) bool {
	head = bytes.ToUpper(head[:min(len(head), 4<<10)])
	for _, mark := range []string{"OFXHEADER", "<OFX", "<OFC>"} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}

// Read tells v every statement of the file, of a bank account, a card or the cash of an investment account, in the memory
// of one movement. Closing is LEDGERBAL; OFX states no opening balance.
//
// Errors: INVALID, Field "line 12", with a reason: malformed, bad_decimal, impossible_date, missing_date, too_large,
// hostile_xml, and no_statement_in_file, whose text is then what the bank answered instead.
func Read(in io.Reader, v domain.StatementVisitor) error {
	text := textdoc.NewReader(in)
	r := &reader{v: v, findings: textdoc.Findings{To: v.Finding}}
	t := newTokens(text)
	documents := 0
	for {
		found, err := walk(t, r)
		if err != nil {
			return err
		}
		if !found {
			break
		}
		documents++
	}
	switch {
	case documents == 0:
		return textdoc.Refuse(textdoc.ReasonMalformed, 0, "The file has no element OFX.")
	case r.statements == 0 && r.answer != "":
		return textdoc.Refuse(textdoc.ReasonNoStatement, 0, "The file holds no statement; the bank answered: %.200s", r.answer)
	case r.statements == 0:
		return textdoc.Refuse(textdoc.ReasonNoStatement, 0, "The file holds no statement.")
	}
	if n := text.Repaired(); n > 0 {
		return r.findings.Tell("OFX-CHARSET", domain.SeverityWarning, 0, "Some bytes are not in the file's charset and were read as Windows-1252.", "", "")
	}
	return nil
}
