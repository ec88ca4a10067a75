package ml

import (
	"strings"

	"countersign/domain"
)

// OddLines are the lines of an account that are unlike others of their counterparty, or where none is stated of the words of their
// text, on their side; the oddest first. As Oddities, whose indices are into lines.
func OddLines(lines []domain.ReconLine, seed uint64) []Oddity {
	entries := make([]Entry, len(lines))
	for i := range lines {
		l := &lines[i]
		of := domain.FoldName(l.Counterparty)
		if of == "" {
			of = "\x00" + strings.Join(maskedWords(l.Text), " ")
		}
		entries[i] = Entry{
			ID: string(l.Source) + " " + l.ID, Group: string(l.Source) + " " + string(l.Amount.Currency) + " " + of, Date: l.Booked, Amount: l.Amount.Minor, Text: l.Text,
		}
	}
	return Oddities(entries, seed)
}
