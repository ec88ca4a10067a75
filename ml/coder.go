package ml

import (
	"fmt"
	"slices"

	"countersign/domain"
)

// candidates is how many labels of a supplier are weighed; the 16th most frequent one is right in fewer than 1 of 1000 lines.
const candidates = 16

// coderFormat counts the ways in which a Coder was ever computed or written. A model of another format is refused, and
// rebuilt from its history.
const coderFormat = 1

// Coder estimates the label of invoice lines from labels that people confirmed. It knows one kind of label of one organisation.
//
// The same seed and the same history give the same model to the byte on one kind of machine. Many goroutines may ask; who
// teaches must be alone.
type Coder struct {
	seed    uint64
	labels  []string
	since   []domain.Date // when a label was first confirmed
	index   map[string]int32
	fast    *fast
	slow    *slow
	stack   *stack
	learned int64
	history uint64 // hash of everything learned, in order
}

// NewCoder makes a model that knows nothing.
func NewCoder(seed uint64) *Coder {
	return &Coder{seed: seed, index: map[string]int32{}, fast: newFast(), slow: newSlow(), stack: newStack(), history: kind(seed)}
}

// Version names what the model was made of: format, seed, number of learned lines and a digest of them.
func (c *Coder) Version() string {
	return fmt.Sprintf("coder-%d/%d/%d/%016x", coderFormat, c.seed, c.learned, c.history)
}

// Labels are those ever confirmed, in order of appearance.
func (c *Coder) Labels() []string { return slices.Clone(c.labels) }

// Suggestion is what a Coder says about one line.
type Suggestion struct {
	Vendor  string   // identity of the line's supplier
	Choices []Choice // at most three, the likeliest first; none before anything was learned
	Unseen  Unseen   // why the line must go to a person, whatever the confidence
}

// Choice is one label with the calibrated probability that a person would confirm it.
type Choice struct {
	Label      string
	Confidence float64 // in [0,1]
	Reasons    []Reason
}

// Unseen says what of a line nobody confirmed before.
type Unseen string

// A line of an unseen supplier, or whose first choice was never confirmed for its supplier, goes to a person.
const (
	NothingUnseen Unseen = ""
	UnseenVendor  Unseen = "UNSEEN_VENDOR"
	UnseenLabel   Unseen = "UNSEEN_LABEL"
)

// view is one line as the memories see it.
type view struct {
	vendor   string
	keys     [contexts]uint64
	cells    [contexts]*cell
	features []uint32
	evidence evidence
}

func (c *Coder) look(l *Line) *view {
	name := fold(l.Name)
	v := &view{vendor: l.identity(name), keys: keys(l, name), features: features(l, name)}
	v.cells = c.fast.look(&v.keys)
	p := c.slow.probabilities(v.features)
	v.evidence.labels = c.candidates(v, p)
	c.gather(v, p)
	c.stack.judge(&v.evidence)
	return v
}

// candidates are the labels that any memory speaks for.
func (c *Coder) candidates(v *view, p []float32) []int32 {
	list := make([]int32, 0, 2*candidates)
	for cx, cell := range v.cells {
		if cell == nil {
			continue
		}
		n := 6
		switch context(cx) {
		case cxVendor:
			n = candidates
		case cxAll, cxWord, cxAnyAmount:
			n = 3
		}
		list = cell.top(list, n)
		list = include(list, cell.last[0])
	}
	var best [5]int32
	n := 0
	for i, x := range p {
		at := n
		for at > 0 && p[best[at-1]] < x {
			at--
		}
		if at < len(best) {
			n = min(n+1, len(best))
			copy(best[at+1:n], best[at:])
			best[at] = int32(i)
		}
	}
	for _, label := range best[:n] {
		list = include(list, label)
	}
	return list
}

// smoothing is the weight of the wider context against the lines of a narrower one.
const smoothing = 1

// gather fills in what the memories say of the candidates.
func (c *Coder) gather(v *view, p []float32) {
	e := &v.evidence
	for cx, cell := range v.cells {
		if cell != nil {
			at := int32((cx*seenSteps + seenStep(cell.seen)) * perContext)
			e.index = append(e.index, at, at+1, at+2, at+3)
		}
	}
	step := int32(0)
	if vendor := v.cells[cxVendor]; vendor != nil {
		step = int32(seenStep(vendor.seen)) + 1
	}
	e.index = append(e.index, int32(slowAt)+step)
	e.value = make([]float32, 0, len(e.index)*len(e.labels))
	for _, label := range e.labels {
		wide := float32(1e-3)
		if all := v.cells[cxAll]; all != nil {
			wide = (all.of(label).slow + 0.1) / (all.slow + 0.1*float32(len(c.labels)))
		}
		prior := wide
		if vendor := v.cells[cxVendor]; vendor != nil {
			prior = (vendor.of(label).slow + smoothing*wide) / (vendor.slow + smoothing)
		}
		for cx, cell := range v.cells {
			if cell == nil {
				continue
			}
			n, before := cell.of(label), wide
			if context(cx).within() {
				before = prior
			}
			last, never := float32(0), float32(0)
			if cell.last[0] == label {
				last = 1
			}
			if n.seen == 0 {
				never = 1
			}
			e.value = append(e.value, logarithm((n.slow+smoothing*before)/(cell.slow+smoothing)),
				logarithm((n.fast+smoothing*before)/(cell.fast+smoothing)), last, never)
		}
		e.value = append(e.value, logarithm(p[label]+1e-6))
	}
}

// Suggest estimates the label of a line. It takes some 30 µs, and gives no reasons: see Explain.
func (c *Coder) Suggest(l Line) Suggestion { return c.suggestion(c.look(&l)) }

func (c *Coder) suggestion(v *view) Suggestion {
	s := Suggestion{Vendor: v.vendor}
	for _, at := range v.ranked(3) {
		s.Choices = append(s.Choices, Choice{Label: c.labels[v.evidence.labels[at]], Confidence: float64(v.evidence.p[at])})
	}
	switch vendor := v.cells[cxVendor]; {
	case vendor == nil:
		s.Unseen = UnseenVendor
	case vendor.of(v.evidence.labels[v.ranked(1)[0]]).seen == 0:
		s.Unseen = UnseenLabel
	}
	return s
}

// ranked are at most n candidates, the likeliest first; equal ones by label.
func (v *view) ranked(n int) []int {
	out := make([]int, 0, n+1)
	e := &v.evidence
	for c := range e.labels {
		at := len(out)
		for at > 0 && (e.p[out[at-1]] < e.p[c] || e.p[out[at-1]] == e.p[c] && e.labels[out[at-1]] > e.labels[c]) {
			at--
		}
		if at < n {
			out = slices.Insert(out, at, c)[:min(len(out)+1, n)]
		}
	}
	return out
}
