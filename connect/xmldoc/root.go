package xmldoc

import (
	"bytes"
	"encoding/xml"
	"io"
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
	tokens := xml.NewDecoder(bytes.NewReader(text))
	tokens.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	for {
		token, err := tokens.Token()
		if err == io.EOF {
			return xml.Name{}, Refuse(ReasonTruncated, "", "The document has no element.")
		}
		if err != nil {
			d := decoder{tokens: tokens}
			return xml.Name{}, d.malformed(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			return token.Name, nil
		case xml.Directive:
			return xml.Name{}, Refuse(ReasonHostile, "", "The document has a document type definition, which is never read.")
		case xml.CharData:
			if len(bytes.TrimSpace(token)) > 0 {
				return xml.Name{}, Refuse(ReasonNotWellFormed, "", "The document has text before its root element.")
			}
		}
	}
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
