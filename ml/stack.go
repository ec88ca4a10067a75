package ml

import "math"

const (
	// stackRate is AdaGrad's.
	stackRate = 0.02
	// seenSteps: contexts seen once, twice, 3-4, 5-9, 10-29 times or more often are weighed apart; never seen says nothing.
	seenSteps = 6
	// perContext are the features of a candidate in one context: its share of the slow counts and of the fast ones, whether
	// it was last, whether it was never.
	perContext = 4
	slowAt     = int(contexts) * seenSteps * perContext
	weights    = slowAt + seenSteps + 1 // the slow memory is weighed by how often the supplier was seen, never included
)

// stack weighs what the memories say of each candidate. Its weights are shared by all labels, so that a label met yesterday is
// measured like one met for years.
type stack struct {
	weight, square [weights]float32
	sharp, sharpSq float32 // the temperature's inverse, and its squared gradients
}

func newStack() *stack {
	s := &stack{sharp: 1}
	for i := range slowAt {
		if i%perContext == 0 {
			s.weight[i] = 0.1 // so that the first predictions follow the counts
		}
	}
	for i := slowAt; i < weights; i++ {
		s.weight[i] = 0.3
	}
	return s
}

// seenStep is the step of n lines, which is at least one.
func seenStep(n int32) int {
	switch {
	case n < 3:
		return int(n) - 1
	case n < 5:
		return 2
	case n < 10:
		return 3
	case n < 30:
		return 4
	}
	return 5
}

// evidence is what the memories say of the candidates of one line.
type evidence struct {
	labels []int32
	index  []int32   // weight of each feature, the same for all candidates
	value  []float32 // features, candidate by candidate
	score  []float32
	p      []float32 // calibrated
}

func (e *evidence) of(candidate int) []float32 {
	return e.value[candidate*len(e.index) : (candidate+1)*len(e.index)]
}

// score fills scores and calibrated probabilities.
func (s *stack) judge(e *evidence) {
	e.score, e.p = make([]float32, len(e.labels)), make([]float32, len(e.labels))
	for c := range e.labels {
		sum := float32(0)
		for j, x := range e.of(c) {
			sum += s.weight[e.index[j]] * x
		}
		e.score[c] = sum
		e.p[c] = sum * s.sharp
	}
	softmax(e.p)
}

// learn takes one step of the weights, and one of the temperature, towards label. A label that is no candidate teaches nothing.
func (s *stack) learn(e *evidence, label int32) {
	right := -1
	for c, l := range e.labels {
		if l == label {
			right = c
		}
	}
	if right < 0 {
		return
	}
	s.temper(e, right)
	p := append([]float32(nil), e.score...)
	softmax(p)
	p[right]--
	for j, i := range e.index {
		g := float32(0)
		for c := range p {
			g += p[c] * e.value[c*len(e.index)+j]
		}
		s.square[i] += g * g
		s.weight[i] -= stackRate * g / (1e-2 + root(s.square[i]))
	}
}

// temper moves the one temperature, by the gradient of the logarithmic loss.
func (s *stack) temper(e *evidence, right int) {
	g := -e.score[right]
	for c, p := range e.p {
		g += p * e.score[c]
	}
	s.sharpSq += g * g
	s.sharp = min(max(s.sharp-0.05*g/(1+root(s.sharpSq)), 0.2), 5)
}

func root(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func logarithm(x float32) float32 { return float32(math.Log(float64(x))) }
