package e2e_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"
)

// biller is who sends generated files: most are suppliers on file, some have never been heard of.
type biller struct{ name, country, tax, account, order string }

// billers are the suppliers on file of a country, each with an order of the entity if there is one, and as many
// strangers as a seventh of them.
func billers(t testing.TB, pool *pgxpool.Pool, entity, country string) []biller {
	t.Helper()
	rows, err := pool.Query(background, `
		SELECT s.name, s.country, s.tax_ids[1], coalesce(s.bank_accounts->0->>'Account', ''), coalesce((
			SELECT o.number FROM purchase_order o JOIN entity e ON e.number = o.entity_id
			WHERE e.code = $1 AND o.supplier_id = s.id ORDER BY o.ordered_on DESC LIMIT 1), '')
		FROM supplier s WHERE s.status = 'ACTIVE' AND s.risk <> 'CRITICAL' AND s.country = $2 ORDER BY s.number`, entity, country)
	require.NoError(t, err)
	var list []biller
	for rows.Next() {
		var b biller
		require.NoError(t, rows.Scan(&b.name, &b.country, &b.tax, &b.account, &b.order))
		list = append(list, b)
	}
	require.NoError(t, rows.Err())
	require.NotEmpty(t, list)
	for i := range len(list) / 7 {
		list = append(list, biller{name: fmt.Sprintf("Neuland %d Handels GmbH", i), country: country, tax: fmt.Sprintf("DE88%07d", i), account: "DE02120300000000202051"})
	}
	return list
}

// writeFiles writes n UBL invoices of one to eight lines into dir, no two with the same number, the same for the same
// seed. A fifth name an order.
func writeFiles(t testing.TB, dir string, seed uint64, n int, from []biller) []string {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 0))
	files := make([]string, n)
	today := time.Now().UTC()
	for i := range files {
		files[i] = filepath.Join(dir, fmt.Sprintf("invoice-%d-%06d.xml", seed, i))
		text := ublInvoice(dice, fmt.Sprintf("B%d-%06d", seed, i), from[dice.IntN(len(from))], today.AddDate(0, 0, -dice.IntN(20)))
		require.NoError(t, os.WriteFile(files[i], []byte(text), 0o600))
	}
	return files
}

// inEuros writes cents as an amount.
func inEuros(cents int) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

const ublVAT = `<cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>`

func ublInvoice(dice *rand.Rand, number string, from biller, issued time.Time) string {
	var lines strings.Builder
	net := 0
	for i := range 1 + dice.IntN(8) {
		quantity, price := 1+dice.IntN(40), 100+dice.IntN(25_000)
		net += quantity * price
		fmt.Fprintf(&lines, `<cac:InvoiceLine><cbc:ID>%d</cbc:ID><cbc:InvoicedQuantity unitCode="C62">%d</cbc:InvoicedQuantity>`+
			`<cbc:LineExtensionAmount currencyID="EUR">%s</cbc:LineExtensionAmount><cac:Item><cbc:Name>Teil %d nach Zeichnung</cbc:Name>`+
			`<cac:ClassifiedTaxCategory>%s</cac:ClassifiedTaxCategory></cac:Item>`+
			`<cac:Price><cbc:PriceAmount currencyID="EUR">%s</cbc:PriceAmount></cac:Price></cac:InvoiceLine>`,
			i+1, quantity, inEuros(quantity*price), 1000+dice.IntN(9000), ublVAT, inEuros(price))
	}
	tax := (net*19 + 50) / 100
	order := ""
	if from.order != "" && dice.IntN(5) == 0 {
		order = "<cac:OrderReference><cbc:ID>" + from.order + "</cbc:ID></cac:OrderReference>"
	}
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
<cbc:ID>%[1]s</cbc:ID><cbc:IssueDate>%[2]s</cbc:IssueDate><cbc:DueDate>%[3]s</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cbc:BuyerReference>Einkauf</cbc:BuyerReference>%[4]s
<cac:AccountingSupplierParty><cac:Party><cbc:EndpointID schemeID="EM">rechnung@lieferant.example</cbc:EndpointID>
<cac:PostalAddress><cbc:StreetName>Industriestraße 1</cbc:StreetName><cbc:CityName>Bremen</cbc:CityName><cbc:PostalZone>28195</cbc:PostalZone><cac:Country><cbc:IdentificationCode>%[5]s</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>%[6]s</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>%[7]s</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cbc:EndpointID schemeID="EM">rechnung@kaldervik.example</cbc:EndpointID>
<cac:PostalAddress><cbc:CityName>Hagen</cbc:CityName><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyTaxScheme><cbc:CompanyID>DE399000022</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
<cac:PartyLegalEntity><cbc:RegistrationName>Kaldervik Antriebstechnik GmbH</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cbc:PaymentID>%[1]s</cbc:PaymentID><cac:PayeeFinancialAccount><cbc:ID>%[8]s</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">%[9]s</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">%[10]s</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">%[9]s</cbc:TaxAmount><cac:TaxCategory>%[11]s</cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">%[10]s</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">%[10]s</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="EUR">%[12]s</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">%[12]s</cbc:PayableAmount></cac:LegalMonetaryTotal>
%[13]s
</Invoice>
`, number, issued.Format(time.DateOnly), issued.AddDate(0, 0, 30).Format(time.DateOnly), order, from.country, from.tax, escaped(from.name),
		from.account, inEuros(tax), inEuros(net), ublVAT, inEuros(net+tax), lines.String())
}

func escaped(s string) string { return strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(s) }
