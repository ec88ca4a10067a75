package reconset

import (
	"iter"

	"countersign/domain"
)

// BankAccount is the number of the invented account at the bank: the example of the German registry of IBANs.
const BankAccount = "DE89370400440532013000"

// Opening is what was on the account before the first line.
var Opening = domain.NewMoney(1_000_000_00, Currency)

// Statement is the bank's side as one statement that reconciles, with its entries in the order of the set.
func (s *Set) Statement() (domain.BankStatement, iter.Seq[domain.BankEntry]) {
	bank := s.Side(domain.SourceBank)
	return StatementOf("1", Opening, bank), Entries(bank)
}

// StatementOf is the head of a statement of lines of the bank, with the balance that they lead to. It has no days without lines.
func StatementOf(number string, opening domain.Money, lines []domain.ReconLine) domain.BankStatement {
	head := domain.BankStatement{Account: BankAccount, Bank: "COBADEFFXXX", Currency: Currency, Number: number}
	closing := opening
	for i := range lines {
		l := &lines[i]
		closing = closing.Add(l.Amount)
		if head.From.IsZero() || l.Booked.Before(head.From) {
			head.From = l.Booked
		}
		if head.To.Before(l.Booked) {
			head.To = l.Booked
		}
	}
	from, to := opening.Amount(), closing.Amount()
	head.Opening, head.Closing = &from, &to
	return head
}

// Entries are lines of the bank as a statement has them. The bank's own reference is the line's id, by which the truth names it.
func Entries(lines []domain.ReconLine) iter.Seq[domain.BankEntry] {
	return func(yield func(domain.BankEntry) bool) {
		for i := range lines {
			l := &lines[i]
			if !yield(domain.BankEntry{
				Booked: l.Booked, Value: l.Value, Amount: l.Amount.Amount(), Currency: l.Amount.Currency, Reversal: l.Reversal,
				EndToEndID: l.Reference, BankRef: l.ID, Counterparty: l.Counterparty, Text: l.Text,
			}) {
				return
			}
		}
	}
}
