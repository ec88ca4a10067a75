package store

import (
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// fileRow is a row of file.
type fileRow struct {
	bun.BaseModel `bun:"table:file" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Name          string
	MediaType     string
	SHA256        string `bun:"sha256"`
	Bytes         int
	Content       []byte
	AddedBy       domain.UUID
	AddedAt       time.Time
}

func (r *fileRow) record() *domain.Evidence {
	return &domain.Evidence{
		ID:   domain.ID{Kind: domain.NodeEvidence, Entity: r.EntityID, UUID: r.ID},
		Kind: "DOCUMENT", Name: r.Name, MediaType: r.MediaType, Bytes: r.Bytes, SHA256: r.SHA256, AddedAt: r.AddedAt.UTC(),
	}
}

// intakeRow is a row of intake.
type intakeRow struct {
	bun.BaseModel  `bun:"table:intake" db:"-"`
	EntityID       domain.EntityID `bun:",pk"`
	ID             domain.UUID     `bun:",pk"`
	Version        int
	Channel        string
	State          domain.IntakeState
	Format         *string
	ProblemCode    *domain.Code
	Problem        *string
	ProblemField   *string
	FileID         domain.UUID
	SHA256         string `bun:"sha256"`
	TwinID         domain.UUID
	InvoiceID      domain.UUID
	StatementID    domain.UUID
	Statements     *int
	ReconAccountID domain.UUID
	ReconSource    *domain.ReconSource
	JobID          domain.UUID
	ReceivedKind   domain.ActorKind
	ReceivedBy     domain.UUID
	ReceivedName   string
	ReceivedAt     time.Time
}

func intakeToRow(i *domain.Intake) *intakeRow {
	return &intakeRow{
		EntityID: i.ID.Entity, ID: i.ID.UUID, Version: i.Version, Channel: i.Channel, State: i.State, Format: i.Format,
		ProblemCode: i.ProblemCode, Problem: i.Problem, ProblemField: i.ProblemField, FileID: i.FileID, SHA256: i.SHA256,
		TwinID: i.TwinID, InvoiceID: i.InvoiceID, StatementID: i.StatementID, Statements: i.Statements, ReconAccountID: i.ReconID,
		ReconSource: orNull(i.Source), ReceivedKind: i.ReceivedBy.Kind, ReceivedBy: i.ReceivedBy.ID,
		ReceivedName: i.ReceivedBy.Name, ReceivedAt: i.ReceivedAt, JobID: i.JobID,
	}
}

func (r *intakeRow) record() *domain.Intake {
	return &domain.Intake{
		ID:      domain.ID{Kind: domain.NodeIntake, Entity: r.EntityID, UUID: r.ID},
		Version: r.Version, Channel: r.Channel, State: r.State, Format: r.Format, ProblemCode: r.ProblemCode,
		Problem: r.Problem, ProblemField: r.ProblemField, FileID: r.FileID, SHA256: r.SHA256, TwinID: r.TwinID,
		InvoiceID: r.InvoiceID, StatementID: r.StatementID, Statements: r.Statements, ReconID: r.ReconAccountID, Source: orZero(r.ReconSource),
		ReceivedBy: domain.Actor{Kind: r.ReceivedKind, ID: r.ReceivedBy, Name: r.ReceivedName},
		ReceivedAt: r.ReceivedAt.UTC(), JobID: r.JobID,
	}
}

// jobRow is a row of job.
type jobRow struct {
	bun.BaseModel `bun:"table:job" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	Kind          string
	Title         string
	State         domain.JobState
	Stage         string
	Done          int
	Total         *int
	Failed        int
	Result        *string
	Error         *string
	ActorID       domain.UUID
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

func jobToRow(j *domain.Job) *jobRow {
	row := &jobRow{
		EntityID: j.ID.Entity, ID: j.ID.UUID, Version: j.Version, Kind: j.Kind, Title: j.Title, State: j.State,
		Stage: j.Stage, Done: j.Done, Total: j.Total, Failed: j.Failed, Error: j.Error, ActorID: j.ActorID,
		CreatedAt: j.CreatedAt, UpdatedAt: j.UpdatedAt,
	}
	if !j.ResultID.IsZero() {
		text := j.ResultID.String()
		row.Result = &text
	}
	return row
}

func (r *jobRow) record() (*domain.Job, error) {
	j := &domain.Job{
		ID:      domain.ID{Kind: domain.NodeJob, Entity: r.EntityID, UUID: r.ID},
		Version: r.Version, Kind: r.Kind, Title: r.Title, State: r.State, Stage: r.Stage, Done: r.Done, Total: r.Total,
		Failed: r.Failed, Error: r.Error, ActorID: r.ActorID, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
	}
	if r.Result != nil {
		id, err := domain.ParseID(*r.Result)
		if err != nil {
			return nil, err
		}
		j.ResultID = id
	}
	return j, nil
}
