// Package connecttest is the one suite that every connector that posts documents passes.
//
// Owns: what the port promises, as tests that any system can be put under.
// Does not own: the systems; each hands in a Subject with its own way to fail and its own way to count.
// Start reading at connecttest.go. Promise: a connector that passes leaves one effect per key, whatever gets lost.
package connecttest
