package workflow

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"sync"
	"sync/atomic"

	"countersign/domain"
	"countersign/ml"
)

// adviceSeed is the seed of every model and of the audit sample: a model is made again from its labels alone.
const adviceSeed = 1

// mind is what was learned of one entity: where its lines are booked, whether that may be done without a person, and which invoices
// look like one. It is a pure function of the entity's labels and turns, in the order of the log, one event after the other.
//
// Many may ask; who teaches holds the lock for one event, some hundred microseconds. A copy for each reader would be 100 MB.
type mind struct {
	mu       sync.RWMutex
	entity   domain.EntityID
	position int64 // of the log: everything before it was learned
	learned  int64 // labels
	data     [sha256.Size]byte
	account  *ml.Coder
	center   *ml.Coder
	guard    *ml.Guard
	day      domain.Date           // of the labels in open
	open     []ml.Outcome          // of a day that may not be over: the guard takes whole days
	record   []bool                // whether the last recordWindow decisions of people were as the model said
	twins    atomic.Pointer[twins] // fitted to invoices, not learned from labels; nil until it was
}

// recordWindow is how many decisions the track record covers.
const recordWindow = 500

// noCenter is the label of a line without a cost centre.
const noCenter = "NONE"

func newMind(entity domain.EntityID) *mind {
	m := &mind{entity: entity, account: ml.NewCoder(adviceSeed), center: ml.NewCoder(adviceSeed + 1)}
	m.guard, _ = ml.NewGuard(guardOptions(domain.DefaultAdvicePolicy(entity, domain.UseCodeLine))) // these options are good
	return m
}

func guardOptions(p *domain.AdvicePolicy) ml.GuardOptions {
	return ml.GuardOptions{Target: p.Target, Audit: p.Audit, Seed: adviceSeed}
}

// govern takes on a policy of the coding of lines.
func (m *mind) govern(p *domain.AdvicePolicy) error { return m.guard.SetOptions(guardOptions(p)) }

// learn takes what one event confirmed, at its position of the log. An event before the mind's position was learned already.
// It returns the stop of the guard when this is what rang it.
func (m *mind) learn(position int64, labels []*domain.Label) *ml.Stop {
	m.mu.Lock()
	defer m.mu.Unlock()
	if position < m.position {
		return nil
	}
	var accounts, centers []ml.Example
	var taught []*domain.Label
	for _, l := range labels {
		m.note(position, l)
		if l.Trains {
			line := mlLine(&l.Features)
			center := l.Center
			if center == "" {
				center = noCenter
			}
			accounts, centers = append(accounts, ml.Example{Line: line, Label: l.Account}), append(centers, ml.Example{Line: line, Label: center})
			taught = append(taught, l)
		}
	}
	told := m.account.Learn(accounts)
	m.center.Learn(centers)
	var stop *ml.Stop
	for i, l := range taught {
		if s := m.judge(l, told[i]); s != nil {
			stop = s
		}
	}
	m.position = position + 1
	return stop
}

// note counts a label into the digest of everything learned.
func (m *mind) note(position int64, l *domain.Label) {
	m.learned++
	h := sha256.New()
	h.Write(m.data[:])
	var at [8]byte
	binary.BigEndian.PutUint64(at[:], uint64(position))
	h.Write(at[:])
	fmt.Fprintf(h, "%s %d %d %s %s %t", l.InvoiceID, l.Line, l.Revision, l.Account, l.Center, l.Trains)
	h.Sum(m.data[:0])
}

// judge holds what was said, or would have been, against what is right.
func (m *mind) judge(l *domain.Label, told ml.Suggestion) *ml.Stop {
	o := ml.Outcome{Date: domain.DateOf(l.At), Vendor: told.Vendor, Label: l.Account, Unseen: told.Unseen, Zone: ml.ZoneSuggest,
		New: m.account.New(l.Account, l.Features.Date)}
	if len(told.Choices) > 0 {
		o.Choice, o.Confidence = told.Choices[0].Label, told.Choices[0].Confidence
	}
	if s := l.Said; s != nil {
		o.Choice, o.Confidence, o.Unseen, o.Zone, o.Audited = s.Account, s.Confidence, ml.Unseen(s.Unseen), ml.Zone(s.Zone), s.Audited
	}
	stop := m.closeDay(o.Date)
	m.open = append(m.open, o)
	if o.Choice != "" {
		m.record = append(m.record, o.Choice == o.Label)
		m.record = m.record[max(0, len(m.record)-recordWindow):]
	}
	return stop
}

// closeDay hands a day to the guard once a label of another one comes, and returns the stop when that rang it.
func (m *mind) closeDay(next domain.Date) *ml.Stop {
	if m.day == next {
		return nil
	}
	running := m.guard.Stopped() == nil
	if len(m.open) > 0 {
		m.guard.Confirm(m.open)
		m.guard.Refit()
	}
	m.day, m.open = next, nil
	if stop := m.guard.Stopped(); running && stop != nil {
		return stop
	}
	return nil
}

// promote lets the coding of lines act again.
func (m *mind) promote(position int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if position >= m.position {
		m.guard.Promote()
		m.position = position + 1
	}
}

// adopt takes on a policy that came in force at a position of the log.
func (m *mind) adopt(position int64, p *domain.AdvicePolicy) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if position < m.position {
		return nil
	}
	m.position = position + 1
	return m.govern(p)
}

// state names what was learned until now.
func (m *mind) state() string {
	return fmt.Sprintf("%s@%d", m.account.Version(), m.position)
}

// dataHash is over everything learned, in order.
func (m *mind) dataHash() string { return hex.EncodeToString(m.data[:]) }

func (m *mind) trackRecord() domain.TrackRecord {
	t := domain.TrackRecord{N: len(m.record), Segment: fmt.Sprintf("the last %d lines that people decided in this entity", len(m.record))}
	for _, right := range m.record {
		if right {
			t.Right++
		}
	}
	return t
}

// mlLine is a line as the workshop of estimates takes it.
func mlLine(f *domain.LabelFeatures) ml.Line {
	l := ml.Line{
		Date: f.Date, Vendor: f.Vendor, Name: f.Name, Number: f.Number, Text: f.Text, Amount: f.Minor, Siblings: f.Siblings,
		Fields: []ml.Field{{Name: "currency", Value: string(f.Currency)}},
	}
	if f.Order != "" {
		l.Fields = append(l.Fields, ml.Field{Name: "ordered", Value: "yes"})
	}
	return l
}
