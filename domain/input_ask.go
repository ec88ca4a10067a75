package domain

import (
	"slices"
	"time"
)

// AccessQuestion asks whether somebody may do an action, or who may: to a record, in an entity, or anywhere.
type AccessQuestion struct {
	Action    Action
	SubjectID *ID
	EntityID  *ID         // only without a record; the group itself is entity 0
	Amount    *MoneyInput // only without a record; in the group's currency
	AsOf      *time.Time  // nil is now
}

// Entity is the one that the question is about, 0 when it is about the group or several.
func (q *AccessQuestion) Entity() EntityID {
	switch {
	case q.SubjectID != nil:
		return q.SubjectID.Entity
	case q.EntityID != nil:
		return q.EntityID.Entity
	}
	return 0
}

// Entity is the one that the filter narrows to, 0 without one.
func (f *ConflictFilter) Entity() EntityID {
	if f.EntityID == nil {
		return 0
	}
	return f.EntityID.Entity
}

// Fits says whether a conflict is one of those asked for.
func (f *ConflictFilter) Fits(c *SodConflict) bool {
	return (f.Kind == nil || *f.Kind == c.Kind) &&
		(len(f.State) == 0 || slices.Contains(f.State, c.State)) &&
		(len(f.Rule) == 0 || slices.Contains(f.Rule, c.Rule.Key)) &&
		(len(f.Risk) == 0 || slices.Contains(f.Risk, c.Rule.Risk)) &&
		(f.UserID == nil || f.UserID.UUID == c.Person) &&
		(f.EntityID == nil || slices.Contains(c.Entities, f.EntityID.Entity))
}
