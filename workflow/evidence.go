package workflow

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"countersign/domain"
	"countersign/store"
)

// AskEvidence is one of an auditor's requests, asked about a span of time.
type AskEvidence struct {
	Number  int        // as EvidenceRequests numbers them
	From    *time.Time // nil is a year before To
	To      *time.Time // exclusive; nil is now
	Entity  domain.ID  // zero is every entity
	Subject domain.ID  // zero where the request is about none
}

// Evidence is the answer to a request. Nothing is read before it is written.
type Evidence struct {
	Request    *domain.EvidenceRequest
	At         time.Time // by the house's clock
	Parameters []domain.EvidenceParameter

	piece evidencePiece
	ask   store.EvidenceAsk
	house *Service
}

// evidencePiece declares one request. What its statement reads comes first, what is computed after it.
type evidencePiece struct {
	domain.EvidenceRequest
	computed string // what is computed, in a sentence; "" when the statement reads everything
	compute  func(s *Service, ctx context.Context, ask store.EvidenceAsk, tell func(cells ...string) error) error
}

// EvidenceRequests are all requests, by number. Errors: UNAUTHENTICATED.
func (s *Service) EvidenceRequests(ctx context.Context) ([]*domain.EvidenceRequest, error) {
	if _, err := s.reading(ctx); err != nil {
		return nil, err
	}
	list := make([]*domain.EvidenceRequest, len(evidencePieces))
	for i := range evidencePieces {
		list[i] = &evidencePieces[i].EvidenceRequest
	}
	return list, nil
}

// Evidence prepares the answer to one of an auditor's requests and records that the caller took it. It needs AUDIT_READ: for
// the entity that is asked about, else for the group.
//
// Errors: FORBIDDEN; NOT_FOUND for a request that does not exist; INVALID for a span that is empty, a parameter that the
// request does not take, or a subject that it lacks.
func (s *Service) Evidence(ctx context.Context, in AskEvidence) (*Evidence, error) {
	if in.Number < 1 || in.Number > len(evidencePieces) {
		return nil, domain.Refuse(domain.CodeNotFound, "There is no request %d: they are numbered from 1 to %d.", in.Number, len(evidencePieces))
	}
	e := &Evidence{piece: evidencePieces[in.Number-1], house: s}
	e.Request = &e.piece.EvidenceRequest
	entity, err := e.about(in)
	if err != nil {
		return nil, err
	}
	c := command{name: "readEvidence", entity: entity, about: domain.EntityNode(entity)}
	err = s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.ReadAudit, domain.Facts{Entity: entity}, w.at)
		if err != nil {
			return err
		}
		if err := e.span(in, w.at); err != nil {
			return err
		}
		e.ask.Entities, e.ask.Subject = append(w.dir.numbers(), 0), in.Subject.UUID
		if entity != 0 {
			e.ask.Entities = []domain.EntityID{entity}
		}
		e.name(w.dir, in, entity)
		text := fmt.Sprintf("%s read the evidence of request %d: %s.", actorName(w.actor), in.Number, e.Request.Title)
		_, _, err = w.record(ctx, permit, domain.Happened("evidence.read", domain.EntityNode(entity), text).
			With("number", in.Number).With("parameters", e.Parameters))
		return err
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// about is the entity that a request is asked about, 0 for the group. Errors: INVALID.
func (e *Evidence) about(in AskEvidence) (domain.EntityID, error) {
	takes := func(name string) bool { return slices.Contains(e.Request.Parameters, name) }
	switch {
	case !in.Entity.IsZero() && in.Entity.Kind != domain.NodeEntity:
		return 0, domain.RefuseField(domain.CodeInvalid, "entityId", "That is not a legal entity.")
	case !in.Entity.IsZero() && !takes("entity"):
		return 0, domain.RefuseField(domain.CodeInvalid, "entityId", "Request %d is about the whole group.", in.Number)
	case !in.Subject.IsZero() && !takes("subject"):
		return 0, domain.RefuseField(domain.CodeInvalid, "subjectId", "Request %d is about no single record.", in.Number)
	case takes("subject") && in.Subject.Kind != domain.NodeInvoice:
		return 0, domain.RefuseField(domain.CodeInvalid, "subjectId", "Request %d is about one invoice: name it.", in.Number)
	case takes("subject"):
		return in.Subject.Entity, nil
	}
	return in.Entity.Entity, nil
}

// span fills in the clock's time and the span. Errors: INVALID.
func (e *Evidence) span(in AskEvidence, now time.Time) error {
	e.At, e.ask.To = now, now
	if in.To != nil {
		e.ask.To = in.To.UTC()
	}
	e.ask.From = e.ask.To.AddDate(-1, 0, 0)
	if in.From != nil {
		e.ask.From = in.From.UTC()
	}
	if !e.ask.From.Before(e.ask.To) {
		return domain.RefuseField(domain.CodeInvalid, "to", "The span ends before it begins.")
	}
	return nil
}

// name writes down what the request was asked with, as a manifest and a repetition name it.
func (e *Evidence) name(dir *directory, in AskEvidence, entity domain.EntityID) {
	add := func(name, value string) {
		e.Parameters = append(e.Parameters, domain.EvidenceParameter{Name: name, Value: value})
	}
	add("from", e.ask.From.Format(time.RFC3339Nano))
	add("to", e.ask.To.Format(time.RFC3339Nano))
	if !in.Subject.IsZero() {
		add("subject", in.Subject.String())
	} else if known := dir.entities[entity]; known != nil {
		add("entity", known.Code)
	}
}

// Command repeats the request on a command line.
func (e *Evidence) Command() string {
	text := fmt.Sprintf("countersign evidence %d", e.Request.Number)
	for _, p := range e.Parameters {
		text += " --" + p.Name + " " + p.Value
	}
	return text
}

// sampled is how many rows a page shows.
const sampled = 100

// EvidenceResult reads the whole answer to a request and returns its count and digest with at most 100 of its rows. Errors:
// as Evidence.
func (s *Service) EvidenceResult(ctx context.Context, in AskEvidence) (*domain.EvidenceResult, error) {
	e, err := s.Evidence(ctx, in)
	if err != nil {
		return nil, err
	}
	sample := [][]string{}
	m, err := e.write(ctx, nil, nil, func(cells []string) {
		if len(sample) < sampled {
			sample = append(sample, slices.Clone(cells))
		}
	})
	if err != nil {
		return nil, err
	}
	return &domain.EvidenceResult{
		Request: e.Request, At: e.At, Parameters: e.Parameters, Rows: m.Rows, Digest: m.SHA256[e.FileName("csv")], LogPosition: m.LogPosition,
		Sample: sample, DownloadURL: e.downloadURL(in.Entity),
	}, nil
}

func (e *Evidence) downloadURL(entity domain.ID) string {
	query := url.Values{}
	for _, p := range e.Parameters {
		query.Set(p.Name, p.Value)
	}
	if !entity.IsZero() {
		query.Set("entity", entity.String())
	}
	return "/files/evidence/" + strconv.Itoa(e.Request.Number) + "?" + query.Encode()
}
