package domain

// Severity says what a finding asks of a person.
type Severity string

// The severities, worst first.
const (
	SeverityBlocker Severity = "BLOCKER" // the document must not be paid as it stands
	SeverityWarning Severity = "WARNING" // somebody should look
	SeverityInfo    Severity = "INFO"    // worth knowing, no act needed
)

// Finding is one thing that a check has to say about a document.
type Finding struct {
	Rule     string   `json:"rule"` // id in the standard, such as BR-CO-15
	Severity Severity `json:"severity"`
	Field    string   `json:"field"`              // business term with its position, such as BT-131[2]; a key of EInvoice.Paths
	Message  string   `json:"message"`            // one sentence for a person
	Stated   string   `json:"stated,omitempty"`   // the value in the document
	Expected string   `json:"expected,omitempty"` // the value the rule asks for
}

// Blocked says whether any finding is a blocker.
func Blocked(findings []Finding) bool {
	for _, f := range findings {
		if f.Severity == SeverityBlocker {
			return true
		}
	}
	return false
}
