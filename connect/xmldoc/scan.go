package xmldoc

import (
	"bytes"
)

// scan walks the markup of UTF-8 text once, without building anything, and refuses a shape beyond the caps. It is
// stricter than a parser about size and blind to everything else: the tokenizer still decides what is well formed.
//
// Errors: INVALID with reason hostile_xml, truncated or not_well_formed.
func scan(text []byte) error {
	s := scanner{text: text}
	for s.pos < len(s.text) {
		next := bytes.IndexByte(s.text[s.pos:], '<')
		if next < 0 {
			next = len(s.text) - s.pos
		}
		if err := s.value(next); err != nil {
			return err
		}
		if s.pos += next; s.pos == len(s.text) {
			break
		}
		if err := s.markup(); err != nil {
			return err
		}
	}
	if s.depth > 0 {
		return Refuse(ReasonTruncated, "", "The document ends inside the element %.40q.", s.element)
	}
	return nil
}

type scanner struct {
	text     []byte
	pos      int
	depth    int
	elements int
	element  []byte // name of the element opened last
}

// markup steps over one tag, comment, instruction or CDATA section that begins at pos.
func (s *scanner) markup() error {
	rest := s.text[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.skip("-->", 4, maxText)
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.skip("]]>", 9, s.valueCap())
	case bytes.HasPrefix(rest, []byte("<!")):
		return Refuse(ReasonHostile, "", "The document has a document type definition, which is never read.")
	case bytes.HasPrefix(rest, []byte("<?")):
		return s.skip("?>", 2, maxText)
	case bytes.HasPrefix(rest, []byte("</")):
		s.depth--
		return s.skip(">", 2, maxTag)
	}
	return s.startTag()
}

// skip moves past end, which must come within limit bytes after the lead characters of the construct.
func (s *scanner) skip(end string, lead, limit int) error {
	from := s.text[s.pos+lead:]
	length := bytes.Index(from[:min(len(from), limit+len(end))], []byte(end))
	switch {
	case length < 0 && len(from) > limit:
		return Refuse(ReasonHostile, "", "The document holds a value, comment or instruction of more than %d bytes.", limit)
	case length < 0:
		return Refuse(ReasonTruncated, "", "The document ends in the middle of markup.")
	}
	s.pos += lead + length + len(end)
	return nil
}

func (s *scanner) startTag() error {
	from := s.text[s.pos:]
	from = from[:min(len(from), maxTag+1)]
	var quote byte
	attributes, length := 0, -1
	for i := 1; i < len(from) && length < 0; i++ {
		switch c := from[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			attributes++
		case c == '<':
			return Refuse(ReasonNotWellFormed, "", "The document has a tag inside a tag.")
		case c == '>':
			length = i
		}
	}
	switch {
	case attributes > maxAttributes:
		return Refuse(ReasonHostile, "", "An element has more than %d attributes.", maxAttributes)
	case length < 0 && len(from) > maxTag:
		return Refuse(ReasonHostile, "", "A tag is longer than %d bytes.", maxTag)
	case length < 0:
		return Refuse(ReasonTruncated, "", "The document ends inside a tag.")
	}
	if s.elements++; s.elements > maxElements {
		return Refuse(ReasonHostile, "", "The document has more than %d elements.", maxElements)
	}
	if from[length-1] != '/' {
		if s.depth++; s.depth > maxDepth {
			return Refuse(ReasonHostile, "", "The document nests more than %d elements.", maxDepth)
		}
	}
	name := from[1:length]
	if end := bytes.IndexAny(name, " \t\r\n/"); end >= 0 {
		name = name[:end]
	}
	s.element = name
	s.pos += length + 1
	return nil
}

// value checks the length of the text between two tags.
func (s *scanner) value(length int) error {
	if length > maxText && length > s.valueCap() {
		return Refuse(ReasonHostile, "", "The element %.40q holds more than %d bytes.", s.element, s.valueCap())
	}
	return nil
}

// valueCap is the cap of a value in the element opened last.
func (s *scanner) valueCap() int {
	if bytes.HasSuffix(s.element, []byte(attachmentSuffix)) {
		return maxAttachment
	}
	return maxText
}
