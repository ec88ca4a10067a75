package csv

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// sampleBytes is how much of a file Detect is handed at most by those who stream it; a sample of that size may be cut.
const sampleBytes = 64 << 10

// headerWithin is how many lines may stand before the header.
const headerWithin = 60

// Sniff says whether the beginning of a file looks like a table. It takes much, so it is to be asked last.
func Sniff(head []byte) bool {
	start := bytes.TrimLeft(head, "\xEF\xBB\xBF \t\r\n")
	if len(start) == 0 || strings.IndexByte("<{[%", start[0]) >= 0 {
		return false
	}
	text, err := io.ReadAll(textdoc.NewReader(bytes.NewReader(head)))
	if err != nil {
		return false
	}
	delimiter, _ := delimiterOf(text, len(head) < sampleBytes)
	if delimiter == "" {
		return false
	}
	list := sample(text, delimiter, len(head) < sampleBytes)
	filled := 0
	for _, r := range list {
		if headerColumns(r) != nil || isMovement(r) {
			return true
		}
		if !r.blank() {
			filled++
		}
	}
	_, count := usual(list)
	return filled > 1 && count*5 >= filled*4
}

// detector is what is found about a sample.
type detector struct {
	m        Mapping
	before   []row // the header
	list     []row // movements
	findings []domain.Finding
}

// Detect finds how a file is written from its beginning, 64 KiB or the whole of it. Everything that is found is told: INFO
// what the sample shows, WARNING what is presumed from it, BLOCKER what it leaves open; the last stands in Uncertain too.
//
// Errors: INVALID, reason no_date_or_amount_columns when no column holds dates or none amounts.
func Detect(head []byte) (Mapping, []domain.Finding, error) {
	in := textdoc.NewReader(bytes.NewReader(head))
	text, err := io.ReadAll(in)
	if err != nil {
		return Mapping{}, nil, err
	}
	whole := len(head) < sampleBytes
	d := &detector{m: Mapping{Charset: string(in.Charset())}}
	var certain bool
	if d.m.Delimiter, certain = delimiterOf(text, whole); d.m.Delimiter == "" {
		return Mapping{}, nil, noColumns()
	}
	d.found("CSV-CHARSET", "The letters are written in this charset.", d.m.Charset)
	d.told("CSV-DELIMITER", severity(certain), "Cells are divided by this sign.", d.m.Delimiter)
	if err := d.columns(sample(text, d.m.Delimiter, whole)); err != nil {
		return Mapping{}, nil, err
	}
	d.signs()
	d.order()
	d.currency()
	shown, err := json.Marshal(d.m.Columns)
	if err != nil {
		return Mapping{}, nil, err
	}
	d.found("CSV-COLUMNS", "The columns hold this, counted from 1.", string(shown))
	return d.m, d.findings, nil
}

func noColumns() error {
	return textdoc.Refuse("no_date_or_amount_columns", 0, "No column holds dates, or none holds amounts: this is no bank statement.")
}

func severity(certain bool) domain.Severity {
	if certain {
		return domain.SeverityInfo
	}
	return domain.SeverityWarning
}

func (d *detector) told(rule string, s domain.Severity, message, stated string) {
	d.findings = append(d.findings, domain.Finding{Rule: rule, Severity: s, Message: message, Stated: stated})
}

func (d *detector) found(rule, message, stated string) {
	d.told(rule, domain.SeverityInfo, message, stated)
}

// ask tells what the sample leaves open; presumed is how it is shown until somebody settles it.
func (d *detector) ask(q Question, rule, message, presumed string) {
	d.m.Uncertain = append(d.m.Uncertain, q)
	d.told(rule, domain.SeverityBlocker, message+" It must be settled in a saved mapping; shown is one reading.", presumed)
}

// columns finds the header, the movements, the order of dates, the decimal sign, and which column holds what.
func (d *detector) columns(all []row) error {
	for i, r := range all[:min(len(all), headerWithin)] {
		if columns := headerColumns(r); columns != nil {
			d.m.Header, d.m.Columns, d.before = r.cells, columns, all[:i]
			d.found("CSV-HEADER", "The columns are named in line "+strings.TrimPrefix(textdoc.Place(r.line), "line ")+".", "")
			d.movements(all[i+1:])
			d.dates()
			d.decimals()
			return nil
		}
	}
	d.told("CSV-HEADER", domain.SeverityWarning, "No line names the columns; what they hold was found from the movements.", "")
	for i, r := range all {
		if isMovement(r) {
			if d.list == nil {
				d.before = all[:i]
			}
			d.list = append(d.list, r)
		}
	}
	if len(d.list) == 0 {
		return noColumns()
	}
	d.decimals()
	columns, several := contentColumns(d.list, d.m.Decimal)
	d.m.Columns = columns
	if columns[Booked] == nil || d.m.column(Amount) < 0 && d.m.column(Debit) < 0 {
		return noColumns()
	}
	d.dates()
	if len(several) > 0 {
		d.ask(AskAmount, "CSV-AMOUNT", "Several columns could be the amount.", "")
	}
	return nil
}

// movements are the lines below a header that have a date in its place.
func (d *detector) movements(below []row) {
	for _, r := range below {
		if one, ok := dayOf(r.cell(d.m.column(Booked))); ok && possible(one) && d.m.hasAmount(r) {
			d.list = append(d.list, r)
		}
	}
}

// dates finds the order in which every date of the sample is one.
func (d *detector) dates() {
	fits := []Order{}
	ordered, dotted := true, true // whether no date leaves it open, whether figures are divided by points
	for _, o := range []Order{YearFirst, DayFirst, MonthFirst} {
		good := true
		for _, r := range d.list {
			for _, role := range []Role{Booked, Value} {
				one, ok := dayOf(r.cell(d.m.column(role)))
				if !ok {
					continue
				}
				if _, is := one.date(o); !is || o == YearFirst && !one.named && one.year != 1 {
					good = false
				}
				ordered = ordered && (one.named || one.year == 1)
				dotted = dotted && one.dots
			}
		}
		if good {
			fits = append(fits, o)
		}
	}
	switch {
	case len(d.list) == 0:
		d.m.Dates = YearFirst
		return
	case len(fits) == 0:
		d.m.Dates = DayFirst // some line is no date in any order that the others are; Read names it
	case ordered:
		d.m.Dates = YearFirst
	case len(fits) > 1 && dotted:
		d.m.Dates = DayFirst // nobody puts the month first and divides by points
	default:
		d.m.Dates = fits[0]
		if len(fits) > 1 {
			d.ask(AskDates, "CSV-DATES", "No day is above 12, so that day and month could be either way round.", string(d.m.Dates))
			return
		}
	}
	d.told("CSV-DATES", severity(len(fits) > 0), "Dates are written in this order.", string(d.m.Dates))
}

// decimals finds the decimal sign.
func (d *detector) decimals() {
	votes := map[string]int{}
	open := ""
	for _, r := range d.list {
		for i, cell := range r.cells {
			if _, isDate := dayOf(cell); isDate || !d.isMoney(i) {
				continue
			}
			n, ok := numberOf(cell)
			if !ok {
				continue
			}
			if hint := n.hint(); hint == "?" {
				open = n.digits
			} else if hint != "" {
				votes[hint]++
			}
		}
	}
	d.m.Decimal = "."
	if votes[","] > votes["."] {
		d.m.Decimal = ","
	}
	if open != "" && votes["."]+votes[","] == 0 {
		if strings.Contains(open, ".") {
			d.m.Decimal = ","
		}
		d.ask(AskDecimal, "CSV-DECIMAL", "Whether the sign in "+open+" stands before decimals or between thousands is open.", d.m.Decimal)
		return
	}
	d.told("CSV-DECIMAL", severity(votes[","] == 0 || votes["."] == 0), "Decimals stand behind this sign.", d.m.Decimal)
}

// isMoney says whether a column, from 0, can be an amount as far as it is known yet.
func (d *detector) isMoney(at int) bool {
	if d.m.Columns == nil {
		return true
	}
	return slices.ContainsFunc([]Role{Amount, Debit, Credit, Balance}, func(r Role) bool { return d.m.column(r) == at })
}
