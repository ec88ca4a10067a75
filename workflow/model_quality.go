package workflow

import (
	"context"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

// maxQualityDays bounds what one question about quality reads: three years.
const maxQualityDays = 1098

// AdviceQuality is how good advice was that was given from a day to a day, for each use and entity that gave any; of entities whose invoices the caller
// may see. Drift is against as many days before. It reads in one statement, however many uses and entities.
//
// Errors: INVALID for a period that ends before it begins or is longer than three years.
func (s *Service) AdviceQuality(ctx context.Context, f domain.QualityFilter) ([]*domain.AdviceQuality, error) {
	r, err := s.reading(ctx)
	if err != nil {
		return nil, err
	}
	days := f.From.DaysUntil(f.To)
	if days < 0 || days > maxQualityDays {
		return nil, domain.RefuseField(domain.CodeInvalid, "to", "The last day lies on the first or up to %d days after it.", maxQualityDays)
	}
	type place struct {
		entity domain.EntityID
		use    domain.AiUse
	}
	tallies := map[place]*ml.Tally{}
	var order []place
	err = s.db.EachAdvised(ctx, r.scope.Within(entitiesOf(f.EntityID)), f.Use, f.From.AddDays(-days-1), f.To, func(a store.Advised) {
		key := place{a.Entity, a.Use}
		t := tallies[key]
		if t == nil {
			t = new(ml.Tally)
			tallies[key] = t
			order = append(order, key)
		}
		one := adviceSaid(&a)
		if domain.DateOf(a.MadeAt).Before(f.From) {
			t.AddBefore(one)
			return
		}
		t.Add(one)
	})
	if err != nil {
		return nil, err
	}
	var list []*domain.AdviceQuality
	for _, key := range order {
		if q := tallies[key].Quality(); q.N > 0 {
			list = append(list, qualityOf(r.dir.entities[key.entity], key.use, q, r.dir.currency))
		}
	}
	return list, nil
}

// adviceSaid is kept advice as its quality is measured. What is right stands for itself here: one word for it, another for what is not.
func adviceSaid(a *store.Advised) ml.Advised {
	out := ml.Advised{
		Item: a.ID.String(), Date: domain.DateOf(a.MadeAt), Entity: a.Entity, Confidence: a.Confidence, Automatic: a.Zone == domain.ZoneAuto && !a.Audited,
		Worth: a.Minor, Accepted: a.State == domain.AdviceAccepted, Opened: a.Opened, Unasked: a.Use.Foretells() && a.State == domain.AdviceExpired,
	}
	if a.Kind != domain.ActionNone {
		out.Choice = "said"
	}
	switch a.Outcome {
	case domain.OutcomeRight:
		out.Label = "said"
	case domain.OutcomeWrong:
		out.Label = "other"
	}
	return out
}

func qualityOf(entity *domain.Entity, use domain.AiUse, q ml.Quality, group domain.Currency) *domain.AdviceQuality {
	out := &domain.AdviceQuality{
		Entity: entity, Use: use, N: q.N, Known: q.Known, Precision: q.Precision, Recall: q.Recall, CalibrationError: q.CalibrationError, Drift: q.Drift,
		Decided: q.Decided, OverrideRate: q.OverrideRate, RubberStampRate: q.RubberStampRate, Automatic: q.Automatic, WrongAutomatic: q.WrongAuto,
		WrongAutomaticMoney: domain.NewMoney(q.WrongMoney, group),
	}
	for _, b := range q.Bins {
		out.Calibration = append(out.Calibration, domain.CalibrationBin{From: b.From, To: b.To, N: b.N, Announced: b.Announced, Observed: b.Observed})
	}
	return out
}
