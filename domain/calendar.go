package domain

import (
	"slices"
	"time"
)

// Holidays answers whether a date is a public holiday; nil knows none.
type Holidays func(Date) bool

// WorksOn says whether people work on a date.
func (c *WorkCalendar) WorksOn(d Date, holidays Holidays) bool {
	weekday := int(d.Time().Weekday()) // Sunday is 0 here and 7 in ISO 8601
	if weekday == 0 {
		weekday = 7
	}
	return slices.Contains(c.Workdays, weekday) && (holidays == nil || !holidays(d))
}

// maxIdle bounds the search for a working day: no calendar rests for longer, and one without working days must not hang.
const maxIdle = 31

// AddWorkingDays is the n-th working day after d (n >= 0; 0 is d itself, or the next working day).
func (c *WorkCalendar) AddWorkingDays(d Date, n int, holidays Holidays) Date {
	d = c.nextWorkday(d, holidays)
	for range n {
		d = c.nextWorkday(d.AddDays(1), holidays)
	}
	return d
}

func (c *WorkCalendar) nextWorkday(d Date, holidays Holidays) Date {
	for range maxIdle {
		if c.WorksOn(d, holidays) {
			return d
		}
		d = d.AddDays(1)
	}
	return d
}

// WorkingDays counts the working days after from up to and including to; below zero when to lies before from.
func (c *WorkCalendar) WorkingDays(from, to Date, holidays Holidays) (n int) {
	if to.Before(from) {
		return -c.WorkingDays(to, from, holidays)
	}
	for d := from.AddDays(1); !to.Before(d); d = d.AddDays(1) {
		if c.WorksOn(d, holidays) {
			n++
		}
	}
	return n
}

// endOfDay is the hour at which work that is due on a day is late.
const endOfDay = 18

// DueAt is 18:00 on the n-th working day after start, in the place where the calendar is kept.
func (c *WorkCalendar) DueAt(start time.Time, n int, place *time.Location, holidays Holidays) time.Time {
	d := c.AddWorkingDays(DateOf(start.In(place)), n, holidays)
	return time.Date(d.Year(), d.Month(), d.Day(), endOfDay, 0, 0, 0, place).UTC()
}
