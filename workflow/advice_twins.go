package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"countersign/domain"
	"countersign/ml"
)

// billsFitted is how many of the newest invoices of an entity a model of duplicates is fitted to: a few years of a middling one, in
// about a second.
const billsFitted = 3_000

// twins is a model of duplicates and what it was fitted to.
type twins struct {
	model *ml.Duplicates // nil where too little had come by then
	until time.Time      // invoices received and verdicts given before it
	name  string         // of the data: equal names are equal models
}

// FitTwins fits each entity's model of duplicates to what had come before this month began, so that every process that looks in the
// same month has the same one, and nobody can shape it within a day. Labels are not needed: it makes duplicates of the entity's own
// invoices, and what people said of twins corrects it. Where that is done, it costs nothing to ask again.
func (s *Service) FitTwins(ctx context.Context) error {
	now := s.now().UTC()
	until := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	for _, m := range s.advisor.all() {
		if m.twins.Load() != nil && m.twins.Load().until.Equal(until) {
			continue
		}
		t, err := s.twinsOf(ctx, m.entity, until)
		if err != nil {
			return err
		}
		m.twins.Store(t)
	}
	return nil
}

func (s *Service) twinsOf(ctx context.Context, entity domain.EntityID, until time.Time) (*twins, error) {
	invoices, err := s.db.Bills(ctx, entity, until, billsFitted)
	if err != nil {
		return nil, err
	}
	said, err := s.db.TwinVerdicts(ctx, entity, until)
	if err != nil {
		return nil, err
	}
	slices.Reverse(invoices)
	data := sha256.New()
	bills := make([]ml.Bill, len(invoices))
	for i, inv := range invoices {
		b := billOf(inv)
		bills[i] = b
		fmt.Fprintf(data, "%s %s %q %q %q %d\n", b.ID, b.Date, b.Vendor, b.Name, b.Number, b.Amount)
	}
	verdicts := make([]ml.Verdict, len(said))
	for i, v := range said {
		verdicts[i] = ml.Verdict{A: v.A.String(), B: v.B.String(), Duplicate: v.Same}
		fmt.Fprintf(data, "%s %s %t\n", v.A, v.B, v.Same)
	}
	t := &twins{until: until, name: fmt.Sprintf("duplicates %s %d %s", until.Format("2006-01"), len(bills), hex.EncodeToString(data.Sum(nil))[:12])}
	t.model, err = ml.FitDuplicates(bills, verdicts, adviceSeed)
	if domain.CodeOf(err) == domain.CodeInvalid { // too few to learn from
		return t, nil
	}
	return t, err
}

// all are the minds that there are, by entity.
func (a *advisor) all() []*mind {
	a.mu.RLock()
	defer a.mu.RUnlock()
	list := make([]*mind, 0, len(a.minds))
	for _, m := range a.minds {
		list = append(list, m)
	}
	slices.SortFunc(list, func(x, y *mind) int { return int(x.entity) - int(y.entity) })
	return list
}
