// Package storetest gives each test a database of its own: cloned from a migrated template, dropped afterwards.
//
// Owns: the server that tests share, the template, the clones.
// Does not own: rows; a clone holds what the migrations put there and nothing else.
// Start at storetest.go. Promise: tests that use it may all run in parallel, in one process and in many.
//
// The server is the one at DATABASE_URL when that is set, as make test does; otherwise the test process borrows one from
// localpg that ends with it, so that a bare go test of one package works too. A test that cannot get a database fails;
// only -short without DATABASE_URL skips it.
package storetest
