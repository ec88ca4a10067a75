package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"sync"

	"countersign/domain"
	"countersign/ml"
	"countersign/store"
)

// advisor holds the minds of all entities and where in the log they stand.
type advisor struct {
	learning sync.Mutex // one at a time follows the log
	mu       sync.RWMutex
	minds    map[domain.EntityID]*mind
	position int64 // everything before it was learned
	loaded   bool
	stops    []stopped // that are still to be written down
}

type stopped struct {
	entity domain.EntityID
	stop   ml.Stop
}

// lessonsAtOnce is how many positions of the log are read together.
const lessonsAtOnce = 20_000

// mindOf is what was learned of an entity, nil when nothing was.
func (a *advisor) mindOf(entity domain.EntityID) *mind {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.minds[entity]
}

func (a *advisor) mindFor(entity domain.EntityID) *mind {
	a.mu.Lock()
	defer a.mu.Unlock()
	m := a.minds[entity]
	if m == nil {
		m = newMind(entity)
		a.minds[entity] = m
	}
	return m
}

// Learn follows the log: it takes what people confirmed since it last looked, each event once, and returns how many labels that
// were. Whatever interrupts it, what was learned is whole events; a process that begins anew goes on from the last checkpoint.
func (s *Service) Learn(ctx context.Context) (labels int, err error) {
	a := &s.advisor
	a.learning.Lock()
	defer a.learning.Unlock()
	if !a.loaded {
		if err := s.recall(ctx); err != nil {
			return 0, err
		}
	}
	size, err := s.db.LogSize(ctx)
	if err != nil {
		return 0, err
	}
	for a.position < size {
		to := min(size, a.position+lessonsAtOnce)
		lessons, err := s.db.Lessons(ctx, a.position, to)
		if err != nil {
			return labels, err
		}
		for _, l := range lessons {
			if err := ctx.Err(); err != nil {
				return labels, err
			}
			if err := a.take(l); err != nil {
				return labels, err
			}
			a.position = l.Position + 1
			labels += len(l.Labels)
		}
		a.position = to
	}
	return labels, s.tellStops(ctx)
}

// take learns one lesson.
func (a *advisor) take(l *store.Lesson) error {
	m := a.mindFor(l.Entity)
	switch {
	case len(l.Labels) > 0:
		if stop := m.learn(l.Position, l.Labels); stop != nil {
			a.stops = append(a.stops, stopped{l.Entity, *stop})
		}
	case l.Promoted == domain.UseCodeLine:
		m.promote(l.Position)
	case l.Policy != nil && l.Policy.Use == domain.UseCodeLine:
		return m.adopt(l.Position, l.Policy)
	}
	return nil
}

// recall begins from the checkpoints in use, and from nothing where there is none or it is of another format.
func (s *Service) recall(ctx context.Context) error {
	a := &s.advisor
	a.mu.Lock()
	a.minds = map[domain.EntityID]*mind{}
	a.mu.Unlock()
	first, err := s.db.FirstAdvicePolicies(ctx)
	if err != nil {
		return err
	}
	for _, p := range first {
		if p.Use == domain.UseCodeLine {
			if err := a.mindFor(p.ID.Entity).govern(p); err != nil {
				return err
			}
		}
	}
	checkpoints, err := s.db.Champions(ctx, domain.UseCodeLine)
	if err != nil {
		return err
	}
	a.position = 0
	for n, v := range checkpoints {
		m := newMind(v.ID.Entity)
		raw, err := unpack(v.Content, v.RawBytes)
		if err == nil {
			err = m.UnmarshalBinary(raw)
		}
		if err != nil {
			s.log.WarnContext(ctx, "a checkpoint was not taken on; its labels are learned anew", "entity", v.ID.Entity, "error", err)
			a.position = 0
			break
		}
		a.mu.Lock()
		a.minds[v.ID.Entity] = m
		a.mu.Unlock()
		if n == 0 || v.Position < a.position {
			a.position = v.Position
		}
	}
	if err := s.firstUnseen(ctx, checkpoints); err != nil {
		return err
	}
	a.loaded = true
	return nil
}

// firstUnseen goes back to the beginning when an entity has labels and no checkpoint.
func (s *Service) firstUnseen(ctx context.Context, checkpoints []*domain.ModelVersion) error {
	entities, err := s.db.LabelledEntities(ctx)
	if err != nil {
		return err
	}
	for _, e := range entities {
		if !slices.ContainsFunc(checkpoints, func(v *domain.ModelVersion) bool { return v.ID.Entity == e }) {
			s.advisor.position = 0
		}
	}
	return nil
}

// KeepModels learns what there is to learn, and keeps a checkpoint of every entity that learned something since its last one. It is
// for the clock, and safe to repeat.
func (s *Service) KeepModels(ctx context.Context) error {
	ctx = domain.WithActor(ctx, systemActor(ctx, "clock"))
	if _, err := s.Learn(ctx); err != nil {
		return err
	}
	s.advisor.learning.Lock()
	defer s.advisor.learning.Unlock()
	s.advisor.mu.RLock()
	minds := maps.Clone(s.advisor.minds)
	s.advisor.mu.RUnlock()
	checkpoints, err := s.db.Champions(ctx, domain.UseCodeLine)
	if err != nil {
		return err
	}
	kept := map[domain.EntityID]string{}
	for _, v := range checkpoints {
		kept[v.ID.Entity] = v.State
	}
	for _, entity := range slices.Sorted(maps.Keys(minds)) {
		if m := minds[entity]; m.learned > 0 && kept[entity] != m.state() {
			if err := s.keepModel(ctx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Service) keepModel(ctx context.Context, m *mind) error {
	raw, err := m.MarshalBinary()
	if err != nil {
		return err
	}
	packed, err := pack(raw)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	c := command{name: "keepModels", entity: m.entity, about: domain.EntityNode(m.entity)}
	return s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, domain.Facts{Entity: m.entity}, w.at)
		if err != nil {
			return err
		}
		v := &domain.ModelVersion{
			ID:  domain.ID{Kind: domain.NodeModelVersion, Entity: m.entity, UUID: domain.NewUUID(w.at)},
			Use: domain.UseCodeLine, State: m.state(), Seed: adviceSeed, Position: m.position, Learned: m.learned, Labels: len(m.account.Labels()),
			DataHash: m.dataHash(), SHA256: hex.EncodeToString(sum[:]), RawBytes: int64(len(raw)), Content: packed, MadeAt: w.at,
		}
		event := domain.Happened("model.kept", domain.EntityNode(m.entity), fmt.Sprintf("A checkpoint of the model that codes lines was kept after %s.", plural(int(m.learned), "label"))).
			With("version", v.ID).With("dataHash", v.DataHash).With("sha256", v.SHA256).With("position", v.Position)
		if v.Event, _, err = w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.InsertCheckpoint(ctx, v)
	})
}

// tellStops writes down that uses stopped acting by themselves, and opens a case for whoever answers for them. The guard has stopped
// before: this tells of it.
func (s *Service) tellStops(ctx context.Context) error {
	for len(s.advisor.stops) > 0 {
		if err := s.tellStop(domain.WithActor(ctx, domain.SystemActor("clock")), s.advisor.stops[0]); err != nil {
			return err
		}
		s.advisor.stops = s.advisor.stops[1:]
	}
	return nil
}

func (s *Service) tellStop(ctx context.Context, of stopped) error {
	c := command{name: "stopAdvice", entity: of.entity, about: domain.EntityNode(of.entity)}
	return s.change(ctx, c, func(w *work) error {
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, domain.Facts{Entity: of.entity}, w.at)
		if err != nil {
			return err
		}
		use := domain.UseCodeLine
		turn := &domain.AdviceTurn{
			ID: domain.ID{Entity: of.entity, UUID: domain.NewUUID(w.at)}, Use: use, Kind: domain.TurnStopped, Cause: string(of.stop.Cause),
			Reason: of.stop.Reason, On: of.stop.Date, At: w.at,
		}
		event := domain.Happened("advice.stopped", domain.EntityNode(of.entity), "Lines are coded by people alone from now on: "+of.stop.Reason).
			With("use", use).With("cause", of.stop.Cause).With("day", of.stop.Date.String()).With("tries", of.stop.Tries).With("errors", of.stop.Errors)
		if turn.Event, _, err = w.record(ctx, permit, event); err != nil {
			return err
		}
		kept, err := w.tx.InsertTurn(ctx, turn)
		if err != nil {
			return err
		}
		if !kept {
			return store.Rollback() // another process told it
		}
		_, err = s.openCase(ctx, w, &domain.Case{
			ID: domain.ID{Kind: domain.NodeCase, Entity: of.entity}, Category: domain.CaseAdvice, Twin: string(use),
			SubjectID: domain.NewModel(of.entity, use).ID, Title: "Lines are no longer coded without a person", Evidence: of.stop.Reason, DueAt: w.at.Add(caseTime),
		})
		return err
	})
}
