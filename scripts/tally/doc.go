// Command tally counts test results: it shortens go test -json to what a person wants to read, and adds the counts of
// all stages into one line.
//
// Owns: the counts, and the rule that a skipped test is a failed one. Does not own: running tests.
// Start at main.go. Promise: no result is lost; a stage that ends without one counts as failed.
package main
