package textdoc

import "countersign/domain"

// maxFindings bounds what one file may say about itself; the figures of a file with more are to be doubted as a whole.
const maxFindings = 200

// Findings tells a visitor what a person should know of a file, up to a bound that it states itself.
type Findings struct {
	To   func(domain.Finding) error // nil when nobody asks
	told int
}

// Tell hands one finding on. Field is "line 12", "" when line is 0.
func (f *Findings) Tell(rule string, severity domain.Severity, line int, message, stated, expected string) error {
	if f.told++; f.To == nil || f.told > maxFindings+1 {
		return nil
	}
	if f.told == maxFindings+1 {
		return f.To(domain.Finding{Rule: "MORE", Severity: domain.SeverityWarning, Message: "There are more findings than are listed."})
	}
	one := domain.Finding{Rule: rule, Severity: severity, Message: message, Stated: stated, Expected: expected}
	if line > 0 {
		one.Field = Place(line)
	}
	return f.To(one)
}
