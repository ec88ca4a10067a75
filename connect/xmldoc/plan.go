package xmldoc

import (
	"encoding/xml"
	"fmt"
	"reflect"
	"strings"
	"sync"
)

// plan says which children an element of a struct type may have. It is made once per type from the struct tags:
//
//	ID    Text   `xml:"cbc:ID"`                                 occurs at most once
//	Notes []Text `xml:"cbc:Note"`                               occurs any number of times
//	Rate  Text   `xml:"ram:RateApplicablePercent,ram:Percent"`  one element, named differently in an older edition
//	Party struct{ ... } `xml:"cac:Party"`                       a group; *struct when its absence matters
//	Value Text   `xml:"."`                                      the group's own text, where editions differ: a code or a group
//	Lines []line `xml:"Ntry" each:"true"`                       given to Stream's caller one by one
type plan struct {
	leaf     bool
	own      int // field of the group's own text, -1 when nobody reads it
	children map[xml.Name]child
}

type child struct {
	field   int
	repeats bool
	each    bool
	plan    *plan
}

var (
	textType = reflect.TypeFor[Text]()
	plans    sync.Map // reflect.Type -> *plan
)

// planOf panics on a struct that this package cannot fill: a mistake in our source, found by the format's first test.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{leaf: t == textType, own: -1, children: map[xml.Name]child{}}
	if !p.leaf {
		addFields(p, t)
	}
	plans.Store(t, p)
	return p
}

func addFields(p *plan, t reflect.Type) {
	if t.Kind() != reflect.Struct {
		panic(fmt.Sprintf("xmldoc: %s is no struct", t))
	}
	for i := range t.NumField() {
		field := t.Field(i)
		tag, ok := field.Tag.Lookup("xml")
		if !ok {
			panic(fmt.Sprintf("xmldoc: %s.%s has no xml tag", t, field.Name))
		}
		if tag == "." && field.Type == textType {
			p.own = i
			continue
		}
		inner := field.Type
		repeats := inner.Kind() == reflect.Slice
		if repeats || inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		c := child{field: i, repeats: repeats, each: repeats && field.Tag.Get("each") != "", plan: planOf(inner)}
		for _, name := range strings.Split(tag, ",") {
			prefix, local, found := strings.Cut(name, ":")
			if !found {
				prefix, local = "", name
			}
			p.children[xml.Name{Space: prefix, Local: local}] = c
		}
	}
}
