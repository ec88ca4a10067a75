package workflow

import (
	"context"
	"fmt"
	"strings"

	"countersign/domain"
	"countersign/ml"
)

// oddSeed makes the same oddities of the same lines, whoever asks.
const oddSeed = 1

// Oddities are the first open lines of an account that are unlike others of their counterparty, the oddest first. They are looked
// for among the newest 20,000 open lines and the newest 20,000 settled ones, and kept in memory until one of them changes.
//
// Errors: INVALID for a number that is not 1 to domain.MaxOddities.
func (s *Service) Oddities(ctx context.Context, account *domain.ReconAccount, first int) ([]*domain.LineOddity, error) {
	if first < 1 || first > domain.MaxOddities {
		return nil, domain.RefuseField(domain.CodeInvalid, "first", "Ask for 1 to %d lines.", domain.MaxOddities)
	}
	r, err := s.reading(ctx)
	if err != nil || !s.reconScope(r.actor, r.at).Sees(account.ID.Entity) {
		return nil, err
	}
	changes, err := s.db.ReconChanges(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	made, err := s.oddities.get(account.ID, changes, func() ([]madeOddity, int64, error) { return s.makeOddities(ctx, account) })
	if err != nil {
		return nil, err
	}
	made = made[:min(len(made), first)]
	ids := make([]domain.ID, len(made))
	for i, o := range made {
		ids[i] = o.line
	}
	byID, err := s.reconLines(ctx, r, account, ids)
	if err != nil {
		return nil, err
	}
	list := []*domain.LineOddity{}
	for _, o := range made {
		if l := byID[o.line.UUID]; l != nil {
			list = append(list, &domain.LineOddity{Line: l, Score: o.score, Features: o.features})
		}
	}
	return list, nil
}

// madeOddity is an oddity without its line, which is read anew each time.
type madeOddity struct {
	line     domain.ID
	score    float64
	features []domain.OddFeature
}

func (s *Service) makeOddities(ctx context.Context, account *domain.ReconAccount) ([]madeOddity, int64, error) {
	sample, err := s.db.SampleLines(ctx, account.ID, clusterOpen, clusterSettled)
	if err != nil {
		return nil, 0, err
	}
	var made []madeOddity
	for _, o := range ml.OddLines(sample.Lines, oddSeed) {
		if len(made) == domain.MaxOddities {
			break
		}
		if !sample.Group[o.Entry].IsZero() { // settled: it tells what is usual and is no work
			continue
		}
		one := madeOddity{line: lineOf(account, sample.IDs[o.Entry]), score: o.Score}
		for _, f := range o.Features {
			one.features = append(one.features, oddFeature(&sample.Lines[o.Entry], f))
		}
		made = append(made, one)
	}
	return made, sample.Changes, nil
}

// oddFeature says what is odd about a line in money, days or words.
func oddFeature(l *domain.ReconLine, f ml.Odd) domain.OddFeature {
	money := func(minor int64) domain.Money { return domain.NewMoney(minor, l.Amount.Currency) }
	feature := domain.OddFeature{Kind: string(f.Kind), Sigmas: f.Sigmas}
	if f.Kind == ml.OddAmount || f.Kind == ml.OddSign {
		excess := money(f.Excess)
		feature.Excess = &excess
	}
	switch f.Kind {
	case ml.OddAmount:
		feature.Sentence = fmt.Sprintf("%s, where %s is usual and nine of ten lie between %s and %s.", l.Amount.Abs(), money(f.Usual), money(f.Low), money(f.High))
	case ml.OddSign:
		feature.Sentence = "Money comes in where it nearly always goes out."
		if l.Amount.Minor < 0 {
			feature.Sentence = "Money goes out where it nearly always comes in."
		}
	case ml.OddTiming:
		feature.Sentence = fmt.Sprintf("%s after the one before of %s, where %s usual.", plural(f.Was, "day"), f.Previous, pluralAre(f.Days, "day"))
	case ml.OddFrequency:
		feature.Sentence = fmt.Sprintf("%d in seven days, where %d is usual.", f.Was, f.Days)
	case ml.OddText:
		feature.Sentence = fmt.Sprintf("No other line of its kind says “%s”.", strings.Join(f.Words, "”, “"))
	}
	return feature
}
