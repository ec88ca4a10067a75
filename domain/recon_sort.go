package domain

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
)

// ranked is a line with a hash, by which it is sorted: any order would do that depends on the content alone, and numbers are
// sorted faster than texts.
type ranked struct {
	key      uint64
	at       int32
	side     reconSide // it and the sign are what passes ask of every line of a key: so they need not go to its row
	negative bool
}

const (
	chunkLines = 8192 // lines that a worker takes at a time
	reconParts = 256  // parts of a sorted table, one for each first byte of the key: each fits a processor's cache
	smallPart  = 48   // lines that are sorted as they are
	slotBits   = 12   // of the key after its first byte: by them a part is dealt into slots of a few lines
	slots      = 1 << slotBits
)

// keyBlocks are lines sorted by key; those of one key are in the order of the input. They stand until the table sorts again.
type keyBlocks struct {
	lines []ranked
	from  [reconParts + 1]int // where each part begins
}

// runs calls do for the lines of each key of a part that has at least two.
func (b *keyBlocks) runs(part int, do func(run []ranked)) {
	lines := b.lines[b.from[part]:b.from[part+1]]
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && lines[to].key == lines[from].key {
			to++
		}
		if to-from > 1 {
			do(lines[from:to])
		}
		from = to
	}
}

// sortLines sorts what list appends for each chunk of the lines, and keeps its order among equal keys. Parts and chunks do
// not depend on the number of workers.
func (t *reconTable) sortLines(list func(from, to int, out []ranked) ([]ranked, error)) (keyBlocks, error) {
	n := len(t.in.Lines)
	if t.listed == nil {
		t.listed = make([]ranked, n)
	}
	// Where each part of a chunk goes: first how many there are of it, then the place in the sorted table.
	next := make([][reconParts]int32, chunksOf(n))
	lists := make([][]ranked, len(next))
	err := t.chunks(n, func(from, to int) (err error) {
		chunk := from / chunkLines
		lists[chunk], err = list(from, to, t.listed[from:from:to])
		for i := range lists[chunk] {
			next[chunk][lists[chunk][i].key>>56]++
		}
		return err
	})
	if err != nil {
		return keyBlocks{}, err
	}
	var b keyBlocks
	total := int32(0)
	for part := range reconParts {
		for chunk := range next {
			next[chunk][part], total = total, total+next[chunk][part]
		}
		b.from[part+1] = int(total)
	}
	if int(total) > cap(t.sorted) {
		t.sorted = make([]ranked, total)
	}
	if int(total) > len(t.listed) {
		t.listed = make([]ranked, total)
	}
	b.lines = t.sorted[:total]
	_ = parallel(t.workers, len(next), func(chunk int) error {
		to := &next[chunk]
		for _, k := range lists[chunk] {
			b.lines[to[k.key>>56]] = k
			to[k.key>>56]++
		}
		return nil
	})
	_ = parallel(t.workers, reconParts, func(part int) error {
		from, to := b.from[part], b.from[part+1]
		sortPart(b.lines[from:to], t.listed[from:to])
		return nil
	})
	return b, nil
}

// sortPart sorts lines whose keys have one first byte. scratch is as long as the part.
func sortPart(part, scratch []ranked) {
	compare := func(a, b ranked) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return cmp.Compare(a.at, b.at)
	}
	if len(part) <= smallPart {
		slices.SortFunc(part, compare)
		return
	}
	slot := func(key uint64) uint64 { return key >> (56 - slotBits) & (slots - 1) }
	var next [slots + 1]int32
	for i := range part {
		next[slot(part[i].key)+1]++
	}
	for s := range slots {
		next[s+1] += next[s]
	}
	for i := range part {
		s := slot(part[i].key)
		scratch[next[s]] = part[i]
		next[s]++
	}
	copy(part, scratch)
	for s, from := 0, int32(0); s < slots; s++ {
		if to := next[s]; to > from {
			if to > from+1 {
				slices.SortFunc(part[from:to], compare)
			}
			from = to
		}
	}
}

func chunksOf(n int) int { return (n + chunkLines - 1) / chunkLines }

// chunks splits 0..n into parts and works on them at once; the parts do not depend on the number of workers.
func (t *reconTable) chunks(n int, do func(from, to int) error) error {
	return parallel(t.workers, chunksOf(n), func(i int) error { return do(i*chunkLines, min(n, (i+1)*chunkLines)) })
}

// parallel calls do for 0..n-1 from several goroutines and returns the error of the lowest number that has one.
func parallel(workers, n int, do func(i int) error) error {
	var next atomic.Int64
	var mu sync.Mutex
	var all sync.WaitGroup
	first, failed := n, error(nil)
	for range min(workers, n) {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(i); err != nil {
					mu.Lock()
					if i < first {
						first, failed = i, err
					}
					mu.Unlock()
				}
			}
		})
	}
	all.Wait()
	return failed
}
