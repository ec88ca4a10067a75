package domain

import (
	"slices"
	"time"
)

// FeedState is how the arrival of an account's statements stands; enum FeedState of the schema.
type FeedState string

// The states of a feed.
const (
	FeedOnTime      FeedState = "ON_TIME"
	FeedLate        FeedState = "LATE"
	FeedMissing     FeedState = "MISSING"
	FeedRejected    FeedState = "REJECTED"
	FeedProvisional FeedState = "PROVISIONAL"
	FeedExcused     FeedState = "EXCUSED" // of a day alone: nothing came, and somebody said why
)

// feedNeed is how badly a state wants to be looked at, most first.
var feedNeed = []FeedState{FeedMissing, FeedRejected, FeedLate, FeedProvisional, FeedExcused, FeedOnTime}

// Need is the place of the state among those that want to be looked at, 0 for the worst.
func (f FeedState) Need() int { return slices.Index(feedNeed, f) }

// FeedDays bounds how many days a calendar of a feed shows.
const FeedDays = 100

// FeedStatus is how the arrival of an account's statements stands.
type FeedStatus struct {
	State      FeedState
	ExpectedAt *time.Time // of the oldest that is missing, else of the next
	ArrivedAt  *time.Time // when the latest came; nil when none did
	Missing    int        // expected, and not here
	Days       []FeedDay  // that are missing, oldest first
}

// FeedDay is one day of which a statement is expected.
type FeedDay struct {
	Day         Date
	ExpectedAt  time.Time
	ArrivedAt   *time.Time
	State       FeedState
	StatementID ID
	Statement   *Statement
}

// Arrival is a statement that is here, or a file that was refused: then From is the day on which it came, and To is zero.
type Arrival struct {
	From, To    Date
	At          time.Time
	Provisional bool
	Refused     bool
	Statement   ID
}

// Schedule is when statements of an account are expected.
type Schedule struct {
	Frequency string // DAILY WEEKLY MONTHLY
	DueHour   int    // UTC
	Calendar  *WorkCalendar
	Holidays  Holidays
	Since     time.Time // what was due before is on time whenever it came: nobody waited for it yet
}

// Days are those of which a statement is expected, from first to last: each working day, or the last one of a week or
// month.
func (s Schedule) Days(first, last Date) []Date {
	var days []Date
	for d := first; !last.Before(d); d = d.AddDays(1) {
		if s.Calendar.WorksOn(d, s.Holidays) && s.ends(d) {
			days = append(days, d)
		}
	}
	return days
}

// ends says whether a working day is the last of its span.
func (s Schedule) ends(d Date) bool {
	next := s.Calendar.AddWorkingDays(d.AddDays(1), 0, s.Holidays)
	switch s.Frequency {
	case "WEEKLY":
		year, week := d.Time().ISOWeek()
		otherYear, other := next.Time().ISOWeek()
		return year != otherYear || week != other
	case "MONTHLY":
		return next.Month() != d.Month()
	}
	return true
}

// ExpectedAt is when the statement of a day is due: at the hour, on the working day after.
func (s Schedule) ExpectedAt(day Date) time.Time {
	next := s.Calendar.AddWorkingDays(day.AddDays(1), 0, s.Holidays)
	return next.Time().Add(time.Duration(s.DueHour) * time.Hour)
}

// FeedCalendar is every expected day from first to last with what came of it, newest first. What is not due yet and not
// here is left out.
func (s Schedule) FeedCalendar(first, last Date, arrivals []Arrival, now time.Time) []FeedDay {
	var list []FeedDay
	for _, day := range s.Days(first, last) {
		d := FeedDay{Day: day, ExpectedAt: s.ExpectedAt(day)}
		provisional, refused := false, false
		for _, a := range arrivals {
			switch covers := !day.Before(a.From) && !a.To.Before(day); {
			case a.Refused:
				refused = refused || !a.At.Before(day.Time())
			case covers && a.Provisional:
				provisional = true
			case covers && (d.ArrivedAt == nil || a.At.Before(*d.ArrivedAt)):
				d.ArrivedAt, d.StatementID = &a.At, a.Statement
			}
		}
		switch {
		case d.ArrivedAt != nil && d.ArrivedAt.After(d.ExpectedAt) && !d.ExpectedAt.Before(s.Since):
			d.State = FeedLate
		case d.ArrivedAt != nil:
			d.State = FeedOnTime
		case provisional:
			d.State = FeedProvisional
		case d.ExpectedAt.After(now):
			continue
		case refused:
			d.State = FeedRejected
		default:
			d.State = FeedMissing
		}
		list = append(list, d)
	}
	slices.Reverse(list)
	return list
}

// Excuse marks the days of a calendar of which nothing came and somebody said why.
func Excuse(calendar []FeedDay, answered []Date) {
	for i := range calendar {
		if d := &calendar[i]; d.ArrivedAt == nil && slices.Contains(answered, d.Day) {
			d.State = FeedExcused
		}
	}
}

// FeedStatus sums a calendar up. A feed is as bad as what is missing of it; one that lacks nothing is late when its
// latest statement was.
func (s Schedule) FeedStatus(calendar []FeedDay, now time.Time) *FeedStatus {
	status := &FeedStatus{State: FeedOnTime}
	first := true
	for i, d := range calendar {
		if d.ArrivedAt != nil && (status.ArrivedAt == nil || d.ArrivedAt.After(*status.ArrivedAt)) {
			status.ArrivedAt = d.ArrivedAt
		}
		if d.State == FeedExcused {
			continue
		}
		overdue := d.ArrivedAt == nil && !d.ExpectedAt.After(now)
		if overdue {
			status.Missing++
			status.Days = append(status.Days, d)
			status.ExpectedAt = &calendar[i].ExpectedAt
		}
		if (overdue || first) && d.State.Need() < status.State.Need() {
			status.State = d.State
		}
		first = false
	}
	slices.Reverse(status.Days)
	if status.ExpectedAt == nil {
		for day := DateOf(now).AddDays(-maxIdle); ; day = day.AddDays(1) {
			if due := s.ExpectedAt(day); due.After(now) && s.Calendar.WorksOn(day, s.Holidays) && s.ends(day) {
				status.ExpectedAt = &due
				break
			}
			if DateOf(now).AddDays(2 * maxIdle).Before(day) {
				break // a calendar without working days expects nothing
			}
		}
	}
	return status
}

// Unanswered are the missing days of which nobody has said that no statement is needed, oldest first.
func (f *FeedStatus) Unanswered(answered []Date) []FeedDay {
	return slices.DeleteFunc(slices.Clone(f.Days), func(d FeedDay) bool { return slices.Contains(answered, d.Day) })
}
