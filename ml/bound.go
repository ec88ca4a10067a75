package ml

import "math"

// confidenceOfBounds: a promise may be broken in one of twenty cases, and no more.
const confidenceOfBounds = 0.95

// UpperBound is the largest error rate that k errors in n tries leave possible at 95 % (Clopper and Pearson 1934, one-sided), in
// [0,1]; 1 when n is 0.
func UpperBound(k, n int) float64 { return upperBound(k, n, confidenceOfBounds) }

func upperBound(k, n int, confidence float64) float64 {
	if n <= 0 || k >= n {
		return 1
	}
	low, high := float64(k)/float64(n), 1.0
	for range 60 {
		if mid := (low + high) / 2; atMost(k, n, mid) > 1-confidence {
			low = mid
		} else {
			high = mid
		}
	}
	return high
}

// within says whether UpperBound(k, n) is at most rate, without computing it.
func within(k, n int, rate float64) bool {
	return n > 0 && k < n && atMost(k, n, rate) <= 1-confidenceOfBounds
}

// atMost is the chance of at most k errors in n tries at this rate.
func atMost(k, n int, rate float64) float64 {
	if rate <= 0 {
		return 1
	}
	if rate >= 1 {
		return 0
	}
	// From the term of k downwards, where they shrink: the sum ends when what is left no longer counts.
	term := math.Exp(choose(n, k) + float64(k)*math.Log(rate) + float64(n-k)*math.Log1p(-rate))
	sum, odds := 0.0, (1-rate)/rate
	for i := k; i >= 0; i-- {
		sum += term
		ratio := float64(i) / float64(n-i+1) * odds
		if ratio < 1 && term < sum*1e-12 {
			break
		}
		term *= ratio
	}
	return min(sum, 1)
}

// choose is the logarithm of n over k.
func choose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}
