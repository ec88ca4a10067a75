package ml

import "slices"

// A context loses these shares of its counts whenever a line is learned in it: the slow one remembers some hundred lines, the fast
// one five.
const (
	keepSlow = 0.99
	keepFast = 0.80
)

// forgotten entries leave a crowded cell: less than this of a line is left of them.
const forgotten = 0.02

// fast remembers confirmed labels as decayed counts per context; it learns a line in the time of some look-ups.
type fast struct {
	cells map[uint64]*cell
}

// cell is what one context with one key has seen.
type cell struct {
	slow, fast float32  // decayed numbers of lines
	seen       int32    // lines, not decayed
	last       [3]int32 // labels of the last three lines, newest first, -1 for none
	entries    []entry
}

// entry counts the lines of a cell that had one label.
type entry struct {
	label      int32
	seen       int32
	slow, fast float32
}

func newFast() *fast { return &fast{cells: map[uint64]*cell{}} }

// look finds the cell of each context, nil where nothing was seen.
func (f *fast) look(k *[contexts]uint64) (cells [contexts]*cell) {
	for c, key := range k {
		if context(c) != cxAfter {
			cells[c] = f.cells[key]
		}
	}
	if v := cells[cxVendor]; v != nil { // what came after the vendor's last label is found by that label
		k[cxAfter] = afterKey(k[cxVendor], v)
		cells[cxAfter] = f.cells[k[cxAfter]]
	}
	return cells
}

func (f *fast) learn(k *[contexts]uint64, label int32) {
	k[cxAfter] = 0
	if v := f.cells[k[cxVendor]]; v != nil {
		k[cxAfter] = afterKey(k[cxVendor], v)
	}
	for _, key := range k {
		if key == 0 {
			continue
		}
		c := f.cells[key]
		if c == nil {
			c = &cell{last: [3]int32{-1, -1, -1}}
			f.cells[key] = c
		}
		c.learn(label)
	}
}

func (c *cell) learn(label int32) {
	found := false
	for i := range c.entries {
		e := &c.entries[i]
		e.slow *= keepSlow
		e.fast *= keepFast
		if e.label == label {
			e.slow++
			e.fast++
			e.seen++
			found = true
		}
	}
	c.slow = c.slow*keepSlow + 1
	c.fast = c.fast*keepFast + 1
	c.seen++
	if !found {
		if len(c.entries) > 2*candidates {
			c.entries = slices.DeleteFunc(c.entries, func(e entry) bool { return e.slow < forgotten })
		}
		c.entries = append(c.entries, entry{label: label, seen: 1, slow: 1, fast: 1})
	}
	c.last = [3]int32{label, c.last[0], c.last[1]}
}

// of is what the cell counted for label; all zero when nothing.
func (c *cell) of(label int32) entry {
	for i := range c.entries {
		if c.entries[i].label == label {
			return c.entries[i]
		}
	}
	return entry{label: label}
}

// top appends at most n labels of the cell to list unless they are there: most counted first, equal counts by label.
func (c *cell) top(list []int32, n int) []int32 {
	if len(c.entries) <= n { // the order of candidates means nothing, so all of them need no sorting
		for i := range c.entries {
			list = include(list, c.entries[i].label)
		}
		return list
	}
	ranked := slices.Clone(c.entries)
	slices.SortFunc(ranked, func(a, b entry) int {
		switch {
		case a.slow > b.slow:
			return -1
		case a.slow < b.slow:
			return 1
		}
		return int(a.label - b.label)
	})
	for _, e := range ranked[:n] {
		list = include(list, e.label)
	}
	return list
}

func include(list []int32, label int32) []int32 {
	if slices.Contains(list, label) {
		return list
	}
	return append(list, label)
}
