package ml

import "math"

// bandSteps: amounts of a band differ by at most this factor. The wider a band, the more a small error in it counts; the more
// bands, the less certain each may be.
const bandSteps = 4

// boundMoney is the 95 % upper bound of the money in wrong ones, were as many items of the same amounts drawn again. Errors may prefer
// large amounts, so a bound of their share alone says nothing of money: amounts are put into bands, each band has the exact bound of its own
// share, at a confidence that all of them hold together (Bonferroni), and each of its errors counts as its largest amount.
func boundMoney(list []Advised) int64 {
	type band struct {
		n, wrong int
		largest  int64
	}
	bands := map[int]*band{}
	for i := range list {
		a := &list[i]
		if a.Worth <= 0 {
			continue
		}
		k := int(math.Log(float64(a.Worth)) / math.Log(bandSteps))
		b := bands[k]
		if b == nil {
			b = &band{}
			bands[k] = b
		}
		b.n++
		b.largest = max(b.largest, a.Worth)
		if a.wrong() {
			b.wrong++
		}
	}
	sum, sure := 0.0, 1-(1-confidenceOfBounds)/float64(max(len(bands), 1))
	for _, b := range bands {
		sum += upperBound(b.wrong, b.n, sure) * float64(b.n) * float64(b.largest)
	}
	return int64(math.Ceil(min(sum, math.MaxInt64/2)))
}
