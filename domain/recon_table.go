package domain

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/bits"
	"runtime"
	"slices"
)

// reconSide is which part a source plays in a run.
type reconSide uint8

const (
	sideNone    reconSide = iota // left out
	sideOutside                  // the bank, the card: where money moved
	sideMiddle                   // a processor between bank and books: its payments settle books, its payouts reach the bank
	sideBooks                    // what the money settles
)

// reconRow is what passes read of a line, in half a line of a processor's cache: most of their time goes into fetching rows.
type reconRow struct {
	amount int64
	ref    uint64 // hash of the normalised first reference, 0 when it identifies nothing
	said   uint32 // where the normalised reference and counterparty stand in the table's texts
	day    int32
	group  int32 // index into the groups found, -1 while open
	side   reconSide
	source uint8 // index into sources
	cur    uint8 // index into money
	mark   lineMark
}

// lineMark is a set of what is true of a line.
type lineMark uint8

const (
	markLocked lineMark = 1 << iota // ambiguous for good: no later pass may choose
	markLinked                      // its references name lines of another side
	markParty                       // it states a counterparty
	markMore                        // it states further references
	markHeld                        // the rule that runs is not for it
)

// reconTable holds what passes read of the lines. Lines are named by their index in the input; where their order matters,
// it is that of their rank, which follows from their content: so work comes out alike whatever the order of the input.
type reconTable struct {
	in      *ReconInput
	rank    []int32 // of each line, from 0
	rows    []reconRow
	texts   []byte // normalised references and counterparties, each with its length in front
	money   []Currency
	sources []ReconSource
	workers int
	hash    [32]byte
	listed  []ranked // scratch of sortLines
	sorted  []ranked // its result
}

func (t *reconTable) line(at int32) *ReconLine { return &t.in.Lines[at] }

// byRank orders lines by their content.
func (t *reconTable) byRank(a, b int32) int { return cmp.Compare(t.rank[a], t.rank[b]) }

// open says whether a pass may still take the line.
func (t *reconTable) open(at int32) bool { return t.rows[at].open() }

func (r *reconRow) open() bool { return r.left() && r.mark&markHeld == 0 }

// left says whether the line is open, or would be to another rule.
func (r *reconRow) left() bool { return r.group < 0 && r.mark&markLocked == 0 && r.side != sideNone }

// statesParty says whether a line states a counterparty.
func (r *reconRow) statesParty() bool { return r.mark&markParty != 0 }

// span is the days between two lines.
func (t *reconTable) span(a, b int32) int {
	x, y := t.rows[a].day, t.rows[b].day
	return int(max(x-y, y-x))
}

// reference is the normalised first reference of a line; empty when it identifies nothing.
func (t *reconTable) reference(at int32) []byte {
	reference, _ := cutText(t.texts[t.rows[at].said:])
	return reference
}

// party is the normalised counterparty of a line; empty when it states none.
func (t *reconTable) party(at int32) []byte {
	_, rest := cutText(t.texts[t.rows[at].said:])
	party, _ := cutText(rest)
	return party
}

func cutText(b []byte) (text, rest []byte) {
	n, size := binary.Uvarint(b)
	return b[size : size+int(n)], b[size+int(n):]
}

// textLen is how many bytes a text takes at most: normalising makes none longer.
func textLen(text string) int { return len(text) + (bits.Len(uint(len(text))|1)+6)/7 }

func appendText(b, text []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// maxReconLines is what a run takes at most: they are counted in 32 bits.
const maxReconLines = 1 << 30

// newReconTable sorts and digests the lines. Errors: INVALID for an id twice in one source, an amount or id that is not
// stated, more lines than can be numbered.
func newReconTable(in *ReconInput, rules []MatchRule) (*reconTable, error) {
	if len(in.Lines) > maxReconLines {
		return nil, RefuseField(CodeInvalid, "lines", "A run takes at most %d lines.", maxReconLines)
	}
	t := &reconTable{in: in, workers: in.Workers}
	if t.workers < 1 || t.workers > 64 {
		t.workers = runtime.GOMAXPROCS(0)
	}
	counted, err := t.sort()
	if err != nil {
		return nil, err
	}
	sums, err := t.fill(counted)
	if err != nil {
		return nil, err
	}
	return t, t.digest(rules, sums)
}

// sort ranks the lines by the hashes of their names and counts what stands in them, chunk by chunk.
func (t *reconTable) sort() ([]census, error) {
	lines := t.in.Lines
	counted := make([]census, chunksOf(len(lines)))
	b, err := t.sortLines(func(from, to int, out []ranked) ([]ranked, error) {
		var name []byte
		c := &counted[from/chunkLines]
		for i := from; i < to; i++ {
			l := &lines[i]
			if l.ID == "" || !l.Amount.Currency.Valid() {
				return nil, RefuseField(CodeInvalid, "lines", "Line %d, %.40q, has no id or no amount with a currency.", i+1, l.ID)
			}
			var key uint64
			key, name = hashName(l, name)
			c.count(l, key)
			out = append(out, ranked{key: key, at: int32(i)})
		}
		return out, nil
	})
	if err != nil {
		return nil, err
	}
	t.rank = make([]int32, len(lines))
	return counted, parallel(t.workers, reconParts, func(part int) error {
		b.runs(part, func(run []ranked) {
			slices.SortFunc(run, func(a, b ranked) int { return compareNames(&lines[a.at], &lines[b.at]) })
		})
		for i := b.from[part]; i < b.from[part+1]; i++ {
			at := b.lines[i].at
			t.rank[at] = int32(i)
			if i > b.from[part] && b.lines[i-1].key == b.lines[i].key && compareNames(&lines[b.lines[i-1].at], &lines[at]) == 0 {
				return RefuseField(CodeInvalid, "lines", "The id %.40q stands twice among the lines of %s.", lines[at].ID, lines[at].Source)
			}
		}
		return nil
	})
}

// hashName hashes what names a line among those of all sources. buf is scratch space, handed back.
func hashName(l *ReconLine, buf []byte) (uint64, []byte) {
	buf = append(append(append(buf[:0], l.Source...), 0), l.ID...)
	return hashBytes(buf), buf
}

func compareNames(a, b *ReconLine) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.ID, b.ID))
}

// census is what stands in a chunk of lines.
type census struct {
	money   []Currency
	sources []ReconSource
	texts   int               // bytes that their normalised references and counterparties take at most
	parts   [reconParts]int32 // lines of each part of the ranks
}

func (c *census) count(l *ReconLine, key uint64) {
	if !slices.Contains(c.money, l.Amount.Currency) {
		c.money = append(c.money, l.Amount.Currency)
	}
	if !slices.Contains(c.sources, l.Source) {
		c.sources = append(c.sources, l.Source)
	}
	c.texts += textLen(l.Reference) + textLen(l.Counterparty)
	c.parts[key>>56]++
}

// sum joins the chunks: currencies and sources are sorted, texts is where those of each chunk begin.
func sum(counted []census) (money []Currency, sources []ReconSource, texts []int, err error) {
	texts = make([]int, len(counted)+1)
	for i := range counted {
		money, sources = append(money, counted[i].money...), append(sources, counted[i].sources...)
		texts[i+1] = texts[i] + counted[i].texts
	}
	slices.Sort(money)
	slices.Sort(sources)
	money, sources = slices.Compact(money), slices.Compact(sources)
	switch {
	case len(money) > math.MaxUint8:
		err = RefuseField(CodeInvalid, "lines", "A run takes lines of at most %d currencies.", math.MaxUint8)
	case len(sources) > math.MaxUint8:
		err = RefuseField(CodeInvalid, "lines", "A run takes lines of at most %d sources.", math.MaxUint8)
	case texts[len(counted)] > math.MaxUint32:
		err = RefuseField(CodeInvalid, "lines", "The references and counterparties of a run have at most %d bytes.", math.MaxUint32)
	}
	return money, sources, texts, err
}

// fill makes the rows and digests what each line says: all that needs the lines one after the other, as they lie in memory.
func (t *reconTable) fill(counted []census) (*lineSums, error) {
	money, sources, texts, err := sum(counted)
	if err != nil {
		return nil, err
	}
	n := len(t.rank)
	t.money, t.sources, t.texts, t.rows = money, sources, make([]byte, texts[len(counted)]), make([]reconRow, n)
	sums, sides := newLineSums(counted, n), sidesOf(sources)
	excluded := make(map[int]bool, len(t.in.Excluded))
	for _, i := range t.in.Excluded {
		if i < 0 || i >= n {
			return nil, RefuseField(CodeInvalid, "excluded", "Line %d is to be left out; there are %d lines.", i, n)
		}
		excluded[i] = true
	}
	return sums, t.chunks(n, func(from, to int) error {
		var plain, whole []byte
		chunk := from / chunkLines
		said := t.texts[texts[chunk]:texts[chunk]]
		for i := from; i < to; i++ {
			l, r := &t.in.Lines[i], &t.rows[i]
			*r = reconRow{
				amount: l.Amount.Minor, day: dayOf(l), group: -1, cur: uint8(slices.Index(money, l.Amount.Currency)),
				said: uint32(texts[chunk] + len(said)), source: uint8(slices.Index(sources, l.Source)),
			}
			if r.ref, plain = hashReference(l.Reference, plain); r.ref == 0 {
				plain = plain[:0]
			}
			said = appendText(said, plain)
			if plain = appendParty(plain[:0], l.Counterparty); len(plain) < minParty {
				plain = plain[:0]
			} else {
				r.mark |= markParty
			}
			said = appendText(said, plain)
			if len(l.More) > 0 {
				r.mark |= markMore
			}
			left := len(excluded) > 0 && excluded[i]
			if !left {
				r.side = sides[r.source]
			}
			key, name := hashName(l, whole)
			whole = appendLine(name[:0], l, left)
			sums.add(chunk, key, t.rank[i], whole)
		}
		return nil
	})
}

// sidesOf says which part each source plays. Two sources stand against each other whatever they are; of more, those of the
// house stand against the others, with a processor between them and the bank.
func sidesOf(sources []ReconSource) []reconSide {
	sides := make([]reconSide, len(sources))
	for i, s := range sources {
		sides[i] = sideOutside
		if s == SourceLedger || s == SourceSubledger {
			sides[i] = sideBooks
		}
	}
	if len(sources) == 2 && sides[0] == sides[1] {
		sides[0], sides[1] = sideOutside, sideBooks // BANK, then PROCESSOR; LEDGER, then SUBLEDGER
	}
	if i := slices.Index(sources, SourceProcessor); i >= 0 && len(sources) > 2 && slices.Contains(sources, SourceBank) {
		sides[i] = sideMiddle
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
	y, m := d.Year(), int(d.Month())
	if m <= 2 {
		y--
		m += 12
	}
	return int32(365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d.Day())
}
