package ofx

import (
	"bufio"
	"errors"
	"io"
	"strings"

	"countersign/connect/textdoc"
)

// Caps, so that a file without ends is refused before it fills the memory.
const (
	maxValueBytes = 64 << 10 // the standard's longest value has 390 characters
	maxTagBytes   = 200
	maxDepth      = 64 // the deepest in the corpus is 10
)

// token is a start or an end of an element. Text belongs to what stands before it.
type token struct {
	name  string // upper case
	line  int
	end   bool
	empty bool // closed by itself
}

// tokens cuts a file at its tags.
type tokens struct {
	in   *bufio.Reader
	line int
}

func newTokens(r io.Reader) *tokens {
	return &tokens{in: bufio.NewReaderSize(r, 64<<10), line: 1}
}

func (t *tokens) byte() (byte, error) {
	c, err := t.in.ReadByte()
	if c == '\n' {
		t.line++
	}
	return c, err
}

// next is the text up to the next tag, without comments, and that tag; io.EOF with the text after the last.
func (t *tokens) next() (text string, tag token, err error) {
	var b strings.Builder
	raw := false // whether part of it was CDATA, in which nothing is escaped
	for {
		c, err := t.byte()
		if err != nil {
			return value(b.String(), raw), token{}, err
		}
		if b.Len() >= maxValueBytes {
			return "", token{}, textdoc.Refuse(textdoc.ReasonTooLarge, t.line, "A value has more than %d bytes.", maxValueBytes)
		}
		if c != '<' {
			b.WriteByte(c)
			continue
		}
		head, _ := t.in.Peek(8)
		switch {
		case strings.HasPrefix(string(head), "!--"):
			err = t.pass("-->", nil)
		case string(head) == "![CDATA[":
			_, _ = t.in.Discard(len(head))
			raw = true
			err = t.pass("]]>", &b)
		case strings.HasPrefix(string(head), "?"):
			err = t.pass("?>", nil)
		case strings.HasPrefix(string(head), "!"):
			err = textdoc.Refuse("hostile_xml", t.line, "The document has a declaration, which is never read.")
		case len(head) > 0 && (head[0] == '/' || isName(head[0]) && !isDigit(head[0])):
			tag, err := t.tag()
			return value(b.String(), raw), tag, err
		default:
			b.WriteByte(c)
			continue
		}
		if err != nil {
			return "", token{}, err
		}
	}
}

// pass reads up to end and keeps what stands before it, when somebody wants it.
func (t *tokens) pass(end string, keep *strings.Builder) error {
	line := t.line
	var last []byte
	for {
		c, err := t.byte()
		if errors.Is(err, io.EOF) {
			return textdoc.Refuse(textdoc.ReasonMalformed, line, "What begins here does not end with %q.", end)
		}
		if err != nil {
			return err
		}
		if last = append(last, c); len(last) > len(end) {
			if keep != nil && keep.Len() < maxValueBytes {
				keep.WriteByte(last[0])
			}
			last = last[1:]
		}
		if string(last) == end {
			return nil
		}
	}
}

func (t *tokens) tag() (token, error) {
	tag := token{line: t.line}
	var b []byte
	for {
		c, err := t.byte()
		if errors.Is(err, io.EOF) || c == '<' || len(b) > maxTagBytes {
			return tag, textdoc.Refuse(textdoc.ReasonMalformed, tag.line, "The tag that begins with %.20q does not end.", "<"+string(b))
		}
		if err != nil {
			return tag, err
		}
		if c == '>' {
			break
		}
		b = append(b, c)
	}
	name := string(b)
	name, tag.end = strings.CutPrefix(name, "/")
	name, tag.empty = strings.CutSuffix(name, "/")
	name, _, _ = strings.Cut(name, " ") // a namespace
	name = strings.TrimSpace(name)
	for i := range len(name) {
		if !isName(name[i]) {
			return tag, textdoc.Refuse(textdoc.ReasonMalformed, tag.line, "%.20q is no name of an element.", name)
		}
	}
	tag.name = strings.ToUpper(name)
	return tag, nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isName(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || isDigit(c) || c == '.' || c == '_' || c == '-'
}

// escapes are those of OFX 1.6, section 2.3.2.1, and XML. The ampersand is last: what it makes is no escape again.
var escapes = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&nbsp;", " ", "&quot;", `"`, "&apos;", "'", "&amp;", "&",
	"&#39;", "'", "&#039;", "'", "&#34;", `"`, "&#38;", "&")

func value(text string, raw bool) string {
	if !raw && strings.Contains(text, "&") {
		text = escapes.Replace(text)
	}
	return strings.TrimSpace(text)
}
