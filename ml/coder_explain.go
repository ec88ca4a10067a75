package ml

import (
	"cmp"
	"fmt"
	"slices"
)

// Reason is one thing that speaks for a label.
type Reason struct {
	Sentence string  // "38 of 40 lines of this supplier and exact amount; the last one too."
	Count    int     // lines with the label, 0 for reasons by words
	Of       int     // lines that looked the same
	Weight   float64 // how far it moved the label's score over the other choices, in natural logarithms; larger is more
}

// reasonsShown is how many reasons of each kind a choice carries.
const reasonsShown = 3

// Explain is Suggest with reasons for each choice: which counts, then which parts of the line, each by weight.
func (c *Coder) Explain(l Line) Suggestion {
	v := c.look(&l)
	s := c.suggestion(v)
	chosen := v.ranked(3)
	for i, at := range chosen {
		s.Choices[i].Reasons = append(c.counted(v, at, chosen), c.worded(&l, v, at, chosen)...)
	}
	return s
}

// counted are the contexts that speak for candidate at against the other choices.
func (c *Coder) counted(v *view, at int, chosen []int) []Reason {
	e, label := &v.evidence, v.evidence.labels[at]
	var list []Reason
	j := 0
	for cx, cell := range v.cells {
		if cell == nil {
			continue
		}
		weight := 0.0
		for k := j; k < j+perContext; k++ {
			weight += float64(c.stack.weight[e.index[k]] * (e.of(at)[k] - e.others(k, at, chosen)))
		}
		j += perContext
		n := cell.of(label)
		if n.seen == 0 || weight <= 0 {
			continue
		}
		r := Reason{Count: int(n.seen), Of: int(cell.seen), Weight: weight}
		r.Sentence = fmt.Sprintf("%d of %d lines %s", r.Count, r.Of, contextWords[cx])
		if cell.last[0] == label {
			r.Sentence += "; the last one too"
		}
		r.Sentence += "."
		list = append(list, r)
	}
	return heaviest(list)
}

// others is the mean of feature k over the other choices; over nobody, the value of the candidate's own absence is not known and 0 stands
// for it.
func (e *evidence) others(k, at int, chosen []int) float32 {
	sum, n := float32(0), float32(0)
	for _, o := range chosen {
		if o != at {
			sum += e.of(o)[k]
			n++
		}
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// worded are the parts of the line by which the slow memory tells candidate at from the other choices.
func (c *Coder) worded(l *Line, v *view, at int, chosen []int) []Reason {
	scale := perFeature(v.features)
	label := v.evidence.labels[at]
	weights := map[string]float64{}
	counted := map[uint32]bool{}
	describe(l, fold(l.Name), func(h uint64, words string) {
		f := slot(h)
		if c.slow.rows[f] == 0 || counted[f] {
			return
		}
		counted[f] = true
		row := c.slow.weight[int(c.slow.rows[f]-1)*c.slow.stride:]
		other, n := float32(0), float32(0)
		for _, o := range chosen {
			if o != at {
				other += row[v.evidence.labels[o]]
				n++
			}
		}
		if n > 0 {
			other /= n
		}
		weights[words] += float64(scale * (row[label] - other))
	})
	var list []Reason
	for words, weight := range weights {
		if weight > 0 {
			list = append(list, Reason{Sentence: fmt.Sprintf("Learned from %s.", words), Weight: weight})
		}
	}
	return heaviest(list)
}

func heaviest(list []Reason) []Reason {
	slices.SortFunc(list, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Sentence, b.Sentence))
	})
	return list[:min(len(list), reasonsShown)]
}
