package workflow

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// replay asks every recorded decision of the last days anew, by the rulebook in force and by the draft, as if it came at
// the instant with what had been done by then. It takes a fixed number of statements; the questions are asked in memory.
func (s *Service) replay(ctx context.Context, base, draft *authz.Snapshot, at, since time.Time) (domain.ReplayResult, error) {
	began := time.Now()
	result := domain.ReplayResult{Since: since}
	decisions, err := s.db.Decisions(ctx, since)
	if err != nil {
		return result, err
	}
	past, err := s.pastOf(ctx, base, draft, decisions)
	if err != nil {
		return result, err
	}
	verdicts := make([]replayed, len(decisions))
	var workers sync.WaitGroup
	size := len(decisions)/runtime.GOMAXPROCS(0) + 1
	for from := 0; from < len(decisions); from += size {
		part, out := decisions[from:min(from+size, len(decisions))], verdicts[from:]
		workers.Go(func() {
			for i := range part {
				out[i] = past.ask(&part[i], at)
			}
		})
	}
	workers.Wait()
	for i, v := range verdicts {
		d := &decisions[i]
		result.Decisions++
		if v.then && !d.Refused {
			result.StillAllowed++
		}
		if v.now != v.then {
			result.ChangedCount++
			result.Changed = append(result.Changed, domain.ReplayedDecision{
				ID: domain.ID{Kind: domain.NodeInvoice, Entity: d.EntityID, UUID: d.InvoiceID}, Person: d.ActorID, At: d.At.UTC(), Now: v.now, Then: v.then, Message: v.why,
			})
		}
	}
	if over := len(result.Changed) - domain.MaxReplayed; over > 0 {
		result.Changed = result.Changed[over:]
	}
	slices.Reverse(result.Changed)
	result.Took = time.Since(began)
	return result, nil
}

// replayed is how both rulebooks answer one decision.
type replayed struct {
	now, then bool
	why       string
}

// ask puts one decision to both rulebooks. The one in force is asked only when it matters.
func (p *past) ask(d *store.Decided, at time.Time) replayed {
	actor := domain.Actor{Kind: domain.ActorPerson, ID: d.ActorID, OnBehalf: domain.Behalf{ID: d.OnBehalfOf}}
	facts := domain.Facts{
		Kind: domain.NodeInvoice, Entity: d.EntityID, ID: d.InvoiceID, Counterparty: d.Counterpart, Linked: p.linked[d.InvoiceID],
	}
	if d.Minor != nil {
		facts.Amount = domain.NewMoney(*d.Minor, p.currency).Abs()
	}
	chains := append(facts.Chains(), domain.EntityChain(0))
	then := facts
	then.Used = p.used(p.drafted, d, chains)
	_, against := p.draft.Allow(actor, domain.ApproveInvoice, then, at)
	if against == nil && !d.Refused {
		return replayed{now: true, then: true}
	}
	facts.Used = p.used(p.recorded, d, chains)
	_, before := p.base.Allow(actor, domain.ApproveInvoice, facts, at)
	v := replayed{now: before == nil, then: against == nil}
	switch {
	case v.now && !v.then:
		v.why = reasonAgainst(p.draft, actor, then, at, against)
	case v.then && !v.now:
		v.why = reasonAgainst(p.base, actor, facts, at, before)
	}
	return v
}

// reasonAgainst is the first reason against an approval, told about the person to others where that can be asked.
func reasonAgainst(gate *authz.Gate, actor domain.Actor, facts domain.Facts, at time.Time, err error) string {
	if actor.OnBehalf.ID.IsZero() {
		if answer := gate.ExplainAbout(actor.ID, domain.ApproveInvoice, facts, at); len(answer.Reasons) > 0 {
			return answer.Reasons[0].Message
		}
	}
	return refusalOf(err).Message
}

// past is what had been done on the chains of decisions by those who made them, on the side of each rule that stands
// against an approval: as it was recorded, and as the rules of the draft would have had it.
type past struct {
	base, draft *authz.Gate
	currency    domain.Currency

	linked   map[domain.UUID][]domain.UUID // orders by invoice
	recorded map[onChain][]domain.DutyUse
	drafted  map[onChain][]domain.DutyUse
}

// onChain is a person on a chain.
type onChain struct{ person, chain domain.UUID }

// used are the duties that stood when a decision was made.
func (p *past) used(by map[onChain][]domain.DutyUse, d *store.Decided, chains []domain.UUID) []domain.DutyUse {
	if len(by) == 0 {
		return nil
	}
	var uses []domain.DutyUse
	for _, person := range []domain.UUID{d.ActorID, d.OnBehalfOf} {
		if person.IsZero() {
			continue
		}
		for _, chain := range chains {
			for _, u := range by[onChain{person, chain}] {
				if u.Event.Compare(d.Event) < 0 {
					uses = append(uses, u)
				}
			}
		}
	}
	return uses
}
