// Package ml is the workshop of estimates: what is judged likely, never known.
//
// Owns: the coding of lines from what people confirmed, and the guard that says when such an estimate may act by itself and stops
// it; the quality, price and budget of what it did; pairs of invoices that may be one; the order of a queue by what waiting loses; who of
// those that are asked usually decides; entries unlike the others of their group; all with reasons, as pure and seeded functions.
// Does not own: decisions, data, what a promise should be.
// Start reading at coder.go, then guard.go and duplicate.go. Promise: an estimate comes with a calibrated confidence; where the evidence of a
// promised error rate is missing or something changed, the answer is a person.
package ml
