package demogroup

import (
	"math/big"
	"strconv"

	"countersign/domain"
)

// typeCodes are the codes of UNTDID 1001 that suppliers write.
var typeCodes = map[domain.InvoiceKind]string{
	domain.KindInvoice: "380", domain.KindCreditNote: "381", domain.KindCorrection: "384", domain.KindPrepayment: "386",
	domain.KindSelfBilled: "389",
}

// article is one line before VAT.
type article struct {
	text     string
	quantity int64
	price    int64 // of one unit, in minor units
	reduced  bool
	poLine   int // its number in the order, 0 without one
}

// articles invents what is billed; factor is how much larger than usual it is.
func articles(d dice, v *vendor, factor int64) []article {
	lines := make([]article, 1+weighted(d, []int{40, 30, 18, 8, 4}))
	for i := range lines {
		throw := int64(d.IntN(1000))
		lines[i] = article{
			text: pick(d, v.items), quantity: (1 + int64(v.trade.most)*throw*throw*throw/1_000_000_000) * factor,
			price: v.unitPrice(d), reduced: v.from.reduced != "" && d.chance(6),
		}
	}
	return lines
}

// unitPrice is the price of one unit in minor units of the supplier's currency, near the level of its country.
func (v *vendor) unitPrice(d dice) int64 {
	cents := int64(d.between(v.trade.low, v.trade.high))
	level := int64(v.from.level)
	if v.currency != domain.Currency(v.from.currency) {
		level = 1
	}
	if v.currency.Digits() == 0 {
		return max(1, cents*level/100)
	}
	return cents * level
}

// write makes the supplier's document. number is the supplier's own, lines are as articles gives them.
func (v *vendor) write(kind domain.InvoiceKind, number string, issued domain.Date, to *place, lines []article, orders ...string) *domain.EInvoice {
	e := &domain.EInvoice{
		Number: number, TypeCode: typeCodes[kind], Currency: v.currency, Issued: issued,
		Due: issued.AddDays(v.PaymentTermDays), OrderReferences: orders,
		Profile: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
		Process: "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
		Seller: domain.TradeParty{Name: v.Name, Endpoint: domain.PartyID{Value: v.contact, Scheme: "EM"},
			Address: domain.PostalAddress{Lines: []string{v.street}, City: v.city, Post: v.post, Country: v.Country}},
		Buyer: domain.TradeParty{Name: to.Name, VATID: to.TaxIDs[0],
			Endpoint: domain.PartyID{Value: to.TaxIDs[0], Scheme: "9930"},
			Address:  domain.PostalAddress{Lines: []string{to.street}, City: to.city, Post: to.post, Country: to.Country}},
		Payment: []domain.PaymentMeans{{TypeCode: "30", Remittance: number, Account: v.BankAccounts[0].Account, AccountName: v.Name}},
	}
	e.Kind = domain.KindOfType(e.TypeCode)
	switch v.Country { // where there is no VAT number of the form that EN 16931 knows
	case "US":
		e.Seller.LegalID.Value = v.TaxIDs[0]
	case "JP":
		e.Seller.TaxID, e.Seller.LegalID.Value = v.TaxIDs[0], v.TaxIDs[0]
	default:
		e.Seller.VATID = v.TaxIDs[0]
	}
	if v.Country == "US" || v.Country == "JP" || to.Country == "US" || to.Country == "JP" {
		e.Buyer.VATID, e.Buyer.LegalID.Value = "", to.TaxIDs[0]
	}
	if len(orders) == 0 {
		e.BuyerReference = "AP " + to.Code
	}
	v.addLines(e, to, lines)
	return e
}

// vat is how a supplier charges an entity: category, rate and why none is due.
func (v *vendor) vat(to *place, reduced bool) (category, rate, exemption string) {
	buyerInUnion := to.Country == "DE" || to.Country == "FR" || to.Country == "SE" || to.Country == "PL"
	switch {
	case v.Country == "US", v.Country == "JP" && to.Country != "JP":
		return "O", "", "Not subject to VAT"
	case v.Country == to.Country && reduced:
		return "S", v.from.reduced, ""
	case v.Country == to.Country:
		return "S", v.from.standard, ""
	case v.from.union && buyerInUnion:
		return "AE", "0", "Reverse charge"
	}
	return "G", "0", "Export"
}

// addLines writes lines, the breakdown of VAT and the totals, which tie exactly.
func (v *vendor) addLines(e *domain.EInvoice, to *place, lines []article) {
	digits := e.Currency.Digits()
	amount := func(minor int64) *domain.Decimal { a := domain.NewDecimal(minor, digits); return &a }
	bases := map[string]int64{}
	var rates []string // in order of appearance
	var net, tax int64
	for i, l := range lines {
		category, rate, exemption := v.vat(to, l.reduced)
		quantity, sum := domain.NewDecimal(l.quantity, 0), l.quantity*l.price
		line := domain.EInvoiceLine{
			ID: strconv.Itoa(i + 1), Quantity: &quantity, Unit: v.trade.unit, Net: amount(sum), NetPrice: amount(l.price),
			VATCategory: category, Name: l.text,
		}
		if rate != "" {
			r := domain.MustDecimal(rate)
			line.VATRate = &r
		}
		if l.poLine > 0 {
			line.OrderLine = strconv.Itoa(l.poLine)
		}
		e.Lines = append(e.Lines, line)
		if _, known := bases[rate]; !known {
			rates = append(rates, rate)
			row := domain.VATBreakdown{Category: category, Rate: line.VATRate, Exemption: exemption}
			e.VAT = append(e.VAT, row)
		}
		bases[rate] += sum
		net += sum
	}
	for i, rate := range rates {
		due := int64(0)
		if rate != "" {
			due = percentOf(bases[rate], domain.MustDecimal(rate))
		}
		e.VAT[i].Basis, e.VAT[i].Tax = amount(bases[rate]), amount(due)
		tax += due
	}
	e.Totals = domain.EInvoiceTotals{
		Lines: amount(net), Net: amount(net), Tax: amount(tax), Total: amount(net + tax), Payable: amount(net + tax),
	}
}

// percentOf is the rate of an amount, rounded half away from zero to the minor unit.
func percentOf(minor int64, rate domain.Decimal) int64 {
	exact := new(big.Rat).Mul(big.NewRat(minor, 100), rate.Rat())
	rounded, err := domain.RoundRat(exact, 0)
	insist(err, "take %s per cent of %d", rate, minor)
	whole, _ := strconv.ParseInt(rounded.String(), 10, 64)
	return whole
}
