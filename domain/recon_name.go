package domain

import (
	"bytes"
	"slices"
)

// nameIndex finds lines by the names that they bear: their reference and further references.
type nameIndex struct {
	keys  []uint64 // of each name
	place []int32  // whose it is
	next  []int32  // the next name with the same slot, -1 for none
	head  []int32  // by slot
	seen  []uint64 // a bit per low bits of a key: most texts of a statement are no name of anybody
}

const seenBits = 1 << 24

// newNames indexes the names of all lines, matched ones too: who bears a name decides whether another is a slip of it.
func (t *reconTable) newNames() *nameIndex {
	n := len(t.order)
	slots := 1024
	for slots < n {
		slots *= 2
	}
	x := &nameIndex{head: make([]int32, slots), seen: make([]uint64, seenBits/64)}
	for i := range x.head {
		x.head[i] = -1
	}
	x.keys, x.place, x.next = make([]uint64, 0, n), make([]int32, 0, n), make([]int32, 0, n)
	var buf []byte
	for i := range t.in.Lines { // sequentially through memory; slots sort out the rest
		at := t.placeOf[i]
		if t.side[at] == sideNone {
			continue
		}
		if key := t.ref[at]; key != 0 {
			x.add(key, at)
		}
		for _, more := range t.in.Lines[i].More {
			var key uint64
			if key, buf = hashReference(more, buf); key != 0 && key != t.ref[at] {
				x.add(key, at)
			}
		}
	}
	return x
}

func (x *nameIndex) add(key uint64, at int32) {
	slot := key & uint64(len(x.head)-1)
	x.keys, x.place, x.next = append(x.keys, key), append(x.place, at), append(x.next, x.head[slot])
	x.head[slot] = int32(len(x.keys) - 1)
	x.seen[key>>40/64] |= 1 << (key >> 40 % 64)
}

// all calls do with each line that bears a name, until it returns false; in no order that means anything.
func (x *nameIndex) all(key uint64, do func(at int32) bool) {
	if x.seen[key>>40/64]&(1<<(key>>40%64)) == 0 {
		return
	}
	for e := x.head[key&uint64(len(x.head)-1)]; e >= 0; e = x.next[e] {
		if x.keys[e] == key && !do(x.place[e]) {
			return
		}
	}
}

// bears says whether a line has a plain text as one of its references: hashes alone are never believed.
func (t *reconTable) bears(at int32, plain []byte, buf []byte) bool {
	l := t.line(at)
	if bytes.Equal(appendPlain(buf[:0], l.Reference, 0), plain) {
		return true
	}
	return slices.ContainsFunc(l.More, func(m string) bool { return bytes.Equal(appendPlain(buf[:0], m, 0), plain) })
}

// link says that one line names another: a stands further outside than b.
type link struct{ a, b int32 }

const (
	maxWords  = 96 // of a text that are looked at; a statement's fields have room for about 40
	maxGram   = 4  // words in a row that may make one reference: "INV 2024 0001 A"
	maxBearer = 64 // lines that bear one name; more, and it names a kind of thing
)

// finder collects what lines name.
type finder struct {
	links   []link
	crowded int // names that more than maxBearer lines bear
	words   []byte
	plain   []byte
	gram    []byte
	ends    []int
}

// links are all pairs of open lines of which the outer names the inner, at most days apart; crowded counts names that were
// passed over.
func (c *cascade) links(days int) (links []link, crowded int) {
	if c.names == nil {
		c.names = c.newNames()
	}
	const size = 8192
	n := len(c.order)
	finders := make([]finder, (n+size-1)/size)
	_ = parallel(c.workers, len(finders), func(i int) error {
		f := &finders[i]
		for at := int32(i * size); at < int32(min(n, (i+1)*size)); at++ {
			if c.open(at) && c.side[at] != sideBooks {
				c.namedBy(at, days, f)
			}
		}
		return nil
	})
	for i := range finders {
		links = append(links, finders[i].links...)
		crowded += finders[i].crowded
	}
	return links, crowded
}

// namedBy finds whom a line names: by its references, and by the words of its reference and text, alone or in a row.
func (c *cascade) namedBy(at int32, days int, f *finder) {
	from := len(f.links)
	l := c.line(at)
	if key := c.ref[at]; key != 0 {
		f.plain = appendPlain(f.plain[:0], l.Reference, 0)
		c.bearers(at, key, f.plain, days, f)
	}
	for _, m := range l.More {
		f.plain = appendPlain(f.plain[:0], m, 0)
		if identifies(f.plain) {
			c.bearers(at, hashBytes(f.plain), f.plain, days, f)
		}
	}
	for _, s := range [2]string{l.Reference, l.Text} {
		f.split(s)
		for i := range f.ends {
			c.grams(at, i, days, f)
		}
	}
	found := f.links[from:]
	slices.SortFunc(found, func(x, y link) int { return int(x.b - y.b) })
	f.links = f.links[:from+len(slices.Compact(found))]
	if len(f.links) > from {
		c.linked[at] = true
	}
}

// split cuts a text into plain words.
func (f *finder) split(s string) {
	f.words, f.ends = appendPlain(f.words[:0], s, ' '), f.ends[:0]
	for i, b := range f.words {
		if b == ' ' {
			f.ends = append(f.ends, i)
		}
		if len(f.ends) == maxWords {
			return
		}
	}
	if len(f.words) > 0 {
		f.ends = append(f.ends, len(f.words))
	}
}

// grams looks the i-th word up, and what it makes together with the next.
func (c *cascade) grams(at int32, i, days int, f *finder) {
	f.gram = f.gram[:0]
	for n := i; n < min(len(f.ends), i+maxGram); n++ {
		from := 0
		if n > 0 {
			from = f.ends[n-1] + 1
		}
		f.gram = append(f.gram, f.words[from:f.ends[n]]...)
		if len(f.gram) > minReference && identifies(f.gram) {
			c.bearers(at, hashBytes(f.gram), f.gram, days, f)
		}
	}
}

// bearers links a line to the open lines further inside that bear a name.
func (c *cascade) bearers(at int32, key uint64, plain []byte, days int, f *finder) {
	from, seen := len(f.links), 0
	var buf [64]byte
	c.names.all(key, func(b int32) bool {
		if seen++; seen > maxBearer {
			f.links = f.links[:from]
			f.crowded++
			return false
		}
		if c.side[b] > c.side[at] && c.open(b) && c.span(at, b) <= days && c.bears(b, plain, buf[:]) {
			f.links = append(f.links, link{at, b})
		}
		return true
	})
}

// compareParty says how the counterparties of two lines compare; a text that names the other's counterparty counts as cut.
func (c *cascade) compareParty(a, b int32) partyEvidence {
	x, y := c.line(a), c.line(b)
	var one, two [96]byte
	switch {
	case c.party[a] != 0 && c.party[b] != 0:
		if c.party[a] == c.party[b] && x.Counterparty == y.Counterparty {
			return partyEqual
		}
		equal, cut := sameParty(appendParty(one[:0], x.Counterparty), appendParty(two[:0], y.Counterparty))
		switch {
		case equal:
			return partyEqual
		case cut:
			return partyCut
		}
		return partyOther
	case c.party[a] == 0 && c.party[b] == 0:
		return partyNone
	case c.party[a] != 0:
		x, y = y, x
	}
	const shortest = 8 // letters of a name that no other words make
	if name := appendParty(one[:0], y.Counterparty); len(name) >= shortest && bytes.Contains(appendPlain(nil, x.Text, ' '), name) {
		return partyCut
	}
	return partyNone
}
