package demogroup

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"countersign/domain"
)

// failedFiles are what now and then comes with a file: it is sent twice, or was cut off the first time.
func (s *tale) failedFiles() []domain.Received {
	odds := 1
	if s.recent {
		odds = 6
	}
	if !s.d.chance(odds) {
		return nil
	}
	content := s.h.File.Content
	r := receiving{tale: s, by: s.h.Intake.ReceivedBy, at: s.h.Intake.ReceivedAt.Add(-s.d.wait(time.Minute, 3*time.Hour)), channel: s.h.Intake.Channel}
	switch s.d.IntN(4) {
	case 0:
		r.at = s.before(s.h.Intake.ReceivedAt, s.h.Intake.ReceivedAt.Add(s.d.wait(time.Hour, 40*time.Hour)))
		return []domain.Received{r.twin(content)}
	case 1:
		r.name = "scan_" + s.d.digits(6) + ".txt"
		return []domain.Received{r.quarantined([]byte("Please find attached our invoice. Kind regards, "+s.inv.SellerName+"\n"),
			"This is no invoice in a format that can be read.", "")}
	default:
		cut := bytes.LastIndex(content[:len(content)*2/3], []byte("<cac:"))
		return []domain.Received{r.quarantined(content[:cut], "The XML ends before its root element is closed.", "/")}
	}
}

// receiving is a file on its way to nothing.
type receiving struct {
	*tale
	by      domain.Actor
	at      time.Time
	channel string
	name    string
	out     domain.Received
}

func (r *receiving) begin(content []byte) {
	sum := sha256.Sum256(content)
	entity := r.inv.ID.Entity
	if r.name == "" {
		r.name = fileName(r.inv)
	}
	media := "application/xml"
	if !bytes.HasPrefix(content, []byte("<?xml")) {
		media = "text/plain"
	}
	r.out.File = domain.StoredFile{Content: content, AddedBy: r.by.ID, Evidence: domain.Evidence{
		ID:   domain.ID{Kind: domain.NodeEvidence, Entity: entity, UUID: r.d.id(r.at)},
		Kind: "DOCUMENT", Name: r.name, MediaType: media, Bytes: len(content), SHA256: hex.EncodeToString(sum[:]), AddedAt: r.at,
	}}
	r.out.Intake = domain.Intake{
		ID:      domain.ID{Kind: domain.NodeIntake, Entity: entity, UUID: r.d.id(r.at)},
		Version: 2, Channel: r.channel, FileID: r.out.File.ID.UUID, SHA256: r.out.File.SHA256, ReceivedBy: r.by, ReceivedAt: r.at,
	}
	r.told(r.by, "receiveFile", domain.Happened("file.received", r.out.Intake.ID,
		fmt.Sprintf("%s brought the file %s.", nameOf(r.by), r.name)).
		With("sha256", r.out.File.SHA256).With("bytes", len(content)).With("channel", r.channel))
	r.at = r.at.Add(r.d.wait(200*time.Millisecond, 4*time.Second))
}

// twin is the same file again.
func (r *receiving) twin(content []byte) domain.Received {
	r.begin(content)
	code, format := domain.CodeDuplicate, "UBL 2.1"
	problem := fmt.Sprintf("The same document is here already as %s.", r.inv.Key)
	in := &r.out.Intake
	in.State, in.Format, in.TwinID, in.ProblemCode, in.Problem = domain.IntakeDuplicate, &format, r.inv.ID.UUID, &code, &problem
	r.told(r.by, "readFile", domain.Happened("file.duplicate", in.ID, problem).With("twin", r.inv.ID.UUID))
	return r.out
}

// quarantined is a file that cannot be read; most old ones were put aside by somebody.
func (r *receiving) quarantined(content []byte, problem, field string) domain.Received {
	r.begin(content)
	code := domain.CodeInvalid
	in := &r.out.Intake
	in.State, in.ProblemCode, in.Problem = domain.IntakeQuarantined, &code, &problem
	if field != "" {
		in.ProblemField = &field
	}
	r.told(intake, "readFile", domain.Happened("file.quarantined", in.ID, "The file was put in quarantine: "+problem).With("code", code))
	if r.recent && r.d.chance(70) {
		return r.out
	}
	r.at = r.before(r.at, workingTime(r.place, r.at.Add(r.d.wait(time.Hour, 30*time.Hour))))
	in.State, in.Version = domain.IntakeDiscarded, 3
	clerk := r.clerk()
	r.told(clerk, "discardIntake", domain.Happened("file.discarded", in.ID, clerk.Name+" put the file aside.").
		Because("The supplier sent it again."))
	return r.out
}

// told keeps an event of the file, with the duties that acting on it uses.
func (r *receiving) told(by domain.Actor, command string, e domain.Event) {
	authority, grant := r.authority(by, r.place.Number)
	e = permitted(e, domain.EnterInvoice, grant)
	e.ID = domain.ID{Kind: domain.NodeEvent, Entity: r.inv.ID.Entity, UUID: r.d.id(r.at)}
	e.At, e.Command, e.RequestID, e.Authority = r.at, command, "past:"+r.d.digits(12), &authority
	e.ActorKind, e.ActorID, e.ActorName = by.Kind, by.ID, by.Name
	r.out.Events = append(r.out.Events, e)
	facts := domain.Facts{Entity: r.inv.ID.Entity, ID: e.Subject.UUID}
	for _, use := range r.uses(by, domain.EnterInvoice, facts, e.ID.UUID) {
		if r.first(use, e.Subject.UUID, r.used) {
			r.out.Duties = append(r.out.Duties, use)
		}
	}
}
