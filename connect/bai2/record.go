package bai2

import (
	"errors"
	"io"
	"regexp"
	"strings"

	"countersign/connect/textdoc"
)

// record is one record with its continuations.
type record struct {
	code   string
	line   int
	pieces []string // what stands behind the code, then behind each 88; without the "/" at the end
	count  int      // records, continuations among them
	strays []int    // lines that are no record and were taken for text of this one
}

// maxRecordBytes bounds a record with all of its continuations; the longest in the corpus has 1 KB.
const maxRecordBytes = 1 << 20

// scanner cuts lines into records.
type scanner struct {
	lines   *textdoc.Lines
	pending []string // records of the line that was read last
	ahead   *record
}

// inline finds a record that begins further on in a line, by a shape that text does not have.
var inline = regexp.MustCompile(`/\s+(?:01,[^,/]*,[^,/]*,\d{6},|02,[^,/]*,[^,/]*,[1-4]?,\d{6},|03,[^,/]*,(?:[A-Z]{3})?,` +
	`|16,\d{3},[+-]?\d*,|49,[+-]?\d*,\d+\s*/|98,[+-]?\d*,\d*,|99,[+-]?\d*,\d*,|88,[^/]*/)`)

// cutLine is the records of one line.
func cutLine(line string) []string {
	var out []string
	for {
		at := inline.FindStringIndex(line)
		if at == nil {
			return append(out, line)
		}
		out = append(out, line[:at[0]+1])
		line = strings.TrimLeft(line[at[0]+1:], " \t")
	}
}

// physical is the next record of the file, whatever it is; blank lines are passed over.
func (s *scanner) physical() (string, error) {
	for len(s.pending) == 0 {
		line, err := s.lines.Next()
		if err != nil {
			return "", err
		}
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if !strings.Contains(line, "/ ") && !strings.Contains(line, "/\t") {
			s.pending = append(s.pending, line)
			break
		}
		s.pending = cutLine(line)
	}
	one := s.pending[0]
	s.pending = s.pending[1:]
	return one, nil
}

// next is the next record with its continuations, io.EOF after the last.
func (s *scanner) next() (*record, error) {
	current := s.ahead
	s.ahead = nil
	size := 0
	for {
		text, err := s.physical()
		if errors.Is(err, io.EOF) && current != nil {
			return current, nil
		}
		if err != nil {
			return nil, err
		}
		line := s.lines.No()
		code, body, isRecord := strings.Cut(text, ",")
		if isRecord = isRecord && known[code]; isRecord && code != "88" {
			begun := &record{code: code, line: line, pieces: []string{ended(body)}, count: 1}
			if current == nil {
				current = begun
				continue
			}
			s.ahead = begun
			return current, nil
		}
		switch {
		case current == nil && isRecord:
			return nil, textdoc.Refuse(textdoc.ReasonMalformed, line, "A continuation stands where no record does.")
		case isRecord:
			current.pieces = append(current.pieces, ended(body))
			current.count++
		case current != nil && current.code == "16":
			current.pieces[len(current.pieces)-1] += " " + ended(text)
			current.strays = append(current.strays, line)
		default:
			return nil, textdoc.Refuse(textdoc.ReasonMalformed, line, "%.20q begins no record of BAI2.", text)
		}
		if size += len(text); size > maxRecordBytes {
			return nil, textdoc.Refuse(textdoc.ReasonTooLarge, line, "The record has more than %d bytes.", maxRecordBytes)
		}
	}
}

var known = map[string]bool{"01": true, "02": true, "03": true, "16": true, "49": true, "88": true, "98": true, "99": true}

// ended is a record's body without the sign that ends it.
func ended(body string) string {
	body = strings.TrimRight(body, " \t")
	return strings.TrimSuffix(body, "/")
}

// fields are all of a record's fields; a continuation goes on with the next one.
func (r *record) fields() []string {
	var out []string
	for _, p := range r.pieces {
		for f := range strings.SplitSeq(p, ",") {
			out = append(out, strings.TrimSpace(f))
		}
	}
	return out
}

// cursor takes fields one by one and leaves the rest as text.
type cursor struct {
	pieces []string
	done   bool // the piece that stands first has been taken whole
}

func (c *cursor) field() string {
	if c.done {
		c.pieces, c.done = c.pieces[1:], false
	}
	if len(c.pieces) == 0 {
		return ""
	}
	field, rest, more := strings.Cut(c.pieces[0], ",")
	c.pieces[0] = rest
	c.done = !more
	return strings.TrimSpace(field)
}

// text is what is left, a piece for each record.
func (c *cursor) text() []string {
	if c.done {
		c.pieces, c.done = c.pieces[1:], false
	}
	return c.pieces
}
