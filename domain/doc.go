// Package domain is the dictionary of the house: the words of the business and its pure rules.
//
// Owns: money, dates, documents, invoices, approvals, policies, checks, postings, events, actors, refusals; every state
// change as a function from record to record and event.
// Does not own: storage, clocks, networks, permissions.
// Start reading at invoice.go. Promise: standard library only, no I/O, and the same input gives the same answer.
package domain
