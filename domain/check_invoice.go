package domain

import (
	"fmt"
	"time"
)

// CheckSource is where the data that a check compares with come from, in words for a person.
type CheckSource string

// The sources.
const (
	SourceSuppliers CheckSource = "supplier master"
	SourceInvoices  CheckSource = "other invoices"
	SourceOrders    CheckSource = "purchase orders"
	SourceBudgets   CheckSource = "budgets"
	SourcePeriods   CheckSource = "posting periods"
	SourceRates     CheckSource = "exchange rates"
	SourceDocument  CheckSource = "the document"
)

// SourceState says how a source answered.
type SourceState struct {
	Problem string    // "" when it answered; else every check that needs it says UNKNOWN_SOURCE_DOWN
	ReadAt  time.Time // when its data were read; zero is now
}

// CheckFacts is everything that the checks compare an invoice with, handed in. Lines, Taxes, Orders, Fields and Findings
// of the invoice must be loaded.
type CheckFacts struct {
	Invoice   *Invoice
	Entity    *Entity
	Supplier  *Supplier              // nil when not on file
	Twins     []*Invoice             // other documents of the same payee that may be the same one
	Orders    []PurchaseOrder        // those that the invoice names
	Budgets   []Budget               // of the centres of its lines, for the year of posting
	Periods   []Period               // of the entity's books
	Centers   map[string]*CostCenter // of the entity, by code, for names; may be nil
	Rate      *Rate                  // from the invoice's currency to the group's; nil when none is known
	Tolerance Tolerance
	Now       time.Time
	Sources   map[CheckSource]SourceState // a source that is absent answered now
}

// CheckInvoice runs every check. The report's ID and Round are the workflow's to fill in.
//
// Results come in a fixed order: what the document's own rules found, then supplier, buyer, dates, arithmetic,
// duplicates, match, period, rate and budgets; each check that could be made gives at least one answer, so that a
// missing one is never read as a pass.
func CheckInvoice(f *CheckFacts) CheckReport {
	c := &checks{CheckFacts: f, invoice: f.Invoice}
	c.results = append(c.results, f.Invoice.Findings...)
	c.supplier()
	c.buyer()
	c.dates()
	c.arithmetic()
	c.duplicates()
	c.orders()
	c.period()
	c.rate()
	c.budgets()
	return CheckReport{
		At: f.Now, Results: c.results, Match: c.report.Match, Budget: c.report.Budget, Duplicates: c.report.Duplicates,
		PostingOn: c.report.PostingOn,
	}
}

type checks struct {
	*CheckFacts
	invoice *Invoice
	results []CheckResult
	report  CheckReport
}

// answer adds one result; how grave it is follows from the table.
func (c *checks) answer(rule string, found string, source CheckSource, format string, args ...any) *CheckResult {
	text := string(source)
	c.results = append(c.results, CheckResult{
		Rule: rule, Outcome: outcomeOf(rule, found), Message: fmt.Sprintf(format, args...), Source: &text,
		AgeSeconds: c.age(source), At: c.Now,
	})
	return &c.results[len(c.results)-1]
}

// age is how old a source's data are, in whole seconds; nil for the document itself.
func (c *checks) age(source CheckSource) *int {
	if source == SourceDocument {
		return nil
	}
	seconds := 0
	if state, ok := c.Sources[source]; ok && !state.ReadAt.IsZero() {
		seconds = max(0, int(c.Now.Sub(state.ReadAt).Seconds()))
	}
	return &seconds
}

// down answers for every rule of a source that did not, and says whether it was so.
func (c *checks) down(source CheckSource, rules ...string) bool {
	problem := c.Sources[source].Problem
	if problem == "" {
		return false
	}
	for _, rule := range rules {
		r := c.answer(rule, "down", source, "The %s could not be read: %s", source, problem)
		r.Outcome = CheckUnknown
	}
	return true
}

// about adds the field and the two values that were compared; "" is none.
func (r *CheckResult) about(field, stated, expected string) {
	r.Field, r.Stated, r.Expected = optional(field), optional(stated), optional(expected)
}

// today is the date at the entity.
func (f *CheckFacts) today() Date {
	if f.Entity != nil {
		if place, err := time.LoadLocation(f.Entity.TimeZone); err == nil {
			return DateOf(f.Now.In(place))
		}
	}
	return DateOf(f.Now.UTC())
}
