package demogroup

import (
	"bytes"
	"encoding/xml"
	"strconv"

	"countersign/domain"
)

// paper writes a document as UBL 2.1 and notes where each value stands, as a reader of the file would.
type paper struct {
	bytes.Buffer
	trail []string // names of the open elements
	paths map[string]string
}

// encode is the document as a file. Its Paths are those that reading the file gives.
func encode(e *domain.EInvoice) []byte {
	p := &paper{paths: map[string]string{}}
	p.Grow(6 << 10)
	root, space, quantity, line := "Invoice", "Invoice-2", "cbc:InvoicedQuantity", "cac:InvoiceLine"
	if e.Kind == domain.EInvoiceKindCreditNote {
		root, space, quantity, line = "CreditNote", "CreditNote-2", "cbc:CreditedQuantity", "cac:CreditNoteLine"
	}
	p.WriteString(xml.Header)
	p.WriteString("<" + root + ` xmlns="urn:oasis:names:specification:ubl:schema:xsd:` + space +
		`" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"` +
		` xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">`)
	p.trail = []string{root}
	p.head(e, root)
	p.group("cac:AccountingSupplierParty/cac:Party", func() { p.party(&e.Seller, domain.SellerTerms) })
	p.group("cac:AccountingCustomerParty/cac:Party", func() { p.party(&e.Buyer, domain.BuyerTerms) })
	p.payment(e, &e.Payment[0])
	p.tax(e)
	p.totals(e)
	for i := range e.Lines {
		p.group(line+"["+strconv.Itoa(i+1)+"]", func() { p.line(&e.Lines[i], i+1, quantity, e.Currency) })
	}
	p.WriteString("</" + root + ">\n")
	e.Paths = p.paths
	return p.Bytes()
}

func (p *paper) head(e *domain.EInvoice, root string) {
	p.value("BT-24", "cbc:CustomizationID", e.Profile)
	p.value("BT-23", "cbc:ProfileID", e.Process)
	p.value("BT-1", "cbc:ID", e.Number)
	p.value("BT-2", "cbc:IssueDate", e.Issued.String())
	if root == "Invoice" { // a credit note names its due date with the means of payment
		p.value("BT-9", "cbc:DueDate", e.Due.String())
	}
	p.value("BT-3", "cbc:"+root+"TypeCode", e.TypeCode)
	p.value("BT-5", "cbc:DocumentCurrencyCode", string(e.Currency))
	p.value("BT-10", "cbc:BuyerReference", e.BuyerReference)
	if len(e.OrderReferences) > 0 {
		p.group("cac:OrderReference", func() { p.value("BT-13", "cbc:ID", e.OrderReferences[0]) })
	}
}

func (p *paper) party(t *domain.TradeParty, terms domain.PartyTerms) {
	p.value(terms.Endpoint, "cbc:EndpointID", t.Endpoint.Value, "schemeID", t.Endpoint.Scheme)
	p.group("cac:PostalAddress", func() {
		p.value(terms.Street, "cbc:StreetName", t.Address.Lines[0])
		p.value(terms.City, "cbc:CityName", t.Address.City)
		p.value(terms.Post, "cbc:PostalZone", t.Address.Post)
		p.group("cac:Country", func() { p.value(terms.Country, "cbc:IdentificationCode", t.Address.Country) })
	})
	if t.VATID != "" {
		p.group("cac:PartyTaxScheme[1]", func() {
			p.value(terms.VATID, "cbc:CompanyID", t.VATID)
			p.group("cac:TaxScheme", func() { p.value("", "cbc:ID", "VAT") })
		})
	}
	if t.TaxID != "" {
		p.group("cac:PartyTaxScheme[1]", func() {
			p.value(terms.TaxID, "cbc:CompanyID", t.TaxID)
			p.group("cac:TaxScheme", func() { p.value("", "cbc:ID", "LOC") })
		})
	}
	p.group("cac:PartyLegalEntity[1]", func() {
		p.value(terms.Name, "cbc:RegistrationName", t.Name)
		p.value(terms.LegalID, "cbc:CompanyID", t.LegalID.Value)
	})
}

func (p *paper) payment(e *domain.EInvoice, m *domain.PaymentMeans) {
	p.group("cac:PaymentMeans[1]", func() {
		p.value("BT-81[1]", "cbc:PaymentMeansCode", m.TypeCode)
		if e.Kind == domain.EInvoiceKindCreditNote {
			p.value("BT-9", "cbc:PaymentDueDate", e.Due.String())
		}
		p.value("BT-83[1]", "cbc:PaymentID[1]", m.Remittance)
		p.group("cac:PayeeFinancialAccount", func() {
			p.value("BT-84[1]", "cbc:ID", m.Account)
			p.value("BT-85[1]", "cbc:Name", m.AccountName)
		})
	})
}

func (p *paper) tax(e *domain.EInvoice) {
	p.group("cac:TaxTotal[1]", func() {
		p.money("BT-110", "cbc:TaxAmount", e.Totals.Tax, e.Currency)
		for i, v := range e.VAT {
			term := func(bt string) string { return bt + "[" + strconv.Itoa(i+1) + "]" }
			p.group(term("cac:TaxSubtotal"), func() {
				p.money(term("BT-116"), "cbc:TaxableAmount", v.Basis, e.Currency)
				p.money(term("BT-117"), "cbc:TaxAmount", v.Tax, e.Currency)
				p.group("cac:TaxCategory", func() { p.category(v.Category, v.Rate, term("BT-118"), term("BT-119"), v.Exemption, term("BT-120")) })
			})
		}
	})
}

func (p *paper) category(category string, rate *domain.Decimal, categoryTerm, rateTerm, exemption, exemptionTerm string) {
	p.value(categoryTerm, "cbc:ID", category)
	if rate != nil {
		p.value(rateTerm, "cbc:Percent", rate.String())
	}
	p.value(exemptionTerm, "cbc:TaxExemptionReason[1]", exemption)
	p.group("cac:TaxScheme", func() { p.value("", "cbc:ID", "VAT") })
}

func (p *paper) totals(e *domain.EInvoice) {
	p.group("cac:LegalMonetaryTotal", func() {
		p.money("BT-106", "cbc:LineExtensionAmount", e.Totals.Lines, e.Currency)
		p.money("BT-109", "cbc:TaxExclusiveAmount", e.Totals.Net, e.Currency)
		p.money("BT-112", "cbc:TaxInclusiveAmount", e.Totals.Total, e.Currency)
		p.money("BT-115", "cbc:PayableAmount", e.Totals.Payable, e.Currency)
	})
}

func (p *paper) line(l *domain.EInvoiceLine, number int, quantity string, currency domain.Currency) {
	term := func(bt string) string { return bt + "[" + strconv.Itoa(number) + "]" }
	p.value(term("BT-126"), "cbc:ID", l.ID)
	p.value(term("BT-129"), quantity, l.Quantity.String(), "unitCode", l.Unit)
	p.paths[term("BT-130")] = p.at(quantity) + "/@unitCode"
	p.money(term("BT-131"), "cbc:LineExtensionAmount", l.Net, currency)
	if l.OrderLine != "" {
		p.group("cac:OrderLineReference", func() { p.value(term("BT-132"), "cbc:LineID", l.OrderLine) })
	}
	p.group("cac:Item", func() {
		p.value(term("BT-153"), "cbc:Name", l.Name)
		p.group("cac:ClassifiedTaxCategory[1]", func() { p.category(l.VATCategory, l.VATRate, term("BT-151"), term("BT-152"), "", "") })
	})
	p.group("cac:Price", func() { p.money(term("BT-146"), "cbc:PriceAmount", l.NetPrice, currency) })
}
