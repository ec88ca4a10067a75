package workflow

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"countersign/domain"
)

// MaxFileBytes is the largest file that is taken in: 20 MiB, more than any e-invoice with its attachments should have, and
// some ten thousands of movements of a statement in XML, or a hundred thousand in one of the older formats.
const MaxFileBytes = 20 << 20

// ReceiveFile is a file as it came.
type ReceiveFile struct {
	Entity  domain.EntityID // who receives it
	Name    string          // the file's own name; folders are dropped
	Channel string          // UPLOAD, COMMAND or FOLDER
	Content []byte          // 1 byte to MaxFileBytes
}

// ReceiveFile keeps a file word for word, before anybody looks into it. Reading it is a second step.
//
// Errors: FORBIDDEN for who may neither enter invoices, match lines nor edit master data there; INVALID when it is empty or too large.
func (s *Service) ReceiveFile(ctx context.Context, in ReceiveFile) (*domain.Intake, error) {
	if len(in.Content) == 0 {
		return nil, domain.RefuseField(domain.CodeInvalid, "file", "The file is empty.")
	}
	if len(in.Content) > MaxFileBytes {
		return nil, domain.RefuseField(domain.CodeInvalid, "file", "The file is larger than %d MiB.", MaxFileBytes>>20)
	}
	sum := sha256.Sum256(in.Content)
	var intake *domain.Intake
	err := s.change(ctx, command{name: "receiveFile", entity: in.Entity}, func(w *work) error {
		intake = newIntake(w, in, hex.EncodeToString(sum[:]))
		permit, err := s.mayReceive(w, intake)
		if err != nil {
			return err
		}
		if err := w.tx.InsertFile(ctx, intake.File, in.Content, w.actor.ID); err != nil {
			return err
		}
		event := domain.Happened("file.received", intake.ID, fmt.Sprintf("%s brought the file %s.", actorName(w.actor), intake.File.Name)).
			With("sha256", intake.SHA256).With("bytes", intake.File.Bytes).With("channel", intake.Channel)
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.InsertIntake(ctx, intake)
	})
	return intake, err
}

func newIntake(w *work, in ReceiveFile, sha string) *domain.Intake {
	name := filepath.Base(strings.ToValidUTF8(strings.ReplaceAll(in.Name, `\`, "/"), "_"))
	if name == "." || name == "/" {
		name = "file"
	}
	for utf8.RuneCountInString(name) > 200 {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	file := &domain.Evidence{
		ID:   domain.ID{Kind: domain.NodeEvidence, Entity: in.Entity, UUID: domain.NewUUID(w.at)},
		Kind: "DOCUMENT", Name: name, MediaType: mediaType(in.Content), Bytes: len(in.Content), SHA256: sha, AddedAt: w.at,
	}
	return &domain.Intake{
		ID:      domain.ID{Kind: domain.NodeIntake, Entity: in.Entity, UUID: domain.NewUUID(w.at)},
		Version: 1, Channel: in.Channel, State: domain.IntakeReceived, FileID: file.ID.UUID, SHA256: sha,
		ReceivedBy: w.actor, ReceivedAt: w.at, File: file, Entity: w.dir.entities[in.Entity],
	}
}

// mediaType is found by content; a file's own claim is not believed.
func mediaType(content []byte) string {
	found := http.DetectContentType(content)
	if found, _, _ = strings.Cut(found, ";"); found == "text/xml" {
		return "application/xml"
	}
	return found
}

// mayReceive lets in whoever may enter invoices, match lines or edit master data for the entity.
func (s *Service) mayReceive(w *work, in *domain.Intake) (permit, error) {
	facts := domain.Facts{Kind: domain.NodeIntake, Entity: in.ID.Entity, ID: in.ID.UUID}
	permit, refused := s.gate.Allow(w.actor, domain.EnterInvoice, facts, w.at)
	for _, action := range []domain.Action{domain.MatchLines, domain.EditMasterData, domain.EditSupplier, domain.EditOrder, domain.RecordReceipt, domain.EditChart, domain.EditRate} {
		if refused == nil {
			break
		}
		if other, err := s.gate.Allow(w.actor, action, facts, w.at); err == nil {
			return other, nil
		}
	}
	return permit, refused
}

// ImportInvoice asks for a received file to be read, checked and routed.
//
// Errors: NOT_FOUND; FORBIDDEN; WRONG_STATE when it was read before.
func (s *Service) ImportInvoice(ctx context.Context, in domain.ImportInvoiceInput) (*domain.Job, error) {
	c := command{name: "importInvoice", entity: in.UploadID.Entity, about: in.UploadID, key: in.IdempotencyKey, body: in}
	return s.startReading(ctx, c, 0, domain.IntakeReceived)
}

// ResubmitIntake asks for a quarantined file to be read again, for example after the master data were mended.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE when it is not quarantined.
func (s *Service) ResubmitIntake(ctx context.Context, in domain.ActInput) (*domain.Job, error) {
	c := command{name: "resubmitIntake", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in}
	return s.startReading(ctx, c, in.Version, domain.IntakeQuarantined)
}

func (s *Service) startReading(ctx context.Context, c command, version int, from domain.IntakeState) (*domain.Job, error) {
	var job domain.Job
	c.answer = &job
	return &job, s.change(ctx, c, func(w *work) error {
		intake, permit, err := s.lockToRead(ctx, w, c.about, version)
		if err != nil {
			return err
		}
		if intake.State != from {
			return wrongIntake(intake)
		}
		return s.askToRead(ctx, w, intake, permit, &job)
	})
}

// lockToRead locks a received file's way for whoever may take in invoices or statements: which of the two it is shows when
// it is read, and then the right that it takes is asked again.
func (s *Service) lockToRead(ctx context.Context, w *work, id domain.ID, version int) (*domain.Intake, permit, error) {
	intake, granted, err := s.lockIntake(ctx, w, id, version, domain.EnterInvoice)
	if intake == nil || err == nil {
		return intake, granted, err
	}
	if other, refused := s.gate.Allow(w.actor, domain.MatchLines, domain.Facts{Kind: domain.NodeIntake, Entity: id.Entity, ID: id.UUID}, w.at); refused == nil {
		return intake, other, nil
	}
	return intake, granted, err
}

// askToRead enqueues the reading of a file.
func (s *Service) askToRead(ctx context.Context, w *work, intake *domain.Intake, permit permit, job *domain.Job) error {
	intake.State, intake.ProblemCode, intake.Problem, intake.ProblemField = domain.IntakeReceived, nil, nil, nil
	*job = *newJob(w, "import", intake, "waiting")
	event := domain.Happened("file.read_asked", intake.ID, actorName(w.actor)+" asked for the file to be read.").With("job", job.ID)
	if _, _, err := w.record(ctx, permit, event); err != nil {
		return err
	}
	w.enqueue(domain.ReadFile{Entity: intake.ID.Entity, Intake: intake.ID.UUID, Job: job.ID.UUID})
	if err := w.tx.InsertJob(ctx, job); err != nil {
		return err
	}
	return w.tx.SaveIntake(ctx, intake)
}

// DiscardIntake puts a quarantined or duplicate file aside; it stays downloadable.
//
// Errors: NOT_FOUND; FORBIDDEN; STALE; WRONG_STATE; INVALID without a reason.
func (s *Service) DiscardIntake(ctx context.Context, in domain.ActInput) (*domain.Intake, error) {
	var answer domain.ID
	c := command{name: "discardIntake", entity: in.ID.Entity, about: in.ID, key: in.IdempotencyKey, body: in, answer: &answer}
	err := s.change(ctx, c, func(w *work) error {
		intake, permit, err := s.lockToRead(ctx, w, in.ID, in.Version)
		if err != nil {
			return err
		}
		if intake.State != domain.IntakeQuarantined && intake.State != domain.IntakeDuplicate && intake.State != domain.IntakeReceived {
			return wrongIntake(intake)
		}
		if in.Reason == nil || len(strings.TrimSpace(*in.Reason)) < 3 {
			return domain.RefuseField(domain.CodeInvalid, "reason", "Say in at least 3 characters why this file is put aside.")
		}
		intake.State, answer = domain.IntakeDiscarded, intake.ID
		event := domain.Happened("file.discarded", intake.ID, actorName(w.actor)+" put the file aside.").Because(strings.TrimSpace(*in.Reason))
		if _, _, err := w.record(ctx, permit, event); err != nil {
			return err
		}
		return w.tx.SaveIntake(ctx, intake)
	})
	if err != nil {
		return nil, err
	}
	nodes, err := s.Nodes(ctx, []domain.ID{answer}, 0)
	if err != nil {
		return nil, err
	}
	intake, _ := nodes[0].(*domain.Intake)
	return intake, nil
}

// lockIntake locks a received file's way and asks whether the actor may act on it.
func (s *Service) lockIntake(ctx context.Context, w *work, id domain.ID, version int, action domain.Action) (*domain.Intake, permit, error) {
	if !w.scope.Sees(id.Entity) && !s.gate.Scope(w.actor, domain.MatchLines, w.at).Sees(id.Entity) {
		return nil, permit{}, domain.Refuse(domain.CodeNotFound, "There is no such file, or you may not see it.")
	}
	intake, err := w.tx.IntakeForUpdate(ctx, id, version)
	if err != nil {
		return nil, permit{}, err
	}
	granted, err := s.gate.Allow(w.actor, action, domain.Facts{Kind: domain.NodeIntake, Entity: id.Entity, ID: id.UUID}, w.at)
	return intake, granted, err
}

func wrongIntake(in *domain.Intake) error {
	return domain.Refuse(domain.CodeWrongState, "This file is %s, so this cannot be done with it.", strings.ToLower(string(in.State))).
		With("state", in.State)
}

// newJob is work that takes a file in. The file waits for it, and for no other that was asked for before.
func newJob(w *work, kind string, intake *domain.Intake, stage string) *domain.Job {
	title := kind
	if intake.File != nil {
		title = intake.File.Name
	}
	one := 1
	job := &domain.Job{
		ID:      domain.ID{Kind: domain.NodeJob, Entity: intake.ID.Entity, UUID: domain.NewUUID(w.at)},
		Version: 1, Kind: kind, Title: title, State: domain.JobQueued, Stage: stage, Total: &one, ActorID: w.actor.ID,
		CreatedAt: w.at, UpdatedAt: w.at,
	}
	intake.JobID = job.ID.UUID
	return job
}
