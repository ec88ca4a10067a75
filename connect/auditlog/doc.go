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
// Owns: the text of a checkpoint, key files, the directory of checkpoints.
// Does not own: the events, their order, when a checkpoint is due.
// Start reading at checkpoint.go. Promise: what was signed once is never overwritten by something else.
package auditlog
