package workflow

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/bg"
	"github.com/rickar/cal/v2/br"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/gr"
	"github.com/rickar/cal/v2/hr"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/jp"
	"github.com/rickar/cal/v2/lt"
	"github.com/rickar/cal/v2/lv"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/ro"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/si"
	"github.com/rickar/cal/v2/sk"
	"github.com/rickar/cal/v2/us"
	"github.com/rickar/cal/v2/za"

	"countersign/domain"
)

// holidayTables are the public holidays of whole countries; regional ones are left to the entity's own calendar.
// Switzerland has hardly any in common: those of Zurich stand for it.
var holidayTables = map[string][]*cal.Holiday{
	"AT": at.Holidays, "BE": be.Holidays, "BG": bg.Holidays, "BR": br.Holidays, "CA": ca.Holidays,
	"CH": ch.HolidaysZH, "CZ": cz.Holidays, "DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays,
	"FR": fr.Holidays, "GB": gb.Holidays, "GR": gr.Holidays, "HR": hr.Holidays, "IE": ie.Holidays,
	"IT": it.Holidays, "JP": jp.Holidays, "LT": lt.Holidays, "LV": lv.Holidays, "NL": nl.Holidays,
	"NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays, "RO": ro.Holidays, "SE": se.Holidays,
	"SI": si.Holidays, "SK": sk.Holidays, "US": us.Holidays, "ZA": za.Holidays,
}

// yearOf is a country's year.
type yearOf struct {
	country string
	year    int
}

// holidayYears keeps each year of a country once it was worked out.
var holidayYears sync.Map // of yearOf -> map[domain.Date]bool

// Holidays are the public holidays of a country in a year, in order, and the days to which those are moved that fall on
// a weekend; none for a country that we know no table of, and none outside 1900 to 2200.
func Holidays(country string, year int) []domain.Date {
	var list []domain.Date
	days := holidaysOf(country, year)
	for d := domain.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
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
	if year < 1900 || year > 2200 { // and nothing is kept: a caller may ask for any year
		return days
	}
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
	return func(d domain.Date) bool { return holidaysOf(country, d.Year())[d] }
}

// dueAfter is the end of the n-th working day of an entity after at.
func dueAfter(e *domain.Entity, at time.Time, n int) time.Time {
	place, err := time.LoadLocation(e.TimeZone)
	if err != nil {
		place = time.UTC
	}
	return e.Calendar().DueAt(at, n, place, holidaysIn(e.Country))
}
