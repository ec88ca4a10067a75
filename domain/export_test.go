package domain

// SeverityOf opens to tests what a rule asks of a person in a document that claims EN 16931 and in any other, and why.
func SeverityOf(rule string) (claimed, other Severity, why string) {
	s := severityEntry(rule)
	return s.claimed, s.other, s.why
}
