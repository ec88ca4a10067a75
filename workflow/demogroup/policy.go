package demogroup

import (
	"strconv"
	"time"

	"countersign/domain"
)

// policies are the two in force: who approves, and how far a bill may differ from its order.
func policies(now time.Time) []domain.Policy {
	from := time.Date(now.Year()-3, time.January, 1, 0, 0, 0, 0, time.UTC)
	policy := func(key, kind, name string) domain.Policy {
		return domain.Policy{
			ID:  domain.ID{Kind: domain.NodePolicy, UUID: domain.UUIDOf("policy", key)},
			Key: key, Kind: kind, Name: name,
			Active: &domain.PolicyVersion{
				ID:     domain.ID{Kind: domain.NodePolicyVersion, UUID: domain.UUIDOf("policy_version", key, "1")},
				Policy: key, Number: 1, State: "ACTIVE", From: &from, Currency: groupCurrency,
			},
		}
	}
	approval := policy("approval", "APPROVAL", "Who approves invoices")
	approval.Active.Rows = approvalRows()
	match := policy("match_tolerance", "MATCH_TOLERANCE", "How far a bill may differ from its order")
	match.Active.Tolerance = &domain.Tolerance{
		PricePercent: domain.MustDecimal("2"), PriceAmount: domain.MustDecimal("10"),
		QuantityPercent: domain.MustDecimal("0"), NeedsReceipt: true,
	}
	return []domain.Policy{approval, match}
}

// approvalRows is the decision table. It is read from above, so the largest and riskiest stand first, what needs nobody
// in the middle, and the everyday bands below.
func approvalRows() []domain.PolicyRow {
	owner := domain.StepTemplate{From: domain.FromCostCenterOwner}
	chain := domain.StepTemplate{From: domain.FromManagerChain}
	role := func(key string) domain.StepTemplate { return domain.StepTemplate{From: domain.FromRole, Ref: &key} }
	steps := func(all ...domain.StepTemplate) domain.Outcome { return domain.Outcome{Steps: all} }
	when := func(fact domain.FactKey, op domain.ConditionOp, values ...string) domain.Condition {
		return domain.Condition{Fact: fact, Op: op, Values: values}
	}
	small := domain.NewMoney(1_000_00, groupCurrency)
	type row struct {
		name string
		when []domain.Condition
		then domain.Outcome
	}
	table := []row{
		{"No cost centre is named yet", []domain.Condition{when(domain.FactCostCenter, domain.OpEq, domain.NoCostCenter),
			when(domain.FactAmount, domain.OpLt, "25000")},
			steps(role(roleApprover), role(roleController))},
		{"No cost centre is named yet, 25,000 and more", []domain.Condition{when(domain.FactCostCenter, domain.OpEq, domain.NoCostCenter)},
			steps(role(roleController), role(roleCFO))},
		{"Very large: 250,000 and more", []domain.Condition{when(domain.FactAmount, domain.OpGte, "250000")},
			steps(chain, role(roleCFO))},
		{"Critical supplier", []domain.Condition{when(domain.FactSupplierRisk, domain.OpEq, "CRITICAL")},
			steps(chain, role(roleController), role(roleCFO))},
		{"Credit notes and corrections",
			[]domain.Condition{when(domain.FactKind, domain.OpIn, "CREDIT_NOTE", "CORRECTION"),
				when(domain.FactAmount, domain.OpLt, "50000")},
			steps(role(roleApprover))},
		{"Supplier not on file or of high risk",
			[]domain.Condition{when(domain.FactSupplierRisk, domain.OpEq, "HIGH"), when(domain.FactAmount, domain.OpLt, "25000")},
			steps(owner, role(roleController))},
		{"Does not fit the order",
			[]domain.Condition{when(domain.FactMatchOutcome, domain.OpIn, "PRICE_VARIANCE", "QUANTITY_VARIANCE", "NO_RECEIPT", "PARTIAL"),
				when(domain.FactAmount, domain.OpLt, "25000")},
			steps(owner, role(roleApprover))},
		{"Nobody is needed: small, ordered, received and clean",
			[]domain.Condition{when(domain.FactMatchOutcome, domain.OpEq, "MATCHED"),
				when(domain.FactSupplierRisk, domain.OpEq, "LOW"), when(domain.FactChecks, domain.OpIn, "PASS", "INFO"),
				when(domain.FactKind, domain.OpEq, "INVOICE")},
			domain.Outcome{Automatic: true, Cap: &small, Steps: []domain.StepTemplate{}}},
		{"Japan signs twice from 2,000",
			[]domain.Condition{when(domain.FactEntity, domain.OpEq, "JP01"), when(domain.FactAmount, domain.OpBetween, "2000", "25000")},
			steps(owner, role(roleController))},
		{"Board office and advice to it",
			[]domain.Condition{when(domain.FactCostCenter, domain.OpEq, "1000"), when(domain.FactAmount, domain.OpLt, "25000")},
			steps(owner, role(roleController))},
		{"Everyday: below 5,000", []domain.Condition{when(domain.FactAmount, domain.OpLt, "5000")}, steps(owner)},
		{"Medium: 5,000 to 25,000", []domain.Condition{when(domain.FactAmount, domain.OpBetween, "5000", "25000")},
			steps(owner, role(roleApprover))},
		{"Large: 25,000 to 250,000", []domain.Condition{when(domain.FactAmount, domain.OpBetween, "25000", "250000")},
			steps(chain, role(roleController))},
		{"Everything else", []domain.Condition{}, steps(role(roleController), role(roleCFO))},
	}
	out := make([]domain.PolicyRow, len(table))
	for i, r := range table {
		out[i] = domain.PolicyRow{
			ID:    domain.ID{Kind: domain.NodePolicyRow, UUID: domain.UUIDOf("policy_row", "approval", "1", strconv.Itoa(i+1))},
			Order: i + 1, Name: r.name, When: r.when, Then: r.then,
		}
	}
	return out
}
