// Package auditlog is the audit log as others see it, without a database: signed checkpoints, the directory that keeps
// them, and its keys.
//
// The log is a tree of RFC 6962 over the canonical bodies of events (domain.Event.Canonical), in the order of their
// positions, which begin at 0 and have no gap. A checkpoint (c2sp.org/tlog-checkpoint) says how many entries there were
// at an instant and what the root of their tree was, signed as a note (c2sp.org/signed-note) with Ed25519:
//
//	countersign/log                                  origin, also the name of the key
//	1204                                             entries
//	qINS1GRFhWHwdkUeqLEoP4yEMkTBBzxBkGwGQlVlVcs=     root, base64
//	at 2026-03-01T08:00:00.120000Z                   when it was signed, UTC
//
//	— countersign/log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
//
// An export is a directory, written by Write, that anybody can check with Verify, or with docs/verify-log.mjs, which
// shares no line with it:
//
//	manifest.json   which positions, what was asked for, and the digest of each file; not signed
//	entries.jsonl   {"position":0,"body":"…","prose":{…}}: the canonical body as text, and the prose unless erased
//	leaves.txt      the hash of each position as the log's tree holds it, base64, one a line
//	proof.json      {"left":[…],"right":[…]}: hashes of the fewest complete subtrees before and behind the range
//	checkpoints/    those that end within the range, and the one that the export is complete to
//	log.pub         public keys
//
// Owns: the text of a checkpoint, key files, the directory of checkpoints, the export and its verification.
// Does not own: the events, their order, when a checkpoint is due.
// Start reading at checkpoint.go, for exports at write.go and verify.go. Promise: what was signed once is never
// overwritten by something else, and no byte of an export can be changed without a trace.
package auditlog
