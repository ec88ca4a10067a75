// Command prove runs what shows each promise of the product in full, and prints one table.
//
// Owns: which test shows which promise, the loads in words, the pass lines, the table.
// Does not own: the tests; each fails off its own line.
// Start at rows.go. Promise: a row passes only when its tests ran, said what they counted, and passed.
package main
