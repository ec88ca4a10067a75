package pdf

import (
	"bytes"
	"slices"
	"strconv"
)

// object is one indirect object: a value, and the packed bytes when it is a stream.
type object struct {
	value  any
	packed []byte
}

// walker collects the objects that lead to embedded files, in file order, later ones over earlier ones.
type walker struct {
	data     []byte
	budget   budget
	count    int
	unpacked int // bytes unpacked from object streams so far
	objects  map[int]object
	secret   bool // the file is encrypted
}

func walk(data []byte) (*walker, error) {
	w := &walker{
		data:    data,
		budget:  budget{steps: maxRescans*len(data) + 1024, values: maxValues},
		objects: map[int]object{},
	}
	for pos := 0; ; {
		next := bytes.Index(data[pos:], []byte("obj"))
		if next < 0 {
			break
		}
		at := pos + next
		pos = at + 3
		if number, ok := w.header(at); ok {
			if w.count++; w.count > maxObjects {
				return nil, refuse(ReasonHostile, "The PDF has more than %d objects.", maxObjects)
			}
			end, err := w.object(number, pos)
			if err != nil {
				return nil, err
			}
			pos = end
		}
		if w.budget.steps < 0 || w.budget.values < 0 {
			return nil, refuse(ReasonHostile, "The PDF is built to take too long to read.")
		}
	}
	w.trailer()
	if w.secret {
		return nil, refuse(ReasonEncrypted, "The PDF is encrypted, so its invoice cannot be read.")
	}
	return w, nil
}

// header reads "28 0 " backwards from the "obj" at pos and returns the object's number.
func (w *walker) header(at int) (int, bool) {
	back := func(end int, want func(byte) bool) int {
		start := end
		for start > 0 && end-start < 12 && want(w.data[start-1]) {
			start--
		}
		return start
	}
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	generation := back(at, blank)
	number := back(generation, digit)
	space := back(number, blank)
	first := back(space, digit)
	if generation == at || number == generation || space == number || first == space {
		return 0, false
	}
	n, err := strconv.Atoi(string(w.data[first:space]))
	return n, err == nil
}

// object reads the object whose body begins at pos and returns where to go on.
func (w *walker) object(number, pos int) (int, error) {
	l := lexer{data: w.data, pos: pos, budget: &w.budget}
	value, ok := l.value(0)
	if !ok {
		return pos, nil // damaged: the walk goes on behind its header
	}
	o := object{value: value}
	end := l.pos
	d, isDict := value.(dict)
	if isDict {
		if o.packed, end = w.stream(d, l.pos); o.packed != nil && d.get("Type") == name("ObjStm") {
			return end, w.unpack(o)
		}
		if d.get("Type") == name("XRef") && d.get("Encrypt") != nil {
			w.secret = true
		}
	}
	w.keep(number, o)
	return end, nil
}

// keep stores what can lead to a file, in place of an earlier object with its number.
func (w *walker) keep(number int, o object) {
	delete(w.objects, number)
	d, _ := o.value.(dict)
	if o.packed != nil && (d.get("Type") == nil || d.get("Type") == name("EmbeddedFile")) && d.get("Subtype") != name("Image") {
		w.objects[number] = o
	}
	if o.packed == nil && leads(o.value) {
		w.objects[number] = o
	}
}

// leads says whether a value holds a file specification, or the dictionary of its streams.
func leads(value any) bool {
	switch v := value.(type) {
	case array:
		return slices.ContainsFunc(v, leads)
	case dict:
		return slices.ContainsFunc(v, func(e entry) bool {
			_, indirect := e.value.(ref)
			return e.key == "EF" || indirect && (e.key == "F" || e.key == "UF") || leads(e.value)
		})
	}
	return false
}

// stream returns the packed bytes behind a dictionary, nil when there are none, and the position after them.
func (w *walker) stream(d dict, pos int) ([]byte, int) {
	l := lexer{data: w.data, pos: pos, budget: &w.budget}
	l.skipBlanks()
	if !bytes.HasPrefix(w.data[l.pos:], []byte("stream")) {
		return nil, pos
	}
	start := l.pos + len("stream")
	if bytes.HasPrefix(w.data[start:], []byte("\r")) {
		start++
	}
	if bytes.HasPrefix(w.data[start:], []byte("\n")) {
		start++
	}
	if length, ok := d.get("Length").(int); ok && length >= 0 && length <= len(w.data)-start {
		end := start + length
		if bytes.HasPrefix(bytes.TrimLeft(w.data[end:min(len(w.data), end+16)], "\r\n "), []byte("endstream")) {
			return w.data[start:end:end], end
		}
	}
	// The length is elsewhere or wrong: the keyword ends the stream.
	length := bytes.Index(w.data[start:], []byte("endstream"))
	if length < 0 {
		length = len(w.data) - start
	}
	w.budget.spend(length)
	packed := bytes.TrimSuffix(bytes.TrimSuffix(w.data[start:start+length:start+length], []byte("\n")), []byte("\r"))
	return packed, start + length
}

// unpack reads the objects of an object stream: pairs of number and offset, then the values. Source: ISO 32000-1, 7.5.7.
func (w *walker) unpack(o object) error {
	d := o.value.(dict)
	data, err := inflate(o, maxUnpacked-w.unpacked)
	if err != nil {
		return err
	}
	w.unpacked += len(data)
	w.budget.steps += 2 * len(data)
	count, _ := d.get("N").(int)
	first, _ := d.get("First").(int)
	if first < 0 || first > len(data) {
		return nil
	}
	head := lexer{data: data, budget: &w.budget}
	for range min(count, maxObjects) {
		number, ok1 := head.value(0)
		offset, ok2 := head.value(0)
		n, ok3 := number.(int)
		at, ok4 := offset.(int)
		if !ok1 || !ok2 || !ok3 || !ok4 || at < 0 || at > len(data)-first {
			return nil
		}
		body := lexer{data: data, pos: first + at, budget: &w.budget}
		if value, ok := body.value(0); ok {
			w.keep(n, object{value: value})
		}
	}
	return nil
}

// trailer looks for encryption in the last trailer; files with cross-reference streams have it there instead.
func (w *walker) trailer() {
	at := bytes.LastIndex(w.data, []byte("trailer"))
	if at < 0 {
		return
	}
	l := lexer{data: w.data, pos: at + len("trailer"), budget: &w.budget}
	if v, ok := l.value(0); ok {
		if d, ok := v.(dict); ok && d.get("Encrypt") != nil {
			w.secret = true
		}
	}
}
