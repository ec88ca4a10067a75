// Package store keeps domain records in Postgres.
//
// Owns: table mapping, row locks, entity scope, and what "not found" means.
// Does not own: rules, permissions, when a transaction begins or ends.
// Start at tx.go. Promise: no list is read without a Scope, and a page of any size takes a fixed number of statements.
package store
