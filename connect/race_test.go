//go:build race

package connect_test

// slowness is how much longer everything takes under the race detector; times are then checked only roughly.
const slowness = 15
