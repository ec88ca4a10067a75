package bai2

import (
	"bytes"
	"errors"
	"io"
	"regexp"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// begins is how a file looks: a record of two digits, of which the first is the file header. One that begins with
// another record is known too, so that its refusal can say what is wrong.
var begins = regexp.MustCompile(`^(?:01,[^,\n]*,[^,\n]*,\d{6},|\d\d,[^\n]*/[ \t\r]*(?:\n|$))`)

// Sniff says whether the beginning of a file looks like BAI2.
func Sniff(head []byte) bool {
	return begins.Match(bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n"))
}

// Read tells v every account of the file as a statement: opening is balance 010, closing 015. It needs the memory of one
// record. What the trailers state otherwise than the records give is a finding, rules BAI2-49-TOTAL and its like.
//
// Errors: INVALID, Field "line 12", with a reason: truncated when the file trailer is missing, malformed, bad_decimal,
// impossible_date, too_large, and not_a_report for a group that is a test or takes an earlier one back.
func Read(in io.Reader, v domain.StatementVisitor) error {
	lines := textdoc.NewLines(in)
	r := &reader{v: v, scan: &scanner{lines: lines}, findings: textdoc.Findings{To: v.Finding}}
	for {
		rec, err := r.scan.next()
		if errors.Is(err, io.EOF) {
			return r.ended(lines.No())
		}
		if err != nil {
			return err
		}
		if err := r.take(rec); err != nil {
			return err
		}
	}
}

// reader is what is open while records come.
type reader struct {
	v        domain.StatementVisitor
	scan     *scanner
	findings textdoc.Findings

	files   int
	inFile  bool
	file    tally
	group   *group
	account *account
}

type group struct {
	tally
	originator  string
	asOf        domain.Date
	currency    domain.Currency
	provisional bool
}

type account struct {
	tally
	statement domain.BankStatement
}

func (r *reader) take(rec *record) error {
	for _, line := range rec.strays {
		err := r.findings.Tell("BAI2-STRAY-LINE", domain.SeverityWarning, line, "The line is no record; it was taken for text of the one before.", "", "")
		if err != nil {
			return err
		}
	}
	switch {
	case rec.code == "01":
		return r.openFile(rec)
	case !r.inFile:
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The record %s stands outside of a file, which begins with 01.", rec.code)
	case rec.code == "02":
		return r.openGroup(rec)
	case rec.code == "99":
		return r.closeFile(rec)
	case r.group == nil:
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The record %s stands outside of a group.", rec.code)
	case rec.code == "03":
		return r.openAccount(rec)
	case rec.code == "98":
		return r.closeGroup(rec)
	case r.account == nil:
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The record %s stands outside of an account.", rec.code)
	case rec.code == "49":
		return r.closeAccount(rec)
	}
	return r.movement(rec)
}

// ended refuses a file that stops before its trailer: what is missing would look like nothing happened.
func (r *reader) ended(line int) error {
	switch {
	case r.inFile:
		return textdoc.Refuse(textdoc.ReasonTruncated, line, "The file ends without its trailer, record 99.")
	case r.files == 0:
		return textdoc.Refuse(textdoc.ReasonMalformed, 0, "The file has no record.")
	}
	return nil
}

func (r *reader) openFile(rec *record) error {
	if err := r.leaveGroup(rec.line); err != nil {
		return err
	}
	if r.inFile {
		if err := r.unclosed(rec.line, "file", "99"); err != nil {
			return err
		}
	} else {
		r.file = tally{}
	}
	if f := rec.fields(); len(f) >= 8 && f[7] != "2" && f[7] != "" {
		return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The file is of version %.10q of the format; version 2 is read here.", f[7])
	}
	r.files++
	r.inFile = true
	r.file.records += int64(rec.count)
	return nil
}

func (r *reader) closeFile(rec *record) error {
	if err := r.leaveGroup(rec.line); err != nil {
		return err
	}
	r.file.records += int64(rec.count)
	r.inFile = false
	return r.check(rec, rec.fields(), r.file, controlTotal, controlGroups, controlRecords)
}

func (r *reader) closeGroup(rec *record) error {
	if err := r.leaveAccount(rec.line); err != nil {
		return err
	}
	g := r.group
	g.records += int64(rec.count)
	f := rec.fields()
	if err := r.check(rec, f, g.tally, controlTotal, controlAccounts, controlRecords); err != nil {
		return err
	}
	total, stated, err := amountOf(f[0], rec.line)
	if err != nil {
		return err
	}
	if !stated {
		total = g.sum
	}
	return r.endGroup(total, rec.line)
}

// endGroup adds a group to its file. The total is what the trailer states, so that one that is wrong is told once.
func (r *reader) endGroup(total int64, line int) error {
	r.file.parts++
	r.file.records += r.group.records
	r.group = nil
	return add(&r.file.sum, total, line)
}

func (r *reader) closeAccount(rec *record) error {
	a := r.account
	a.records += int64(rec.count)
	f := rec.fields()
	if err := r.check(rec, f, a.tally, controlTotal, controlRecords); err != nil {
		return err
	}
	total, stated, err := amountOf(f[0], rec.line)
	if err != nil {
		return err
	}
	if !stated {
		total = a.sum
	}
	return r.endAccount(total, rec.line)
}

func (r *reader) endAccount(total int64, line int) error {
	r.group.parts++
	r.group.records += r.account.records
	statement := r.account.statement
	r.account = nil
	if err := add(&r.group.sum, total, line); err != nil {
		return err
	}
	if r.v.End == nil {
		return nil
	}
	return r.v.End(statement)
}

// leaveAccount ends an account that has no trailer.
func (r *reader) leaveAccount(line int) error {
	if r.account == nil {
		return nil
	}
	if err := r.unclosed(line, "account", "49"); err != nil {
		return err
	}
	return r.endAccount(r.account.sum, line)
}

// leaveGroup ends a group that has no trailer.
func (r *reader) leaveGroup(line int) error {
	if err := r.leaveAccount(line); err != nil || r.group == nil {
		return err
	}
	if err := r.unclosed(line, "group", "98"); err != nil {
		return err
	}
	return r.endGroup(r.group.sum, line)
}

func (r *reader) unclosed(line int, what, code string) error {
	return r.findings.Tell("BAI2-"+code+"-MISSING", domain.SeverityWarning, line,
		"The "+what+" before this record has no trailer "+code+".", "", "")
}
