package workflow

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"

	"countersign/domain"
)

// holidayTables are the public holidays of whole countries; regional ones are left to the entity's own calendar.
var holidayTables = map[string][]*cal.Holiday{
	"CH": ch.Holidays, "DE": de.Holidays, "FR": fr.Holidays, "GB": gb.Holidays, "JP": jp.Holidays, "PL": pl.Holidays,
	"SE": se.Holidays, "US": us.Holidays,
}

// yearOf is a country's year.
type yearOf struct {
	country string
	year    int
}

// holidayYears keeps each year of a country once it was worked out.
var holidayYears sync.Map // of yearOf -> map[domain.Date]bool

// Holidays are the public holidays of a country in a year, in order; none for a country that we know no table of.
func Holidays(country string, year int) []domain.Date {
	var list []domain.Date
	days := holidaysOf(country, year)
	for d := (domain.Date{Year: year, Month: time.January, Day: 1}); d.Year == year; d = d.AddDays(1) {
		if days[d] {
			list = append(list, d)
		}
	}
	return list
}

// Holidays is the same for the API.
func (s *Service) Holidays(country string, year int) []*domain.Date {
	var list []*domain.Date
	for _, d := range Holidays(country, year) {
		list = append(list, &d)
	}
	return list
}

func holidaysOf(country string, year int) map[domain.Date]bool {
	key := yearOf{country, year}
	if days, ok := holidayYears.Load(key); ok {
		return days.(map[domain.Date]bool)
	}
	days := map[domain.Date]bool{}
	for _, h := range holidayTables[country] {
		actual, observed := h.Calc(year)
		for _, at := range []time.Time{actual, observed} {
			if !at.IsZero() {
				days[domain.DateOf(at)] = true
			}
		}
	}
	holidayYears.Store(key, days)
	return days
}

// holidaysIn answers for one country.
func holidaysIn(country string) domain.Holidays {
	return func(d domain.Date) bool { return holidaysOf(country, d.Year)[d] }
}

// dueAfter is the end of the n-th working day of an entity after at.
func dueAfter(e *domain.Entity, at time.Time, n int) time.Time {
	place, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		place = time.UTC
	}
	return e.Calendar().DueAt(at, n, place, holidaysIn(e.Country))
}
