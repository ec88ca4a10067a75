package workflow_test

import (
	"fmt"
	"strings"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// paper is a bill as a supplier sends it. What is left out is everyday: Dortmund's first supplier bills 1,000.00 net.
type paper struct {
	number string
	cents  int64  // net
	seller string // name; default that of the house's supplier
	vat    string // of the seller; default that of the house's supplier, "-" is none
	note   string // makes other bytes of the same bill
	order  string
}

// ubl writes the bill as UBL 2.1.
func (h *house) ubl(p paper) []byte {
	h.t.Helper()
	supplier := h.supplier().UUID
	if p.seller == "" {
		p.seller = value[string](h, `SELECT name FROM supplier WHERE id = $1`, supplier)
	}
	if p.vat == "" {
		p.vat = value[string](h, `SELECT tax_ids[1] FROM supplier WHERE id = $1`, supplier)
	}
	if p.cents == 0 {
		p.cents = 1_000_00
	}
	if p.number == "" {
		p.number = fmt.Sprintf("UBL-%d", h.numbers.Add(1))
	}
	account := value[string](h, `SELECT bank_accounts->0->>'Account' FROM supplier WHERE id = $1`, supplier)
	amount := func(cents int64) string { return domain.NewDecimal(cents, 2).String() }
	vat, order := "", ""
	if p.vat != "-" {
		vat = `<cac:PartyTaxScheme><cbc:CompanyID>` + p.vat + `</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`
	}
	if p.order != "" {
		order = `<cac:OrderReference><cbc:ID>` + p.order + `</cbc:ID></cac:OrderReference>`
	}
	tax := p.cents * 19 / 100
	return []byte(strings.NewReplacer(
		"{number}", p.number, "{seller}", strings.ReplaceAll(p.seller, "&", "&amp;"), "{vat}", vat, "{order}", order, "{note}", p.note,
		"{day}", domain.DateOf(h.now()).String(), "{due}", domain.DateOf(h.now()).AddDays(30).String(), "{account}", account,
		"{net}", amount(p.cents), "{tax}", amount(tax), "{gross}", amount(p.cents+tax),
	).Replace(billInUBL))
}

const billInUBL = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID>
<cbc:ID>{number}</cbc:ID><cbc:IssueDate>{day}</cbc:IssueDate><cbc:DueDate>{due}</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:Note>{note}</cbc:Note><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{order}
<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>{vat}<cac:PartyLegalEntity><cbc:RegistrationName>{seller}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>DE399000022</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>Kaldervik Antriebstechnik GmbH</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>{account}</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">{net}</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">{tax}</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">{net}</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="EUR">{gross}</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">{gross}</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">10</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">{net}</cbc:LineExtensionAmount><cac:Item><cbc:Name>Gear blanks</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">{net}</cbc:PriceAmount><cbc:BaseQuantity unitCode="C62">10</cbc:BaseQuantity></cac:Price></cac:InvoiceLine>
</Invoice>
`

// receive keeps a file for Dortmund.
func (h *house) receive(by, name string, content []byte) *domain.Intake {
	h.t.Helper()
	in, err := h.service.ReceiveFile(h.as(by), workflow.ReceiveFile{Entity: 2, Name: name, Channel: "UPLOAD", Content: content})
	require.NoError(h.t, err)
	return in
}

// importing asks for a received file to be read, and says which work that is.
func (h *house) importing(by string, in *domain.Intake) domain.ReadFile {
	h.t.Helper()
	job, err := h.service.ImportInvoice(h.as(by), domain.ImportInvoiceInput{UploadID: in.ID, IdempotencyKey: "import-" + in.ID.String()})
	require.NoError(h.t, err)
	return domain.ReadFile{Entity: in.ID.Entity, Intake: in.ID.UUID, Job: job.ID.UUID}
}

// bring brings a file, has it read, and returns what became of it.
func (h *house) bring(by string, content []byte) *domain.Intake {
	h.t.Helper()
	in := h.receive(by, "bill.xml", content)
	require.NoError(h.t, h.service.ReadFile(h.t.Context(), h.importing(by, in)))
	return h.intake(in.ID)
}

// intake reads a received file's way, as somebody who may see everything.
func (h *house) intake(id domain.ID) *domain.Intake {
	h.t.Helper()
	nodes, err := h.service.Nodes(h.as("marit.holvaag"), []domain.ID{id}, 0)
	require.NoError(h.t, err)
	require.NotNil(h.t, nodes[0])
	return nodes[0].(*domain.Intake)
}
