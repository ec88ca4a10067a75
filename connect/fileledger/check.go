package fileledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"slices"
	"time"

	"countersign/connect"
	"countersign/domain"
)

// objections is everything that stands against posting the document.
func (l *Ledger) objections(b *books, d domain.LedgerDocument) ([]connect.Finding, error) {
	found := shape(d)
	closed, err := l.closed(d.Entity, d.PostingOn)
	if err != nil {
		return nil, err
	}
	if closed {
		found = append(found, blocking(connect.PeriodClosed, "PERIOD", "postingOn",
			fmt.Sprintf("The period %s of %s is closed.", month(d.PostingOn), d.Entity)))
	}
	if other := b.byNumber[taken(d)]; other != nil {
		found = append(found, blocking(connect.Duplicate, "NUMBER", "number",
			fmt.Sprintf("The number %s of this supplier is posted already as %s.", d.Number, other.reference)))
	}
	return found, nil
}

// shape is what is wrong with the document itself.
func shape(d domain.LedgerDocument) []connect.Finding {
	var found []connect.Finding
	object := func(bad bool, code, field, format string, args ...any) {
		if bad {
			found = append(found, blocking(connect.Invalid, code, field, fmt.Sprintf(format, args...)))
		}
	}
	object(d.Number == "", "REQUIRED", "number", "The supplier's number is missing.")
	object(d.Kind != domain.KindJournal && d.Supplier == "" && d.SupplierName == "", "REQUIRED", "supplier", "The supplier is missing.")
	object(d.PostingOn.IsZero(), "REQUIRED", "postingOn", "The posting date is missing.")
	object(!d.Gross.Currency.Valid(), "CURRENCY", "gross", "The currency of the total is missing.")
	object(len(d.Lines) < 2, "LINES", "lines", "An entry has at least two lines, this one has %d.", len(d.Lines))
	object(len(d.Lines) > maxLines, "LINES", "lines", "An entry has at most %d lines.", maxLines)
	sum := new(big.Int)
	for i, line := range d.Lines {
		at := fmt.Sprintf("lines[%d]", i)
		object(line.Account == "", "REQUIRED", at+".account", "Line %d has no account.", i+1)
		object(line.Amount.Currency != d.Gross.Currency, "CURRENCY", at+".amount", "Line %d is in %s, the total is in %s.",
			i+1, line.Amount.Currency, d.Gross.Currency)
		sum.Add(sum, big.NewInt(line.Amount.Minor))
	}
	object(sum.Sign() != 0, "UNBALANCED", "lines", "Debits and credits differ by %s minor units.", sum)
	return found
}

func blocking(class connect.Class, code, field, message string) connect.Finding {
	return connect.Finding{Class: class, Code: code, Field: field, Message: message, Blocks: true}
}

// refuse makes one error of what blocks, nil when nothing does. The first gives its class; the log gets all.
func refuse(found []connect.Finding) error {
	at := slices.IndexFunc(found, func(f connect.Finding) bool { return f.Blocks })
	if at < 0 {
		return nil
	}
	first, raw := found[at], ""
	for _, f := range found {
		raw += f.Field + ": " + f.Message + "\n"
	}
	return &connect.Error{Class: first.Class, Code: first.Code, Field: first.Field, Message: first.Message,
		Raw: raw[:min(len(raw), 2000)]}
}

const (
	periodsFile = "periods.json"
	everyEntity = "*"
)

// closed says whether the month of the date is closed for the entity.
func (l *Ledger) closed(entity string, on domain.Date) (bool, error) {
	periods, err := l.periods()
	if err != nil {
		return false, err
	}
	return slices.Contains(periods[entity], month(on)) || slices.Contains(periods[everyEntity], month(on)), nil
}

func (l *Ledger) periods() (map[string][]string, error) {
	periods := map[string][]string{}
	text, err := os.ReadFile(l.path(periodsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return periods, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &periods)
	}
	for entity, months := range periods {
		for _, m := range months {
			if _, bad := time.Parse("2006-01", m); bad != nil && err == nil {
				err = fmt.Errorf("%s: %q is not a month of the form YYYY-MM", entity, m)
			}
		}
	}
	if err != nil {
		return nil, wrong("PERIODS", "The list of closed periods cannot be read.", err)
	}
	return periods, nil
}

func month(d domain.Date) string { return fmt.Sprintf("%04d-%02d", d.Year(), d.Month()) }
