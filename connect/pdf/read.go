package pdf

import (
	"bytes"
	"maps"
	"slices"
	"strings"
)

// File is one file embedded in a PDF, still packed.
type File struct {
	Name         string // as the file specification states it, "" when it does not
	MediaType    string // such as text/xml, "" when not stated
	Relationship string // Data, Alternative, Source, Supplement, "" when not stated
	stream       object
	left         *int // bytes that the files of this PDF may still unpack to
}

// Sniff says whether the bytes are a PDF; up to 1 KiB of something else may come first. Source: ISO 32000-1, note to 7.5.2.
func Sniff(data []byte) bool { return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) }

// Read returns the files embedded in a PDF in the order of their object numbers, none when it embeds none.
//
// Errors: INVALID with a reason: too_large, hostile_pdf, pdf_encrypted, and what inflate refuses in object streams.
func Read(data []byte) ([]File, error) {
	if len(data) > MaxBytes {
		return nil, refuse(ReasonTooLarge, "The PDF has %d bytes; the limit is %d.", len(data), MaxBytes)
	}
	w, err := walk(data)
	if err != nil {
		return nil, err
	}
	found := map[int]File{}
	for _, number := range slices.Sorted(maps.Keys(w.objects)) {
		w.specs(w.objects[number].value, found)
	}
	files := make([]File, 0, len(found))
	left := maxUnpacked
	for _, number := range slices.Sorted(maps.Keys(found)) {
		f := found[number]
		f.left = &left
		files = append(files, f)
	}
	return files, nil
}

// Open unpacks the file: at most a hundred times its packed size, and 16 MiB for all files of a PDF that are opened.
//
// Errors: INVALID with reason hostile_pdf, truncated or pdf_unread.
func (f File) Open() ([]byte, error) {
	data, err := inflate(f.stream, *f.left)
	*f.left -= len(data)
	return data, err
}

// specs collects the file specifications inside a value by the number of their stream. They may stand in an object of
// their own or right inside the tree of names.
func (w *walker) specs(value any, found map[int]File) {
	switch v := value.(type) {
	case array:
		for _, one := range v {
			w.specs(one, found)
		}
	case dict:
		if files, ok := w.deref(v.get("EF")).(dict); ok {
			w.spec(v, files, found)
			return
		}
		for _, e := range v {
			w.specs(e.value, found)
		}
	}
}

func (w *walker) spec(spec, files dict, found map[int]File) {
	number, ok := files.get("F").(ref)
	if !ok {
		if number, ok = files.get("UF").(ref); !ok {
			return
		}
	}
	stream, ok := w.objects[int(number)]
	if !ok || stream.packed == nil {
		return
	}
	f := File{stream: stream}
	f.Name, _ = spec.get("UF").(string)
	if f.Name == "" {
		f.Name, _ = spec.get("F").(string)
	}
	relationship, _ := spec.get("AFRelationship").(name)
	f.Relationship = string(relationship)
	subtype, _ := stream.value.(dict).get("Subtype").(name)
	f.MediaType = strings.ToLower(string(subtype))
	found[int(number)] = f
}

// deref follows one reference.
func (w *walker) deref(v any) any {
	if r, ok := v.(ref); ok {
		return w.objects[int(r)].value
	}
	return v
}
