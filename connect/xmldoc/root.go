package xmldoc

import (
	"bytes"
	"encoding/xml"
	"slices"
)

// Root returns the name of the root element, its namespace resolved, after reading no more than the first 64 KiB. It
// serves to tell formats apart.
//
// Errors: INVALID with reason hostile_xml when a document type definition comes before the root, else not_well_formed,
// truncated, unknown_charset or too_large.
func Root(data []byte) (xml.Name, error) {
	text, err := transcode(data[:min(len(data), 64<<10)])
	if err != nil {
		return xml.Name{}, err
	}
	s := scanner{text: text}
	for s.elements == 0 {
		next := bytes.IndexByte(text[s.pos:], '<')
		if next < 0 {
			return xml.Name{}, Refuse(ReasonTruncated, "", "The document has no element.")
		}
		if before := bytes.TrimSpace(text[s.pos : s.pos+next]); len(before) > 0 {
			return xml.Name{}, Refuse(ReasonNotWellFormed, "", "The document has text before its root element.")
		}
		text, s.text, s.pos = text[s.pos+next:], text[s.pos+next:], 0
		if err := s.markup(); err != nil {
			return xml.Name{}, err
		}
	}
	d := decoder{tokens: xml.NewDecoder(bytes.NewReader(text[:s.pos]))}
	token, err := d.tokens.Token()
	if err != nil {
		return xml.Name{}, d.malformed(err)
	}
	start, ok := token.(xml.StartElement)
	if !ok {
		return xml.Name{}, Refuse(ReasonNotWellFormed, "", "The document does not begin with an element.")
	}
	return start.Name, nil
}

// Sniff says whether the bytes begin like a document of this grammar.
func (g Grammar) Sniff(data []byte) bool {
	root, err := Root(data)
	return err == nil && slices.Contains(g.Roots, root)
}

// RefuseRoot says why a document with this root is none with the roots that somebody knows.
func RefuseRoot(root xml.Name, known []xml.Name) error {
	for _, one := range known {
		if one.Local == root.Local {
			return Refuse(ReasonWrongNamespace, "/"+root.Local, "The root element %s is in the namespace %.80q.", root.Local, root.Space)
		}
	}
	return Refuse(ReasonWrongRoot, "/"+root.Local, "The root element is %.40q.", root.Local)
}

// Looks says whether the bytes could be XML: after a byte order mark and blanks, in whatever encoding, comes a "<".
func Looks(data []byte) bool {
	start := bytes.TrimLeft(data[:min(len(data), 512)], "\xEF\xBB\xBF\xFE\xFF \t\r\n\x00")
	return bytes.HasPrefix(start, []byte("<"))
}
