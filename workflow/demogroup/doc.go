// Package demogroup invents a manufacturing group and two years of its history, the same for the same seed.
//
// Owns: the invented names, people, suppliers, orders and documents, and the days on which things happened.
// Does not own: rules. Digests, matches, routes and steps are made by domain, as for live data.
// Start at group.go. Promise: pure; equal options give equal rows, and history holds what live data must hold.
//
// Every company, person and account number is invented; bank codes are ones that no register gives out.
package demogroup
