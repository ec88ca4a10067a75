// Package workflow is the hall: every verb of the business, one method for each thing that a person or the clock may do.
//
// Owns: use cases, transactions, authorization at the record, events, enqueueing, the one loop towards ledgers.
// Does not own: rules (domain), rows (store), permissions (authz), formats (connect), transport.
// Start reading at change.go, then approval.go. Promise: rows, events and jobs of a change are kept together or not at
// all, and a change without a permit or an event does not commit.
package workflow
