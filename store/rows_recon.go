package store

import (
	"encoding/json"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// reconAccountRow is a row of recon_account.
type reconAccountRow struct {
	bun.BaseModel `bun:"table:recon_account" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	AccountCode   string
	Name          string
	Kind          string
	Currency      domain.Currency
	BankAccount   string
	Sources       []string `bun:",array"`
	Frequency     string
	DueHour       int
	CloseDays     int
	Risk          domain.Risk
	Preparer      domain.UUID
	Reviewer      domain.UUID
	Mapping       json.RawMessage     `bun:"type:jsonb,nullzero"`
	Certify       *domain.CertifyRule `bun:"type:jsonb"`
	Fees          []domain.AccountFee `bun:"type:jsonb"`
	ClosedAt      *time.Time
	ClosedBy      domain.UUID
	CloseReason   string
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

func (r *reconAccountRow) record() *domain.ReconAccount {
	a := &domain.ReconAccount{
		ID: domain.ID{Kind: domain.NodeReconAccount, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, AccountCode: r.AccountCode,
		Name: r.Name, Kind: r.Kind, Currency: r.Currency, BankAccount: r.BankAccount, Frequency: r.Frequency, DueHour: r.DueHour, CloseDays: r.CloseDays,
		Risk: r.Risk, PreparerID: r.Preparer, ReviewerID: r.Reviewer, Mapping: r.Mapping, CertifyRule: r.Certify, CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
		Fees: r.Fees, ClosedAt: utc(r.ClosedAt), CloserID: r.ClosedBy, Closing: r.CloseReason,
	}
	for _, s := range r.Sources {
		a.Sources = append(a.Sources, domain.ReconSource(s))
	}
	return a
}

func reconAccountToRow(a *domain.ReconAccount) *reconAccountRow {
	return &reconAccountRow{
		EntityID: a.ID.Entity, ID: a.ID.UUID, Version: a.Version, AccountCode: a.AccountCode, Name: a.Name, Kind: a.Kind, Currency: a.Currency,
		BankAccount: a.BankAccount, Sources: texts(a.Sources), Frequency: a.Frequency, DueHour: a.DueHour, CloseDays: a.CloseDays, Risk: a.Risk,
		Preparer: a.PreparerID, Reviewer: a.ReviewerID, Mapping: a.Mapping, Certify: a.CertifyRule, CreatedAt: a.CreatedAt, UpdatedAt: a.UpdatedAt,
		Fees: a.Fees, ClosedAt: a.ClosedAt, ClosedBy: a.CloserID, CloseReason: a.Closing,
	}
}

// statementRow is a row of bank_statement.
type statementRow struct {
	bun.BaseModel `bun:"table:bank_statement" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	AccountID     domain.UUID
	Source        domain.ReconSource
	Number        string
	Format        string
	Provisional   bool
	FirstDay      domain.Date
	LastDay       domain.Date
	Currency      domain.Currency
	Opening       *int64
	Closing       *int64
	Entries       int
	Moves         int64
	Continuous    *bool
	Reconciles    *bool
	FileID        domain.UUID
	SHA256        string `bun:"sha256"`
	ReplacedBy    domain.UUID
	ImportedAt    time.Time
}

func (r *statementRow) record() *domain.Statement {
	return &domain.Statement{
		ID: domain.ID{Kind: domain.NodeStatement, Entity: r.EntityID, UUID: r.ID}, Version: r.Version, AccountID: r.AccountID, Source: r.Source,
		Number: r.Number, Format: r.Format, Provisional: r.Provisional, From: r.FirstDay, To: r.LastDay, Currency: r.Currency,
		OpeningMin: r.Opening, ClosingMin: r.Closing, Entries: r.Entries, MovesMin: r.Moves, Continuous: r.Continuous, Reconciles: r.Reconciles,
		FileID: r.FileID, SHA256: r.SHA256, ReplacedID: r.ReplacedBy, ImportedAt: r.ImportedAt.UTC(),
	}
}

func statementToRow(s *domain.Statement) *statementRow {
	return &statementRow{
		EntityID: s.ID.Entity, ID: s.ID.UUID, Version: s.Version, AccountID: s.AccountID, Source: s.Source, Number: s.Number, Format: s.Format,
		Provisional: s.Provisional, FirstDay: s.From, LastDay: s.To, Currency: s.Currency, Opening: s.OpeningMin, Closing: s.ClosingMin,
		Entries: s.Entries, Moves: s.MovesMin, Continuous: s.Continuous, Reconciles: s.Reconciles, FileID: s.FileID, SHA256: s.SHA256,
		ReplacedBy: s.ReplacedID, ImportedAt: s.ImportedAt,
	}
}

// reconLineRow is a row of recon_line.
type reconLineRow struct {
	bun.BaseModel `bun:"table:recon_line" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	AccountID     domain.UUID
	StatementID   domain.UUID
	Source        domain.ReconSource
	BookedOn      domain.Date
	ValueOn       domain.Date
	Minor         int64
	Currency      domain.Currency
	Reference     string
	More          []string `bun:",array"`
	Counterparty  string
	CounterAcct   string
	Text          string
	Code          string
	Reversal      bool
	Provisional   bool
	LoadedAt      time.Time
}

// reconLineStateRow is a line with what became of it.
type reconLineStateRow struct {
	reconLineRow
	State   *domain.LineState // null is new
	GroupID domain.UUID
	CaseID  domain.UUID
	RuleID  domain.UUID
}

func (r *reconLineStateRow) record() *domain.Line {
	l := &domain.Line{
		ID: domain.ID{Kind: domain.NodeLine, Entity: r.EntityID, UUID: r.ID}, AccountID: r.AccountID, StatementID: r.StatementID, Source: r.Source,
		BookedOn: r.BookedOn, ValueDay: r.ValueOn, Amount: domain.NewMoney(r.Minor, r.Currency), Ref: r.Reference, More: r.More,
		Party: r.Counterparty, PartyAccount: r.CounterAcct, Text: r.Text, TypeCode: r.Code, Reversal: r.Reversal, Provisional: r.Provisional,
		LoadedAt: r.LoadedAt.UTC(), State: domain.LineNew, GroupID: r.GroupID, CaseID: r.CaseID, RuleID: r.RuleID,
	}
	if r.State != nil {
		l.State = *r.State
	}
	return l
}
