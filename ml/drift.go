package ml

import "math"

// alarm collects evidence that errors are more frequent than they should be: Page's cumulative sum of log likelihood ratios
// (1954). It forgets good days, so that a long good record does not delay it.
type alarm struct {
	limit  float64
	sum    float64
	tries  int // since the sum was last zero
	errors int // of these
}

// add takes what one supplier's lines of one day say together: a supplier who changes is one piece of evidence, not forty.
func (a *alarm) add(ratios []ratio) {
	mean := 0.0
	for _, r := range ratios {
		mean += r.log()
		a.tries++
		if r.wrong {
			a.errors++
		}
	}
	a.sum += mean / float64(len(ratios))
	if a.sum <= 0 {
		a.sum, a.tries, a.errors = 0, 0, 0
	}
}

func (a *alarm) rings() bool { return a.sum >= a.limit }

// ratio is one try whose error was expected with chance usual, and would come with chance worse were something wrong.
type ratio struct {
	wrong        bool
	usual, worse float64
}

func (r ratio) log() float64 {
	if r.wrong {
		return math.Log(r.worse / r.usual)
	}
	return math.Log((1 - r.worse) / (1 - r.usual))
}

// quarter is the chance of error when a quarter of what used to be right has turned wrong.
func quarter(p float64) float64 { return p + (1-p)/4 }
