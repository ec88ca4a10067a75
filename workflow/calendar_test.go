package workflow_test

import (
	"slices"
	"testing"
	"time"

	"countersign/domain"
	"countersign/workflow"
)

func day(t *testing.T, s string) domain.Date {
	t.Helper()
	d, err := domain.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestHolidays_AreThoseOfTheCountry(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		country, has, hasNot string
	}{
		{"DE", "2026-10-03", "2026-07-14"},
		{"FR", "2026-07-14", "2026-10-03"},
		{"GB", "2026-12-28", "2026-07-04"}, // Boxing Day falls on a Saturday and is moved
		{"CH", "2026-08-01", "2026-11-01"},
		{"SE", "2026-06-06", "2026-12-27"},
		{"PL", "2026-11-11", "2026-06-06"},
		{"JP", "2026-11-03", "2026-12-25"},
		{"US", "2026-11-26", "2026-05-01"},
	} {
		days := workflow.Holidays(c.country, 2026)
		if !slices.Contains(days, day(t, c.has)) {
			t.Errorf("%s: %s is missing in %v", c.country, c.has, days)
		}
		if slices.Contains(days, day(t, c.hasNot)) {
			t.Errorf("%s: %s is no holiday there", c.country, c.hasNot)
		}
	}
}

func TestHolidays_ComeInOrderAndOnce(t *testing.T) {
	t.Parallel()
	for _, country := range []string{"DE", "FR", "GB", "CH", "SE", "PL", "JP", "US"} {
		for year := 2024; year <= 2028; year++ {
			days := workflow.Holidays(country, year)
			if len(days) < 8 {
				t.Errorf("%s %d has only %d", country, year, len(days))
			}
			for i := 1; i < len(days); i++ {
				if !days[i-1].Before(days[i]) {
					t.Errorf("%s %d: %s stands before %s", country, year, days[i-1], days[i])
				}
			}
		}
	}
}

func TestHolidays_OfAnUnknownCountryOrYearAreNone(t *testing.T) {
	t.Parallel()
	if got := workflow.Holidays("XX", time.Now().Year()); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	if got := workflow.Holidays("DE", 20260); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
