package demogroup

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"countersign/domain"
)

// The parts of the house that act in history, as they do live.
var (
	intake = domain.SystemActor("intake")
	poster = domain.SystemActor("poster")
)

// tale is the life of one invoice while it is told.
type tale struct {
	*Telling
	plan
	d       dice
	inv     *domain.Invoice
	orders  []domain.PurchaseOrder
	at      time.Time // of what happened last
	actor   domain.Actor
	command string
	request string
	used    map[domain.UUID]bool // uses of duty on the invoice and its file that are there already
	claimed *domain.CheckReport  // what the round takes of orders and budgets
	twins   []*domain.Invoice    // other documents like this one
	stopped bool                 // its supplier was blocked when it came
	mended  bool                 // and is no longer
	h       domain.History
}

// begin lets the document arrive: as a file from the watched folder or from a clerk, or typed in by one.
func (t *Telling) begin(p plan, d dice, document *domain.EInvoice, orders []domain.PurchaseOrder) *tale {
	s := &tale{Telling: t, plan: p, d: d, orders: orders, at: p.received, used: map[domain.UUID]bool{}}
	clerk := t.personal(pick(d, seatsOf(p.place.Number, roleClerk)))
	way := weighted(d, []int{60, 22, 18})
	if p.end == endDraft {
		way = 2
	}
	if way > 0 {
		s.at = t.before(s.at, workingTime(p.place, s.at))
	}
	content := encode(document)
	inv, err := domain.NewInvoice(document, &p.place.Entity, s.at)
	insist(err, "read document %s", document.Number)
	s.inv = inv
	inv.ID.UUID = d.id(s.at)
	for i := range inv.Lines {
		l := &inv.Lines[i]
		l.ID.UUID, l.AccountCode, l.CenterCode = d.id(s.at), p.vendor.trade.account, p.center
		if len(document.OrderReferences) > 0 && l.OrderLine != nil {
			l.OrderNumber = &document.OrderReferences[0]
		}
	}
	if !p.vendor.stranger {
		inv.Recognise(&p.vendor.Supplier)
	}
	switch way {
	case 0:
		s.arrive(intake, "FOLDER", content)
	case 1:
		s.arrive(clerk, "UPLOAD", content)
	default:
		s.acts(clerk, "createInvoice")
		for i := range inv.Fields {
			inv.Fields[i].Path, inv.Fields[i].Source = nil, domain.FieldByPerson
		}
	}
	inv.EnteredBy = domain.Actor{Kind: s.actor.Kind, ID: s.actor.ID, Name: s.actor.Name}
	if s.actor.IsPerson() {
		inv.EditedBy = s.actor.ID
	}
	s.value()
	s.key()
	return s
}

// arrive keeps the file and its way through the intake.
func (s *tale) arrive(by domain.Actor, channel string, content []byte) {
	inv, sum := s.inv, sha256.Sum256(content)
	s.acts(by, "receiveFile")
	file := &domain.StoredFile{Content: content, AddedBy: by.ID, Evidence: domain.Evidence{
		ID:   domain.ID{Kind: domain.NodeEvidence, Entity: inv.ID.Entity, UUID: s.d.id(s.at)},
		Kind: "DOCUMENT", Name: fileName(inv), MediaType: "application/xml", Bytes: len(content),
		SHA256: hex.EncodeToString(sum[:]), AddedAt: s.at,
	}}
	format := "UBL 2.1"
	s.h.File = file
	s.h.Intake = &domain.Intake{
		ID:      domain.ID{Kind: domain.NodeIntake, Entity: inv.ID.Entity, UUID: s.d.id(s.at)},
		Version: 2, Channel: channel, State: domain.IntakeAccepted, Format: &format, FileID: file.ID.UUID, SHA256: file.SHA256,
		InvoiceID: inv.ID.UUID, ReceivedBy: domain.Actor{Kind: by.Kind, ID: by.ID, Name: by.Name}, ReceivedAt: s.at,
	}
	inv.FileID, inv.Format = file.ID.UUID, format
	s.told(domain.Happened("file.received", s.h.Intake.ID, fmt.Sprintf("%s brought the file %s.", nameOf(by), file.Name)).
		With("sha256", file.SHA256).With("bytes", file.Bytes).With("channel", channel), domain.EnterInvoice)
	s.wait(200*time.Millisecond, 4*time.Second)
	inv.ReceivedAt = s.at
	s.acts(by, "readFile")
}

// fileName is what the supplier called its file.
func fileName(inv *domain.Invoice) string {
	plain := strings.Map(func(r rune) rune {
		if r == '/' || r == ' ' {
			return '_'
		}
		return r
	}, inv.Number)
	return plain + ".xml"
}

// acts says who does what next.
func (s *tale) acts(by domain.Actor, command string) {
	s.actor, s.command = by, command
	s.request = "past:" + s.d.digits(12)
}

// told keeps an event of the actor's, and the duties that acting uses. action is "" for what follows from another event.
// It returns the event's id and that of the first duty's row.
func (s *tale) told(e domain.Event, action domain.Action) (event, duty domain.UUID) {
	e.ID = domain.ID{Kind: domain.NodeEvent, Entity: s.inv.ID.Entity, UUID: s.d.id(s.at)}
	e.At, e.Command, e.RequestID = s.at, s.command, s.request
	e.ActorKind, e.ActorID, e.ActorName = s.actor.Kind, s.actor.ID, s.actor.Name
	authority, grant := s.authority(s.actor, s.place.Number)
	e.Authority = &authority
	if action != "" {
		e = permitted(e, action, grant)
	}
	s.h.Events = append(s.h.Events, e)
	s.at = s.at.Add(time.Millisecond) // the next id sorts behind this one
	if action == "" {
		return e.ID.UUID, duty
	}
	facts := s.inv.Facts()
	facts.ID = e.Subject.UUID // the file before there is an invoice
	for _, use := range s.uses(s.actor, action, facts, e.ID.UUID) {
		if duty.IsZero() && use.Chain == e.Subject.UUID && use.Binding {
			duty = use.ID
		}
		if s.first(use, e.Subject.UUID, s.used) {
			s.inv.Used = append(s.inv.Used, use.DutyUse)
			s.h.Duties = append(s.h.Duties, use)
		}
	}
	return e.ID.UUID, duty
}

// permitted tells what an event was permitted as and by which grant, zero for a part of the house, as a live event does.
func permitted(e domain.Event, action domain.Action, grant domain.UUID) domain.Event {
	if e = e.With("action", action); grant.IsZero() {
		return e
	}
	return e.With("grant", grant)
}

// value says what the invoice is worth in the entity's and the group's currency, at the newest rates of the day.
func (s *tale) value() {
	inv, day := s.inv, domain.DateOf(s.at)
	group, base := s.group.rates.on(inv.Currency, day), s.group.rates.on(s.place.Base, day)
	var err error
	inv.Group, err = inv.Gross.Convert(group.Rate, groupCurrency)
	s.must(err)
	inv.Base, err = inv.Gross.Cross(group.Rate, base.Rate, s.place.Base)
	s.must(err)
	inv.RateDate, inv.RateSource = group.On, group.Source
	if inv.Currency == groupCurrency && s.place.Base != groupCurrency {
		inv.RateDate, inv.RateSource = base.On, base.Source
	}
}

// key gives out the next human key.
func (s *tale) key() {
	k := keyOf{s.place.Number, s.at.Year()}
	s.keys[k]++
	s.inv.Key = fmt.Sprintf("%s-%d-%06d", keyPrefix, k.year, s.keys[k])
}

// wait lets time pass, but never beyond the end of history.
func (s *tale) wait(low, high time.Duration) {
	s.at = s.before(s.at, s.at.Add(s.d.wait(low, high)))
}

// works lets time pass until somebody at the entity is at their desk.
func (s *tale) works(low, high time.Duration) {
	s.at = s.before(s.at, workingTime(s.place, s.at.Add(s.d.wait(low, high))))
}

// before keeps the next instant within history: what would come later happens half-way between last and the end.
func (t *Telling) before(last, next time.Time) time.Time {
	end := t.group.options.Now.Add(-time.Minute)
	if next.Before(end) {
		return next
	}
	return last.Add(end.Sub(last) / 2).Truncate(time.Millisecond)
}

// workingTime moves an instant to the next one between eight and half past five on a working day at the place.
func workingTime(p *place, at time.Time) time.Time {
	local := at.Add(time.Duration(p.hours) * time.Hour)
	opens := time.Date(local.Year(), local.Month(), local.Day(), 8, local.Minute(), local.Second(), local.Nanosecond(), time.UTC)
	switch {
	case local.Hour() < 8:
		local = opens
	case local.Hour() > 17 || local.Hour() == 17 && local.Minute() > 30:
		local = opens.AddDate(0, 0, 1)
	}
	for local.Weekday() == time.Saturday || local.Weekday() == time.Sunday {
		local = time.Date(local.Year(), local.Month(), local.Day(), 8, local.Minute(), local.Second(), local.Nanosecond(), time.UTC).AddDate(0, 0, 1)
	}
	return local.Add(-time.Duration(p.hours) * time.Hour)
}

func nameOf(a domain.Actor) string {
	if a.Kind == domain.ActorSystem {
		return "The " + a.Name
	}
	return a.Name
}

// personal is a seat's person as an actor.
func (t *Telling) personal(s seat) domain.Actor {
	return domain.Actor{Kind: domain.ActorPerson, ID: personID(s.local).UUID, Name: s.name}
}

// authority tells by which right somebody acts, as the gate does, and by which grant.
func (t *Telling) authority(by domain.Actor, entity domain.EntityID) (string, domain.UUID) {
	if by.Kind == domain.ActorSystem {
		return "as " + by.Name + ", a part of the house", domain.UUID{}
	}
	at := slices.IndexFunc(t.group.Grants, func(g domain.Grant) bool {
		return g.Person == by.ID && slices.Contains(g.Entities, entity)
	})
	return t.sentences[at], t.group.Grants[at].ID
}
