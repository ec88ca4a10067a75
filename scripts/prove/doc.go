// Command prove runs what shows each promise of the product in full, and prints one table; with -bars it holds what benchmarks
// report against the bars of a benchmark's table instead.
//
// Owns: which test shows which promise, the loads in words, the pass lines, the bars, the tables.
// Does not own: the tests; each fails off its own line.
// Start at rows.go, and at bars.go for bars. Promise: a row passes only when its tests ran, said what they counted, and passed.
package main
