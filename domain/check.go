package domain

import "time"

// CheckOutcome is what a check found; enum CheckOutcome of the schema.
type CheckOutcome string

// The outcomes, mildest first. A source that is down ranks with a warning and is never a pass.
const (
	CheckPass    CheckOutcome = "PASS"
	CheckInfo    CheckOutcome = "INFO"
	CheckUnknown CheckOutcome = "UNKNOWN_SOURCE_DOWN"
	CheckWarning CheckOutcome = "WARNING"
	CheckBlocker CheckOutcome = "BLOCKER"
)

func (o CheckOutcome) rank() int {
	switch o {
	case CheckPass:
		return 0
	case CheckInfo:
		return 1
	case CheckUnknown:
		return 2
	case CheckWarning:
		return 3
	default:
		return 4
	}
}

// CheckResult is one answer of one check, kept with the decision that used it.
type CheckResult struct {
	Rule       string       `json:"rule"`
	Outcome    CheckOutcome `json:"outcome"`
	Message    string       `json:"message"`
	Field      *string      `json:"field,omitempty"`
	Stated     *string      `json:"stated,omitempty"`
	Expected   *string      `json:"expected,omitempty"`
	Source     *string      `json:"source,omitempty"`
	AgeSeconds *int         `json:"ageSeconds,omitempty"`
	At         time.Time    `json:"at"`
}

// Worst is the gravest outcome of results, PASS when there are none.
func Worst(results []CheckResult) CheckOutcome {
	worst := CheckPass
	for _, r := range results {
		if r.Outcome.rank() > worst.rank() {
			worst = r.Outcome
		}
	}
	return worst
}
