package xmldoc

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"countersign/domain"
)

// Vocabulary maps the namespaces of a format to the prefixes that its struct tags and paths use. Namespaces that share a
// prefix are read alike: two editions of one vocabulary.
type Vocabulary map[string]string

// Grammar is what tells a format's documents from others.
type Grammar struct {
	Roots []xml.Name // with namespaces
	Words Vocabulary
}

// Text is the value of one element without children of interest.
type Text struct {
	Value string // without surrounding blanks
	Path  string // XPath of the element, "" when the document has no such element
	Size  int    // bytes of an attachment once decoded; its Value is not kept
	attrs []xml.Attr
}

// Attr is the value of an attribute without a namespace, "" when it is not there.
func (t Text) Attr(name string) string {
	for _, a := range t.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// Decode reads a document with one of the grammar's roots into the struct at out and returns the root it found.
// Elements that the struct does not name are passed over, but must be well formed and within the caps.
//
// Errors: INVALID with a Reason in its details; Field is the element's path where there is one.
func Decode(data []byte, g Grammar, out any) (xml.Name, error) {
	text, err := utf8Text(data)
	if err != nil {
		return xml.Name{}, err
	}
	if err := scan(text); err != nil {
		return xml.Name{}, err
	}
	d := decoder{grammar: g, out: reflect.ValueOf(out).Elem()}
	d.tokens = xml.NewDecoder(bytes.NewReader(text))
	d.tokens.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // already UTF-8
	if err := d.run(); err != nil {
		return xml.Name{}, err
	}
	return d.root, nil
}

type decoder struct {
	tokens   *xml.Decoder
	grammar  Grammar
	out      reflect.Value
	root     xml.Name
	stack    []frame
	bindings []binding

	done     func(element any) error // of Stream, nil in Decode
	elements int                     // since the last one that was given to done
}

// frame is one open element.
type frame struct {
	name     xml.Name // as written, to check the end tag
	step     string   // its step in a path
	path     string   // filled on first use
	plan     *plan    // nil in a part of the document that nobody reads
	value    reflect.Value
	text     []byte
	size     int
	seen     []int32 // occurrences by field
	bindings int     // how many namespace bindings were in force outside
	each     bool    // to be given to Stream's caller when it closes
	place    *place  // of Stream: the path below the nearest such element
}

type binding struct{ prefix, space string }

func (d *decoder) run() error {
	for {
		token, err := d.tokens.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return d.malformed(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			err = d.open(token)
		case xml.EndElement:
			err = d.close(token)
		case xml.CharData:
			err = d.chars(token)
		case xml.Directive:
			err = Refuse(ReasonHostile, "", "The document has a document type definition, which is never read.")
		}
		if err != nil {
			return err
		}
	}
	return d.finish()
}

// finish asks whether the document is whole.
func (d *decoder) finish() error {
	switch {
	case len(d.stack) > 0:
		return Refuse(ReasonTruncated, d.path(len(d.stack)-1), "The document ends inside an element.")
	case d.root.Local == "":
		return Refuse(ReasonNotWellFormed, "", "The document has no element.")
	}
	return nil
}

// open begins an element: namespaces first, then its place in the struct.
func (d *decoder) open(start xml.StartElement) error {
	f := frame{name: start.Name, bindings: len(d.bindings)}
	if depth := len(d.stack); depth < cap(d.stack) {
		f.text = d.stack[:depth+1][depth].text[:0] // the room of an element that is closed
	}
	if d.elements++; d.done != nil && d.elements > maxBetween {
		return Refuse(ReasonHostile, d.path(len(d.stack)-1), "The element has more than %d elements.", maxBetween)
	}
	for i, a := range start.Attr {
		for _, other := range start.Attr[:i] {
			if a.Name == other.Name {
				return Refuse(ReasonNotWellFormed, d.path(len(d.stack)-1), "An element has two attributes %.40q.", a.Name.Local)
			}
		}
		switch {
		case a.Name.Space == "xmlns":
			d.bindings = append(d.bindings, binding{a.Name.Local, a.Value})
		case a.Name.Space == "" && a.Name.Local == "xmlns":
			d.bindings = append(d.bindings, binding{"", a.Value})
		}
	}
	name, err := d.resolve(start.Name)
	if err != nil {
		return err
	}
	if len(d.stack) == 0 {
		err = d.openRoot(&f, name)
	} else if prefix, known := d.grammar.Words[name.Space]; known {
		err = d.openChild(&f, xml.Name{Space: prefix, Local: name.Local})
	}
	if err != nil {
		return err
	}
	if t := f.target(); t != nil {
		t.attrs = start.Attr
	}
	d.stack = append(d.stack, f)
	return nil
}

// target is where the element's own text goes, nil when nobody reads it.
func (f *frame) target() *Text {
	switch {
	case f.plan == nil:
		return nil
	case f.plan.leaf:
		return f.value.Addr().Interface().(*Text)
	case f.plan.own >= 0:
		return f.value.Field(f.plan.own).Addr().Interface().(*Text)
	}
	return nil
}

// resolve finds the namespace of a name as written.
func (d *decoder) resolve(name xml.Name) (xml.Name, error) {
	for i := len(d.bindings) - 1; i >= 0; i-- {
		if d.bindings[i].prefix == name.Space {
			return xml.Name{Space: d.bindings[i].space, Local: name.Local}, nil
		}
	}
	if name.Space != "" && name.Space != "xml" {
		return name, Refuse(ReasonNotWellFormed, d.path(len(d.stack)-1), "The prefix %.40q stands for no namespace.", name.Space)
	}
	return name, nil
}

func (d *decoder) openRoot(f *frame, name xml.Name) error {
	if d.root.Local != "" {
		return Refuse(ReasonNotWellFormed, "", "The document has more than one root element.")
	}
	if !slices.Contains(d.grammar.Roots, name) {
		return RefuseRoot(name, d.grammar.Roots)
	}
	d.root = name
	f.step = step(xml.Name{Space: d.grammar.Words[name.Space], Local: name.Local})
	f.path, f.plan, f.value = "/"+f.step, planOf(d.out.Type()), d.out
	f.place = &place{path: f.path}
	return nil
}

func (d *decoder) openChild(f *frame, name xml.Name) error {
	parent := &d.stack[len(d.stack)-1]
	if parent.plan == nil {
		return nil
	}
	c, ok := parent.plan.children[name]
	if !ok {
		return nil
	}
	if parent.seen == nil {
		parent.seen = make([]int32, parent.value.NumField())
	}
	parent.seen[c.field]++
	count := int(parent.seen[c.field])
	f.step, f.plan, f.value = step(name), c.plan, parent.value.Field(c.field)
	f.each = c.each && d.done != nil
	switch {
	case f.each:
		f.step += "[" + strconv.Itoa(count) + "]"
		f.value.Grow(1 - f.value.Len()) // the one before is with its reader: its room is taken again
		f.value.SetLen(1)
		f.value = f.value.Index(0)
		f.value.SetZero()
	case c.repeats:
		f.step += "[" + strconv.Itoa(count) + "]"
		f.value.Grow(1)
		f.value.SetLen(count)
		f.value = f.value.Index(count - 1)
	case count > 1:
		return Refuse(ReasonRepeatedElement, d.path(len(d.stack)-1)+"/"+f.step, "The element %s occurs twice where it may occur once.", f.step)
	case f.value.Kind() == reflect.Pointer:
		f.value.Set(reflect.New(f.value.Type().Elem()))
		f.value = f.value.Elem()
	}
	if d.done != nil {
		f.place = parent.place.below(f)
	}
	return nil
}

func (d *decoder) close(end xml.EndElement) error {
	if len(d.stack) == 0 || d.stack[len(d.stack)-1].name != end.Name {
		return Refuse(ReasonNotWellFormed, d.path(len(d.stack)-1), "The end tag %.40q closes no open element.", end.Name.Local)
	}
	top := len(d.stack) - 1
	f := &d.stack[top]
	if t := f.target(); t != nil {
		if d.done == nil {
			t.Path = d.path(top)
		} else {
			t.Path = f.place.path
		}
		t.Value = string(bytes.TrimSpace(f.text))
		t.Size = f.size
	}
	if f.each {
		if err := d.give(top); err != nil {
			return err
		}
	}
	d.bindings = d.bindings[:d.stack[top].bindings]
	d.stack = d.stack[:top]
	return nil
}

func (d *decoder) chars(text xml.CharData) error {
	if len(d.stack) == 0 {
		if len(bytes.TrimSpace(text)) > 0 {
			return Refuse(ReasonNotWellFormed, "", "The document has text outside its root element.")
		}
		return nil
	}
	f := &d.stack[len(d.stack)-1]
	if f.target() == nil {
		return nil
	}
	if strings.HasSuffix(f.name.Local, attachmentSuffix) {
		f.size += base64Size(text)
		return nil
	}
	if len(f.text)+len(text) > maxText { // CDATA sections and comments split a value into runs
		return Refuse(ReasonHostile, d.path(len(d.stack)-1), "The value has more than %d bytes.", maxText)
	}
	f.text = append(f.text, text...)
	return nil
}

// base64Size is the number of bytes that a run of base64 text stands for.
func base64Size(text []byte) int {
	letters := 0
	for _, c := range text {
		if c > ' ' && c != '=' {
			letters++
		}
	}
	return letters * 3 / 4
}

// path is the XPath of the open element at depth i, "" for none.
func (d *decoder) path(i int) string {
	if i < 0 {
		return ""
	}
	f := &d.stack[i]
	if f.step == "" { // nobody reads it: name the part that somebody does
		return d.path(i - 1)
	}
	if f.path == "" {
		f.path = d.path(i-1) + "/" + f.step
	}
	return f.path
}

func (d *decoder) malformed(err error) error {
	var refusal *domain.Error
	if errors.As(err, &refusal) { // by the guard of a stream
		return refusal
	}
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		if strings.Contains(syntax.Msg, "unexpected EOF") {
			return Refuse(ReasonTruncated, d.path(len(d.stack)-1), "The document ends in line %d, in the middle of markup.", syntax.Line)
		}
		if strings.Contains(syntax.Msg, "entity") {
			return Refuse(ReasonHostile, d.path(len(d.stack)-1), "The document uses an entity that it cannot have defined (line %d).", syntax.Line)
		}
		return Refuse(ReasonNotWellFormed, d.path(len(d.stack)-1), "The document is not well-formed XML in line %d: %s.", syntax.Line, syntax.Msg)
	}
	return Refuse(ReasonNotWellFormed, d.path(len(d.stack)-1), "The document is not well-formed XML.")
}

// step writes a resolved name as a step of a path.
func step(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}
