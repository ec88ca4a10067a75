package pdf

import (
	"bytes"
	"encoding/hex"
	"strconv"
	"unicode/utf16"
)

// The values of ISO 32000-1 section 7.3 as Go values: bool, int, name, string, ref, array, dict, nil for null and for
// reals, which no embedded file needs.
type (
	name  string
	ref   int // the object's number; generations only tell which of two is later, and the walk knows that
	array []any
	dict  []entry
	entry struct {
		key   name
		value any
	}
)

func (d dict) get(key name) any {
	for _, e := range d {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

// lexer reads values from data at pos. The budgets are shared by all lexers of a file.
type lexer struct {
	data   []byte
	pos    int
	budget *budget
}

// budget is the work left for one file.
type budget struct{ steps, values int }

func (b *budget) spend(steps int) bool {
	b.steps -= steps
	return b.steps >= 0
}

func blank(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func delimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (l *lexer) skipBlanks() {
	from := l.pos
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		if c == '%' { // comment to the end of the line
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
			continue
		}
		if !blank(c) {
			break
		}
		l.pos++
	}
	l.budget.spend(l.pos - from)
}

// word reads up to the next blank or delimiter.
func (l *lexer) word() []byte {
	from := l.pos
	for l.pos < len(l.data) && !blank(l.data[l.pos]) && !delimiter(l.data[l.pos]) {
		l.pos++
	}
	l.budget.spend(l.pos - from)
	return l.data[from:l.pos]
}

// value reads one value; ok is false where none begins or a budget is used up.
func (l *lexer) value(depth int) (v any, ok bool) {
	l.skipBlanks()
	l.budget.values--
	if depth > maxDepth || l.pos >= len(l.data) || l.budget.steps < 0 || l.budget.values < 0 {
		return nil, false
	}
	switch rest := l.data[l.pos:]; {
	case bytes.HasPrefix(rest, []byte("<<")):
		return l.dict(depth)
	case rest[0] == '[':
		return l.array(depth)
	case rest[0] == '<':
		return l.hexString()
	case rest[0] == '(':
		return l.string()
	case rest[0] == '/':
		l.pos++
		return l.name(), true
	}
	return l.number()
}

func (l *lexer) dict(depth int) (any, bool) {
	l.pos += 2
	var d dict
	for {
		l.skipBlanks()
		if bytes.HasPrefix(l.data[l.pos:], []byte(">>")) {
			l.pos += 2
			return d, true
		}
		if l.pos >= len(l.data) || l.data[l.pos] != '/' {
			return nil, false
		}
		l.pos++
		key := l.name()
		v, ok := l.value(depth + 1)
		if !ok {
			return nil, false
		}
		d = append(d, entry{key, v})
	}
}

func (l *lexer) array(depth int) (any, bool) {
	l.pos++
	var a array
	for {
		l.skipBlanks()
		if l.pos < len(l.data) && l.data[l.pos] == ']' {
			l.pos++
			return a, true
		}
		v, ok := l.value(depth + 1)
		if !ok {
			return nil, false
		}
		a = append(a, v)
	}
}

// name reads a name after its slash; #2F stands for the byte 0x2F.
func (l *lexer) name() name {
	raw := l.word()
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	var out []byte
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if b, err := hex.DecodeString(string(raw[i+1 : i+3])); err == nil {
				out = append(out, b[0])
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return name(out)
}

// number reads an integer, a reference ("28 0 R"), a keyword or a real.
func (l *lexer) number() (any, bool) {
	raw := l.word()
	if len(raw) == 0 {
		return nil, false
	}
	n, err := strconv.Atoi(string(raw))
	if err != nil {
		return string(raw) == "true", true // reals and null are of no interest
	}
	after := l.pos
	l.skipBlanks()
	if generation := l.word(); len(generation) > 0 && len(generation) <= 5 && allDigits(generation) {
		l.skipBlanks()
		if string(l.word()) == "R" {
			return ref(n), true
		}
	}
	l.pos = after
	return n, true
}

func allDigits(b []byte) bool {
	for _, c := range b {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func (l *lexer) hexString() (any, bool) {
	end := bytes.IndexByte(l.data[l.pos:], '>')
	if end < 0 || !l.budget.spend(end) {
		l.budget.spend(len(l.data) - l.pos)
		return nil, false
	}
	digits := bytes.Map(func(r rune) rune {
		if r < 0x80 && blank(byte(r)) {
			return -1
		}
		return r
	}, l.data[l.pos+1:l.pos+end])
	l.pos += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
	}
	raw := make([]byte, len(digits)/2)
	if _, err := hex.Decode(raw, digits); err != nil {
		return nil, false
	}
	return plainText(raw), true
}

// string reads a literal string with its escapes and balanced parentheses.
func (l *lexer) string() (any, bool) {
	end := l.stringEnd()
	if end < 0 {
		return nil, false
	}
	out := make([]byte, 0, end-l.pos)
	for l.pos++; l.pos < end-1; l.pos++ {
		if l.data[l.pos] == '\\' {
			l.pos++
			out = l.escape(out)
		} else {
			out = append(out, l.data[l.pos])
		}
	}
	l.pos = end
	return plainText(out), true
}

// stringEnd finds the position behind the string that begins at pos, before anything is built of it; -1 without end.
func (l *lexer) stringEnd() int {
	level := 0
	for i := l.pos; i < len(l.data); i++ {
		switch l.data[i] {
		case '\\':
			i++
		case '(':
			level++
		case ')':
			if level--; level == 0 {
				l.budget.spend(i - l.pos)
				return i + 1
			}
		}
	}
	l.budget.spend(len(l.data) - l.pos)
	return -1
}

// escape reads what follows a backslash and leaves pos on its last byte.
func (l *lexer) escape(out []byte) []byte {
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	if c == '\n' || c == '\r' { // a line broken in the middle
		return out
	}
	if c < '0' || c > '7' {
		return append(out, c)
	}
	octal := 0
	for n := 0; n < 3 && l.pos < len(l.data) && l.data[l.pos] >= '0' && l.data[l.pos] <= '7'; n++ {
		octal = octal*8 + int(l.data[l.pos]-'0')
		l.pos++
	}
	l.pos--
	return append(out, byte(octal))
}

// plainText reads a text string, which is UTF-16 when it begins with that mark; other bytes are taken as they are.
func plainText(raw []byte) string {
	if !bytes.HasPrefix(raw, []byte("\xFE\xFF")) {
		return string(raw)
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
