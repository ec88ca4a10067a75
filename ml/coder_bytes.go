package ml

import (
	"encoding/binary"
	"hash/crc32"
	"maps"
	"math"
	"slices"
	"time"

	"countersign/domain"
)

const coderMagic = "countersign coder"

// MarshalBinary writes the whole model. Equal models give equal bytes.
func (c *Coder) MarshalBinary() ([]byte, error) {
	w := &writer{b: append(make([]byte, 0, 1<<20), coderMagic...)}
	w.number(coderFormat, c.seed, uint64(c.learned), c.history, uint64(len(c.labels)))
	for i, label := range c.labels {
		w.text(label)
		w.number(uint64(c.since[i].Year()), uint64(c.since[i].Month()), uint64(c.since[i].Day()))
	}
	w.floats(c.stack.sharp, c.stack.sharpSq)
	w.floats(c.stack.weight[:]...)
	w.floats(c.stack.square[:]...)
	w.number(uint64(len(c.fast.cells)))
	before := uint64(0)
	for _, key := range slices.Sorted(maps.Keys(c.fast.cells)) {
		w.number(key - before)
		before = key
		w.cell(c.fast.cells[key])
	}
	c.slow.write(w)
	w.b = binary.LittleEndian.AppendUint32(w.b, crc32.ChecksumIEEE(w.b))
	return w.b, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, in place of whatever c knew.
//
// Errors: INVALID for bytes that are damaged, of another kind or of another format; c is then as it was.
func (c *Coder) UnmarshalBinary(data []byte) error {
	body := len(data) - 4
	if body < len(coderMagic) || string(data[:len(coderMagic)]) != coderMagic {
		return domain.Refuse(domain.CodeInvalid, "The bytes are not a model for coding.")
	}
	if crc32.ChecksumIEEE(data[:body]) != binary.LittleEndian.Uint32(data[body:]) {
		return domain.Refuse(domain.CodeInvalid, "The model is damaged: its checksum differs.")
	}
	r := &reader{b: data[len(coderMagic):body]}
	if f := r.number(); f != coderFormat {
		return domain.Refuse(domain.CodeInvalid, "The model is of format %d and this program computes format %d: rebuild it from its history.", f, coderFormat)
	}
	n := NewCoder(r.number())
	n.learned, n.history = int64(r.number()), r.number()
	for range r.count() {
		label := r.text()
		n.number(label, domain.NewDate(int(r.number()), time.Month(r.number()), int(r.number())))
	}
	n.stack.sharp, n.stack.sharpSq = r.float(), r.float()
	r.floats(n.stack.weight[:])
	r.floats(n.stack.square[:])
	key := uint64(0)
	for range r.count() {
		key += r.number()
		n.fast.cells[key] = r.cell(len(n.labels))
	}
	n.slow.read(r)
	if r.short || len(r.b) > 0 {
		return domain.Refuse(domain.CodeInvalid, "The model is damaged: its parts do not fit together.")
	}
	*c = *n
	return nil
}

func (w *writer) cell(c *cell) {
	w.floats(c.slow, c.fast)
	w.number(uint64(c.seen), uint64(c.last[0]+1), uint64(c.last[1]+1), uint64(c.last[2]+1), uint64(len(c.entries)))
	for _, e := range c.entries {
		w.number(uint64(e.label), uint64(e.seen))
		w.floats(e.slow, e.fast)
	}
}

func (r *reader) cell(labels int) *cell {
	c := &cell{slow: r.float(), fast: r.float(), seen: int32(r.number())}
	for i := range c.last {
		c.last[i] = int32(r.number()) - 1
		r.short = r.short || int(c.last[i]) >= labels
	}
	for range r.count() {
		e := entry{label: int32(r.number()), seen: int32(r.number()), slow: r.float(), fast: r.float()}
		r.short = r.short || e.label < 0 || int(e.label) >= labels
		c.entries = append(c.entries, e)
	}
	return c
}

// write leaves out weights that never moved: most of them.
func (s *slow) write(w *writer) {
	w.number(uint64(len(s.weight) / s.stride))
	for f, r := range s.rows {
		if r == 0 {
			continue
		}
		at := int(r-1) * s.stride
		moved := uint64(0)
		for i := range s.labels {
			if s.square[at+i] != 0 {
				moved++
			}
		}
		w.number(uint64(f), uint64(r), moved)
		for i := range s.labels {
			if s.square[at+i] != 0 {
				w.number(uint64(i))
				w.floats(s.weight[at+i], s.square[at+i])
			}
		}
	}
}

func (s *slow) read(r *reader) {
	rows := r.count()
	s.weight, s.square = make([]float32, rows*s.stride), make([]float32, rows*s.stride)
	for range rows {
		f, row, moved := r.number(), r.number(), r.count()
		if f >= uint64(len(s.rows)) || row == 0 || row > uint64(rows) {
			r.short = true
			return
		}
		s.rows[f] = int32(row)
		at := int(row-1) * s.stride
		for range moved {
			i := r.number()
			weight, square := r.float(), r.float()
			if i >= uint64(s.labels) {
				r.short = true
				return
			}
			s.weight[at+int(i)], s.square[at+int(i)] = weight, square
		}
	}
}

// writer appends numbers as varints and floats as four bytes.
type writer struct{ b []byte }

func (w *writer) number(list ...uint64) {
	for _, n := range list {
		w.b = binary.AppendUvarint(w.b, n)
	}
}

func (w *writer) floats(list ...float32) {
	for _, f := range list {
		w.b = binary.LittleEndian.AppendUint32(w.b, math.Float32bits(f))
	}
}

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	w.b = append(w.b, s...)
}

// reader gives zeros once it ran short.
type reader struct {
	b     []byte
	short bool
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.b, r.short = nil, true
		return 0
	}
	r.b = r.b[size:]
	return n
}

// count is a number of parts that follow, each of at least one byte.
func (r *reader) count() int {
	n := r.number()
	if n > uint64(len(r.b)) {
		r.b, r.short = nil, true
		return 0
	}
	return int(n)
}

func (r *reader) float() float32 {
	if len(r.b) < 4 {
		r.b, r.short = nil, true
		return 0
	}
	f := math.Float32frombits(binary.LittleEndian.Uint32(r.b))
	r.b = r.b[4:]
	return f
}

func (r *reader) floats(into []float32) {
	for i := range into {
		into[i] = r.float()
	}
}

func (r *reader) text() string {
	n := r.count()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}
