package ml

import (
	"math"
	"slices"
)

const (
	// hashBits sizes the feature space of the slow memory: 2^18 rows, of which only those that were met take room.
	hashBits = 18
	// slowRate is AdaGrad's; between 0.1 and 0.5 the measured accuracy does not move.
	slowRate = 0.3
	// tinyGradient is where a step stops: most labels of most lines have less, and all of them together move nothing.
	tinyGradient = 1e-3
	// steepest bounds how many labels one step moves.
	steepest = 64
)

// slow is softmax regression over hashed features, learned by AdaGrad (Duchi, Hazan, Singer 2011) one line at a time. It
// knows something of suppliers that nobody met before.
type slow struct {
	labels int
	stride int     // room of a row; labels grow into it
	rows   []int32 // feature -> row + 1, 0 before it was met
	weight []float32
	square []float32 // sums of squared gradients
}

func newSlow() *slow { return &slow{stride: 16, rows: make([]int32, 1<<hashBits)} }

// grow makes room for as many labels.
func (s *slow) grow(labels int) {
	if labels > s.stride {
		wide := s.stride
		for wide < labels {
			wide *= 2
		}
		s.weight, s.square, s.stride = widen(s.weight, s.stride, wide), widen(s.square, s.stride, wide), wide
	}
	s.labels = max(s.labels, labels)
}

func widen(x []float32, from, to int) []float32 {
	out := make([]float32, len(x)/from*to)
	for r := range len(x) / from {
		copy(out[r*to:], x[r*from:(r+1)*from])
	}
	return out
}

// probabilities are those of each label for sorted features; nil before there is a label.
func (s *slow) probabilities(features []uint32) []float32 {
	out := make([]float32, s.labels)
	for _, f := range features {
		if r := s.rows[f]; r > 0 {
			at := int(r-1) * s.stride
			for i, x := range s.weight[at : at+len(out)] {
				out[i] += x
			}
		}
	}
	scale := perFeature(features)
	for i := range out {
		out[i] *= scale
	}
	softmax(out)
	return out
}

// perFeature keeps lines with long texts from shouting.
func perFeature(features []uint32) float32 {
	return float32(1 / math.Sqrt(float64(len(features)+1)))
}

func softmax(x []float32) {
	if len(x) == 0 {
		return
	}
	top, sum := slices.Max(x), float32(0)
	for i := range x {
		x[i] = float32(math.Exp(float64(x[i] - top)))
		sum += x[i]
	}
	for i := range x {
		x[i] /= sum
	}
}

// learn takes one step towards label.
func (s *slow) learn(features []uint32, label int32) {
	p := s.probabilities(features)
	p[label]--
	moved := make([]int32, 0, steepest)
	for i, g := range p {
		if (g > tinyGradient || g < -tinyGradient) && len(moved) < steepest {
			moved = append(moved, int32(i))
		}
	}
	if !slices.Contains(moved, label) && p[label] < -tinyGradient {
		moved[len(moved)-1] = label
	}
	scale := perFeature(features)
	for _, f := range features {
		at := s.row(f)
		w, q := s.weight[at:at+s.stride], s.square[at:at+s.stride]
		for _, i := range moved {
			g := p[i] * scale
			q[i] += g * g
			w[i] -= slowRate * g / (1e-3 + float32(math.Sqrt(float64(q[i]))))
		}
	}
}

// row is where the weights of a feature begin; it makes room for a new one.
func (s *slow) row(feature uint32) int {
	r := s.rows[feature]
	if r == 0 {
		s.weight = append(s.weight, make([]float32, s.stride)...)
		s.square = append(s.square, make([]float32, s.stride)...)
		r = int32(len(s.weight) / s.stride)
		s.rows[feature] = r
	}
	return int(r-1) * s.stride
}
