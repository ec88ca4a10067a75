package auditlog

import "fmt"

// Report is what a verification found.
type Report struct {
	OK          bool     `json:"ok"`
	Origin      string   `json:"origin"` // name of the log, from the key
	From        int64    `json:"from"`
	To          int64    `json:"to"`          // exclusive
	Size        int64    `json:"size"`        // of the tree that the export is complete to
	Entries     int64    `json:"entries"`     // that are in their place and as the tree holds them
	Erased      int64    `json:"erased"`      // of these, whose names and sentences were erased
	Checkpoints int      `json:"checkpoints"` // of the export, signed and of this history
	Held        int      `json:"held"`        // brought along, signed and of this history
	FirstBad    *int64   `json:"first_bad"`   // nil when all is well
	Reason      string   `json:"reason,omitempty"`
	Warnings    []string `json:"warnings"`
}

// Verified is the position before which everything is proven; From when nothing is.
func (r *Report) Verified() int64 {
	if r.FirstBad == nil {
		return r.To
	}
	return *r.FirstBad
}

// bad keeps the first bad position of all that are found.
func (r *Report) bad(position int64, reason string, args ...any) {
	if r.FirstBad == nil || position < *r.FirstBad {
		r.FirstBad, r.Reason, r.OK = &position, fmt.Sprintf(reason, args...), false
	}
}
