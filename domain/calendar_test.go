package domain

import (
	"testing"
	"time"
)

func TestAddWorkingDays_SkipsFreeDays(t *testing.T) {
	t.Parallel()
	office := &WorkCalendar{Country: "DE", Workdays: []int{1, 2, 3, 4, 5}}
	easter := func(d Date) bool { return d == NewDate(2026, 4, 3) || d == NewDate(2026, 4, 6) }
	for _, c := range []struct {
		from, want Date
		n          int
		holidays   Holidays
	}{
		{NewDate(2026, 3, 4), NewDate(2026, 3, 4), 0, nil}, {NewDate(2026, 3, 4), NewDate(2026, 3, 6), 2, nil}, {NewDate(2026, 3, 5), NewDate(2026, 3, 9), 2, nil},
		{NewDate(2026, 3, 7), NewDate(2026, 3, 9), 0, nil}, {NewDate(2026, 3, 8), NewDate(2026, 3, 10), 1, nil},
		{NewDate(2026, 4, 2), NewDate(2026, 4, 7), 1, easter}, {NewDate(2026, 4, 3), NewDate(2026, 4, 7), 0, easter}, {NewDate(2026, 12, 31), NewDate(2027, 1, 1), 1, nil},
	} {
		if got := office.AddWorkingDays(c.from, c.n, c.holidays); got != c.want {
			t.Errorf("%d after %s is %s, want %s", c.n, c.from, got, c.want)
		}
	}
	gulf := &WorkCalendar{Workdays: []int{7, 1, 2, 3, 4}}
	if got := gulf.AddWorkingDays(NewDate(2026, 3, 5), 1, nil); got != NewDate(2026, 3, 8) {
		t.Errorf("after Thursday comes %s", got)
	}
}

func TestAddWorkingDays_EndsWhereNobodyEverWorks(t *testing.T) {
	t.Parallel()
	if got := (&WorkCalendar{}).AddWorkingDays(NewDate(2026, 3, 4), 2, nil); !NewDate(2026, 3, 4).Before(got) {
		t.Errorf("%s", got)
	}
}

func TestDueAt_IsTheEveningAtThePlace(t *testing.T) {
	t.Parallel()
	office := &WorkCalendar{Workdays: []int{1, 2, 3, 4, 5}}
	for _, c := range []struct {
		place, start, want string
	}{
		{"Europe/Berlin", "2026-03-04T12:00:00Z", "2026-03-06T17:00:00Z"},
		{"Europe/Berlin", "2026-03-27T12:00:00Z", "2026-03-31T16:00:00Z"}, // summer time began in between
		{"Asia/Tokyo", "2026-03-04T20:00:00Z", "2026-03-09T09:00:00Z"},    // Thursday there already
		{"America/New_York", "2026-03-07T02:00:00Z", "2026-03-10T22:00:00Z"},
	} {
		place, err := time.LoadLocation(c.place)
		if err != nil {
			t.Fatal(err)
		}
		start, _ := time.Parse(time.RFC3339, c.start)
		if got := office.DueAt(start, 2, place, nil).Format(time.RFC3339); got != c.want {
			t.Errorf("%s from %s is due at %s, want %s", c.place, c.start, got, c.want)
		}
	}
}
