package domain

import "slices"

// ApplyCoding books lines as advice says that may act, and returns what it followed. It fills in an account where there is none, and
// nothing else: what somebody booked stays, and a cost centre decides who is asked, so a machine never names one.
func ApplyCoding(inv *Invoice, advice []*Recommendation) []*Recommendation {
	var followed []*Recommendation
	for _, r := range advice {
		line := inv.LineByNumber(r.Line)
		if r.Use != UseCodeLine || r.Zone != ZoneAuto || r.Audited || r.State != AdviceProposed || r.Action.Kind != ActionCodeLine ||
			r.Action.AccountCode == "" || r.InvoiceID != inv.ID.UUID || line == nil || line.AccountCode != "" {
			continue
		}
		line.AccountCode = r.Action.AccountCode
		r.State = AdviceAutoApplied
		followed = append(followed, r)
	}
	return followed
}

// PlanAdvised is PlanRoute for an invoice that advice was given on. Doubts are answers of checks that advice adds to results. They
// only ever add to who is asked: where people are asked without them, the same people are asked with them; where a policy would
// let the invoice pass by itself, people are asked as if a check had warned.
//
// Errors: as PlanRoute; POLICY_BLOCKED, too, when a doubt blocks, or nobody can be asked about one.
func PlanAdvised(v PolicyVersion, results, doubts []CheckResult, dir Directory, i *Invoice) (*ApprovalRoute, []*Task, error) {
	if n := slices.IndexFunc(doubts, func(d CheckResult) bool { return d.Outcome == CheckBlocker }); n >= 0 {
		return nil, nil, Refuse(CodePolicyBlocked, "%s", doubts[n].Message)
	}
	route, tasks, err := PlanRoute(v, RouteFacts(i, results), dir, i)
	if err != nil || len(doubts) == 0 || !route.Automatic {
		return route, tasks, err
	}
	warned := slices.Concat(results, doubts)
	for n := range warned[len(results):] {
		warned[len(results)+n].Outcome = CheckWarning
	}
	return PlanRoute(v, RouteFacts(i, warned), dir, i)
}
