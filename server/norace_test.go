//go:build !race

package server

// slowness is 1 without the race detector.
const slowness = 1
