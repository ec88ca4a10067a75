package mt940

import (
	"errors"
	"io"
	"strings"

	"countersign/connect/textdoc"
)

// maxField bounds the bytes of one field with its continued lines. SWIFT allows six lines of 65 letters; the widest banks
// write four times as much.
const maxField = 64 << 10

// field is one tag with its lines.
type field struct {
	tag   string // without colons, upper case: "61"
	lines []string
	at    int // line of the file, from 1
	size  int
	ended bool // the message's end follows: what is no field is no part of it
}

// value is the first line.
func (f *field) value() string { return f.lines[0] }

// tags are the fields that statements have. A line of free text may begin like a field, with a wrapped time of day for
// one (":12:11"), so that a colon, two digits and a colon do not make one.
var tags = map[string]bool{
	"12": false, "13": true, "13D": true, "20": true, "21": true, "25": true, "25P": true, "26": false, "28": true, "28C": true,
	"34F": true, "60F": true, "60M": true, "61": true, "62F": true, "62M": true, "64": true, "65": true, "65F": true,
	"86": true, "90C": true, "90D": true, "NS": true, "NSF": true, "KO": true, "940": true, "942": true,
}

// scanner turns lines into fields.
type scanner struct {
	lines *textdoc.Lines
	rest  []string // lines that share one of the file
	open  *field
}

func newScanner(r io.Reader) *scanner { return &scanner{lines: textdoc.NewLines(r)} }

// next is the next field, nil after the last.
func (s *scanner) next() (*field, error) {
	for {
		text, err := s.readLine()
		if errors.Is(err, io.EOF) {
			f := s.open
			s.open = nil
			return f, nil
		}
		if err != nil {
			return nil, err
		}
		tag, value, ok := s.field(text)
		if !ok {
			if err := s.more(text); err != nil {
				return nil, err
			}
			continue
		}
		f := s.open
		s.open = &field{tag: tag, lines: []string{value}, at: s.lines.No(), size: len(value)}
		if f != nil {
			return f, nil
		}
	}
}

// more adds a line without a tag to the open field, or notes the message's end.
func (s *scanner) more(text string) error {
	switch {
	case s.open == nil || s.open.ended: // headers and trailers around the message
		return nil
	case isEnd(text):
		s.open.ended = true
		return nil
	}
	if s.open.size += len(text); s.open.size > maxField {
		return textdoc.Refuse(textdoc.ReasonTooLarge, s.open.at, "The field :%s: has more than %d bytes.", s.open.tag, maxField)
	}
	s.open.lines = append(s.open.lines, text)
	return nil
}

// isEnd says whether a line ends a message: "-" alone, "-}" of a SWIFT block, "-XXX" of ING.
func isEnd(text string) bool {
	text = strings.TrimRight(text, " ")
	return text == "-" || strings.HasPrefix(text, "-}") || text == "-XXX"
}

// field says whether a line begins one.
func (s *scanner) field(text string) (tag, value string, ok bool) {
	text = strings.TrimLeft(text, " \t")
	if !strings.HasPrefix(text, ":") {
		return "", "", false
	}
	end := strings.IndexByte(text[1:min(len(text), 6)], ':')
	if end < 0 {
		return "", "", false
	}
	tag, value = text[1:1+end], text[end+2:]
	if !tags[tag] || s.wrappedTime(tag, value) {
		return "", "", false
	}
	return tag, value, true
}

// wrappedTime says whether a line is the rest of a time of day that the line before began: "T16" and ":20:37 Card".
func (s *scanner) wrappedTime(tag, value string) bool {
	if s.open == nil || s.open.ended || s.open.tag != "86" || len(tag) != 2 || tag[0] > '5' {
		return false
	}
	before := s.open.lines[len(s.open.lines)-1]
	hour := len(before) >= 2 && digits(before[len(before)-2:])
	return hour && len(value) >= 2 && digits(value[:2]) && value[0] <= '5' && (len(value) == 2 || !digits(value[2:3]))
}

// readLine is the next line without its end. A SWIFT envelope is taken off, and a message that begins in the line in which
// another ends comes as a line of its own.
func (s *scanner) readLine() (string, error) {
	if len(s.rest) == 0 {
		text, err := s.lines.Next()
		if err != nil {
			return "", err
		}
		for part := range strings.SplitSeq(text, "\r") {
			s.rest = append(s.rest, unwrap(part)...)
		}
	}
	text := s.rest[0]
	s.rest = s.rest[1:]
	return text, nil
}

// unwrap takes the SWIFT envelope off a line: "-}{5:...}{1:...}{4:" and what follows the last brace.
func unwrap(text string) []string {
	text = strings.Trim(text, "\x01\x02\x03\x1A")
	var out []string
	if strings.HasPrefix(text, "-}") {
		out = append(out, "-}")
		text = text[2:]
	}
	text = strings.TrimLeft(text, "\x01\x03")
	if at := strings.Index(text, "{4:"); at >= 0 && text[0] == '{' {
		text = text[at+3:]
	}
	return append(out, plain(text))
}

// plain puts blanks for signs that steer a terminal.
func plain(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7F {
			return ' '
		}
		return c
	}, text)
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
