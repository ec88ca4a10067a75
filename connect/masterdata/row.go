package masterdata

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"countersign/domain"
)

// row is one record; its methods understand cells and keep what is wrong with them.
type row struct {
	*table
	line  int
	cells []string
	kind  domain.MasterDataKind
}

// raw is a cell without blanks around it, "" when the column is not there.
func (r *row) raw(column string) string {
	if at, there := r.columns[column]; there {
		return strings.TrimSpace(r.cells[at])
	}
	return ""
}

// text is raw within its cap. An empty cell of a required column is a fault.
func (r *row) text(column string) string {
	cell := r.raw(column)
	if utf8.RuneCountInString(cell) > MaxCellChars {
		r.add(r.line, column, "length", "the cell has more than %d characters.", MaxCellChars)
		return ""
	}
	if _, there := r.columns[column]; there && cell == "" && r.required(column) {
		r.add(r.line, column, "required", "the cell is empty.")
	}
	return strings.Clone(cell)
}

func (r *row) required(name string) bool {
	return slices.ContainsFunc(layouts[r.kind], func(c column) bool { return c.name == name && c.required })
}

// upTo is a text of at most n characters.
func (r *row) upTo(n int, column string) string {
	text := r.text(column)
	if utf8.RuneCountInString(text) > n {
		r.add(r.line, column, "length", "at most %d characters fit.", n)
	}
	return text
}

// code is a short key without blanks inside.
func (r *row) code(column string) string {
	text := r.upTo(40, column)
	if strings.ContainsAny(text, " \t\n\r") {
		r.add(r.line, column, "code", "%q holds a blank.", cut(text))
	}
	return text
}

// list is a cell's parts, divided by "|".
func (r *row) list(column string) []string {
	var parts []string
	for _, part := range strings.Split(r.text(column), "|") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// oneOf is a word of a closed list, written in any case; an empty cell is the first word.
func (r *row) oneOf(column string, words ...string) string {
	text := strings.ToUpper(r.text(column))
	if text == "" {
		return words[0]
	}
	if !slices.Contains(words, text) {
		r.add(r.line, column, "oneOf", "%q is none of %s.", cut(text), strings.Join(words, ", "))
	}
	return text
}

// decimal is an exact number. Where cells are divided by something else, a comma may stand for the point.
func (r *row) decimal(column string) domain.Decimal {
	d, _ := r.number(column)
	return d
}

// number is decimal, and whether the cell holds one.
func (r *row) number(column string) (domain.Decimal, bool) {
	text := r.text(column)
	if text == "" {
		return domain.Decimal{}, false
	}
	plain := text
	if r.delimiter != ',' && strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		plain = strings.Replace(text, ",", ".", 1)
	}
	d, err := domain.ParseDecimal(plain)
	if err != nil {
		r.add(r.line, column, "decimal", "%q is not a number; write 1234.50 without thousands separators.", cut(text))
	}
	return d, err == nil
}

// stated is a number, nil for an empty cell.
func (r *row) stated(column string) *domain.Decimal {
	if r.raw(column) == "" {
		return nil
	}
	d := r.decimal(column)
	return &d
}

// atLeastZero is a number that is not negative.
func (r *row) atLeastZero(column string) domain.Decimal {
	d := r.decimal(column)
	if d.Sign() < 0 {
		r.add(r.line, column, "sign", "%s is below zero.", d)
	}
	return d
}

// aboveZero is a number that is.
func (r *row) aboveZero(column string) domain.Decimal {
	d, ok := r.number(column)
	if ok && d.Sign() <= 0 {
		r.add(r.line, column, "sign", "%s is not above zero.", d)
	}
	return d
}

// whole is a whole number from low to high; an empty cell is otherwise.
func (r *row) whole(column string, low, high, otherwise int) int {
	text := r.text(column)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < low || n > high {
		r.add(r.line, column, "number", "%q is not a whole number from %d to %d.", cut(text), low, high)
	}
	return n
}

// date is YYYY-MM-DD, the zero date for an empty cell.
func (r *row) date(column string) domain.Date {
	text := r.text(column)
	if text == "" {
		return domain.Date{}
	}
	d, err := domain.ParseDate(text)
	if err != nil {
		r.add(r.line, column, "date", "%q is not a calendar date of the form YYYY-MM-DD.", cut(text))
	}
	return d
}

func (r *row) currency(column string) domain.Currency {
	c := domain.Currency(r.text(column))
	if c != "" && !c.Valid() {
		r.add(r.line, column, "iso4217", "%q is not a currency code of three capitals.", cut(string(c)))
	}
	return c
}

func (r *row) country(column string) string {
	text := r.text(column)
	if text != "" && (len(text) != 2 || text[0] < 'A' || text[0] > 'Z' || text[1] < 'A' || text[1] > 'Z') {
		r.add(r.line, column, "iso3166", "%q is not a country code of two capitals.", cut(text))
	}
	return text
}

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
