package domain

import (
	"bytes"
	"math/bits"
	"slices"
)

// nameIndex finds lines by the names that they bear: their reference and further references.
type nameIndex struct {
	names []ranked // sorted by hash
	from  []int32  // where the names of each slot begin, and where those of the last end
	shift int      // of a hash, to its slot
	seen  []uint64 // a bit for the first bits of each hash: most words of a statement are no name of anybody
	blur  int      // of a hash, to its bit
}

// newNames indexes the names of all lines, matched ones too: who bears a name decides whether another is a slip of it.
func (t *reconTable) newNames() *nameIndex {
	b, _ := t.sortLines(func(from, to int, out []ranked) ([]ranked, error) {
		var buf []byte
		for at := int32(from); at < int32(to); at++ {
			row := &t.rows[at]
			if row.side == sideNone {
				continue
			}
			if row.ref != 0 {
				out = append(out, ranked{key: row.ref, at: at})
			}
			if row.mark&markMore == 0 {
				continue
			}
			for _, more := range t.line(at).More {
				var key uint64
				if key, buf = hashReference(more, buf); key != 0 && key != row.ref {
					out = append(out, ranked{key: key, at: at})
				}
			}
		}
		return out, nil
	})
	size := bits.Len(uint(len(b.lines)))                                          // slots of one or two names
	x := &nameIndex{names: b.lines, shift: 64 - size, blur: 64 - min(size+3, 24)} // 2 MB at most, which stay in a cache
	x.from, x.seen = make([]int32, 1<<size+1), make([]uint64, 1<<max(0, 64-x.blur-6))
	for i := range x.names {
		key := x.names[i].key
		x.from[key>>x.shift+1] = int32(i + 1)
		x.seen[key>>x.blur/64] |= 1 << (key >> x.blur % 64)
	}
	for slot := range 1 << size { // an empty slot ends where it begins
		x.from[slot+1] = max(x.from[slot+1], x.from[slot])
	}
	t.sorted = nil // it is the index now
	return x
}

// index makes the index of names when a pass first needs it.
func (c *cascade) index() {
	if c.names == nil {
		c.names = c.newNames()
	}
}

// all calls do with each line that bears a name, until it returns false.
func (x *nameIndex) all(key uint64, do func(at int32) bool) {
	if x.seen[key>>x.blur/64]&(1<<(key>>x.blur%64)) == 0 {
		return
	}
	slot := key >> x.shift
	for i := x.from[slot]; i < x.from[slot+1]; i++ {
		if x.names[i].key == key && !do(x.names[i].at) {
			return
		}
	}
}

// bears says whether a line has a plain text as one of its references: hashes alone are never believed.
func (t *reconTable) bears(at int32, plain []byte) bool {
	if bytes.Equal(t.reference(at), plain) {
		return true
	}
	return t.rows[at].mark&markMore != 0 && slices.ContainsFunc(t.line(at).More, func(m string) bool { return bytes.Equal(appendPlain(nil, m, 0), plain) })
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
	crowded []int32 // lines with a name that more than maxBearer lines bear, once for each such name
	words   []byte
	plain   []byte
	gram    []byte
	ends    []int
}

// links are all pairs of open lines of which the outer names the inner, at most days apart; crowded counts names that were
// passed over. What is read out of the texts is kept for the passes after the first: lines that are taken are never left again.
func (c *cascade) links(days int) (links []link, crowded int) {
	if !c.read {
		c.findLinks()
	}
	c.named = slices.DeleteFunc(c.named, func(l link) bool { return !c.rows[l.a].left() || !c.rows[l.b].left() })
	for _, l := range c.named {
		if c.open(l.a) && c.open(l.b) && c.span(l.a, l.b) <= days {
			links = append(links, l)
			c.rows[l.a].mark |= markLinked
		}
	}
	for _, at := range c.crowded {
		if c.open(at) {
			crowded++
		}
	}
	return links, crowded
}

// findLinks reads all lines that are left for those that they name, as far apart as any rule allows.
func (c *cascade) findLinks() {
	c.index()
	c.read = true
	days := 0
	for i := range c.rules {
		days = max(days, c.rules[i].Days)
	}
	n := len(c.rows)
	finders := make([]finder, chunksOf(n))
	_ = c.chunks(n, func(from, to int) error {
		f := &finders[from/chunkLines]
		for at := int32(from); at < int32(to); at++ {
			if row := &c.rows[at]; row.left() && row.side != sideBooks {
				c.namedBy(at, days, f)
			}
		}
		return nil
	})
	for i := range finders {
		c.named, c.crowded = append(c.named, finders[i].links...), append(c.crowded, finders[i].crowded...)
	}
}

// namedBy finds whom a line names: by its references, and by the words of its reference and text, alone or in a row.
func (c *cascade) namedBy(at int32, days int, f *finder) {
	from := len(f.links)
	l := c.line(at)
	if row := &c.rows[at]; row.ref != 0 {
		c.bearers(at, row.ref, c.reference(at), days, f)
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

// bearers links a line to those left further inside that bear a name.
func (c *cascade) bearers(at int32, key uint64, plain []byte, days int, f *finder) {
	from, seen := len(f.links), 0
	c.names.all(key, func(b int32) bool {
		if seen++; seen > maxBearer {
			f.links = f.links[:from]
			f.crowded = append(f.crowded, at)
			return false
		}
		if c.rows[b].side > c.rows[at].side && c.rows[b].left() && c.span(at, b) <= days && c.bears(b, plain) {
			f.links = append(f.links, link{at, b})
		}
		return true
	})
}

// compareParty says how the counterparties of two lines compare; a text that names the other's counterparty counts as cut.
func (c *cascade) compareParty(a, b int32) partyEvidence {
	x, y := c.rows[a].statesParty(), c.rows[b].statesParty()
	switch {
	case x && y:
		switch equal, cut := sameParty(c.party(a), c.party(b)); {
		case equal:
			return partyEqual
		case cut:
			return partyCut
		}
		return partyOther
	case !x && !y:
		return partyNone
	case x:
		a, b = b, a
	}
	const shortest = 8 // letters of a name that no other words make
	var text [256]byte
	if name := c.party(b); len(name) >= shortest && bytes.Contains(appendPlain(text[:0], c.line(a).Text, ' '), name) {
		return partyCut
	}
	return partyNone
}
