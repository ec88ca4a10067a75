// Command mutate takes each authorization check away in turn and asks whether a test notices.
//
// Owns: finding the checks, building them with a switch each, the tests that reach each, the score.
// Does not own: the checks and the tests.
// Start at main.go. Promise: the tree is never touched; everything happens in a copy that goes when the run ends.
//
// In authz every condition and every answer of yes or no is inverted; in workflow every refusal, the gate's among them, is
// taken away, but for the clock's own questions, which are counted. All mutants are built at once, each behind a switch that the environment turns, so that a mutant costs the
// run of the tests that reach it and no build.
package main
