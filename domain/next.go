package domain

// NextAction is something that a person may do next about a task, and what it is worth; it does nothing by itself.
type NextAction struct {
	Kind        string // APPROVE LOOK RETURN; enum NextActionKind of the schema
	Label       string // one line for a person
	Effect      []string
	Worth       Money  // expected, against leaving the task as it is, in the group's currency; below zero is a loss
	WouldChange string // the smallest change that would put another thing first; "" for none, and for all but the first
	Advice      *Recommendation
}

// Turns is what would put another thing first; nil when nothing known would.
func (a *NextAction) Turns() *string { return optional(a.WouldChange) }
