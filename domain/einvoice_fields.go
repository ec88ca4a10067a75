package domain

import "strconv"

// Where a value of an invoice came from; enum FieldSource of the schema.
const (
	FieldByDocument = "E_INVOICE"
	FieldByRule     = "RULE"
	FieldByPerson   = "PERSON"
)

// fieldsOf lists the values of a document that a person compares with its picture, each with its place in the source,
// and the totals that followed from others. Lines are shown as lines.
func fieldsOf(doc *EInvoice, i *Invoice) []ExtractedField {
	w := fieldWriter{paths: doc.Paths}
	w.text("BT-1", "Number", doc.Number)
	w.text("BT-3", "Type", doc.TypeCode)
	w.text("BT-2", "Issued on", doc.Issued.String())
	w.text("BT-9", "Due on", doc.Due.String())
	w.text("BT-5", "Currency", string(doc.Currency))
	w.text("BT-6", "Currency of VAT", string(doc.TaxCurrency))
	w.text("BT-10", "Buyer's reference", doc.BuyerReference)
	w.text("BT-12", "Contract", doc.ContractReference)
	for n, order := range doc.OrderReferences {
		w.nth("BT-13", n, "Order", order)
	}
	for n, p := range doc.Preceding {
		w.nth("BT-25", n, "Preceding invoice", p.Number)
	}
	w.text("BT-20", "Payment terms", doc.PaymentTerms)
	w.party(SellerTerms, "Seller", doc.Seller)
	w.party(BuyerTerms, "Buyer", doc.Buyer)
	if doc.Payee != nil {
		w.text(PayeeTerms.Name, "Payee", doc.Payee.Name)
	}
	for n, p := range doc.Payment {
		w.nth("BT-84", n, "Account to be paid to", MaskAccount(p.Account))
		w.text(at("BT-84", n+1, 2), "Account to be paid to, as a national number", MaskAccount(p.OtherAccount))
	}
	w.text("BT-72", "Delivered on", doc.Delivered.String())
	w.text("BT-73", "Period from", doc.PeriodStart.String())
	w.text("BT-74", "Period to", doc.PeriodEnd.String())
	t := doc.Totals
	w.amount("BT-106", "Sum of lines", t.Lines)
	w.amount("BT-107", "Sum of allowances", t.Allowances)
	w.amount("BT-108", "Sum of charges", t.Charges)
	w.total("BT-109", "Total without VAT", t.Net, i.Net)
	w.total("BT-110", "VAT total", t.Tax, i.Tax)
	w.amount("BT-111", "VAT total in the currency of VAT", t.TaxInTaxUnit)
	w.total("BT-112", "Total with VAT", t.Total, i.Gross)
	w.amount("BT-113", "Already paid", t.Prepaid)
	w.amount("BT-114", "Rounding", t.Rounding)
	w.amount("BT-115", "Amount due", t.Payable)
	for n, v := range doc.VAT {
		label := "VAT " + v.Category
		if v.Rate != nil {
			label += " " + v.Rate.String() + " %"
		}
		w.nthAmount("BT-116", n, label+", taken of", v.Basis)
		w.nthAmount("BT-117", n, label, v.Tax)
	}
	return w.list
}

type fieldWriter struct {
	paths map[string]string
	list  []ExtractedField
}

// text adds a value that the document states.
func (w *fieldWriter) text(term, label, value string) {
	if value == "" {
		return
	}
	w.list = append(w.list, ExtractedField{
		Name: term, Label: label, Value: &value, Path: optional(w.paths[term]), Source: FieldByDocument,
	})
}

// nth adds a member of a list, n from 0. A list of one may have its path under the bare term.
func (w *fieldWriter) nth(term string, n int, label, value string) {
	if value == "" {
		return
	}
	name := at(term, n+1)
	path := w.paths[name]
	if path == "" && n == 0 {
		path = w.paths[term]
	}
	if n > 0 {
		label += " " + strconv.Itoa(n+1)
	}
	w.list = append(w.list, ExtractedField{Name: name, Label: label, Value: &value, Path: optional(path), Source: FieldByDocument})
}

func (w *fieldWriter) amount(term, label string, d *Decimal) {
	if d != nil {
		w.text(term, label, d.String())
	}
}

func (w *fieldWriter) nthAmount(term string, n int, label string, d *Decimal) {
	if d == nil {
		return
	}
	value, name := d.String(), at(term, n+1)
	w.list = append(w.list, ExtractedField{Name: name, Label: label, Value: &value, Path: optional(w.paths[name]), Source: FieldByDocument})
}

// total adds a stated total, or the one that followed from others.
func (w *fieldWriter) total(term, label string, stated *Decimal, derived Money) {
	w.amount(term, label, stated)
	if stated == nil && !derived.IsZero() {
		value := derived.Amount().String()
		w.list = append(w.list, ExtractedField{Name: term, Label: label, Value: &value, Source: FieldByRule})
	}
}

func (w *fieldWriter) party(t PartyTerms, label string, p TradeParty) {
	w.text(t.Name, label, p.Name)
	w.text(t.TradingName, label+"'s trading name", p.TradingName)
	w.text(t.VATID, label+"'s VAT number", p.VATID)
	w.text(t.TaxID, label+"'s tax number", p.TaxID)
	w.text(t.LegalID, label+"'s registration", p.LegalID.Value)
	w.text(t.City, label+"'s city", p.Address.City)
	w.text(t.Country, label+"'s country", p.Address.Country)
}
