package side

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// maxLineBytes bounds a line; those of the benchmark have 120.
const maxLineBytes = 1 << 20

// columns are the names that a header may have, in the order of the fields of a record; the first four must be there.
var columns = []string{"id", "date", "amount", "currency", "reference", "counterparty", "text", "value", "batch", "reversal"}

const (
	atID = iota
	atDate
	atAmount
	atCurrency
	atReference
	atCounterparty
	atText
	atValue
	atBatch
	atReversal
	width
	required = atCurrency + 1
)

// Read hands every line to row, in the order of the file. Source is left empty: the caller knows it. That ids are unique
// is not looked at.
//
// Errors: INVALID, Field "line 12", with a reason: bad_header, bad_row, bad_date, bad_decimal, bad_currency, malformed,
// too_large; and what row or in returned.
func Read(in io.Reader, row func(domain.ReconLine) error) error {
	r := &reader{in: bufio.NewReaderSize(in, maxLineBytes)}
	if err := r.header(); err != nil {
		return err
	}
	for {
		text, err := r.record()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if text == "" {
			continue
		}
		line, err := r.line(text)
		if err != nil {
			return err
		}
		if err := row(line); err != nil {
			return err
		}
	}
}

type reader struct {
	in    *bufio.Reader
	no    int // of the line that the record began in
	ends  int // line ends until now
	place [width]int
	width int
	// quotes says whether the record holds quotation marks; most do not, and are cut without looking for them again
	quotes bool
	cells  [width]string // by column
	date   string        // read last, for lines of one day
	day    domain.Date
}

func (r *reader) refuse(reason, format string, args ...any) error {
	return textdoc.Refuse(reason, r.no, format, args...)
}

// record is the next record without its end. Line ends within quotation marks belong to it.
func (r *reader) record() (string, error) {
	r.no = r.ends + 1
	part, err := r.part()
	if err != nil {
		return "", err
	}
	r.quotes = bytes.IndexByte(part, '"') >= 0
	quoted := r.quotes && bytes.Count(part, []byte{'"'})%2 == 1
	text := string(part)
	for quoted {
		part, err = r.part()
		if errors.Is(err, io.EOF) {
			return "", r.refuse(textdoc.ReasonMalformed, "A quotation mark is not closed.")
		}
		if err != nil {
			return "", err
		}
		if text += string(part); len(text) > maxLineBytes {
			return "", r.refuse(textdoc.ReasonTooLarge, "The record has more than %d bytes.", maxLineBytes)
		}
		quoted = bytes.Count(part, []byte{'"'})%2 == 0
	}
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	if !utf8.ValidString(text) {
		return "", r.refuse(textdoc.ReasonMalformed, "The line is not in UTF-8.")
	}
	return text, nil
}

func (r *reader) part() ([]byte, error) {
	part, err := r.in.ReadSlice('\n')
	r.ends++
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return nil, r.refuse(textdoc.ReasonTooLarge, "The line has more than %d bytes.", maxLineBytes)
	case err != nil && (!errors.Is(err, io.EOF) || len(part) == 0):
		return nil, err
	}
	return part, nil
}

func (r *reader) header() error {
	text, err := r.record()
	if errors.Is(err, io.EOF) {
		return r.refuse("bad_header", "The file is empty.")
	}
	if err != nil {
		return err
	}
	for i := range r.place {
		r.place[i] = -1
	}
	for name := range strings.SplitSeq(strings.TrimPrefix(text, "\uFEFF"), ",") {
		name = strings.ToLower(strings.TrimSpace(strings.Trim(name, `"`)))
		at := index(name)
		switch {
		case at < 0:
			return r.refuse("bad_header", "There is no column %.40q; there are %s.", name, strings.Join(columns, ", "))
		case r.place[at] >= 0:
			return r.refuse("bad_header", "The column %s stands there twice.", name)
		}
		r.place[at] = r.width
		r.width++
	}
	for at := range required {
		if r.place[at] < 0 {
			return r.refuse("bad_header", "The column %s is missing.", columns[at])
		}
	}
	return nil
}

func index(name string) int {
	for i, c := range columns {
		if c == name {
			return i
		}
	}
	return -1
}

// split cuts a record into cells, which share its memory unless they hold quotation marks.
func (r *reader) split(text string) error {
	var cells [width]string
	n := 0
	for {
		if n == r.width {
			return r.refuse("bad_row", "The line has more than %d cells.", r.width)
		}
		var cell, rest string
		var more bool
		if r.quotes && strings.HasPrefix(text, `"`) {
			end := closing(text)
			if end < 0 {
				return r.refuse(textdoc.ReasonMalformed, "A quotation mark is not closed.")
			}
			if cell = text[1:end]; strings.Contains(cell, `""`) {
				cell = strings.ReplaceAll(cell, `""`, `"`)
			}
			if rest = text[end+1:]; rest != "" {
				if rest[0] != ',' {
					return r.refuse(textdoc.ReasonMalformed, "Text stands behind a quotation mark that closes a cell.")
				}
				rest, more = rest[1:], true
			}
		} else {
			cell, rest, more = strings.Cut(text, ",")
			if r.quotes && strings.IndexByte(cell, '"') >= 0 {
				return r.refuse(textdoc.ReasonMalformed, "A quotation mark stands within a cell that does not begin with one.")
			}
		}
		cells[n] = cell
		n++
		if !more {
			break
		}
		text = rest
	}
	if n < r.width {
		return r.refuse("bad_row", "The line has %d cells, the header has %d.", n, r.width)
	}
	for at, place := range r.place {
		if place >= 0 {
			r.cells[at] = cells[place]
		}
	}
	return nil
}

// closing is where the quotation mark that opens text is closed, -1 when it is not.
func closing(text string) int {
	for i := 1; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 == len(text) || text[i+1] != '"' {
			return i
		}
		i++
	}
	return -1
}

func (r *reader) line(text string) (domain.ReconLine, error) {
	var out domain.ReconLine
	if err := r.split(text); err != nil {
		return out, err
	}
	c := &r.cells
	if c[atID] == "" {
		return out, r.refuse("bad_row", "The line has no id.")
	}
	if c[atDate] != r.date || c[atDate] == "" {
		day, err := domain.ParseDate(c[atDate])
		if err != nil {
			return out, r.refuse("bad_date", "%.40q is no date of the form YYYY-MM-DD.", c[atDate])
		}
		r.date, r.day = c[atDate], day
	}
	currency := domain.Currency(c[atCurrency])
	if !currency.Valid() {
		return out, r.refuse("bad_currency", "%.40q is no currency code of three capitals.", c[atCurrency])
	}
	minor, ok := minorUnits(c[atAmount], currency.Digits())
	if !ok {
		return out, r.refuse(textdoc.ReasonBadDecimal, "%.40q is no amount in %s with a point and at most %d decimals.", c[atAmount], currency, currency.Digits())
	}
	out = domain.ReconLine{
		ID: c[atID], Booked: r.day, Amount: domain.NewMoney(minor, currency),
		Reference: c[atReference], Counterparty: c[atCounterparty], Text: c[atText],
	}
	err := r.rest(&out)
	return out, err
}

// rest reads the columns that few files have.
func (r *reader) rest(l *domain.ReconLine) (err error) {
	if text := r.cells[atValue]; text != "" {
		if l.Value, err = domain.ParseDate(text); err != nil {
			return r.refuse("bad_date", "%.40q is no date of the form YYYY-MM-DD.", text)
		}
	}
	if text := r.cells[atBatch]; text != "" {
		l.More = strings.Fields(text)
	}
	switch text := strings.ToLower(r.cells[atReversal]); text {
	case "", "no":
	case "yes":
		l.Reversal = true
	default:
		return r.refuse("bad_row", "%.40q is neither yes nor no.", text)
	}
	return nil
}

// minorUnits reads "-1234.5" exactly, with at most 18 digits; decimals beyond the currency's must be zeros.
func minorUnits(text string, digits int) (int64, bool) {
	body := text
	negative := strings.HasPrefix(body, "-")
	if negative || strings.HasPrefix(body, "+") {
		body = body[1:]
	}
	var minor int64
	decimals, point, figure := 0, false, false
	for i := range len(body) {
		c := body[i]
		switch {
		case c == '.' && !point:
			point = true
			continue
		case c < '0' || c > '9':
			return 0, false
		}
		figure = true
		if point {
			if decimals == digits {
				if c != '0' {
					return 0, false
				}
				continue
			}
			decimals++
		}
		if minor = minor*10 + int64(c-'0'); minor >= maxMinor {
			return 0, false
		}
	}
	for ; decimals < digits; decimals++ {
		if minor *= 10; minor >= maxMinor {
			return 0, false
		}
	}
	if negative {
		minor = -minor
	}
	return minor, figure
}

const maxMinor = 1_000_000_000_000_000_000 // 18 digits, as domain.Decimal holds
