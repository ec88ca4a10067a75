package ml

import (
	"math"
	"slices"
)

// healthWindow is how many outcomes the trailing figures cover.
const healthWindow = 1000

// Health are trailing figures of a use over at most its last 1,000 outcomes, for the owner of its model.
type Health struct {
	Outcomes         int
	CalibrationError float64 // in [0,1]: mean distance of confidence and share right, over 15 bins
	UnseenVendors    float64 // share in [0,1]
	NewLabels        float64 // share in [0,1]
	Stability        float64 // population stability index of the confidences against the window before; over 0.25 is a change
}

type health struct{ recent, before []Outcome }

func (h *health) add(o Outcome) {
	h.recent = append(h.recent, o)
	if over := len(h.recent) - healthWindow; over > 0 {
		h.before = append(h.before, h.recent[:over]...)
		h.recent = slices.Delete(h.recent, 0, over)
	}
	if over := len(h.before) - healthWindow; over > 0 {
		h.before = slices.Delete(h.before, 0, over)
	}
}

// Health computes the trailing figures.
func (g *Guard) Health() Health {
	h := Health{Outcomes: len(g.health.recent), Stability: stability(g.health.before, g.health.recent)}
	var c Calibration
	for _, o := range g.health.recent {
		c.Add(o.Confidence, o.right())
		if o.Unseen == UnseenVendor {
			h.UnseenVendors++
		}
		if o.New {
			h.NewLabels++
		}
	}
	n := float64(max(h.Outcomes, 1))
	h.UnseenVendors, h.NewLabels, h.CalibrationError = h.UnseenVendors/n, h.NewLabels/n, c.Error()
	return h
}

// stability is the population stability index over tenths of confidence; 0 when either side is empty.
func stability(before, after []Outcome) float64 {
	var a, b spread
	for _, o := range before {
		a.add(o.Confidence)
	}
	for _, o := range after {
		b.add(o.Confidence)
	}
	return a.stability(&b)
}

// spread counts confidences by tenths.
type spread [10]float64

func (s *spread) add(confidence float64) { s[min(max(int(confidence*10), 0), 9)]++ }

// stability is the population stability index of after against s; 0 when either is empty.
func (s *spread) stability(after *spread) float64 {
	all, others := 0.0, 0.0
	for i := range s {
		all, others = all+s[i], others+after[i]
	}
	if all == 0 || others == 0 {
		return 0
	}
	sum := 0.0
	for i := range s {
		x, y := max(s[i]/all, 1e-3), max(after[i]/others, 1e-3) // an empty bin would be infinitely far
		sum += (y - x) * math.Log(y/x)
	}
	return sum
}

// calibrationBins are those of the usual expected calibration error.
const calibrationBins = 15

// Calibration compares announced confidence with what came true. The zero Calibration is ready.
type Calibration struct {
	tries, right, sum [calibrationBins]float64
}

// Add takes one try, its confidence in [0,1].
func (c *Calibration) Add(confidence float64, right bool) {
	b := min(max(int(confidence*calibrationBins), 0), calibrationBins-1)
	c.tries[b]++
	c.sum[b] += confidence
	if right {
		c.right[b]++
	}
}

// Error is the expected calibration error in [0,1], 0 without tries.
func (c *Calibration) Error() float64 {
	distance, all := 0.0, 0.0
	for b := range c.tries {
		distance += math.Abs(c.sum[b] - c.right[b])
		all += c.tries[b]
	}
	if all == 0 {
		return 0
	}
	return distance / all
}

// Bins are the 15 bins, the least confident first.
func (c *Calibration) Bins() []Bin {
	list := make([]Bin, calibrationBins)
	for b := range list {
		n := max(c.tries[b], 1)
		list[b] = Bin{From: float64(b) / calibrationBins, To: float64(b+1) / calibrationBins, N: int(c.tries[b]), Announced: c.sum[b] / n, Observed: c.right[b] / n}
	}
	return list
}
