// Package authz answers whether somebody may do something to a record, and says why.
//
// Owns: the Casbin model, the strict loader of rulebooks, the gate with its two questions (does a role allow it, does a
// duty already used forbid it), permits, scopes, who else could, and the segregation rules that are shipped.
// Does not own: where rules are kept, who is signed in, which record is meant: rules and facts are handed in.
// Start reading at gate.go. Promise: no I/O, no change of a loaded rulebook, and whatever goes wrong is a refusal.
package authz
