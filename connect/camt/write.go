package camt

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

// Limits of the schema, in letters.
const (
	maxReference = 35
	maxName      = 140
	maxFree      = 140 // of one line of remittance text; there may be any number of lines
	maxMore      = 500 // of the text of an entry
)

// writeBuffer is what goes out at once.
const writeBuffer = 64 << 10

// Write writes one statement as camt.053.001.08, entry by entry, so that any number of them needs the memory of one. What
// Read makes of the outcome is what was given, but for blanks in texts, and for Provisional, which camt.053 cannot say.
//
// The balances stand before the entries in the file: s must have them, with From and To, when Write begins.
//
// Errors: INVALID with reason not_writable when a balance has no day, an amount no currency, or a reference or name is
// longer than the schema allows; what w returns, wrapped.
func Write(w io.Writer, s domain.BankStatement, entries iter.Seq[domain.BankEntry]) error {
	p := &printer{out: bufio.NewWriterSize(w, writeBuffer)}
	p.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>`)
	p.statement(&s)
	for e := range entries {
		if p.err != nil {
			break
		}
		p.entry(&e)
	}
	p.raw("\n</Stmt></BkToCstmrStmt></Document>\n")
	if p.err == nil {
		p.keep(p.out.Flush())
	}
	return p.err
}

// printer keeps the first error.
type printer struct {
	out *bufio.Writer
	err error
}

func (p *printer) raw(s string) {
	if p.err == nil {
		_, err := p.out.WriteString(s)
		p.keep(err)
	}
}

// escaped writes a text that may hold signs of XML.
func (p *printer) escaped(s string) {
	if p.err == nil {
		p.keep(xml.EscapeText(p.out, []byte(s)))
	}
}

// keep remembers that the writer failed.
func (p *printer) keep(err error) {
	if err != nil {
		p.err = fmt.Errorf("write statement: %w", err)
	}
}

func (p *printer) refuse(path, format string, args ...any) {
	if p.err == nil {
		p.err = xmldoc.Refuse(ReasonNotWritable, path, format, args...)
	}
}

// text writes an element unless it is empty. limit is in letters.
func (p *printer) text(name, value string, limit int) {
	if value == "" || p.err != nil {
		return
	}
	if len(value) > limit && len([]rune(value)) > limit {
		p.refuse(name, "%.40q is longer than %d letters.", value, limit)
		return
	}
	p.raw("<" + name + ">")
	if strings.ContainsAny(value, "<>&\"'\t\n\r") || !printable(value) {
		p.escaped(value)
	} else {
		p.raw(value)
	}
	p.raw("</" + name + ">")
}

// printable says whether a text has ASCII letters alone, which need no escape.
func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7F {
			return false
		}
	}
	return true
}

// amount writes Amt and CdtDbtInd.
func (p *printer) amount(d domain.Decimal, currency domain.Currency) {
	if currency == "" {
		p.refuse("Amt", "An amount has no currency.")
	}
	side := "CRDT"
	if d.Sign() < 0 {
		side, d = "DBIT", d.Neg()
	}
	p.raw(`<Amt Ccy="`)
	p.escaped(string(currency))
	p.raw(`">` + d.String() + "</Amt><CdtDbtInd>" + side + "</CdtDbtInd>")
}

func (p *printer) day(name string, d domain.Date) {
	if !d.IsZero() {
		p.raw("<" + name + "><Dt>" + d.String() + "</Dt></" + name + ">")
	}
}

func (p *printer) account(number string) {
	p.raw("<Id>")
	if domain.ValidIBAN(number) {
		p.text("IBAN", number, 34)
	} else {
		p.raw("<Othr>")
		p.text("Id", number, 34)
		p.raw("</Othr>")
	}
	p.raw("</Id>")
}

func (p *printer) statement(s *domain.BankStatement) {
	created := s.To
	if created.IsZero() {
		created = s.From
	}
	id := s.Number
	if id == "" {
		id = s.Account
	}
	at := created.String() + "T00:00:00Z"
	p.raw("\n<GrpHdr>")
	p.text("MsgId", id, maxReference)
	p.raw("<CreDtTm>" + at + "</CreDtTm></GrpHdr>\n<Stmt>")
	p.text("Id", id, maxReference)
	if s.Page > 0 {
		p.raw("<StmtPgntn><PgNb>" + strconv.Itoa(s.Page) + "</PgNb><LastPgInd>" + strconv.FormatBool(s.Page > 1) + "</LastPgInd></StmtPgntn>")
	}
	if s.Number != "" && len(s.Number) <= 18 && strings.Trim(s.Number, "0123456789") == "" {
		p.text("ElctrncSeqNb", s.Number, 18)
	}
	p.raw("<CreDtTm>" + at + "</CreDtTm>")
	if !s.From.IsZero() && !s.To.IsZero() {
		p.raw("<FrToDt><FrDtTm>" + s.From.String() + "T00:00:00</FrDtTm><ToDtTm>" + s.To.String() + "T23:59:59</ToDtTm></FrToDt>")
	}
	p.raw("<Acct>")
	p.account(s.Account)
	p.text("Ccy", string(s.Currency), 3)
	if s.Bank != "" {
		p.raw("<Svcr><FinInstnId>")
		p.text("BICFI", s.Bank, 11)
		p.raw("</FinInstnId></Svcr>")
	}
	p.raw("</Acct>")
	p.balance("OPBD", s.Opening, s.Currency, s.From)
	p.balance("CLBD", s.Closing, s.Currency, s.To)
}

func (p *printer) balance(kind string, d *domain.Decimal, currency domain.Currency, on domain.Date) {
	if d == nil {
		return
	}
	if on.IsZero() {
		p.refuse("Bal", "A balance has no day.")
	}
	p.raw("<Bal><Tp><CdOrPrtry><Cd>" + kind + "</Cd></CdOrPrtry></Tp>")
	p.amount(*d, currency)
	p.day("Dt", on)
	p.raw("</Bal>")
}
