package workflow

import (
	"context"
	"slices"

	"countersign/domain"
)

// matching is all that a matching of an account's lines by rules depends on: with the fee schedules of the account, and, where
// the lines are in several currencies, the rates of master data on their days.
func (s *Service) matching(ctx context.Context, account *domain.ReconAccount, lines []domain.ReconLine, rules []domain.MatchRule) (domain.ReconInput, error) {
	in := domain.ReconInput{Lines: lines, Rules: rules, Fees: account.FeeSchedules()}
	var currencies []domain.Currency
	var first, last domain.Date
	for i := range lines {
		l := &lines[i]
		if !slices.Contains(currencies, l.Amount.Currency) {
			currencies = append(currencies, l.Amount.Currency)
		}
		if i == 0 || l.Booked.Before(first) {
			first = l.Booked
		}
		if i == 0 || last.Before(l.Booked) {
			last = l.Booked
		}
	}
	if len(currencies) < 2 {
		return in, nil
	}
	slices.Sort(currencies)
	var err error
	in.Rates, err = s.db.RatesAmong(ctx, currencies, first, last)
	return in, err
}
