package xmldoc

import (
	"bytes"
	"errors"
	"io"

	"countersign/domain"
)

// guard passes UTF-8 text on and refuses a shape beyond the caps before the tokenizer has to hold it: what scan is to a
// document in memory.
type guard struct {
	in     io.Reader
	failed error // of the reader, not of the document
	err    error

	state      guardState
	size       int // bytes of the construct so far
	depth      int
	attributes int
	quote      byte
	last       byte
	before     byte // the one before last
}

type guardState uint8

const (
	inText guardState = iota
	inOpening
	inStartTag
	inEndTag
	inBang
	inComment
	inCDATA
	inInstruction
)

// Read fills p with text that was looked at. Errors: INVALID with reason hostile_xml; the reader's own.
func (g *guard) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.in.Read(p)
	if refusal := g.look(p[:n]); refusal != nil {
		g.err = refusal
		return 0, g.err
	}
	var refusal *domain.Error
	switch {
	case errors.As(err, &refusal):
		g.err = refusal
	case err != nil && !errors.Is(err, io.EOF):
		g.err, g.failed = err, err
	case err != nil:
		g.err = io.EOF
	}
	if n > 0 {
		return n, nil
	}
	return n, g.err
}

func (g *guard) look(p []byte) error {
	for len(p) > 0 {
		var rest []byte
		var err error
		switch g.state {
		case inText:
			rest, err = g.text(p)
		case inOpening, inEndTag:
			rest, err = g.name(p)
		default:
			rest, err = p[1:], g.markup(p[0])
		}
		if err != nil {
			return err
		}
		p = rest
	}
	return nil
}

func (g *guard) text(p []byte) ([]byte, error) {
	next := bytes.IndexByte(p, '<')
	if next < 0 {
		next = len(p)
	}
	if g.size += next; g.size > maxText {
		return nil, Refuse(ReasonHostile, "", "An element holds more than %d bytes.", maxText)
	}
	if next == len(p) {
		return nil, nil
	}
	g.become(inOpening)
	return p[next+1:], nil
}

// name passes over a run of letters at once: most tags hold nothing else.
func (g *guard) name(p []byte) ([]byte, error) {
	run := 0
	for run < len(p) && p[run] >= 'A' && p[run] <= 'z' {
		run++
	}
	if run == 0 || g.state == inOpening && p[0] == '/' {
		return p[1:], g.markup(p[0])
	}
	if g.state == inOpening {
		g.become(inStartTag)
	}
	g.size += run
	g.last = p[run-1]
	return p[run:], g.within()
}

func (g *guard) become(s guardState) {
	g.state, g.size, g.attributes, g.quote, g.last, g.before = s, 0, 0, 0, 0, 0
}

func (g *guard) markup(c byte) error {
	g.size++
	switch g.state {
	case inOpening:
		return g.opening(c)
	case inStartTag:
		return g.startTag(c)
	case inEndTag:
		if c == '>' {
			g.depth--
			g.become(inText)
		}
	case inBang:
		switch {
		case g.last == '-' && c == '-':
			g.become(inComment)
		case g.last == 0 && c == '[':
			g.become(inCDATA)
		case g.last != 0 || c != '-':
			return Refuse(ReasonHostile, "", "The document has a document type definition, which is never read.")
		default:
			g.last = c
		}
		return nil
	case inComment:
		g.endAfter(c, '-')
	case inCDATA:
		g.endAfter(c, ']')
	case inInstruction:
		if c == '>' && g.last == '?' {
			g.become(inText)
		}
		g.last = c
	}
	return g.within()
}

// within checks the length of the construct.
func (g *guard) within() error {
	switch {
	case (g.state == inStartTag || g.state == inEndTag) && g.size > maxTag:
		return Refuse(ReasonHostile, "", "A tag is longer than %d bytes.", maxTag)
	case g.size > maxText:
		return Refuse(ReasonHostile, "", "The document holds a value, comment or instruction of more than %d bytes.", maxText)
	}
	return nil
}

// endAfter ends a construct at two signs and ">".
func (g *guard) endAfter(c, sign byte) {
	if c == '>' && g.last == sign && g.before == sign {
		g.become(inText)
		return
	}
	g.before, g.last = g.last, c
}

func (g *guard) opening(c byte) error {
	switch c {
	case '/':
		g.become(inEndTag)
	case '!':
		g.become(inBang)
	case '?':
		g.become(inInstruction)
	default:
		g.become(inStartTag)
		return g.startTag(c)
	}
	return nil
}

func (g *guard) startTag(c byte) error {
	switch {
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
		}
	case c == '"' || c == '\'':
		g.quote = c
	case c == '=':
		if g.attributes++; g.attributes > maxAttributes {
			return Refuse(ReasonHostile, "", "An element has more than %d attributes.", maxAttributes)
		}
	case c == '<':
		return Refuse(ReasonNotWellFormed, "", "The document has a tag inside a tag.")
	case c == '>':
		if g.last != '/' {
			if g.depth++; g.depth > maxDepth {
				return Refuse(ReasonHostile, "", "The document nests more than %d elements.", maxDepth)
			}
		}
		g.become(inText)
		return nil
	}
	g.last = c
	return g.within()
}
