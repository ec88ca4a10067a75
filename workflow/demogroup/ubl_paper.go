package demogroup

import (
	"encoding/xml"
	"slices"
	"strings"

	"countersign/domain"
)

// group writes elements around what inside writes. A position such as "[2]" is part of the path and not of the name.
func (p *paper) group(names string, inside func()) {
	depth := len(p.trail)
	for _, name := range strings.Split(names, "/") {
		p.trail = append(p.trail, name)
		p.WriteString("<" + plainName(name) + ">")
	}
	inside()
	for i := len(p.trail) - 1; i >= depth; i-- {
		p.WriteString("</" + plainName(p.trail[i]) + ">")
	}
	p.trail = p.trail[:depth]
}

// value writes one element, with attributes in pairs, and notes its path under a business term. Nothing is written for
// an empty text.
func (p *paper) value(term, name, text string, attributes ...string) {
	if text == "" {
		return
	}
	p.WriteString("<" + plainName(name))
	for pair := range slices.Chunk(attributes, 2) {
		p.WriteString(" " + pair[0] + `="` + pair[1] + `"`)
	}
	p.WriteString(">")
	_ = xml.EscapeText(p, []byte(text)) // a buffer takes everything
	p.WriteString("</" + plainName(name) + ">")
	if term != "" {
		p.paths[term] = p.at(name)
	}
}

func (p *paper) money(term, name string, amount *domain.Decimal, currency domain.Currency) {
	p.value(term, name, amount.String(), "currencyID", string(currency))
}

// at is the path of a child of the open element.
func (p *paper) at(name string) string { return "/" + strings.Join(p.trail, "/") + "/" + name }

func plainName(name string) string {
	name, _, _ = strings.Cut(name, "[")
	return name
}
