package reconset

import (
	"math/rand/v2"
	"strconv"
)

// dice is a seeded source of choices.
type dice struct{ *rand.Rand }

func diceOf(seed int64) dice { return dice{rand.New(rand.NewPCG(uint64(seed), 0x7265636f6e736574))} }

// between is a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// chance is true in percent of the throws.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// digits is n throws of 0 to 9.
func (d dice) digits(n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte('0' + d.IntN(10))
	}
	return string(out)
}

func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// pad writes n with at least width digits.
func pad(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
