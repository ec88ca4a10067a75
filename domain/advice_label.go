package domain

import (
	"strconv"
	"time"
)

// LabelSource is by which act a person confirmed where a line is booked.
type LabelSource string

// The acts.
const (
	LabelCoded    LabelSource = "CODED"    // they coded the line
	LabelAccepted LabelSource = "ACCEPTED" // they accepted what was recommended
	LabelEdited   LabelSource = "EDITED"   // they put something else in its place
	LabelApproved LabelSource = "APPROVED" // they gave the last approval to the invoice as it is coded
)

// Label is what a person confirmed about one line.
type Label struct {
	ID             ID
	InvoiceID      UUID
	Line           int
	Revision       int // the version of the invoice that the act made
	Account        string
	Center         string // "" for none
	Source         LabelSource
	Feedback       *AdviceFeedback
	Trains         bool // false: it is kept and counted, and no model learns it
	Person         UUID
	Event          UUID // whose position in the log is the order of learning
	Recommendation UUID // that was answered by it; zero for none
	Features       LabelFeatures
	Said           *Said // nil when nothing was recommended
	At             time.Time
}

// LabelFeatures is a line as it was before anybody had coded it.
type LabelFeatures struct {
	Date     Date     `json:"date"` // of receipt
	Vendor   string   `json:"vendor,omitempty"`
	Name     string   `json:"name"`
	Number   string   `json:"number,omitempty"`
	Text     string   `json:"text,omitempty"`
	Minor    int64    `json:"minor"`
	Siblings []int64  `json:"siblings,omitempty"` // amounts of all lines of the invoice, this one among them
	Currency Currency `json:"currency"`
	Order    string   `json:"order,omitempty"` // that the line names
}

// Said is what was recommended about a line, as far as who judges the model must know.
type Said struct {
	Account    string     `json:"account"`
	Confidence float64    `json:"confidence"`
	Unseen     string     `json:"unseen,omitempty"`
	Zone       AdviceZone `json:"zone"`
	Audited    bool       `json:"audited,omitempty"`
}

// FeaturesOf is what a model may know of a line of the invoice: nothing that anybody coded. Lines must be loaded.
func FeaturesOf(inv *Invoice, line *InvoiceLine) LabelFeatures {
	f := LabelFeatures{
		Date: DateOf(inv.ReceivedAt), Name: inv.SellerName, Number: inv.Number, Text: line.Text, Minor: line.Amount.Minor, Currency: inv.Currency,
	}
	if !inv.SupplierID.IsZero() {
		f.Vendor = inv.SupplierID.String()
	}
	if line.OrderNumber != nil {
		f.Order = *line.OrderNumber
	}
	for i := range inv.Lines[:min(len(inv.Lines), maxSiblings)] {
		f.Siblings = append(f.Siblings, inv.Lines[i].Amount.Minor)
	}
	if len(f.Siblings) < 2 {
		f.Siblings = nil
	}
	return f
}

// maxSiblings bounds what is kept with each line of a long invoice.
const maxSiblings = 50

// LabelOf is what a person confirmed about a line of the invoice as it is coded now, by an act that the event tells of.
func LabelOf(inv *Invoice, line int, source LabelSource, by Actor, event UUID, at time.Time) *Label {
	l := inv.LineByNumber(line)
	return &Label{
		ID: ID{Kind: NodeLabel, Entity: inv.ID.Entity, UUID: NewUUID(at)}, InvoiceID: inv.ID.UUID, Line: line, Account: l.AccountCode, Center: l.CenterCode,
		Source: source, Trains: true, Person: by.ID, Event: event, Features: FeaturesOf(inv, l), At: at,
	}
}

// LineByNumber is the line with this number, nil when there is none.
func (i *Invoice) LineByNumber(number int) *InvoiceLine {
	for n := range i.Lines {
		if i.Lines[n].Number == number {
			return &i.Lines[n]
		}
	}
	return nil
}

// Said is what the recommendation said, as far as who judges the model must know; nil where it said nothing.
func (r *Recommendation) Said() *Said {
	if r.Action.Kind != ActionCodeLine {
		return nil
	}
	return &Said{Account: r.Action.AccountCode, Confidence: r.Confidence, Unseen: r.Unseen, Zone: r.Zone, Audited: r.Audited}
}

// TurnedOut holds what the recommendation said against where a person had the line booked.
func (r *Recommendation) TurnedOut(account string, at time.Time) {
	if r.Action.Kind != ActionCodeLine || r.Outcome != OutcomeUnknown {
		return
	}
	r.Outcome, r.OutcomeAt = OutcomeWrong, &at
	if r.Action.AccountCode == account {
		r.Outcome = OutcomeRight
	}
}

// PastLabels are what people confirmed about an invoice of the past by the last approval that stands: its lines as they were booked
// then. Invoices that no person approved taught nothing.
func PastLabels(h *History) []*Label {
	if s := h.Invoice.State; s != StatePosted && s != StatePosting && s != StateFailed {
		return nil
	}
	var last *Decision
	for i := range h.Decisions {
		if d := &h.Decisions[i].Decision; d.Standing && d.Outcome == DecideApprove && (last == nil || !d.At.Before(last.At)) {
			last = d
		}
	}
	if last == nil {
		return nil
	}
	var labels []*Label
	for _, l := range h.Invoice.Lines {
		if l.AccountCode == "" {
			continue
		}
		label := LabelOf(h.Invoice, l.Number, LabelApproved, last.By(), last.Event, last.At)
		label.ID.UUID = UUIDOf("label", h.Invoice.ID.UUID.String(), strconv.Itoa(l.Number))
		label.Revision = h.Invoice.Version
		labels = append(labels, label)
	}
	return labels
}
