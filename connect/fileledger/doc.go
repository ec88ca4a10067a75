// Package fileledger is a ledger in a directory, for demos and for users without an ERP.
//
// Owns: one append-only journal per legal entity, its numbering, closed periods, and faults on demand.
// Does not own: attempts, retries, records of ours.
// Start reading at push.go. Promise: a number that was answered is on the disk, once, whatever crashes.
//
// The directory holds
//
//	DE01.jsonl    the journal: one JSON line per document, written under a lock and synced before the answer
//	DE01.lock     held while the journal is read or written, so that several processes may share the directory
//	periods.json  closed months by entity, "*" for all: {"DE01": ["2026-01"], "*": ["2025-12"]}
//	faults.json   what shall go wrong (fault.go), read anew by each call; only where Config.Faults allows it
//	faults.fired  which faults have fired
//
// A process that dies while it writes leaves a line without its end. Nobody was told of it, readers pass over it, and
// the next writer cuts it off.
package fileledger
