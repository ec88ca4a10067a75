package demogroup

import (
	"fmt"
	"strings"
	"time"

	"countersign/domain"
)

// vendor is a supplier with what the generator must know of it beyond its row.
type vendor struct {
	domain.Supplier
	index    int
	from     *country
	trade    *trade
	items    []string
	currency domain.Currency
	street   string
	post     string
	city     string
	prefix   string
	width    int // digits of its invoice numbers
	first    int // the number that it had reached before
	yearly   bool
	contact  string
	stranger bool // bills, but is not on file
}

// longNames stand in for suppliers whose registered names fill a field to its end.
var longNames = map[int]string{
	7:  "Arbeitsgemeinschaft Instandhaltung und Modernisierung verfahrenstechnischer Großanlagen Rhein-Ruhr-Südwestfalen Tölke & Söhne GmbH & Co. KG",
	61: "Société Coopérative Dauphinoise de Fabrication et de Rectification d'Engrenages de Précision et de Transmissions Industrielles Réunies SA",
}

// vendors invents n suppliers. The first hundred are spread over all countries and trades, so that a small group has
// some of each.
func vendors(seed int64, n int, now time.Time) []vendor {
	out := make([]vendor, 0, n)
	taken := map[string]bool{}
	for i := range n {
		d := diceFor(seed, "supplier", i)
		c := &countries[weighted(d, countryWeights)]
		number := weighted(d, tradeWeights)
		if i < 100 {
			c, number = &countries[i%len(countries)], i%len(trades)
		}
		v := vendor{index: i, from: c, trade: &trades[number], items: c.words.items[number],
			currency: domain.Currency(c.currency)}
		v.Supplier = supplierRow(d, i, c, now)
		v.Name = companyName(d, c, number, taken)
		if long, ok := longNames[i]; ok {
			v.Name = long
		}
		v.DefaultAccount, v.DefaultCenter = v.trade.account, v.trade.plantCenter()
		if d.chance(6) && c.code != "US" {
			v.currency = pick(d, []domain.Currency{"EUR", "USD"})
		}
		v.street = fmt.Sprintf(c.words.street, d.between(1, 180))
		v.post, v.city = address(pick(d, c.words.cities))
		v.prefix, v.width = pick(d, c.words.prefix), d.between(4, 7)
		v.first, v.yearly = d.between(100, 9000), d.chance(40)
		v.contact = "invoices@" + strings.ToLower(v.Number) + ".example"
		out = append(out, v)
	}
	return out
}

// plantCenter is the cost centre that every plant has and that buys most of the trade.
func (t *trade) plantCenter() string {
	for _, code := range t.centers {
		for _, c := range centerPlan {
			if c.code == code {
				return code
			}
		}
	}
	return ""
}

func supplierRow(d dice, i int, c *country, now time.Time) domain.Supplier {
	number := fmt.Sprintf("S-%05d", 10001+i)
	s := domain.Supplier{
		ID:      domain.ID{Kind: domain.NodeSupplier, UUID: domain.UUIDOf("supplier", number)},
		Version: 1, Number: number, Country: c.code, TaxIDs: []string{taxID(c.code, i)}, Status: "ACTIVE",
		Risk:            pick(d, []string{"LOW", "LOW", "LOW", "LOW", "LOW", "LOW", "MEDIUM", "MEDIUM", "MEDIUM", "HIGH"}),
		PaymentTermDays: pick(d, []int{14, 30, 30, 30, 30, 45, 60}),
		BankAccounts:    []domain.BankDetail{bankDetail(d, c.code, now)},
		UpdatedAt:       now.AddDate(0, 0, -d.between(1, 700)).Truncate(time.Minute),
	}
	if d.chance(12) {
		s.BankAccounts = append(s.BankAccounts, bankDetail(d, c.code, now))
	}
	switch {
	case i%57 == 40:
		s.Status = "BLOCKED"
	case i%61 == 44:
		s.Status = "ONBOARDING"
	case i%73 == 51:
		s.Status = "INACTIVE"
	case i%49 == 31:
		s.Risk = "CRITICAL"
	}
	return s
}

// companyName joins words until nobody else has the name.
func companyName(d dice, c *country, trade int, taken map[string]bool) string {
	w := c.words
	for try := 0; ; try++ {
		name := pick(d, w.names)
		switch {
		case try > 40:
			name = fmt.Sprintf("%s %d", name, try-40)
		case try > 4:
			name += " & " + pick(d, w.names)
		}
		full := w.join(name, w.trades[trade], pick(d, w.forms))
		if !taken[full] {
			taken[full] = true
			return full
		}
	}
}

// taxID has the form of the country's numbers; runs of nines keep it off anybody's register.
func taxID(country string, i int) string {
	n := 100 + i
	switch country {
	case "DE":
		return fmt.Sprintf("DE999%06d", n)
	case "FR":
		return fmt.Sprintf("FR99999%06d", n)
	case "GB":
		return fmt.Sprintf("GB999%06d", n)
	case "CH":
		return fmt.Sprintf("CHE999%06dMWST", n)
	case "SE":
		return fmt.Sprintf("SE9999%06d01", n)
	case "PL":
		return fmt.Sprintf("PL9999%06d", n)
	case "JP":
		return fmt.Sprintf("T9999999%06d", n)
	case "IT":
		return fmt.Sprintf("IT99999%06d", n)
	case "NL":
		return fmt.Sprintf("NL999%06dB99", n)
	case "ES":
		return fmt.Sprintf("ESB99%06d", n)
	case "CZ":
		return fmt.Sprintf("CZ99%06d", n)
	case "NO":
		return fmt.Sprintf("NO999%06dMVA", n)
	case "DK":
		return fmt.Sprintf("DK99%06d", n)
	case "AT":
		return fmt.Sprintf("ATU99%06d", n)
	}
	return fmt.Sprintf("99-9%06d", n)
}

// address splits "44147 Dortmund"; a post code may hold blanks, the city follows the last part with a digit.
func address(text string) (post, city string) {
	at := strings.LastIndexAny(text, "0123456789")
	for at < len(text) && text[at] != ' ' {
		at++
	}
	if at == len(text) {
		return "", text
	}
	return text[:at], text[at+1:]
}

var countryWeights, tradeWeights = func() (c, t []int) {
	for _, one := range countries {
		c = append(c, one.weight)
	}
	for _, one := range trades {
		t = append(t, one.weight)
	}
	return c, t
}()
