// Package e2e tests the whole system: it starts the built program and speaks to it over HTTP alone.
//
// Owns: the journeys of an invoice, the refusals a client meets, what survives a crash, and the little client for them.
// Does not own: rules in detail, which are tested beside their code.
// Start reading at house_test.go. Promise: nothing is called that a user of the program could not call, except that the
// database is looked into afterwards.
package e2e
