package e2e_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"sync/atomic"
	"testing"
	"text/template"
	"time"

	"github.com/stretchr/testify/require"
)

// bill is an e-invoice that a test writes.
type bill struct {
	Number  string
	Seller  supplier
	Buyer   string // VAT number of the entity that is billed
	Name    string // of it
	Issued  string
	Due     string
	Account string // to be paid to; none when empty
	Lines   []billLine
	Broken  bool // the total is a cent more than it should be
}

// billLine is one line; amounts are in cents.
type billLine struct {
	Text string
	Net  int64
}

var numbers atomic.Int64

// german is a plain bill to the German plant over whole euros without VAT, which has another number each time.
func german(s supplier, euros int64) *bill {
	today := time.Now().UTC()
	return &bill{
		Number: fmt.Sprintf("E2E-%d-%04d", today.Year(), numbers.Add(1)), Seller: s, Buyer: "DE399000022", Name: "Kaldervik Antriebstechnik GmbH",
		Issued: today.Format(time.DateOnly), Due: today.AddDate(0, 0, 30).Format(time.DateOnly),
		Lines: []billLine{{"Bearings, ground", euros * 60}, {"Housing & cover", euros * 40}},
	}
}

// ubl writes the bill as UBL 2.1, at 19 % VAT.
func (b *bill) ubl(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, ublTemplate.Execute(&out, b))
	return out.Bytes()
}

// NetCents is the total without VAT.
func (b *bill) NetCents() (sum int64) {
	for _, l := range b.Lines {
		sum += l.Net
	}
	return sum
}

// TaxCents is 19 % of it, half a cent rounded up.
func (b *bill) TaxCents() int64 { return (b.NetCents()*19 + 50) / 100 }

// GrossCents is the total with VAT.
func (b *bill) GrossCents() int64 {
	if b.Broken {
		return b.NetCents() + b.TaxCents() + 500
	}
	return b.NetCents() + b.TaxCents()
}

// euros writes cents as decimal text.
func euros(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

var ublTemplate = template.Must(template.New("ubl").Funcs(template.FuncMap{
	"euros": euros, "inc": func(i int) int { return i + 1 },
	"text": func(s string) (string, error) {
		var out bytes.Buffer
		err := xml.EscapeText(&out, []byte(s))
		return out.String(), err
	},
}).Parse(`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
 <cbc:ID>{{text .Number}}</cbc:ID>
 <cbc:IssueDate>{{.Issued}}</cbc:IssueDate>
 <cbc:DueDate>{{.Due}}</cbc:DueDate>
 <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
 <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
 <cbc:BuyerReference>AP</cbc:BuyerReference>
 <cac:AccountingSupplierParty><cac:Party>
  <cac:PostalAddress><cac:Country><cbc:IdentificationCode>{{.Seller.Country}}</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
  {{- range .Seller.TaxIDs}}
  <cac:PartyTaxScheme><cbc:CompanyID>{{text .}}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  {{- end}}
  <cac:PartyLegalEntity><cbc:RegistrationName>{{text .Seller.Name}}</cbc:RegistrationName></cac:PartyLegalEntity>
 </cac:Party></cac:AccountingSupplierParty>
 <cac:AccountingCustomerParty><cac:Party>
  <cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
  <cac:PartyTaxScheme><cbc:CompanyID>{{.Buyer}}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>{{text .Name}}</cbc:RegistrationName></cac:PartyLegalEntity>
 </cac:Party></cac:AccountingCustomerParty>
 {{- if .Account}}
 <cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode>
  <cac:PayeeFinancialAccount><cbc:ID>{{.Account}}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
 {{- end}}
 <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{{euros .TaxCents}}</cbc:TaxAmount>
  <cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{{euros .NetCents}}</cbc:TaxableAmount>
   <cbc:TaxAmount currencyID="EUR">{{euros .TaxCents}}</cbc:TaxAmount>
   <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory>
  </cac:TaxSubtotal></cac:TaxTotal>
 <cac:LegalMonetaryTotal>
  <cbc:LineExtensionAmount currencyID="EUR">{{euros .NetCents}}</cbc:LineExtensionAmount>
  <cbc:TaxExclusiveAmount currencyID="EUR">{{euros .NetCents}}</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="EUR">{{euros .GrossCents}}</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="EUR">{{euros .GrossCents}}</cbc:PayableAmount>
 </cac:LegalMonetaryTotal>
 {{- range $i, $l := .Lines}}
 <cac:InvoiceLine><cbc:ID>{{inc $i}}</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="EUR">{{euros $l.Net}}</cbc:LineExtensionAmount>
  <cac:Item><cbc:Name>{{text $l.Text}}</cbc:Name>
   <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="EUR">{{euros $l.Net}}</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
 {{- end}}
</Invoice>
`))
