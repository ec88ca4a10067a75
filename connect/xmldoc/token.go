package xmldoc

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// tokenizer cuts a guarded stream into the tokens that encoding/xml gives, several times as fast: it looks at a run of
// bytes where encoding/xml looks at each, and keeps the names. What it takes for well formed is held against
// encoding/xml by a fuzz test.
type tokenizer struct {
	in       io.Reader // within the caps of guard
	buf      []byte
	pos, end int
	err      error
	line     int
	names    map[string]xml.Name
	values   map[string]string // short attribute values, such as currencies
	scratch  []byte
	pending  xml.Name // of the element that a tag opened and closed at once
	isOpen   bool     // pending is one
}

// tokenKind is what a token is.
type tokenKind uint8

const (
	tokenStart tokenKind = iota
	tokenEnd
	tokenText
)

// token is one piece of a document. text is valid until the next one.
type token struct {
	kind  tokenKind
	start xml.StartElement
	end   xml.EndElement
	text  []byte
}

const (
	maxNames  = 4096 // that are kept
	maxValues = 1024
)

// newTokenizer reads from a guard, whose caps bound the buffer.
func newTokenizer(in *guard) *tokenizer {
	return &tokenizer{in: in, buf: make([]byte, 2*maxText+streamBuffer), line: 1, names: map[string]xml.Name{}, values: map[string]string{}}
}

// next is the next token; io.EOF after the last.
// Errors: *xml.SyntaxError; what the reader returns.
func (t *tokenizer) next() (token, error) {
	if t.isOpen {
		t.isOpen = false
		return token{kind: tokenEnd, end: xml.EndElement{Name: t.pending}}, nil
	}
	for {
		if t.pos == t.end && !t.fill() {
			return token{}, t.err
		}
		if t.buf[t.pos] != '<' {
			raw, _ := t.upTo("<", true)
			text, err := t.decoded(raw, false)
			return token{kind: tokenText, text: text}, err
		}
		one, skip, err := t.markup()
		if err != nil || !skip {
			return one, err
		}
	}
}

// fill reads more. It says false at the end and at an error.
func (t *tokenizer) fill() bool {
	if t.err != nil {
		return false
	}
	if t.pos > 0 {
		t.end = copy(t.buf, t.buf[t.pos:t.end])
		t.pos = 0
	}
	if t.end == len(t.buf) { // the guard's caps are smaller
		t.err = t.syntax("a piece of the document does not end")
		return false
	}
	for {
		n, err := t.in.Read(t.buf[t.end:])
		t.end += n
		if err != nil {
			t.err = err
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
}

func (t *tokenizer) syntax(message string) error { return &xml.SyntaxError{Msg: message, Line: t.line} }

// cut is the refusal of a document that ends within markup.
func (t *tokenizer) cut() error {
	if !errors.Is(t.err, io.EOF) {
		return t.err
	}
	return t.syntax("unexpected EOF")
}

// upTo takes what stands before a sign and the sign, or with keep leaves the sign; at the end of the document it takes
// the rest and says false.
func (t *tokenizer) upTo(sign string, keep bool) ([]byte, bool) {
	seen := 0
	for {
		at := bytes.Index(t.buf[t.pos+seen:t.end], []byte(sign))
		if at >= 0 {
			at += seen
			piece := t.buf[t.pos : t.pos+at]
			t.pos += at
			if !keep {
				t.pos += len(sign)
			}
			t.count(piece)
			return piece, true
		}
		seen = max(0, t.end-t.pos-len(sign)+1)
		if !t.fill() {
			piece := t.buf[t.pos:t.end]
			t.pos = t.end
			return piece, false
		}
	}
}

func (t *tokenizer) count(piece []byte) { t.line += bytes.Count(piece, []byte("\n")) }

// starts says whether the document goes on with a text.
func (t *tokenizer) starts(with string) bool {
	for t.end-t.pos < len(with) {
		if !t.fill() {
			return false
		}
	}
	return string(t.buf[t.pos:t.pos+len(with)]) == with
}

// markup reads what begins with "<". skip says that it is no token.
func (t *tokenizer) markup() (one token, skip bool, err error) {
	for t.end-t.pos < 2 {
		if !t.fill() {
			return token{}, false, t.cut()
		}
	}
	switch second := t.buf[t.pos+1]; {
	case second == '/':
		t.pos += 2
		raw, ok := t.upTo(">", false)
		if !ok {
			return token{}, false, t.cut()
		}
		name, err := t.name(bytes.TrimRight(raw, " \t\r\n"))
		return token{kind: tokenEnd, end: xml.EndElement{Name: name}}, false, err
	case second == '?':
		t.pos += 2
		raw, ok := t.upTo("?>", false)
		if !ok {
			return token{}, false, t.cut()
		}
		return token{}, true, t.instruction(raw)
	case second != '!':
		return t.startTag()
	case t.starts("<!--"):
		t.pos += 4
		_, ok := t.upTo("--", false)
		if !ok || !t.starts(">") {
			if ok && t.pos < t.end {
				return token{}, false, t.syntax(`invalid sequence "--" not allowed in comments`)
			}
			return token{}, false, t.cut()
		}
		t.pos++
		return token{}, true, nil
	case t.starts("<![CDATA["):
		t.pos += 9
		raw, ok := t.upTo("]]>", false)
		if !ok {
			return token{}, false, t.cut()
		}
		text, err := t.plain(raw)
		return token{kind: tokenText, text: text}, false, err
	}
	return token{}, false, Refuse(ReasonHostile, "", "The document has a document type definition, which is never read.")
}

// instruction checks the name of a processing instruction, whose text nobody reads.
func (t *tokenizer) instruction(raw []byte) error {
	_, err := t.name(raw[:nameLength(raw)])
	return err
}

func (t *tokenizer) startTag() (token, bool, error) {
	t.pos++
	length, quote := 0, byte(0)
	plain := bytes.IndexByte(t.buf[t.pos:t.end], '>')
	if plain >= 0 && bytes.IndexByte(t.buf[t.pos:t.pos+plain], '=') < 0 {
		length = plain // no attribute, so no ">" in quotes
	}
	for done := false; !done; length++ {
		if t.pos+length == t.end && !t.fill() {
			return token{}, false, t.cut()
		}
		switch c := t.buf[t.pos+length]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			done = true
		}
	}
	raw := t.buf[t.pos : t.pos+length-1]
	t.pos += length
	t.count(raw)
	closed := len(raw) > 0 && raw[len(raw)-1] == '/'
	if closed {
		raw = raw[:len(raw)-1]
	}
	end := nameLength(raw)
	name, err := t.name(raw[:end])
	if err != nil {
		return token{}, false, err
	}
	attrs, err := t.attributes(raw[end:])
	if err != nil {
		return token{}, false, err
	}
	t.pending, t.isOpen = name, closed
	return token{kind: tokenStart, start: xml.StartElement{Name: name, Attr: attrs}}, false, nil
}

func (t *tokenizer) attributes(raw []byte) ([]xml.Attr, error) {
	var attrs []xml.Attr
	for {
		raw = bytes.TrimLeft(raw, " \t\r\n")
		if len(raw) == 0 {
			return attrs, nil
		}
		end := nameLength(raw)
		name, err := t.name(raw[:end])
		if err != nil {
			return nil, err
		}
		raw = bytes.TrimLeft(raw[end:], " \t\r\n")
		if len(raw) == 0 || raw[0] != '=' {
			return nil, t.syntax("attribute name without = in element")
		}
		raw = bytes.TrimLeft(raw[1:], " \t\r\n")
		if len(raw) == 0 || raw[0] != '"' && raw[0] != '\'' {
			return nil, t.syntax("unquoted or missing attribute value in element")
		}
		length := bytes.IndexByte(raw[1:], raw[0])
		if length < 0 {
			return nil, t.syntax("unquoted or missing attribute value in element")
		}
		value, err := t.decoded(raw[1:1+length], true)
		if err != nil {
			return nil, err
		}
		attrs = append(attrs, xml.Attr{Name: name, Value: t.value(value)})
		raw = raw[2+length:]
	}
}

// value keeps short attribute values.
func (t *tokenizer) value(raw []byte) string {
	if len(raw) > 16 {
		return string(raw)
	}
	if known, ok := t.values[string(raw)]; ok {
		return known
	}
	value := string(raw)
	if len(t.values) < maxValues {
		t.values[value] = value
	}
	return value
}

// nameLength is how far a name goes at most: to the first ASCII sign that no name has.
func nameLength(raw []byte) int {
	for i, c := range raw {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf || c == '_' || c == ':' || c == '.' || c == '-') {
			return i
		}
	}
	return len(raw)
}

// name splits a name at its colon. encoding/xml decides whether it is one; the answer is kept.
func (t *tokenizer) name(raw []byte) (xml.Name, error) {
	if known, ok := t.names[string(raw)]; ok {
		return known, nil
	}
	written := string(raw)
	if written == "" || nameLength(raw) < len(raw) {
		return xml.Name{}, t.syntax("expected a name")
	}
	found, err := xml.NewDecoder(strings.NewReader("<" + written + "/>")).RawToken()
	start, ok := found.(xml.StartElement)
	if err != nil || !ok || len(start.Attr) > 0 {
		return xml.Name{}, t.syntax("invalid XML name: " + strconv.Quote(written))
	}
	if len(t.names) < maxNames {
		t.names[written] = start.Name
	}
	return start.Name, nil
}

// decoded is a text or attribute value with its entities replaced and its line ends as XML 1.0, 2.11 has them.
func (t *tokenizer) decoded(raw []byte, attribute bool) ([]byte, error) {
	switch {
	case attribute && bytes.IndexByte(raw, '<') >= 0:
		return nil, t.syntax("unescaped < inside quoted string")
	case !attribute && bytes.IndexByte(raw, ']') >= 0 && bytes.Contains(raw, []byte("]]>")):
		return nil, t.syntax("unescaped ]]> not in CDATA section")
	case bytes.IndexByte(raw, '&') < 0:
		return t.plain(raw)
	}
	if err := t.allowed(raw); err != nil {
		return nil, err
	}
	t.scratch = t.scratch[:0]
	for {
		at := bytes.IndexByte(raw, '&')
		if at < 0 {
			t.scratch = append(t.scratch, raw...)
			return lineEnds(t.scratch), nil
		}
		t.scratch = append(t.scratch, raw[:at]...)
		end := bytes.IndexByte(raw[at:], ';')
		if end < 0 {
			return nil, t.syntax("invalid character entity")
		}
		c, ok := entity(string(raw[at+1 : at+end]))
		if !ok {
			return nil, t.syntax("invalid character entity")
		}
		t.scratch = utf8.AppendRune(t.scratch, c)
		raw = raw[at+end+1:]
	}
}

// entity is the letter that one of the five names or a number stands for.
func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "apos":
		return '\'', true
	case "quot":
		return '"', true
	}
	digits, base := strings.CutPrefix(name, "#")
	if !base {
		return 0, false
	}
	radix := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, radix = hex, 16
	}
	n, err := strconv.ParseUint(digits, radix, 32)
	if err != nil || n > utf8.MaxRune || !inRange(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// inRange says whether XML 1.0, production 2, allows a letter.
func inRange(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || c >= ' ' && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000 && c <= utf8.MaxRune
}

// plain is a text without entities.
func (t *tokenizer) plain(raw []byte) ([]byte, error) {
	if err := t.allowed(raw); err != nil {
		return nil, err
	}
	if bytes.IndexByte(raw, '\r') < 0 {
		return raw, nil
	}
	t.scratch = append(t.scratch[:0], raw...)
	return lineEnds(t.scratch), nil
}

// allowed refuses letters that XML does not have.
func (t *tokenizer) allowed(raw []byte) error {
	for i, c := range raw {
		if c >= ' ' && c != 0xEF || c == '\n' || c == '\t' || c == '\r' {
			continue
		}
		if letter, _ := utf8.DecodeRune(raw[i:]); !inRange(letter) {
			return t.syntax("illegal character code " + strconv.QuoteRuneToASCII(letter))
		}
	}
	return nil
}

// lineEnds writes one line end as \n, in place.
func lineEnds(text []byte) []byte {
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
}
