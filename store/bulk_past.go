package store

import (
	"countersign/domain"
)

// pastRows lays history out by table.
func pastRows(p *Past) *past {
	r := &past{receipts: p.Receipts, months: map[domain.Date]bool{}}
	for i := range p.Orders {
		r.addOrder(&p.Orders[i])
	}
	for i := range p.Files {
		f := &p.Files[i]
		r.addFile(&f.File)
		r.intakes = append(r.intakes, *intakeToRow(&f.Intake))
		r.addDuties(f.Intake.ID.Entity, f.Duties)
		r.addEvents(f.Events)
	}
	for i := range p.Invoices {
		h := &p.Invoices[i]
		r.addDocument(h)
		r.addDecisions(h)
		r.attempts = append(r.attempts, h.Attempts...)
		r.addEvents(h.Events)
	}
	return r
}

func (r *past) addFile(f *domain.StoredFile) {
	r.files = append(r.files, fileRow{
		EntityID: f.ID.Entity, ID: f.ID.UUID, Name: f.Name, MediaType: f.MediaType, SHA256: f.SHA256, Bytes: f.Bytes,
		Content: f.Content, AddedBy: f.AddedBy, AddedAt: f.AddedAt,
	})
}

func (r *past) addDuties(entity domain.EntityID, duties []domain.DutyRecord) {
	for _, u := range duties {
		r.duties = append(r.duties, dutyRow{
			EntityID: entity, ID: u.ID, Chain: u.Chain, Rule: u.Rule, Person: u.Person, Side: u.Side, Event: u.Event, Binding: u.Binding,
		})
	}
}

func (r *past) addEvents(events []domain.Event) {
	for i := range events {
		e := &events[i]
		r.events = append(r.events, eventToRow(e))
		day := domain.DateOf(e.At.UTC())
		r.months[domain.NewDate(day.Year(), day.Month(), 1)] = true
	}
}

func (r *past) addOrder(o *domain.PurchaseOrder) {
	r.orders = append(r.orders, orderRow{
		EntityID: o.ID.Entity, ID: o.ID.UUID, Number: o.Number, SupplierID: o.SupplierID, OrderedOn: o.OrderedOn, Currency: o.Currency,
	})
	for i := range o.Lines {
		l := &o.Lines[i]
		r.lines = append(r.lines, orderLineRow{
			EntityID: o.ID.Entity, ID: l.ID.UUID, OrderID: o.ID.UUID, Number: l.Number, Text: l.Text, Quantity: l.Quantity,
			Unit: l.Unit, Price: l.Price, Received: l.Received, Invoiced: l.Invoiced, CenterCode: l.CostCenter, AccountCode: l.Account,
		})
	}
}

func (r *past) addDocument(h *domain.History) {
	inv := h.Invoice
	if h.File != nil {
		r.addFile(h.File)
	}
	r.invoices = append(r.invoices, *invoiceToRow(inv))
	r.billed = append(r.billed, linesToRows(inv)...)
	r.details = append(r.details, detailRow{
		EntityID: inv.ID.Entity, ID: inv.ID.UUID, Taxes: orEmpty(inv.Taxes), Fields: orEmpty(inv.Fields),
		Orders: orEmpty(inv.Orders), Findings: orEmpty(inv.Findings),
	})
	if h.Intake != nil {
		r.intakes = append(r.intakes, *intakeToRow(h.Intake))
	}
	for _, c := range h.Reports {
		r.reports = append(r.reports, reportRow{
			EntityID: inv.ID.Entity, ID: c.ID, InvoiceID: inv.ID.UUID, Round: c.Round, At: c.At, Results: orEmpty(c.Results),
			Match: orEmpty(c.Match.Lines), Budget: orEmpty(c.Budget), Duplicates: orEmpty(c.Duplicates),
		})
	}
	for _, p := range h.Postings {
		r.postings = append(r.postings, *postingToRow(p))
	}
}

func (r *past) addDecisions(h *domain.History) {
	inv := h.Invoice
	for _, route := range h.Routes {
		r.routes = append(r.routes, routeRow{
			EntityID: route.ID.Entity, ID: route.ID.UUID, InvoiceID: route.InvoiceID, Round: route.Round,
			PolicyVersionID: route.PolicyID.UUID, Automatic: route.Automatic, Explanation: route.Explanation,
		})
	}
	for _, t := range h.Tasks {
		r.tasks = append(r.tasks, *taskToRow(t))
		if t.State == domain.TaskReady {
			r.inbox = append(r.inbox, ownRows(inv, t)...)
		}
	}
	for _, l := range domain.PastLabels(h) {
		r.labels = append(r.labels, labelToRow(l))
	}
	r.addDuties(inv.ID.Entity, h.Duties)
	for i := range h.Decisions {
		d := &h.Decisions[i]
		r.decisions = append(r.decisions, *decisionToRow(&d.Decision, d.Duty))
	}
}
