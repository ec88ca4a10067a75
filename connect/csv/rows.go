package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"countersign/connect/textdoc"
)

// Caps. A bank's export has some 30 columns.
const (
	maxColumns  = 200
	maxRowBytes = 1 << 20
)

// delimiters are those that are told apart, the likelier first.
var delimiters = []string{",", ";", "\t", "|"}

// row is one record of the file.
type row struct {
	line  int
	cells []string // without blanks around them
}

func (r row) cell(at int) string {
	if at < 0 || at >= len(r.cells) {
		return ""
	}
	return r.cells[at]
}

func (r row) blank() bool {
	return !slices.ContainsFunc(r.cells, func(c string) bool { return c != "" })
}

// rows cuts a file into records. Quotation marks may hold delimiters and line ends; a mark that stands where none may is
// taken as it is.
type rows struct {
	in    *stdcsv.Reader
	meter *meter
}

// meter bounds what one record takes in, so that a quotation mark that is never closed does not fill the memory.
type meter struct {
	r    io.Reader
	left int
}

var errLongRow = errors.New("row too long")

func (m *meter) Read(p []byte) (int, error) {
	if m.left <= 0 {
		return 0, errLongRow
	}
	n, err := m.r.Read(p)
	m.left -= n
	return n, err
}

func newRows(r io.Reader, delimiter string) *rows {
	m := &meter{r: r}
	in := stdcsv.NewReader(m)
	in.Comma, in.LazyQuotes, in.FieldsPerRecord, in.ReuseRecord = rune(delimiter[0]), true, -1, true
	return &rows{in: in, meter: m}
}

// next is the next record, io.EOF after the last. Its cells are valid until the one after.
func (s *rows) next() (row, error) {
	s.meter.left = maxRowBytes
	cells, err := s.in.Read()
	if errors.Is(err, errLongRow) {
		return row{}, textdoc.Refuse(textdoc.ReasonTooLarge, 0, "A record has more than %d bytes; perhaps a quotation mark is not closed.", maxRowBytes)
	}
	if err != nil {
		return row{}, err
	}
	line, _ := s.in.FieldPos(0)
	if len(cells) > maxColumns {
		return row{}, textdoc.Refuse(textdoc.ReasonTooLarge, line, "The record has %d columns; the limit is %d.", len(cells), maxColumns)
	}
	for i, c := range cells {
		cells[i] = strings.TrimSpace(c)
	}
	return row{line: line, cells: cells}, nil
}

// sample is a beginning of a file, cut into records.
func sample(text []byte, delimiter string, whole bool) []row {
	s := newRows(bytes.NewReader(text), delimiter)
	var out []row
	for {
		r, err := s.next()
		if err != nil {
			break
		}
		r.cells = slices.Clone(r.cells)
		out = append(out, r)
	}
	if !whole && len(out) > 1 {
		out = out[:len(out)-1] // it may be cut in the middle
	}
	return out
}

// delimiterOf finds the delimiter that gives most records the same number of cells, the more cells the better; certain is
// false when another one does nearly as well. It is "" when no delimiter gives two.
func delimiterOf(text []byte, whole bool) (best string, certain bool) {
	top, second := 0, 0
	for _, d := range delimiters {
		width, count := usual(sample(text, d, whole))
		score := count * (width - 1)
		switch {
		case score > top:
			best, top, second = d, score, top
		case score > second:
			second = score
		}
	}
	return best, second*10 < top*8
}

// usual is the number of cells that most records have, and how many have it.
func usual(list []row) (width, count int) {
	counts := map[int]int{}
	for _, r := range list {
		if r.blank() {
			continue
		}
		n := len(r.cells)
		counts[n]++
		if n > 1 && (counts[n] > count || counts[n] == count && n > width) {
			width, count = n, counts[n]
		}
	}
	return max(width, 1), count
}
