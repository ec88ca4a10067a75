package demogroup

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"countersign/connect/ubl"
	"countersign/domain"
)

func TestUBL_ReadsBackAsItWasMeant(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	for i, v := range vendors(3, 120, now) {
		d := diceFor(3, "test", i)
		to := placeOf(domain.EntityID(1 + i%len(places)))
		kind := []domain.InvoiceKind{domain.KindInvoice, domain.KindCreditNote, domain.KindPrepayment}[i%3]
		var orders []string
		if i%2 == 0 {
			orders = []string{"4500001234"}
		}
		meant := v.write(kind, "RE-<&>\"-7", domain.DateOf(now), to, articles(d, &v, 1), orders...)
		file := encode(meant)
		read, err := ubl.Read(file)
		if err != nil {
			t.Fatalf("%s: %v\n%s", v.Name, err, file)
		}
		if diff := cmp.Diff(meant, read, cmp.AllowUnexported(domain.Date{}, domain.Decimal{})); diff != "" {
			t.Fatalf("%s (-meant +read):\n%s\n%s", v.Name, diff, file)
		}
	}
}
