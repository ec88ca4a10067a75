// Package ml is the workshop of estimates: what is judged likely, never known.
//
// Owns: scores with reasons for duplicates, coding, matches, anomalies and forecasts, as pure and seeded functions.
// Does not own: decisions, thresholds, data.
// Start here: nothing is estimated yet, every check and route in force today is a rule of domain. Promise: an estimate
// can add scrutiny and never removes a step, so the house works the same without this package.
package ml
