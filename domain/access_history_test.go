package domain

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestRulebookHistory_PairsEachVersionWithTheOneBefore(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2026, 3, n, 0, 0, 0, 0, time.UTC) }
	record := func(from, to int) Record {
		r := Record{From: day(from)}
		if to > 0 {
			r.To = day(to)
		}
		return r
	}
	ada, one, two := UUIDOf("ada"), UUIDOf("grant 1"), UUIDOf("grant 2")
	rows := &Rulebook{
		Grants: []Grant{
			{ID: one, Person: ada, Role: "clerk", Entities: []EntityID{1}, Record: record(1, 10)},
			{ID: one, Person: ada, Role: "clerk", Entities: []EntityID{1, 0}, Limit: NewMoney(500, "EUR"), Record: record(10, 0)},
			{ID: two, Person: ada, Role: "clerk", Entities: []EntityID{1}, ValidTo: day(30), Record: record(5, 12)}, // ceased
		},
		Roles:       []Role{{ID: UUIDOf("clerk"), Key: "clerk", Name: "AP clerk", Actions: []Action{EnterInvoice}, Record: record(11, 0)}},
		Rules:       []DutyRule{{ID: UUIDOf("rule"), Key: "SOD-101", Left: []Action{EnterInvoice}, Record: record(11, 0)}},
		Delegations: []Delegation{{ID: UUIDOf("d"), From: UUIDOf("ben"), To: ada, Actions: []Action{ApproveInvoice}, Record: record(13, 0)}},
		Mitigations: []Mitigation{{ID: UUIDOf("m"), Rule: "SOD-101", Person: ada, Control: "A look.", Record: record(14, 0)}},
		Services:    []ServiceAccount{{ID: UUIDOf("s"), Name: "robot", Owner: ada, ValidTo: day(20), Record: record(15, 0)}},
	}
	words := &Rulebook{Names: map[UUID]string{ada: "Ada", UUIDOf("ben"): "Ben"}, Entities: map[EntityID]string{1: "DE01"}, Roles: rows.Roles}
	var told []string
	for _, c := range RulebookHistory(rows, words, day(4), day(20)) {
		line := fmt.Sprintf("%d %s %s:", c.At.Day(), c.Kind, c.Subject)
		for _, v := range c.Changes {
			line += fmt.Sprintf(" %s %s>%s", v.Path, orDash(v.Before), orDash(v.After))
		}
		told = append(told, line)
	}
	want := []string{
		"5 GRANT AP clerk for Ada: entities ->DE01 validTo ->2026-03-30T00:00:00Z",
		"10 GRANT AP clerk for Ada: entities DE01>DE01, the group limit ->5.00 EUR",
		"11 ROLE Role AP clerk: key ->clerk name ->AP clerk actions.INVOICE_ENTER ->yes",
		"11 RULE Segregation rule SOD-101: left ->INVOICE_ENTER",
		"12 GRANT AP clerk for Ada: entities DE01>- validTo 2026-03-30T00:00:00Z>-",
		"13 DELEGATION Delegation from Ben to Ada: actions ->INVOICE_APPROVE",
		"14 MITIGATION Accepted conflict of SOD-101 for Ada: control ->A look. owner ->somebody unknown",
		"15 SERVICE Service account robot: owner ->Ada validTo ->2026-03-20T00:00:00Z",
	}
	if !slices.Equal(told, want) {
		for i := range told {
			t.Log(told[i])
		}
		t.Fail()
	}
}

func orDash(s *string) string {
	if s == nil {
		return "-"
	}
	return *s
}
