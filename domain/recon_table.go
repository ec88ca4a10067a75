package domain

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// reconSide is which part a source plays in a run.
type reconSide uint8

const (
	sideNone    reconSide = iota // left out
	sideOutside                  // the bank, the card: where money moved
	sideMiddle                   // a processor between bank and books: its payments settle books, its payouts reach the bank
	sideBooks                    // what the money settles
)

// reconTable holds the lines as columns, sorted by their content: whatever works through it in its order works alike
// whatever the order of the input. A place is an index into the columns.
type reconTable struct {
	in      *ReconInput
	order   []int32 // place -> index into in.Lines
	placeOf []int32 // index into in.Lines -> place
	side    []reconSide
	amount  []int64
	day     []int32
	ref     []uint64 // of the normalised first reference, 0 when it identifies nothing
	party   []uint64 // of the normalised counterparty, 0 when not stated
	cur     []uint8  // index into money
	group   []int32  // index into the groups found, -1 while open
	locked  []bool   // ambiguous for good: no later pass may choose
	linked  []bool   // a line whose references name lines of another side
	money   []Currency
	workers int
	hash    [32]byte
}

// line is what stands at a place.
func (t *reconTable) line(at int32) *ReconLine { return &t.in.Lines[t.order[at]] }

// open says whether a pass may still take the line.
func (t *reconTable) open(at int32) bool {
	return t.group[at] < 0 && !t.locked[at] && t.side[at] != sideNone
}

// span is the days between two lines.
func (t *reconTable) span(a, b int32) int { return int(max(t.day[a]-t.day[b], t.day[b]-t.day[a])) }

// newReconTable sorts and digests the lines. Errors: INVALID for an id twice in one source, an amount or id that is not
// stated, more lines than can be numbered.
func newReconTable(in *ReconInput, rules []MatchRule) (*reconTable, error) {
	n := len(in.Lines)
	if n > 1<<30 {
		return nil, RefuseField(CodeInvalid, "lines", "A run takes at most %d lines.", 1<<30)
	}
	t := &reconTable{in: in, workers: in.Workers}
	if t.workers < 1 || t.workers > 64 {
		t.workers = runtime.GOMAXPROCS(0)
	}
	if err := t.rank(); err != nil {
		return nil, err
	}
	if err := t.fill(); err != nil {
		return nil, err
	}
	return t, t.digest(rules)
}

// ranked is a line with the hash of its name, by which the table is sorted: any order would do that depends on the
// content alone, and hashes are sorted faster than texts.
type ranked struct {
	key uint64
	at  int32
}

func (t *reconTable) rank() error {
	lines := t.in.Lines
	keys := make([]ranked, len(lines))
	err := t.chunks(len(lines), func(from, to int) error {
		var buf []byte
		for i := from; i < to; i++ {
			l := &lines[i]
			if l.ID == "" || !l.Amount.Currency.Valid() {
				return RefuseField(CodeInvalid, "lines", "Line %d, %.40q, has no id or no amount with a currency.", i+1, l.ID)
			}
			buf = append(append(append(buf[:0], l.Source...), 0), l.ID...)
			keys[i] = ranked{hashBytes(buf), int32(i)}
		}
		return nil
	})
	if err != nil {
		return err
	}
	keys = sortRanked(keys, t.workers, func(a, b int32) int {
		return cmp.Or(cmp.Compare(lines[a].Source, lines[b].Source), cmp.Compare(lines[a].ID, lines[b].ID))
	})
	t.order, t.placeOf = make([]int32, len(keys)), make([]int32, len(keys))
	for i, k := range keys {
		t.order[i], t.placeOf[k.at] = k.at, int32(i)
		if i > 0 && keys[i-1].key == k.key {
			if a, b := &lines[keys[i-1].at], &lines[k.at]; a.Source == b.Source && a.ID == b.ID {
				return RefuseField(CodeInvalid, "lines", "The id %.40q stands twice among the lines of %s.", a.ID, a.Source)
			}
		}
	}
	return nil
}

// sortRanked sorts by key, then by less among equal keys, in parts that do not depend on the number of workers.
func sortRanked(keys []ranked, workers int, among func(a, b int32) int) []ranked {
	const parts = 256 // each fits a processor's cache at a few million lines
	var from [parts + 1]int
	for _, k := range keys {
		from[k.key>>56+1]++
	}
	for p := range parts {
		from[p+1] += from[p]
	}
	next, out := from, make([]ranked, len(keys))
	for _, k := range keys {
		p := k.key >> 56
		out[next[p]] = k
		next[p]++
	}
	_ = parallel(workers, parts, func(p int) error {
		slices.SortFunc(out[from[p]:from[p+1]], func(a, b ranked) int {
			if a.key != b.key {
				return cmp.Compare(a.key, b.key)
			}
			return among(a.at, b.at)
		})
		return nil
	})
	return out
}

// fill makes the columns.
func (t *reconTable) fill() error {
	n := len(t.order)
	t.side, t.amount, t.day = make([]reconSide, n), make([]int64, n), make([]int32, n)
	t.ref, t.party, t.cur = make([]uint64, n), make([]uint64, n), make([]uint8, n)
	t.group, t.locked, t.linked = make([]int32, n), make([]bool, n), make([]bool, n)
	sources, err := t.census()
	if err != nil {
		return err
	}
	sides := sidesOf(sources)
	excluded := make(map[int32]bool, len(t.in.Excluded))
	for _, i := range t.in.Excluded {
		if i < 0 || i >= n {
			return RefuseField(CodeInvalid, "excluded", "Line %d is to be left out; there are %d lines.", i, n)
		}
		excluded[int32(i)] = true
	}
	return t.chunks(n, func(from, to int) error {
		var buf []byte
		for i := from; i < to; i++ { // in the order of memory
			l, at := &t.in.Lines[i], t.placeOf[i]
			t.group[at] = -1
			t.amount[at], t.day[at] = l.Amount.Minor, dayOf(l)
			t.cur[at] = uint8(slices.Index(t.money, l.Amount.Currency))
			t.ref[at], buf = hashReference(l.Reference, buf)
			t.party[at], buf = hashParty(l.Counterparty, buf)
			if t.side[at] = sides[l.Source]; len(excluded) > 0 && excluded[int32(i)] {
				t.side[at] = sideNone
			}
		}
		return nil
	})
}

// census lists the currencies and sources of the lines, each sorted.
func (t *reconTable) census() ([]ReconSource, error) {
	var sources []ReconSource
	for i := range t.in.Lines {
		l := &t.in.Lines[i]
		if !slices.Contains(t.money, l.Amount.Currency) {
			t.money = append(t.money, l.Amount.Currency)
		}
		if !slices.Contains(sources, l.Source) {
			sources = append(sources, l.Source)
		}
	}
	slices.Sort(t.money)
	slices.Sort(sources)
	if len(t.money) > 255 {
		return nil, RefuseField(CodeInvalid, "lines", "A run takes lines of at most 255 currencies.")
	}
	return sources, nil
}

// sidesOf says which part each source plays. Two sources stand against each other whatever they are; of more, those of the
// house stand against the others, with a processor between them and the bank.
func sidesOf(sources []ReconSource) map[ReconSource]reconSide {
	inner := func(s ReconSource) bool { return s == SourceLedger || s == SourceSubledger }
	sides := map[ReconSource]reconSide{}
	for _, s := range sources {
		sides[s] = sideOutside
		if inner(s) {
			sides[s] = sideBooks
		}
	}
	if len(sources) == 2 && sides[sources[0]] == sides[sources[1]] {
		sides[sources[0]], sides[sources[1]] = sideOutside, sideBooks // BANK, then PROCESSOR; LEDGER, then SUBLEDGER
	}
	if len(sources) > 2 && slices.Contains(sources, SourceBank) && slices.Contains(sources, SourceProcessor) {
		sides[SourceProcessor] = sideMiddle
	}
	return sides
}

// dayOf numbers the day of a line: its booking, else its value date; 0 when it states neither.
func dayOf(l *ReconLine) int32 {
	d := l.Booked
	if d.IsZero() {
		d = l.Value
	}
	if d.IsZero() {
		return 0
	}
	// Days from civil dates, proleptic Gregorian: months are counted from March, so that the leap day is a year's last.
	y, m := d.Year, int(d.Month)
	if m <= 2 {
		y--
		m += 12
	}
	return int32(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d.Day)
}

// digest makes the hash of all that the run depends on.
func (t *reconTable) digest(rules []MatchRule) error {
	sums := make([][32]byte, len(t.order))
	err := t.chunks(len(t.order), func(from, to int) error {
		var buf []byte
		for i := from; i < to; i++ {
			at := t.placeOf[i]
			buf = appendLine(buf[:0], &t.in.Lines[i], t.side[at] == sideNone)
			sums[at] = sha256.Sum256(buf)
		}
		return nil
	})
	if err != nil {
		return err
	}
	rates := slices.Clone(t.in.Rates)
	slices.SortFunc(rates, compareRates)
	head, err := json.Marshal(struct {
		Rules []MatchRule
		Fees  map[string]FeeSchedule
		Rates []ReconRate
	}{rules, t.in.Fees, rates})
	if err != nil {
		return fmt.Errorf("write the rules of a run: %w", err)
	}
	whole := sha256.New()
	whole.Write(head)
	for i := range sums {
		whole.Write(sums[i][:])
	}
	whole.Sum(t.hash[:0])
	return nil
}

// appendLine writes all that a line says, each part with its length.
func appendLine(buf []byte, l *ReconLine, excluded bool) []byte {
	text := func(s string) {
		buf = binary.AppendUvarint(buf, uint64(len(s)))
		buf = append(buf, s...)
	}
	text(string(l.Source))
	text(l.ID)
	for _, d := range [2]Date{l.Booked, l.Value} {
		buf = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(buf, int64(d.Year)), int64(d.Month)), int64(d.Day))
	}
	buf = binary.AppendVarint(buf, l.Amount.Minor)
	text(string(l.Amount.Currency))
	text(l.Reference)
	buf = binary.AppendUvarint(buf, uint64(len(l.More)))
	for _, m := range l.More {
		text(m)
	}
	text(l.Counterparty)
	text(l.Text)
	var flags byte
	if l.Reversal {
		flags |= 1
	}
	if excluded {
		flags |= 2
	}
	return append(buf, flags)
}

// chunks splits 0..n into parts and works on them at once; the parts do not depend on the number of workers.
func (t *reconTable) chunks(n int, do func(from, to int) error) error {
	const size = 8192
	return parallel(t.workers, (n+size-1)/size, func(i int) error { return do(i*size, min(n, (i+1)*size)) })
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

func compareRates(a, b ReconRate) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), a.On.Time().Compare(b.On.Time()), a.Rate.Cmp(b.Rate), cmp.Compare(a.Source, b.Source))
}
