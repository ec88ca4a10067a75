package domain

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// CheckEInvoice holds a document against the business rules of EN 16931-1 and a few of our own, and returns what it
// finds: the reader's doubts first, then fields, parts, totals, VAT and decimals. An empty list, never nil, means that
// nothing is amiss. It needs nothing but the document; suppliers, orders and duplicates are checked elsewhere.
//
// Every rule of the standard is checked; BR-CO-05 to BR-CO-08 as far as a machine can decide them (see checker.reason).
// Of the code lists those are checked that a rule rests on or that decide about money. docs/einvoice-rules.md lists what
// is checked, how grave it is, and what is not and why. Of one rule the first 20 places are named and the rest counted.
//
// Rule ids are those of the CEN validation artefacts ("BR-CO-15", "BR-S-08"), which call the standard's BR-IG and BR-IP
// BR-AF and BR-AG; "PEPPOL-" marks rules of Peppol BIS 3 and "CS-" our own. Severities come from the table in
// einvoice_severity.go.
func CheckEInvoice(e *EInvoice) []Finding {
	c := checker{e: e, scope: scopeOf(e.Profile), findings: []Finding{}}
	c.doubts()
	c.fields()
	c.parties()
	c.references()
	c.payment()
	for i := range e.Adjustments {
		c.adjustment(&e.Adjustments[i], false, i+1)
	}
	for i := range e.Lines {
		c.line(&e.Lines[i], i+1)
	}
	c.totals()
	c.breakdown()
	c.categories()
	c.decimals()
	c.own()
	return c.counted()
}

// maxPlaces bounds the findings of one rule: a document of ten thousand lines without units is one complaint.
const maxPlaces = 20

// scope is what a document's profile promises to contain.
type scope struct {
	claimed   bool // it claims EN 16931 or a part of it
	lines     bool
	breakdown bool
}

// scopeOf reads a profile (BT-24). Factur-X MINIMUM has totals only, BASIC WL has no lines; anything that does not name
// EN 16931 (ZUGFeRD 1, BII, national formats) promises nothing.
func scopeOf(profile string) scope {
	p := strings.ToLower(profile)
	switch {
	case strings.HasSuffix(p, ":minimum"):
		return scope{claimed: true}
	case strings.HasSuffix(p, ":basicwl"):
		return scope{claimed: true, breakdown: true}
	}
	return scope{claimed: strings.Contains(p, "urn:cen.eu:en16931:2017"), lines: true, breakdown: true}
}

type checker struct {
	e        *EInvoice
	scope    scope
	findings []Finding
	places   map[string]int // findings by rule
}

// find records that a rule is broken. stated and expected may be "".
func (c *checker) find(rule, field, stated, expected, message string) {
	c.add(Finding{
		Rule: rule, Severity: severityOf(rule, c.scope.claimed), Field: field, Message: message, Stated: stated, Expected: expected,
	})
}

// doubts takes over what the reader found.
func (c *checker) doubts() {
	for _, f := range c.e.Doubts {
		if f.Severity == "" {
			f.Severity = severityOf(f.Rule, c.scope.claimed)
		}
		c.add(f)
	}
}

func (c *checker) add(f Finding) {
	if c.places == nil {
		c.places = map[string]int{}
	}
	if c.places[f.Rule]++; c.places[f.Rule] <= maxPlaces {
		c.findings = append(c.findings, f)
	}
}

// counted adds to each rule with more places than are named how many more there are.
func (c *checker) counted() []Finding {
	out := make([]Finding, 0, len(c.findings))
	named := map[string]int{}
	for _, f := range c.findings {
		out = append(out, f)
		named[f.Rule]++
		if rest := c.places[f.Rule] - maxPlaces; named[f.Rule] == maxPlaces && rest > 0 {
			out = append(out, Finding{Rule: f.Rule, Severity: f.Severity, Message: fmt.Sprintf("The same in %d more places.", rest)})
		}
	}
	return out
}

// need records a rule unless ok.
func (c *checker) need(ok bool, rule, field, message string) {
	if !ok {
		c.find(rule, field, "", "", message)
	}
}

// agree compares a stated amount with an exact sum rounded to two decimals, as the standard does in every currency.
func (c *checker) agree(rule, field string, stated *Decimal, expected *big.Rat, message string) {
	want := round2(expected)
	if stated != nil && stated.Rat().Cmp(want) != 0 {
		c.find(rule, field, stated.String(), want.FloatString(2), message)
	}
}

// agreeWithinOne is agree with the tolerance of one unit of currency that the CEN artefacts grant where amounts were
// rounded line by line. A smaller difference is worth a note, since somebody may add the figures up.
func (c *checker) agreeWithinOne(rule, field string, stated *Decimal, expected *big.Rat, message string) {
	if stated == nil {
		return
	}
	want := round2(expected)
	difference := new(big.Rat).Sub(stated.Rat(), want)
	switch difference.Abs(difference); {
	case difference.Sign() == 0:
	case difference.Cmp(oneUnit) >= 0:
		c.find(rule, field, stated.String(), want.FloatString(2), message)
	default:
		c.add(Finding{
			Rule: rule, Severity: SeverityInfo, Field: field, Message: message + " The difference is within the tolerance of one.",
			Stated: stated.String(), Expected: want.FloatString(2),
		})
	}
}

var (
	oneUnit = big.NewRat(1, 1)
	half    = big.NewRat(1, 2)
	hundred = big.NewRat(100, 1)
)

// round2 rounds half away from zero to two decimals, without a bound on the digits.
func round2(r *big.Rat) *big.Rat {
	scaled := new(big.Rat).Mul(r, hundred)
	negative := scaled.Sign() < 0
	scaled.Abs(scaled).Add(scaled, half)
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	if negative {
		whole.Neg(whole)
	}
	return new(big.Rat).SetFrac(whole, big.NewInt(100))
}

// total adds amounts; nil counts as 0.
func total(amounts ...*Decimal) *big.Rat {
	sum := new(big.Rat)
	for _, a := range amounts {
		if a != nil {
			sum.Add(sum, a.Rat())
		}
	}
	return sum
}

// percentOf is amount × percent / 100, exact.
func percentOf(amount, percent *Decimal) *big.Rat {
	product := new(big.Rat).Mul(amount.Rat(), percent.Rat())
	return product.Quo(product, hundred)
}

// at is a business term with its position from 1: at("BT-131", 2) is "BT-131[2]".
func at(term string, positions ...int) string {
	var b strings.Builder
	b.WriteString(term)
	for i, p := range positions {
		if i == 0 {
			b.WriteByte('[')
		} else {
			b.WriteByte('.')
		}
		b.WriteString(strconv.Itoa(p))
	}
	if len(positions) > 0 {
		b.WriteByte(']')
	}
	return b.String()
}
