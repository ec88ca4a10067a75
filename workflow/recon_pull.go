package workflow

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countersign/connect"
	"countersign/domain"
	"countersign/store"
)

// pullPage is how many documents of the ledger are taken over in one transaction.
const pullPage = 500

// PullLedger takes over what is new in the ledger's books: each line of a document on an account that is reconciled against
// the ledger becomes a line of that account, once, known by the document's number there. It goes on where it ended, and is
// for the clock. It does nothing where no connected ledger lists its books.
//
// Errors: of the ledger, after what came before them was kept.
func (s *Service) PullLedger(ctx context.Context) error {
	lister, ok := s.ledger.(connect.Lister[connect.Entry])
	if !ok {
		return nil
	}
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	dir, err := s.fresh(ctx)
	if err != nil {
		return err
	}
	accounts, err := s.db.ReconAccounts(ctx, domain.ScopeOf(dir.numbers()...), domain.ReconFilter{})
	if err != nil {
		return err
	}
	var entities []domain.EntityID
	for _, a := range accounts {
		if slices.Contains(a.Sources, domain.SourceLedger) && !slices.Contains(entities, a.ID.Entity) {
			entities = append(entities, a.ID.Entity)
		}
	}
	return eachOf(entities, func(e domain.EntityID) error { return s.pullEntity(ctx, lister, dir.entities[e]) })
}

// pullEntity reads an entity's books from where the last pull ended.
func (s *Service) pullEntity(ctx context.Context, lister connect.Lister[connect.Entry], e *domain.Entity) error {
	after, err := s.db.LedgerPulled(ctx, e.Number, s.ledgerName)
	if err != nil {
		return err
	}
	for page, err := range lister.List(ctx, connect.Query{Entity: e.Code, After: after, Size: pullPage}) {
		if err != nil {
			return fmt.Errorf("list the ledger of %s: %w", e.Code, err)
		}
		moved, err := s.keepEntries(ctx, e.Number, after, page)
		if err != nil || moved {
			return err
		}
		after = page.Next
	}
	return nil
}

// keepEntries keeps a page of the ledger's documents. It says whether somebody else moved on from the same place meanwhile.
func (s *Service) keepEntries(ctx context.Context, entity domain.EntityID, after string, page connect.Page[connect.Entry]) (moved bool, err error) {
	c := command{name: "pullLedger", entity: entity, about: domain.EntityNode(entity)}
	err = s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.MatchLines, domain.Facts{Entity: entity}, w.at)
		if err != nil {
			return err
		}
		accounts, err := w.tx.LedgerAccountsForUpdate(ctx, entity)
		if err != nil {
			return err
		}
		stands, err := w.tx.MoveLedgerPull(ctx, entity, s.ledgerName, after, page.Next, w.at)
		if err != nil {
			return err
		}
		if !stands {
			moved = true
			return store.Rollback()
		}
		added, fresh := 0, make([][]*domain.Line, len(accounts))
		for i, a := range accounts {
			if fresh[i], err = w.addEntries(ctx, a, page.Items); err != nil {
				return err
			}
			added += len(fresh[i])
		}
		text := fmt.Sprintf("%s of the ledger were read: %s new.", plural(len(page.Items), "document"), plural(added, "line"))
		event := domain.Happened("ledger.pulled", domain.EntityNode(entity), text).With("documents", len(page.Items)).With("lines", added)
		if _, _, err = w.record(ctx, permit, event); err != nil {
			return err
		}
		for i, a := range accounts {
			if err := w.tieEntries(ctx, a, fresh[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return moved, err
}

// addEntries adds the lines that documents have on an account. It returns those that are new.
func (w *work) addEntries(ctx context.Context, a *domain.ReconAccount, entries []connect.Entry) ([]*domain.Line, error) {
	var lines []*domain.Line
	for _, e := range entries {
		for i, l := range e.Document.Lines {
			if l.Account != a.AccountCode || l.Amount.Currency != a.Currency {
				continue
			}
			lines = append(lines, &domain.Line{
				ID: domain.ID{Kind: domain.NodeLine, Entity: a.ID.Entity}, AccountID: a.ID.UUID, Source: domain.SourceLedger, Own: e.Reference + "/" + strconv.Itoa(i+1),
				BookedOn: e.Document.PostingOn, Amount: l.Amount, Ref: e.Document.Number, More: notEmpty(e.Document.Key, e.Reference),
				Party: e.Document.SupplierName, Text: strings.TrimSpace(l.Text), LoadedAt: w.at,
			})
		}
	}
	fresh, err := w.keepLines(ctx, a, domain.SourceLedger, lines, func(domain.Date) bool { return false })
	if err != nil || len(fresh) == 0 {
		return nil, err
	}
	if err := w.tx.ReconChanged(ctx, a.ID); err != nil { // a run under way begins again
		return nil, err
	}
	return fresh, w.reconcileSoon(ctx, a.ID)
}

// notEmpty leaves out what says nothing.
func notEmpty(list ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}
