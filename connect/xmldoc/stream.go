package xmldoc

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"countersign/domain"
)

// Stream reads a document of any length as Decode does, in the memory of one element: each element of a list that the
// struct marks with `each:"true"` is given to done as a pointer when it closes, and its room is taken again by the next
// one. Marked lists may nest; the inner elements come first, while the outer one is filled as far as it is read.
//
// The caps hold for the part between two such elements, not for the whole. The Path of a value stands below the nearest
// marked element; a refusal that done returns with such a Field comes out with the whole path.
//
// Errors: as Decode; what r or done return, wrapped.
func Stream(r io.Reader, g Grammar, out any, done func(element any) error) (xml.Name, error) {
	text, err := utf8Reader(r)
	if err != nil {
		return xml.Name{}, err
	}
	checked := &guard{in: text}
	d := decoder{grammar: g, out: reflect.ValueOf(out).Elem(), done: done}
	err = d.stream(newTokenizer(checked))
	if checked.failed != nil {
		return xml.Name{}, fmt.Errorf("read document: %w", checked.failed)
	}
	return d.root, err
}

// stream is run for tokens of our own.
func (d *decoder) stream(tokens *tokenizer) error {
	for {
		one, err := tokens.next()
		if errors.Is(err, io.EOF) {
			return d.finish()
		}
		if err != nil {
			return d.malformed(err)
		}
		switch one.kind {
		case tokenStart:
			err = d.open(one.start)
		case tokenEnd:
			err = d.close(one.end)
		case tokenText:
			err = d.chars(one.text)
		}
		if err != nil {
			return err
		}
	}
}

// streamBuffer is the piece of a stream that is looked at before it is tokenized.
const streamBuffer = 64 << 10

// give hands the element at depth top to the caller of Stream.
func (d *decoder) give(top int) error {
	d.elements = 0
	err := d.done(d.stack[top].value.Addr().Interface())
	var refusal *domain.Error
	if errors.As(err, &refusal) && !strings.HasPrefix(refusal.Field, "/") {
		refusal.Field = strings.TrimSuffix(d.path(top)+"/"+refusal.Field, "/")
	}
	return err
}

// place is a step below a streamed element. Places are kept, so that millions of values share the text of their paths.
type place struct {
	path  string
	steps map[string]*place
}

// maxPlaces bounds the steps kept at one place: real lists are short, and hostile ones must not be remembered.
const maxPlaces = 64

// below is the place of a child.
func (p *place) below(f *frame) *place {
	step := f.step
	if f.each {
		step = ""
	}
	if next, ok := p.steps[step]; ok {
		return next
	}
	next := &place{path: step}
	if p.path != "" && step != "" {
		next.path = p.path + "/" + step
	}
	if len(p.steps) < maxPlaces {
		if p.steps == nil {
			p.steps = map[string]*place{}
		}
		p.steps[step] = next
	}
	return next
}
