package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"sync"

	"countersign/domain"
	"countersign/store"
)

// Writer puts a brief into other words. What it writes is held against the rows before anybody sees it, and where it fails the
// template's words stand.
type Writer interface {
	// Rephrase returns sentences that cite rows of the brief. Errors: a sentence that says why there are none.
	Rephrase(ctx context.Context, b *domain.Brief) ([]domain.SummarySentence, error)
	// Name is who wrote, for whoever reads.
	Name() string
}

// Summary tells what an invoice or a case is about, every sentence with the rows that it rests on: in the template's words, or when worded and a
// writer is configured in the words of a language model as far as they hold.
//
// Errors: NOT_FOUND for what is not there, not visible, or neither an invoice nor a case.
func (s *Service) Summary(ctx context.Context, id domain.ID, worded bool) (*domain.Summary, error) {
	nodes, err := s.Nodes(ctx, []domain.ID{id}, store.PartChecks)
	if err != nil {
		return nil, err
	}
	var brief *domain.Brief
	switch n := nodes[0].(type) {
	case *domain.Invoice:
		brief = domain.BriefOfInvoice(n)
	case *domain.Case:
		brief = domain.BriefOfCase(n)
	default:
		return nil, domain.Refuse(domain.CodeNotFound, "There is no such invoice or case, or you may not see it.")
	}
	if s.writer == nil || !worded {
		return brief.Plainly(""), nil
	}
	return s.written.of(brief, func() (*domain.Summary, bool) {
		sentences, err := s.writer.Rephrase(ctx, brief)
		if err != nil {
			s.log.WarnContext(ctx, "a summary is not worded by the model", "about", id.String(), "error", err)
			return brief.Plainly("The template's words stand: " + err.Error() + "."), false
		}
		return brief.Worded(s.writer.Name(), sentences), true
	}), nil
}

// maxWritten is how many worded summaries are kept: a day of a busy team. What is asked again is not paid for again.
const maxWritten = 1000

// written keeps what was worded, by what it rests on: who reads the same rows reads the same words.
type written struct {
	mutex sync.Mutex
	byRow map[[sha256.Size]byte]*domain.Summary
}

func (w *written) of(b *domain.Brief, write func() (s *domain.Summary, keep bool)) *domain.Summary {
	text, err := json.Marshal(b)
	if err != nil {
		s, _ := write()
		return s
	}
	key := sha256.Sum256(text)
	w.mutex.Lock()
	s := w.byRow[key]
	w.mutex.Unlock()
	if s != nil {
		return s
	}
	s, keep := write()
	if !keep {
		return s
	}
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.byRow == nil || len(w.byRow) >= maxWritten {
		w.byRow = map[[sha256.Size]byte]*domain.Summary{}
	}
	w.byRow[key] = s
	return s
}
