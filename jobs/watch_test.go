package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

// an invoice that the readers take; %s is its number
const smallInvoice = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:CustomizationID>urn:cen.eu:en16931:2017</cbc:CustomizationID><cbc:ID>%s</cbc:ID><cbc:IssueDate>2026-11-02</cbc:IssueDate>
<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyTaxScheme><cbc:CompanyID>DE123456789</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>Werkstatt</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>DE</cbc:IdentificationCode></cac:Country></cac:PostalAddress><cac:PartyLegalEntity><cbc:RegistrationName>Kunde</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>
<cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="EUR">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount currencyID="EUR">119.00</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID="EUR">119.00</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="EUR">100.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Bolts</cbc:Name><cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>19</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID="EUR">100.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>`

// watched is a folder under watch, over a group without history.
type watched struct {
	t       *testing.T
	dir     string
	service *workflow.Service
	stop    func()
}

func watchGroup(t *testing.T) *watched {
	t.Helper()
	g := openGroup(t)
	g.start()
	w := &watched{t: t, dir: t.TempDir(), service: g.service}
	require.NoError(t, os.Mkdir(filepath.Join(w.dir, "DE01"), 0o750))
	return w
}

// watch begins; it ends with the test, or earlier by w.stop.
func (w *watched) watch(every time.Duration) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	running, err := Watch(ctx, WatchOptions{Dir: w.dir, Service: w.service, Log: slog.New(slog.DiscardHandler), Every: every})
	require.NoError(w.t, err)
	w.stop = func() { cancel(); running.Wait() }
	w.t.Cleanup(w.stop)
}

func (w *watched) put(path, content string) {
	w.t.Helper()
	require.NoError(w.t, os.WriteFile(filepath.Join(w.dir, path), []byte(content), 0o600))
}

func (w *watched) appears(path string) string {
	w.t.Helper()
	path = filepath.Join(w.dir, path)
	require.Eventually(w.t, func() bool {
		_, err := os.Stat(path)
		return err == nil
	}, 20*time.Second, 10*time.Millisecond, path)
	text, err := os.ReadFile(path)
	require.NoError(w.t, err)
	return string(text)
}

// accepted counts the files that became invoices.
func (w *watched) accepted() int {
	page, err := w.service.Intakes(domain.WithActor(w.t.Context(), folderActor()), domain.IntakeFilter{State: []domain.IntakeState{domain.IntakeAccepted}},
		workflow.List{Page: domain.PageRequest{First: 10}})
	require.NoError(w.t, err)
	return len(page.Items)
}

func TestWatch_TakesInWhatIsWholeAndSaysWhyItCannot(t *testing.T) {
	t.Parallel()
	w := watchGroup(t)
	good := fmt.Sprintf(smallInvoice, "W-1")
	w.put("DE01/good.xml", good)
	w.put("DE01/garbage.xml", "garbage")
	w.put("DE01/empty.xml", "")
	w.put("DE01/.hidden", good)
	w.put("DE01/coming.xml.part", good)
	w.put("elsewhere.xml", good)
	require.NoError(t, os.Mkdir(filepath.Join(w.dir, "XX99"), 0o750))
	w.put("XX99/good.xml", good)
	w.watch(20 * time.Millisecond)

	require.NotEmpty(t, w.appears("DE01/failed/garbage.xml.txt"))
	require.Equal(t, "garbage", w.appears("DE01/failed/garbage.xml"), "word for word")
	require.Contains(t, w.appears("DE01/failed/empty.xml.txt"), "empty")
	require.Equal(t, good, w.appears("DE01/done/good.xml"))
	require.Eventually(t, func() bool { return w.accepted() == 1 }, 20*time.Second, 10*time.Millisecond)
	w.put("DE01/twin.xml", strings.Replace(good, "Bolts", "Nuts", 1))
	require.Contains(t, w.appears("DE01/failed/twin.xml.txt"), "here already as INV-")
	for _, left := range []string{"DE01/.hidden", "DE01/coming.xml.part", "elsewhere.xml", "XX99/good.xml"} {
		require.FileExists(t, filepath.Join(w.dir, left))
	}
}

func TestWatch_OverwritesNothing(t *testing.T) {
	t.Parallel()
	w := watchGroup(t)
	w.watch(20 * time.Millisecond)
	for i := range 3 {
		w.put("DE01/same.xml", fmt.Sprintf("garbage %d", i))
		name := "DE01/failed/same.xml"
		if i > 0 {
			name = fmt.Sprintf("DE01/failed/same-%d.xml", i+1)
		}
		require.Equal(t, fmt.Sprintf("garbage %d", i), w.appears(name))
		w.appears(name + ".txt")
	}
}

func TestWatch_LeavesAFileThatIsStillComing(t *testing.T) {
	t.Parallel()
	w := watchGroup(t)
	w.watch(500 * time.Millisecond)
	for i := range 20 {
		w.put("DE01/slow.xml", strings.Repeat("x", i+1))
		time.Sleep(50 * time.Millisecond)
	}
	require.Equal(t, strings.Repeat("x", 20), w.appears("DE01/failed/slow.xml"))
	others, err := filepath.Glob(filepath.Join(w.dir, "DE01", "failed", "slow-*"))
	require.NoError(t, err)
	require.Empty(t, others, "no half was taken")
}

func TestWatch_IsDoneByOneProcessAtATime(t *testing.T) {
	t.Parallel()
	w := watchGroup(t)
	w.watch(20 * time.Millisecond)
	w.put("DE01/a.xml", "garbage")
	w.appears("DE01/failed/a.xml.txt")
	first := w.stop
	w.watch(20 * time.Millisecond) // a second, which waits for the first
	w.put("DE01/b.xml", "garbage")
	w.appears("DE01/failed/b.xml.txt")
	first()
	w.put("DE01/c.xml", "garbage")
	w.appears("DE01/failed/c.xml.txt")
	others, err := filepath.Glob(filepath.Join(w.dir, "DE01", "failed", "*-2.xml"))
	require.NoError(t, err)
	require.Empty(t, others, "nothing was taken twice")
}

func TestWatch_KeepsWhatTheHouseCannotTakeNow(t *testing.T) {
	t.Parallel()
	w := watchGroup(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // a house that answers nothing
	watcher := &Watcher{o: WatchOptions{Dir: w.dir, Service: w.service, Log: slog.Default()}, seen: map[string]look{}, pending: map[domain.ID]string{}}
	w.put("DE01/a.xml", "garbage")
	require.Error(t, watcher.take(domain.WithActor(ctx, folderActor()), 2, filepath.Join(w.dir, "DE01/a.xml")))
	require.FileExists(t, filepath.Join(w.dir, "DE01/a.xml"))
	require.NoDirExists(t, filepath.Join(w.dir, "DE01/failed"))
}

func TestWatch_SaysWhenTheFolderCannotBeWritten(t *testing.T) {
	t.Parallel()
	_, err := Watch(t.Context(), WatchOptions{Dir: filepath.Join(t.TempDir(), "nowhere")})
	require.ErrorContains(t, err, "watch the folder")
}
