package domain

import (
	"strings"
	"testing"
	"time"
)

func TestCheckInvoice_BudgetsAreHeldInTheEntitysCurrency(t *testing.T) {
	t.Parallel()
	f := clean()
	f.Entity.Base = "JPY"
	f.Invoice.Base = NewMoney(19040, "JPY") // 160 for one euro
	f.Budgets = []Budget{{CenterCode: "4100", Amount: NewMoney(10000, "JPY"), Committed: NewMoney(400, "JPY")}}
	got := CheckInvoice(f).Budget
	if len(got) != 1 || got[0].Left != NewMoney(9600, "JPY") || got[0].After != NewMoney(0, "JPY") || got[0].Outcome != CheckPass || got[0].CostCenter.Name != "Rolling mill" {
		t.Errorf("%+v", got)
	}
	f.Invoice.Base = Money{}
	if r := answers(CheckInvoice(f), "BUDGET"); r[0].Outcome != CheckInfo || !strings.Contains(r[0].Message, "not known in JPY") {
		t.Errorf("%+v", r)
	}
}

func TestPostingDay_IsTheDayOfIssueElseTheNearestOpenOne(t *testing.T) {
	t.Parallel()
	month := func(number int, state PeriodState) Period {
		return Period{Number: number, First: NewDate(2026, time.Month(number), 1), Last: NewDate(2026, time.Month(number), 28), State: state}
	}
	closing := Period{Number: 13, First: NewDate(2026, 1, 1), Last: NewDate(2026, 12, 31), State: PeriodOpen}
	for name, c := range map[string]struct {
		periods []Period
		day     Date
		want    Date
		moved   bool
	}{
		"open":            {[]Period{month(3, PeriodOpen)}, NewDate(2026, 3, 28), NewDate(2026, 3, 28), false},
		"reopened":        {[]Period{month(3, PeriodReopened)}, NewDate(2026, 3, 1), NewDate(2026, 3, 1), false},
		"the next open":   {[]Period{month(6, PeriodOpen), month(5, PeriodOpen), month(4, PeriodClosed)}, NewDate(2026, 3, 9), NewDate(2026, 5, 1), true},
		"only before":     {[]Period{month(1, PeriodOpen), month(2, PeriodOpen)}, NewDate(2026, 3, 9), NewDate(2026, 2, 28), true},
		"closing periods": {[]Period{closing}, NewDate(2026, 3, 9), Date{}, true},
		"none":            {nil, NewDate(2026, 3, 9), Date{}, true},
	} {
		if on, moved := postingDay(c.periods, c.day); on != c.want || moved != c.moved {
			t.Errorf("%s: %v %v", name, on, moved)
		}
	}
}
