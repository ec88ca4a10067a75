package domain

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash"
	"slices"
)

// lineSums are the digests of all lines on their way into the order of the ranks. Each goes to the end of its part, which
// is near in memory to what goes there with it; within its part, a processor's cache has room for all.
type lineSums struct {
	from [reconParts + 1]int32
	next [][reconParts]int32 // by chunk: where the next of each part goes
	sums [][sha256.Size]byte
	rank []int32 // of the line whose sum stands there
}

func newLineSums(counted []census, n int) *lineSums {
	s := &lineSums{next: make([][reconParts]int32, len(counted)), sums: make([][sha256.Size]byte, n), rank: make([]int32, n)}
	at := int32(0)
	for part := range reconParts {
		for chunk := range counted {
			s.next[chunk][part] = at
			at += counted[chunk].parts[part]
		}
		s.from[part+1] = at
	}
	return s
}

// add digests a line of a chunk; key is the hash of its name.
func (s *lineSums) add(chunk int, key uint64, rank int32, whole []byte) {
	next := &s.next[chunk][key>>56]
	s.sums[*next], s.rank[*next] = sha256.Sum256(whole), rank
	*next++
}

// write hands the sums on in the order of the ranks.
func (s *lineSums) write(to hash.Hash) {
	var ordered []byte
	for part := range reconParts {
		from, end := s.from[part], s.from[part+1]
		ordered = slices.Grow(ordered[:0], int(end-from)*sha256.Size)[:int(end-from)*sha256.Size]
		for i := from; i < end; i++ {
			copy(ordered[int(s.rank[i]-from)*sha256.Size:], s.sums[i][:])
		}
		to.Write(ordered)
	}
}

// digest makes the hash of all that the run depends on.
func (t *reconTable) digest(rules []MatchRule, sums *lineSums) error {
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
	sums.write(whole)
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
		buf = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(buf, int64(d.Year())), int64(d.Month())), int64(d.Day()))
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

func compareRates(a, b ReconRate) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), a.On.Time().Compare(b.On.Time()), a.Rate.Cmp(b.Rate), cmp.Compare(a.Source, b.Source))
}
