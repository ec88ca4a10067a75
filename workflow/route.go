package workflow

import (
	"context"
	"slices"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// checkAndRoute runs every check on an invoice that was handed in, and asks whoever the policy names. What a check
// blocks, or nobody can be asked about, is held and goes to somebody who can mend it.
func (s *Service) checkAndRoute(ctx context.Context, w *work, inv *domain.Invoice) error {
	inv.Entity = w.dir.entities[inv.ID.Entity]
	if err := w.value(ctx, inv); err != nil {
		return err
	}
	facts, err := s.gather(ctx, w, inv)
	if err != nil {
		return err
	}
	w.preCode(inv, facts)
	doubts, err := s.advise(ctx, w, inv, facts)
	if err != nil {
		return err
	}
	if err := w.tx.SaveCoding(ctx, inv); err != nil {
		return err
	}
	inv.Center = domain.LargestCenter(inv.Lines)
	inv.Digest = inv.ComputeDigest()
	if on := facts.PostingOn(); !on.IsZero() {
		if facts.Budgets, err = w.tx.Budgets(ctx, inv.Entity, centersOf(inv), on.Year()); err != nil {
			return err
		}
	}
	report := domain.CheckInvoice(facts)
	report.ID, report.Round = domain.NewUUID(w.at), inv.Round+1
	inv.Checks, inv.Match, inv.MatchLines, inv.Budget = report.Results, report.Match.Outcome, report.Match.Lines, report.Budget
	inv.Duplicates, inv.PostingOn = report.Duplicates, report.PostingOn
	route, tasks, err := s.plan(ctx, w, inv, &report, doubts)
	if err != nil {
		return err
	}
	report.Results = append(report.Results, doubts...)
	inv.Checks = report.Results
	if err := w.tx.InsertReport(ctx, inv, &report); err != nil {
		return err
	}
	w.follow(domain.Happened("invoice.checked", inv.ID, checkedText(report.Results)).With("worst", domain.Worst(report.Results)))
	if route == nil {
		return s.hold(ctx, w, inv)
	}
	if err := s.takeRoute(ctx, w, inv, route, tasks); err != nil {
		return err
	}
	return s.foretell(ctx, w, inv, route, tasks)
}

// plan asks the policy who is to be asked; nil when a check blocks. That nobody can be asked is a check that blocks, too. What advice
// doubts only ever adds to who is asked.
func (s *Service) plan(ctx context.Context, w *work, inv *domain.Invoice, report *domain.CheckReport, doubts []domain.CheckResult) (*domain.ApprovalRoute, []*domain.Task, error) {
	if domain.Worst(report.Results) == domain.CheckBlocker {
		return nil, nil, nil
	}
	policy, err := w.tx.ActivePolicy(ctx, "approval")
	if err != nil {
		return nil, nil, err
	}
	route, tasks, err := domain.PlanAdvised(*policy, report.Results, doubts, w.dir.askable(s.gate, inv.Facts(), policy, w.at), inv)
	if refusal := refusalOf(err); refusal != nil && refusal.Code == domain.CodePolicyBlocked {
		source := "approval policy"
		report.Results = append(report.Results, domain.CheckResult{
			Rule: "ROUTE", Outcome: domain.CheckBlocker, Message: refusal.Message, Source: &source, At: w.at,
		})
		return nil, nil, nil
	}
	return route, tasks, err
}

// takeRoute keeps the route with its tasks; an automatic one lets the invoice pass.
func (s *Service) takeRoute(ctx context.Context, w *work, inv *domain.Invoice, route *domain.ApprovalRoute, tasks []*domain.Task) error {
	route.ID = domain.ID{Kind: "rte", Entity: inv.ID.Entity, UUID: domain.NewUUID(w.at)}
	for _, t := range tasks {
		t.ID.UUID = domain.NewUUID(w.at)
		t.CreatedAt = w.at
		if t.State == domain.TaskReady {
			t.DueAt = w.due(inv)
		}
		route.Explanation.Asked = append(route.Explanation.Asked, t.CandidateIDs...)
	}
	event, err := inv.Routed(route, w.at)
	if err != nil {
		return err
	}
	routed := w.follow(event)
	if err := w.tx.InsertRoute(ctx, route); err != nil {
		return err
	}
	if err := w.addTasks(ctx, inv, tasks); err != nil {
		return err
	}
	if err := w.claim(ctx, inv); err != nil {
		return err
	}
	if !route.Automatic {
		return nil
	}
	decision, err := inv.AutoDecision(domain.SystemActor("policy"), w.at)
	if err != nil {
		return err
	}
	decision.ID.UUID, decision.Event = domain.NewUUID(w.at), routed
	decision.Authority = "by row “" + route.Explanation.Chosen.Name + "” of the approval policy"
	if err := w.tx.InsertDecision(ctx, &decision, domain.UUID{}); err != nil {
		return err
	}
	return s.intendPosting(ctx, w, inv, 0)
}

// hold stops the invoice on a blocking check and asks somebody to mend it.
func (s *Service) hold(ctx context.Context, w *work, inv *domain.Invoice) error {
	event, err := inv.Hold(w.at)
	if err != nil {
		return err
	}
	w.follow(event)
	return s.ask(ctx, w, inv, domain.TaskFixData, domain.EnterInvoice, event.Text)
}

// ask opens a task outside of the route for everybody who may do the action there; to mend data, for who entered the
// invoice alone while they still may.
func (s *Service) ask(ctx context.Context, w *work, inv *domain.Invoice, kind domain.TaskKind, action domain.Action, because string) error {
	var people []domain.UUID
	for _, c := range s.gate.Candidates(authz.Question{Action: action, Facts: inv.Facts(), At: w.at}) {
		if c.May() {
			people = append(people, c.Person)
		}
	}
	if kind == domain.TaskFixData && slices.Contains(people, inv.EnteredBy.ID) {
		people = []domain.UUID{inv.EnteredBy.ID}
	}
	if len(people) > maxAsked {
		people = people[:maxAsked]
	}
	task := &domain.Task{
		ID:      domain.ID{Kind: domain.NodeTask, Entity: inv.ID.Entity, UUID: domain.NewUUID(w.at)},
		Version: 1, Kind: kind, State: domain.TaskReady, InvoiceID: inv.ID.UUID, Round: inv.Round,
		Via: "may do it for this entity", Because: because, CandidateIDs: people, CreatedAt: w.at, DueAt: w.due(inv), Subject: inv,
	}
	return w.addTasks(ctx, inv, []*domain.Task{task})
}

// maxAsked bounds how many inboxes one task stands in.
const maxAsked = 50

// addTasks keeps new tasks with their invoice and tells of those that wait now.
func (w *work) addTasks(ctx context.Context, inv *domain.Invoice, tasks []*domain.Task) error {
	if err := w.tx.InsertTasks(ctx, inv, tasks); err != nil {
		return err
	}
	for _, t := range tasks {
		inv.Tasks = append(inv.Tasks, t)
		w.before[t.ID.UUID] = t.State
		if t.State == domain.TaskReady {
			w.follow(taskEvent("task.opened", t))
		}
	}
	return nil
}

// taskEvent tells inboxes of a task that came or went.
func taskEvent(kind string, t *domain.Task) domain.Event {
	return domain.Happened(kind, t.ID, t.Because).With("candidates", t.CandidateIDs).With("state", t.State).AtVersion(t.Version)
}

// askable hands routing what roles and limits say about everybody who may approve in the entity of the facts.
func (d *directory) askable(gate *authz.Gate, facts domain.Facts, policy *domain.PolicyVersion, at time.Time) domain.Directory {
	asked := domain.Directory{
		People: d.people, CenterOwners: map[string]domain.UUID{}, Roles: map[string]domain.RoleHolders{},
		Limits: map[domain.UUID]domain.Money{}, Denied: map[domain.UUID][]domain.DenyReason{},
	}
	for _, c := range d.list.Centers {
		if c.ID.Entity == facts.Entity {
			asked.CenterOwners[c.Code] = c.OwnerID
		}
	}
	q := authz.Question{Action: domain.ApproveInvoice, Facts: facts, At: at}
	for _, c := range gate.Candidates(q) {
		if limit, may := gate.Limit(c.Person, domain.ApproveInvoice, facts.Entity, at); may {
			asked.Limits[c.Person] = limit
		}
		if !c.May() {
			asked.Denied[c.Person] = c.Reasons
		}
	}
	for _, key := range policy.RoleKeys() {
		q.Role = key
		holders := domain.RoleHolders{Name: d.roles[key]}
		for _, c := range gate.Candidates(q) {
			if heldNow(c) {
				holders.People = append(holders.People, c.Person)
			}
		}
		asked.Roles[key] = holders
	}
	return asked
}

// heldNow says whether a candidate holds the role that was asked about at the instant, whatever else stands against them.
func heldNow(c authz.Candidate) bool {
	return c.May() || slices.ContainsFunc(c.Reasons, func(r domain.DenyReason) bool { return r.Code == domain.DenySod || r.Code == domain.DenyOverLimit })
}

func centersOf(inv *domain.Invoice) []string {
	seen := map[string]bool{}
	var codes []string
	for _, l := range inv.Lines {
		if l.CenterCode != "" && !seen[l.CenterCode] {
			seen[l.CenterCode] = true
			codes = append(codes, l.CenterCode)
		}
	}
	return codes
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
