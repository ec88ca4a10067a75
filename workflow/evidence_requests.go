package workflow

import "countersign/domain"

// evidencePieces are the requests in the order of their numbers. Their statements are in store/evidence_*.go; the columns
// are those of the statement, and a test holds the two together.
var evidencePieces = []evidencePiece{
	{domain.EvidenceRequest{
		Number: 1, Title: "Everybody with roles and effective duties at the start and at the end of the period", Objective: []string{"E3", "E5", "G2", "G3"},
		Columns: []string{"as_of", "rulebook", "id", "name", "kind", "active", "duty", "entities", "limit", "role", "grant", "delegation", "valid_from", "valid_to", "why"},
	}, "Computed at both instants from the rulebook recorded by then, for every person and service account on file: each way by which each duty is held, by the code that the gate decides with. Somebody without any duty has one row.", (*Service).evidenceDuties},
	{domain.EvidenceRequest{
		Number: 2, Title: "Grants, changes and revocations in the period with requester, approver and time", Objective: []string{"A1", "C3", "E1", "E5"},
		Columns: []string{"at", "what", "act", "id", "person", "detail", "valid_from", "valid_to", "requested_by", "requested_at", "approved_by", "approved_at", "done_by", "command", "reason", "cause", "change"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 3, Title: "People who left in the period, when their access ended, and what they did after", Objective: []string{"E2"},
		Columns: []string{"person", "email", "noticed_at", "effective_at", "removed_at", "seconds_to_removal", "settled_at", "acts_between", "acts_after", "last_act", "reason", "recorded_by", "ended"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 4, Title: "Privileged acts and emergency access in the period with reviews", Objective: []string{"D1", "D2", "D3", "D4"},
		Columns: []string{"at", "what", "person", "ticket", "detail", "state", "decided_by", "decided_at", "starts_at", "until", "acts", "refusals", "broken", "score", "reviewed_by", "reviewed_at", "case", "resolution", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 5, Title: "Access reviews open in the period with scope, decisions and what was done about them", Objective: []string{"E4"},
		Columns: []string{"review", "roles", "entities", "started_by", "started_at", "due_at", "closed_at", "holder", "role", "reviewer", "asked_as", "uses", "last_used_at", "decision", "decided_by", "decided_at", "reason", "narrowed_to", "applied_at", "rulebook", "verified_at"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 6, Title: "Versions of segregation rules, conflicts found, and accepted conflicts with owner and end", Objective: []string{"A1", "A6"},
		Columns: []string{"what", "rule", "person", "detail", "risk", "mode", "span", "control", "owner", "since", "until", "requested_by", "approved_by", "reason"},
	}, "Conflicts are computed at the end of the period: every rule of which a person or a service account holds both sides.", (*Service).evidenceConflicts},
	{domain.EvidenceRequest{
		Number: 7, Title: "Violations of segregation in the period, or proof that there were none", Objective: []string{"A2", "A3", "A4", "A5", "B1", "B2", "C2"},
		Columns: []string{"what", "at", "rule", "person", "object", "detail", "checked", "broken", "event"},
	}, "Every rule of the sweeps is held against all rows as they are now: how many were checked, and how many break it. 0 broken of all is the proof that there was none.", (*Service).evidenceSweeps},
	{domain.EvidenceRequest{
		Number: 8, Title: "Changes of policies and configuration in the period with author, approver, test and activation", Objective: []string{"A6", "F1", "F3", "F4", "F5"},
		Columns: []string{"at", "what", "subject", "detail", "author", "authored_at", "approver", "approved_at", "test", "activation", "state"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 9, Title: "Population of invoices posted in the period, or entered in it and not posted yet, with who prepared, approved and posted them", Objective: []string{"B1", "B5", "I1"}, Parameters: []string{"entity"},
		Columns: []string{"population", "entity", "key", "number", "seller", "kind", "effect", "state", "preparer", "approvers", "poster", "manner", "gross_minor", "currency", "issued_on", "effective_on", "entered_at", "posted_at", "reference", "connector", "flags"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 10, Title: "Changes of suppliers and of their bank details in the period with who verified them", Objective: []string{"B2", "H2"},
		Columns: []string{"at", "kind", "supplier", "name", "changed_by", "command", "detail", "changes", "verified_by", "verified_at", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 11, Title: "Items decided under delegation in the period", Objective: []string{"C1", "C2", "C6"}, Parameters: []string{"entity"},
		Columns: []string{"at", "entity", "key", "number", "seller", "gross_minor", "currency", "outcome", "decided_by", "for_whom", "standing", "authority", "comment", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 12, Title: "Sign-ins and acts that were refused in the period and their follow-up", Objective: []string{"A1", "A2", "B6", "H2"}, Parameters: []string{"entity"},
		Columns: []string{"at", "person", "command", "code", "rule", "object", "detail", "address", "auth", "follow_up", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 13, Title: "Failed jobs, failed attempts, and what was run again by hand and by which right", Objective: []string{"I2", "I5"}, Parameters: []string{"entity"},
		Columns: []string{"at", "what", "entity", "subject", "state", "failures", "problem", "who", "authority", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 14, Title: "Reconciliation of interfaces: sent, accepted, rejected, unresolved", Objective: []string{"I1", "I2"}, Parameters: []string{"entity"},
		Columns: []string{"entity", "interface", "direction", "sent", "accepted", "rejected", "unresolved", "unresolved_since"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 15, Title: "Integrity of the audit log: checkpoints, the verifier's result, and which keys signed", Objective: []string{"H1", "H3", "H4", "H5"},
		Columns: []string{"what", "at", "size", "value", "who", "detail"},
	}, "The verdict is computed: every position is recomputed from its row and compared with its leaf, every node of the tree with those below it, and the root with the newest checkpoint.", (*Service).evidenceIntegrity},
	{domain.EvidenceRequest{
		Number: 16, Title: "Restore tests recorded in the period, and whether the restored log verified", Objective: []string{"H4", "H5"},
		Columns: []string{"at", "tested_by", "verified", "entries", "log_size", "checkpoints", "oldest_checkpoint", "newest_checkpoint", "detail", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 17, Title: "One invoice from submission to posting with every act and its authority", Objective: []string{"B3", "B5", "G1", "H6", "I3"}, Parameters: []string{"subject"},
		Columns: []string{"position", "at", "object", "kind", "command", "who", "for_whom", "detail", "authority", "reason", "action", "grant", "content_digest", "rulebook", "request", "event"},
	}, "", nil},
	{domain.EvidenceRequest{
		Number: 18, Title: "Roles with their duties, owner and last review at the end of the period", Objective: []string{"E3", "E4"},
		Columns: []string{"role", "name", "purpose", "owner", "duties", "inherits", "since", "requested_by", "approved_by", "reason", "grants", "last_review"},
	}, "", nil},
}
