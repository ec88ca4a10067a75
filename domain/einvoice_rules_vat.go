package domain

import (
	"fmt"
	"math/big"
	"strconv"
)

// vatCategory is what EN 16931-1 clause 6.4.3 demands of one category. The standard repeats the same ten rules for each,
// so the table holds the differences and the id is the prefix with the rule's number.
type vatCategory struct {
	code      string // UNTDID 5305
	prefix    string
	name      string
	rate      rateDemand
	single    bool // one row of the breakdown for the whole category, whatever the rate
	exempt    bool // a reason for exemption is required; otherwise it is forbidden
	seller    sellerDemand
	buyer     bool // the buyer must be identified for VAT
	buyerName bool // ... by registration instead, if need be
}

type rateDemand int

const (
	rateAboveZero rateDemand = iota
	rateZero
	rateNone
	rateNotNegative
)

type sellerDemand int

const (
	sellerTaxed       sellerDemand = iota // VAT number or other tax registration, or the representative's VAT number
	sellerVAT                             // VAT number, or the representative's
	sellerNotForVAT                       // no VAT number may be stated
	sellerNotDemanded                     // nothing is asked
)

// vatCategories in the order of the standard. Source: EN 16931-1:2017, tables of rules BR-S, Z, E, AE, IC, G, O, AF, AG.
var vatCategories = []vatCategory{
	{code: "S", prefix: "BR-S", name: "standard rate", rate: rateAboveZero, seller: sellerTaxed},
	{code: "Z", prefix: "BR-Z", name: "zero rate", rate: rateZero, single: true, seller: sellerTaxed},
	{code: "E", prefix: "BR-E", name: "exempt", rate: rateZero, single: true, exempt: true, seller: sellerTaxed},
	{code: "AE", prefix: "BR-AE", name: "reverse charge", rate: rateZero, single: true, exempt: true, seller: sellerTaxed, buyer: true, buyerName: true},
	{code: "K", prefix: "BR-IC", name: "intra-community supply", rate: rateZero, single: true, exempt: true, seller: sellerVAT, buyer: true},
	{code: "G", prefix: "BR-G", name: "export", rate: rateZero, single: true, exempt: true, seller: sellerVAT},
	{code: "O", prefix: "BR-O", name: "not subject to VAT", rate: rateNone, single: true, exempt: true, seller: sellerNotForVAT},
	{code: "L", prefix: "BR-AF", name: "IGIC", rate: rateNotNegative, seller: sellerTaxed},
	{code: "M", prefix: "BR-AG", name: "IPSI", rate: rateNotNegative, seller: sellerTaxed},
}

// use is one line, allowance or charge with a VAT category.
type use struct {
	category string
	rate     *Decimal
	amount   *big.Rat // what it adds to the basis
	kind     int      // 0 line, 1 allowance, 2 charge: the offset of its rule ids
	rateTerm string
	codeTerm string
}

// categories checks BG-23 against lines, allowances and charges, one category after the other.
func (c *checker) categories() {
	if !c.scope.breakdown {
		return
	}
	uses := c.uses()
	c.vatCodes(uses)
	for i := range vatCategories {
		k := &vatCategories[i]
		c.usesOf(k, uses)
		c.rowsOf(k, uses)
	}
	c.rates(uses)
	c.notSubject(uses)
	c.intraCommunity()
	c.splitPayment(uses)
}

func (c *checker) uses() []use {
	var out []use
	for i := range c.e.Lines {
		if l := &c.e.Lines[i]; !l.Summary {
			out = append(out, use{l.VATCategory, l.VATRate, total(l.Net), 0, at("BT-152", i+1), at("BT-151", i+1)})
		}
	}
	for i, a := range c.e.Adjustments {
		terms, amount, kind := a.TermsOf(false), total(a.Amount), 2
		if !a.Charge {
			amount.Neg(amount)
			kind = 1
		}
		out = append(out, use{a.VATCategory, a.VATRate, amount, kind, at(terms.VATRate, i+1), at(terms.VATCategory, i+1)})
	}
	return out
}

// usesOf checks the rules on lines (-02, -05), allowances (-03, -06) and charges (-04, -07) of a category.
func (c *checker) usesOf(k *vatCategory, uses []use) {
	var asked [3]bool // who must be identified is asked once per kind
	for _, u := range uses {
		if u.category != k.code {
			continue
		}
		if !asked[u.kind] {
			asked[u.kind] = true
			c.identified(k, k.rule(2+u.kind))
		}
		if problem := k.rate.problem(u.rate); problem != "" {
			c.find(k.rule(5+u.kind), u.rateTerm, text(u.rate), "", "In the VAT category "+k.name+" "+problem)
		}
	}
}

func (k *vatCategory) rule(number int) string { return fmt.Sprintf("%s-%02d", k.prefix, number) }

func (d rateDemand) problem(rate *Decimal) string {
	switch {
	case d == rateAboveZero && (rate == nil || rate.Sign() <= 0):
		return "the rate must be above zero."
	case d == rateZero && (rate == nil || !rate.IsZero()):
		return "the rate must be zero."
	case d == rateNone && rate != nil:
		return "no rate may be stated."
	case d == rateNotNegative && (rate == nil || rate.Sign() < 0):
		return "the rate must be zero or above."
	}
	return ""
}

// identified checks who must state a VAT number or another registration.
func (c *checker) identified(k *vatCategory, rule string) {
	s, b := &c.e.Seller, &c.e.Buyer
	representative := c.e.TaxRepresentative != nil && c.e.TaxRepresentative.VATID != ""
	switch {
	case k.seller == sellerTaxed && s.VATID == "" && s.TaxID == "" && !representative:
		c.find(rule, "BT-31", "", "", "The VAT category "+k.name+" needs the seller's VAT number or tax registration.")
	case k.seller == sellerVAT && s.VATID == "" && !representative:
		c.find(rule, "BT-31", "", "", "The VAT category "+k.name+" needs the seller's VAT number.")
	case k.seller == sellerNotForVAT:
		c.unidentified(rule)
	}
	if k.buyer && b.VATID == "" && !(k.buyerName && b.LegalID.Value != "") {
		asked := "VAT number."
		if k.buyerName {
			asked = "VAT number or registration."
		}
		c.find(rule, "BT-48", "", "", "The VAT category "+k.name+" needs the buyer's "+asked)
	}
}

// unidentified finds every VAT number in a document that may state none.
func (c *checker) unidentified(rule string) {
	representative := ""
	if c.e.TaxRepresentative != nil {
		representative = c.e.TaxRepresentative.VATID
	}
	for _, one := range []struct{ field, id string }{
		{"BT-31", c.e.Seller.VATID}, {"BT-63", representative}, {"BT-48", c.e.Buyer.VATID},
	} {
		if one.id != "" {
			c.find(rule, one.field, one.id, "", "A document not subject to VAT may state no VAT number.")
		}
	}
}

// rowsOf checks the breakdown's rows of a category: -01 there is one, -08 its basis, -09 its tax, -10 the exemption.
func (c *checker) rowsOf(k *vatCategory, uses []use) {
	sums := map[string]*big.Rat{}
	for _, u := range uses {
		if u.category != k.code {
			continue
		}
		key := k.rateKey(u.rate)
		if sums[key] == nil {
			sums[key] = new(big.Rat)
		}
		sums[key].Add(sums[key], u.amount)
	}
	rows := 0
	for i := range c.e.VAT {
		row, n := &c.e.VAT[i], i+1
		if row.Category != k.code {
			continue
		}
		rows++
		c.row(k, row, n, sums[k.rateKey(row.Rate)])
	}
	switch {
	case len(sums) > 0 && rows == 0:
		c.find(k.rule(1), "BG-23", "", k.code, "The VAT breakdown has no row for the VAT category "+k.name+", which the document uses.")
	case k.single && rows > 1:
		c.find(k.rule(1), "BG-23", strconv.Itoa(rows), "1", "The VAT breakdown has more than one row for the VAT category "+k.name+".")
	}
}

func (c *checker) row(k *vatCategory, row *VATBreakdown, n int, sum *big.Rat) {
	if sum == nil {
		sum = new(big.Rat)
	}
	message := "The basis of VAT is not what the lines, allowances and charges of the category " + k.name + " add up to."
	if c.scope.lines && k.single {
		c.agree(k.rule(8), at("BT-116", n), row.Basis, sum, message)
	} else if c.scope.lines {
		c.agreeWithinOne(k.rule(8), at("BT-116", n), row.Basis, sum, message)
	}
	switch {
	case k.single:
		c.agree(k.rule(9), at("BT-117", n), row.Tax, new(big.Rat), "The VAT category "+k.name+" must have no tax.")
	case row.Basis != nil && row.Rate != nil && row.Tax != nil:
		difference := new(big.Rat).Sub(row.Tax.Rat(), round2(percentOf(row.Basis, row.Rate)))
		if difference.Abs(difference).Cmp(oneUnit) >= 0 {
			c.find(k.rule(9), at("BT-117", n), row.Tax.String(), round2(percentOf(row.Basis, row.Rate)).FloatString(2),
				"The tax of the category "+k.name+" is not its rate times its basis.")
		}
	}
	reason := row.Exemption != "" || row.ExemptionCode != ""
	if k.exempt && !reason {
		c.find(k.rule(10), at("BT-120", n), "", "", "The VAT category "+k.name+" needs a reason for the exemption.")
	}
	if !k.exempt && reason {
		c.find(k.rule(10), at("BT-120", n), row.Exemption+row.ExemptionCode, "", "The VAT category "+k.name+" may state no reason for exemption.")
	}
}

// rateKey tells the rows of one category apart: by rate, except where the category has one row only.
func (k *vatCategory) rateKey(rate *Decimal) string {
	if k.single || rate == nil {
		return ""
	}
	return rate.Rat().RatString()
}

func text(d *Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}
