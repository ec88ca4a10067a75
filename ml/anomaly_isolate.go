package ml

import (
	"math"
	"math/rand/v2"
)

const (
	// trees and sample are those of Liu, Ting and Zhou (2008), with fewer trees: the score only tells equals apart.
	trees  = 50
	sample = 256
)

// isolate says how easily each point is told apart by random cuts, in [0,1]; about a half for points like all others.
func isolate(points [][]float64, seed uint64) []float64 {
	out := make([]float64, len(points))
	if len(points) < 2 {
		return out
	}
	r := rand.New(rand.NewPCG(seed, uint64(len(points))))
	n := min(len(points), sample)
	depth := make([]float64, len(points))
	for range trees {
		picked := r.Perm(len(points))[:n]
		t := grow(points, picked, r, int(math.Ceil(math.Log2(float64(n)))))
		for i := range points {
			depth[i] += t.depth(points[i])
		}
	}
	for i := range out {
		out[i] = math.Exp2(-depth[i] / trees / unsuccessful(n))
	}
	return out
}

// tree cuts one coordinate; a leaf has no children.
type tree struct {
	axis        int
	at          float64
	left, right *tree
	held        int // points of a leaf
}

func grow(points [][]float64, held []int, r *rand.Rand, left int) *tree {
	if left == 0 || len(held) < 2 {
		return &tree{held: len(held)}
	}
	axis := r.IntN(len(points[0]))
	low, high := math.Inf(1), math.Inf(-1)
	for _, i := range held {
		low, high = min(low, points[i][axis]), max(high, points[i][axis])
	}
	t := &tree{axis: axis, at: low + r.Float64()*(high-low)}
	var one, two []int
	for _, i := range held {
		if points[i][axis] < t.at {
			one = append(one, i)
		} else {
			two = append(two, i)
		}
	}
	if len(one) == 0 {
		return grow(points, two, r, left-1)
	}
	t.left, t.right = grow(points, one, r, left-1), grow(points, two, r, left-1)
	return t
}

func (t *tree) depth(point []float64) float64 {
	d := 0.0
	for t.left != nil {
		d++
		if point[t.axis] < t.at {
			t = t.left
		} else {
			t = t.right
		}
	}
	return d + unsuccessful(t.held)
}

// unsuccessful is the mean length of an unsuccessful search in a binary tree of n points.
func unsuccessful(n int) float64 {
	if n < 2 {
		return 0
	}
	return 2*(math.Log(float64(n-1))+0.5772156649) - 2*float64(n-1)/float64(n)
}
