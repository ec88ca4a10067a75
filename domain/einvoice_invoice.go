package domain

import (
	"math/big"
	"slices"
	"strings"
	"time"
)

// NewInvoice makes a draft of a document that was read, for an entity; received is when it reached us. The workflow
// gives it its ids, key, format, file, who entered it, and Recognise gives it its supplier.
//
// Amounts become exact money of the document's currency, never rounded. One that is finer than the currency is refused
// with its path if the invoice means nothing without it: the total with VAT, the amount due, a line. Any other one is
// left unstated with a blocking finding, so that the file becomes an invoice on hold that a person can see, instead of
// a file that nobody can open; of 257 documents collected from the wild one states such an amount, a VAT total of 0.001.
//
// Charges and allowances of the whole document become lines of their own behind the billed ones, allowances with the
// sign turned: lines add up to the total without VAT, and freight can be coded. Lines that only group or inform are
// left out; one without an amount keeps its words and counts 0. Findings holds what CheckEInvoice says of it.
//
// Errors: INVALID with every violation; fields are paths in the document where it has one.
func NewInvoice(doc *EInvoice, entity *Entity, received time.Time) (*Invoice, error) {
	r := invoiceReader{doc: doc, at: received}
	r.invoice = &Invoice{
		ID: ID{Kind: NodeInvoice, Entity: entity.Number}, Version: 1, Entity: entity, State: StateDraft,
		Number: doc.Number, NumberNorm: NormaliseNumber(doc.Number), Kind: kindOf(doc), Currency: doc.Currency,
		SellerName: doc.Seller.Name, BuyerName: optional(doc.Buyer.Name), SellerTaxID: sellerTaxID(doc),
		IssuedOn: doc.Issued, DueOn: doc.Due, Orders: slices.Clone(doc.OrderReferences),
		ReceivedAt: received, CreatedAt: received, UpdatedAt: received,
	}
	if r.invoice.SellerName == "" {
		r.invoice.SellerName = doc.Seller.TradingName
	}
	r.invoice.SetAccounts(accountsOf(doc))
	r.head()
	if err := r.broken.Err(); err != nil { // without a currency no amount can be read
		return nil, err
	}
	r.totals()
	r.taxes()
	r.lines()
	r.adjustments()
	r.discount()
	if err := r.broken.Err(); err != nil {
		return nil, err
	}
	r.warnings()
	r.invoice.Findings = append(FindingResults(doc, CheckEInvoice(doc), received), r.invoice.Findings...)
	r.invoice.Fields = fieldsOf(doc, r.invoice)
	r.invoice.Digest = r.invoice.ComputeDigest()
	return r.invoice, nil
}

// kindOf follows BT-3. Source: UNTDID 1001; 326, 875 and the like bill a part and are invoices like any other.
func kindOf(doc *EInvoice) InvoiceKind {
	switch {
	case doc.Kind == EInvoiceKindCreditNote:
		return KindCreditNote
	case doc.TypeCode == "384":
		return KindCorrection
	case doc.TypeCode == "386":
		return KindPrepayment
	case doc.TypeCode == "389":
		return KindSelfBilled
	}
	return KindInvoice
}

func sellerTaxID(doc *EInvoice) string {
	if id := FoldTaxID(doc.Seller.VATID); id != "" {
		return id
	}
	return FoldTaxID(doc.Seller.TaxID)
}

type invoiceReader struct {
	doc     *EInvoice
	at      time.Time
	invoice *Invoice
	broken  Violations
}

func (r *invoiceReader) head() {
	if strings.TrimSpace(r.doc.Number) == "" {
		r.broken.Add(r.path("BT-1"), "BR-02", "The document has no number.")
	}
	if !r.doc.Currency.Valid() {
		r.broken.Add(r.path("BT-5"), "BR-05", "The document names no currency of ISO 4217.")
	}
	if strings.TrimSpace(r.invoice.SellerName) == "" {
		r.broken.Add(r.path("BT-27"), "BR-06", "The document does not name its seller.")
	}
}

// path is where a term stands in the document, the term itself when it is not there.
func (r *invoiceReader) path(term string) string {
	if path := r.doc.Paths[term]; path != "" {
		return path
	}
	return term
}

// must reads an amount that the invoice cannot be without once it is stated.
func (r *invoiceReader) must(term string, d *Decimal) Money {
	if d == nil {
		return Money{}
	}
	m, err := MoneyOf(*d, r.doc.Currency)
	if err != nil {
		r.broken.Add(r.path(term), "precision", "%s %s has more decimals than %s, so it is no amount.", term, d, r.doc.Currency)
	}
	return m
}

// may reads an amount that can be left unstated for a person to see.
func (r *invoiceReader) may(term string, d *Decimal) Money {
	if d == nil {
		return Money{}
	}
	m, err := MoneyOf(*d, r.doc.Currency)
	if err != nil {
		r.found("AMOUNT_PRECISION", CheckBlocker, term, d.String(),
			term+" has more decimals than "+string(r.doc.Currency)+" and was left out.")
		return Money{}
	}
	return m
}

func (r *invoiceReader) found(rule string, outcome CheckOutcome, term, stated, message string) {
	r.invoice.Findings = append(r.invoice.Findings, CheckResult{
		Rule: rule, Outcome: outcome, Message: message, Field: optional(term), Stated: optional(stated),
		Source: optional("the document"), At: r.at,
	})
}

// totals reads BG-22. A total that the document leaves out follows from those that it states, if they are exact.
func (r *invoiceReader) totals() {
	i, t := r.invoice, r.doc.Totals
	i.Gross, i.Payable = r.must("BT-112", t.Total), r.must("BT-115", t.Payable)
	i.Net, i.Tax, i.Prepaid = r.may("BT-109", t.Net), r.may("BT-110", t.Tax), r.may("BT-113", t.Prepaid)
	if t.Tax == nil && len(r.doc.VAT) > 0 {
		i.Tax = r.sum(vatAmounts(r.doc)...)
	}
	if t.Total == nil && t.Net != nil {
		i.Gross = r.sum(t.Net, t.Tax)
	}
	if t.Total == nil && t.Net == nil && t.Payable != nil {
		due := total(t.Payable, t.Prepaid)
		i.Gross = r.exact(due.Sub(due, total(t.Rounding)))
	}
	if t.Net == nil && !i.Gross.IsZero() && !i.Tax.IsZero() {
		i.Net = i.Gross.Add(i.Tax.Neg())
	}
	if t.Tax == nil && i.Tax.IsZero() && !i.Gross.IsZero() && !i.Net.IsZero() {
		i.Tax = i.Gross.Add(i.Net.Neg())
	}
	if i.Gross.IsZero() && len(r.broken) == 0 {
		r.broken.Add(r.path("BT-112"), "BR-14", "The document states no total.")
	}
}

func vatAmounts(doc *EInvoice) []*Decimal {
	amounts := make([]*Decimal, len(doc.VAT))
	for n := range doc.VAT {
		amounts[n] = doc.VAT[n].Tax
	}
	return amounts
}

func (r *invoiceReader) sum(amounts ...*Decimal) Money { return r.exact(total(amounts...)) }

// exact is the amount as money, unstated when it is finer than the currency.
func (r *invoiceReader) exact(amount *big.Rat) Money {
	d, err := RoundRat(amount, r.doc.Currency.Digits())
	if err != nil || d.Rat().Cmp(amount) != 0 {
		return Money{}
	}
	return NewMoney(d.coef, r.doc.Currency)
}

// warnings tells what a payer should know before anybody decides.
func (r *invoiceReader) warnings() {
	if p := r.doc.Payee; p != nil && p.Name != "" && FoldName(p.Name) != FoldName(r.invoice.SellerName) {
		r.found("PAYEE_OTHER", CheckWarning, "BT-59", p.Name, "It asks to pay somebody else than the seller.")
	}
	switch r.doc.TypeCode {
	case "325":
		r.found("TYPE_UNPAYABLE", CheckWarning, "BT-3", "325", "A pro-forma invoice asks for no payment.")
	case "751":
		r.found("TYPE_UNPAYABLE", CheckWarning, "BT-3", "751", "It is sent for the accounts only and asks for no payment.")
	}
}
