package demogroup

import (
	"errors"
	"slices"
	"time"

	"countersign/domain"
)

const (
	groupCurrency domain.Currency = "EUR"
	rateSource                    = "demo"
	rateScale                     = 9 // decimals, as the table keeps
	rateDays                      = 2*366 + 45
)

// startRates are what one unit was worth in euro when the walk begins, times 10^9, and how far it moves in a day in
// millionths. Invented, near what such currencies were worth once.
var startRates = []struct {
	currency domain.Currency
	worth    int64
	swing    int
}{
	{"AED", 251_000_000, 3000}, {"AUD", 607_000_000, 4500}, {"BGN", 511_300_000, 0}, {"BRL", 169_000_000, 8000},
	{"CAD", 672_000_000, 3500}, {"CHF", 1_042_000_000, 2500}, {"CNY", 128_000_000, 3000}, {"CZK", 39_700_000, 2000},
	{"DKK", 134_050_000, 60}, {"GBP", 1_171_000_000, 3000}, {"HKD", 118_000_000, 3000}, {"HRK", 132_720_000, 0},
	{"HUF", 2_540_000, 4000}, {"ILS", 249_000_000, 5000}, {"INR", 11_000_000, 3000}, {"ISK", 6_680_000, 3000},
	{"JPY", 6_120_000, 4500}, {"KRW", 678_000, 4000}, {"KWD", 3_000_000_000, 3000}, {"MAD", 92_300_000, 2000},
	{"MXN", 50_800_000, 6000}, {"NOK", 86_100_000, 4500}, {"NZD", 556_000_000, 4500}, {"PLN", 232_000_000, 2500},
	{"RON", 200_900_000, 500}, {"SAR", 246_000_000, 3000}, {"SEK", 87_400_000, 3500}, {"SGD", 686_000_000, 2500},
	{"THB", 25_700_000, 3500}, {"TRY", 27_400_000, 7000}, {"USD", 922_000_000, 3000}, {"ZAR", 49_600_000, 6500},
}

// rateTable is every rate by currency, oldest first.
type rateTable map[domain.Currency][]domain.Rate

// rates walks each currency from working day to working day, up to today.
func rates(seed int64, now time.Time) rateTable {
	table := rateTable{}
	last := domain.DateOf(now)
	for i, start := range startRates {
		d := diceFor(seed, "rate", i)
		worth := start.worth
		for day := last.AddDays(-rateDays); !last.Before(day); day = day.AddDays(1) {
			if weekday := day.Time().Weekday(); weekday == time.Saturday || weekday == time.Sunday {
				continue
			}
			table[start.currency] = append(table[start.currency], domain.Rate{
				From: start.currency, To: groupCurrency, On: day, Rate: domain.NewDecimal(worth, rateScale), Source: rateSource,
			})
			if start.swing > 0 {
				step := int64(d.between(-start.swing, start.swing))
				pull := (start.worth - worth) / 200 // no currency runs away in two years
				worth += worth*step/1_000_000 + pull
			}
		}
	}
	return table
}

var errNoRate = errors.New("no rate is that old")

// on is the newest rate of the day or before it.
func (t rateTable) on(currency domain.Currency, day domain.Date) domain.Rate {
	if currency == groupCurrency {
		return domain.Rate{From: currency, To: groupCurrency, On: day, Rate: domain.NewDecimal(1, 0)}
	}
	list := t[currency]
	at, found := slices.BinarySearchFunc(list, day, func(r domain.Rate, day domain.Date) int {
		return day.DaysUntil(r.On)
	})
	if !found {
		at--
	}
	if at < 0 {
		insist(errNoRate, "convert from %s on %s", currency, day)
	}
	return list[at]
}

// all lists the rates in a fixed order.
func (t rateTable) all() []domain.Rate {
	var out []domain.Rate
	for _, start := range startRates {
		out = append(out, t[start.currency]...)
	}
	return out
}
