package domain

import "time"

// FindingResults carries what the business rules of a format found into answers of checks. Each names its place in
// the document, where it has one, as its source.
func FindingResults(doc *EInvoice, findings []Finding, at time.Time) []CheckResult {
	outcomes := map[Severity]CheckOutcome{SeverityBlocker: CheckBlocker, SeverityWarning: CheckWarning, SeverityInfo: CheckInfo}
	results := make([]CheckResult, len(findings))
	for n, f := range findings {
		source := "the document"
		if path := doc.Paths[f.Field]; path != "" {
			source += ", " + path
		}
		results[n] = CheckResult{
			Rule: f.Rule, Outcome: outcomes[f.Severity], Message: f.Message, Field: optional(f.Field),
			Stated: optional(f.Stated), Expected: optional(f.Expected), Source: &source, At: at,
		}
	}
	return results
}
