package demogroup

import (
	"fmt"
	"slices"
	"time"

	"countersign/domain"
)

var policyActor = domain.SystemActor("policy")

// settle runs the checks of a round and asks whoever the policy names, as live.
func (s *tale) settle() {
	inv := s.inv
	facts := s.facts()
	report := domain.CheckInvoice(facts)
	report.ID, report.Round = s.d.id(s.at), inv.Round+1
	inv.Checks, inv.Match, inv.MatchLines, inv.Budget = report.Results, report.Match.Outcome, report.Match.Lines, report.Budget
	inv.Duplicates, inv.PostingOn = report.Duplicates, report.PostingOn
	worst := domain.Worst(report.Results)
	s.told(domain.Happened("invoice.checked", inv.ID, checkedText(report.Results)).With("worst", worst), "")
	s.h.Reports = append(s.h.Reports, report)
	if worst == domain.CheckBlocker {
		event, err := inv.Hold(s.at)
		s.must(err)
		s.told(event, "")
		s.ask(inv.FixDataTask(s.holders(roleClerk), event.Text, s.at))
		return
	}
	s.route(&s.h.Reports[len(s.h.Reports)-1])
}

func (s *tale) route(report *domain.CheckReport) {
	inv := s.inv
	policy := s.group.Policies[0].Active
	route, tasks, err := domain.PlanRoute(*policy, domain.RouteFacts(inv, report.Results), s.directory(), inv)
	s.must(err)
	route.ID = domain.ID{Kind: "rte", Entity: inv.ID.Entity, UUID: s.d.id(s.at)}
	for _, t := range tasks {
		t.ID.UUID, t.CreatedAt = s.d.id(s.at), s.at
		if t.State == domain.TaskReady {
			t.DueAt = s.due()
		}
		route.Explanation.Asked = append(route.Explanation.Asked, t.CandidateIDs...)
	}
	event, err := inv.Routed(route, s.at)
	s.must(err)
	routed, _ := s.told(event, "")
	s.h.Routes = append(s.h.Routes, route)
	inv.Tasks = append(inv.Tasks, tasks...)
	s.h.Tasks = append(s.h.Tasks, tasks...)
	for _, t := range tasks {
		if t.State == domain.TaskReady {
			s.opened(t)
		}
	}
	s.claim(report)
	if !route.Automatic {
		return
	}
	decision, err := inv.AutoDecision(policyActor, s.at)
	s.must(err)
	decision.ID.UUID, decision.Event = s.d.id(s.at), routed
	decision.Authority = "by row “" + route.Explanation.Chosen.Name + "” of the approval policy"
	s.h.Decisions = append(s.h.Decisions, domain.DecisionRecord{Decision: decision})
	s.intend()
}

// facts are what the checks compare the invoice with, as it stood at the time.
func (s *tale) facts() *domain.CheckFacts {
	inv := s.inv
	rate := s.group.rates.on(inv.Currency, domain.DateOf(s.at))
	f := &domain.CheckFacts{
		Invoice: inv, Entity: &s.place.Entity, Now: s.at, Centers: s.centers[s.place.Number], Orders: asTheyStand(s.orders),
		Periods: s.periodsThen(), Rate: &rate, Tolerance: *s.group.Policies[1].Active.Tolerance, Twins: s.twins,
		Budgets: s.budgetsOf(s.at.Year()),
	}
	if inv.Supplier != nil {
		supplier := *inv.Supplier
		if s.stopped && !s.mended {
			supplier.Status = "BLOCKED"
		}
		f.Supplier = &supplier
	}
	return f
}

// asTheyStand copies orders: what a check has seen does not change when more is billed.
func asTheyStand(orders []domain.PurchaseOrder) []domain.PurchaseOrder {
	out := slices.Clone(orders)
	for i := range out {
		out[i].Lines = slices.Clone(out[i].Lines)
	}
	return out
}

// periodsThen are the periods of the entity as they stood: what is past was open in its time.
func (s *tale) periodsThen() []domain.Period {
	all := s.periods[s.place.Number]
	if s.recent {
		return all
	}
	then := make([]domain.Period, 0, 4)
	today := domain.DateOf(s.at)
	for _, p := range all {
		switch distance := (p.Year-today.Year())*12 + p.Number - int(today.Month()); distance {
		case -1, 1:
			p.State = domain.PeriodClosed
			if distance > 0 {
				p.State = domain.PeriodFuture
			}
			then = append(then, p)
		case 0:
			p.State = domain.PeriodOpen
			then = append(then, p)
		}
	}
	return then
}

// claim counts what the invoice takes of its orders and budgets, while it is on its way.
func (s *tale) claim(report *domain.CheckReport) { s.claimed = report; s.count(report, 1) }

// release gives back what claim took.
func (s *tale) release() {
	if s.claimed != nil {
		s.count(s.claimed, -1)
		s.claimed = nil
	}
}

func (s *tale) count(report *domain.CheckReport, sign int64) {
	for _, l := range report.Match.Lines {
		if l.PoLine == nil || l.Quantity == nil {
			continue
		}
		for o := range s.orders {
			for i := range s.orders[o].Lines {
				if line := &s.orders[o].Lines[i]; line.ID == l.PoLine.ID {
					line.Invoiced = sum(line.Invoiced, l.Quantity.After, sign)
				}
			}
		}
	}
	for _, c := range report.Budget {
		b := s.budget(s.place, c.CenterCode, s.inv.PostingOn.Year())
		b.Committed.Minor += sign * (c.Left.Minor - c.After.Minor)
	}
}

// ask opens a task outside of the route for who entered the invoice, else for those who may mend it.
func (s *tale) ask(task *domain.Task) {
	if task.Kind == domain.TaskFixData && s.inv.EnteredBy.IsPerson() {
		task.CandidateIDs = []domain.UUID{s.inv.EnteredBy.ID}
	}
	task.ID.UUID, task.Via, task.DueAt = s.d.id(s.at), "may do it for this entity", s.due()
	s.inv.Tasks = append(s.inv.Tasks, task)
	s.h.Tasks = append(s.h.Tasks, task)
	s.opened(task)
}

func (s *tale) opened(t *domain.Task) {
	s.told(domain.Happened("task.opened", t.ID, t.Because).With("candidates", t.CandidateIDs).With("state", t.State), "")
}

// due is two working days later.
func (s *tale) due() *time.Time {
	zone := time.FixedZone(s.place.TimeZone, s.place.hours*3600)
	at := s.place.Calendar().DueAt(s.at, 2, zone, nil)
	return &at
}

// voidDecisions lets the decisions of earlier rounds fall in what is kept, as handing in anew does.
func (s *tale) voidDecisions() {
	for i := range s.h.Decisions {
		s.h.Decisions[i].Standing = false
	}
}

// checkedText counts what the checks found.
func checkedText(results []domain.CheckResult) string {
	n := map[domain.CheckOutcome]int{}
	for _, r := range results {
		n[r.Outcome]++
	}
	return plural(len(results), "check") + ": " + plural(n[domain.CheckBlocker], "blocker") + ", " +
		plural(n[domain.CheckWarning]+n[domain.CheckUnknown], "warning") + "."
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
