package demogroup

import (
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"time"

	"countersign/domain"
)

// dice is a seeded source of choices. Each subject has its own, so that one more choice for one subject changes nothing
// for the others.
type dice struct{ *rand.Rand }

// diceFor are the dice of one subject: equal seed, label and number give equal throws.
func diceFor(seed int64, label string, number int) dice {
	h := fnv.New64a()
	_, _ = h.Write([]byte(label))
	_ = binary.Write(h, binary.LittleEndian, int64(number))
	return dice{rand.New(rand.NewPCG(uint64(seed), h.Sum64()))}
}

// Read fills p with throws, for ids. It never fails.
func (d dice) Read(p []byte) (int, error) {
	var word [8]byte
	for n := 0; n < len(p); n += 8 {
		binary.LittleEndian.PutUint64(word[:], d.Uint64())
		copy(p[n:], word[:])
	}
	return len(p), nil
}

// id makes a version 7 id for the instant at.
func (d dice) id(at time.Time) domain.UUID {
	u, _ := domain.UUIDFrom(at, d) // Read never fails
	return u
}

// chance is true in percent of the throws.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// between is a number from low to high, both included.
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// wait is a length of time from low to high.
func (d dice) wait(low, high time.Duration) time.Duration {
	return low + time.Duration(d.Int64N(int64(high-low)+1)).Truncate(time.Millisecond)
}

// digits is n throws of 0 to 9.
func (d dice) digits(n int) string {
	out := make([]byte, n)
	for i := range out {
		out[i] = byte('0' + d.IntN(10))
	}
	return string(out)
}

// pick is one of list.
func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// weighted is an index of weights, each as likely as its weight.
func weighted(d dice, weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.IntN(sum)
	for i, w := range weights {
		if at < w {
			return i
		}
		at -= w
	}
	return len(weights) - 1
}
