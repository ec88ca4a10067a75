package workflow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"countersign/domain"
	"countersign/store"
)

// reviewColumns are the columns of a campaign's evidence.
var reviewColumns = []string{
	"line", "holder", "role", "entities", "limit", "valid_from", "valid_to", "reviewer", "asked_as", "uses", "last_used_at", "decision",
	"decided_by", "decided_at", "reason", "narrowed_to", "applied_at", "rulebook", "verified_at",
}

// reviewManifest says what a campaign's evidence holds, so that somebody else can check it.
type reviewManifest struct {
	Format      string            `json:"format"`
	Review      string            `json:"review"`
	Name        string            `json:"name"`
	Scope       string            `json:"scope"`
	UsesSince   time.Time         `json:"uses_since"`
	StartedBy   string            `json:"started_by"`
	StartedAt   time.Time         `json:"started_at"`
	DueAt       time.Time         `json:"due_at"`
	ClosedAt    time.Time         `json:"closed_at"`
	MadeAt      time.Time         `json:"made_at"`
	Rows        int               `json:"rows"`
	Kept        int               `json:"kept"`
	Narrowed    int               `json:"narrowed"`
	Revoked     int               `json:"revoked"`
	Unanswered  int               `json:"unanswered"`
	Verified    int               `json:"verified"`
	Columns     []string          `json:"columns"`
	SHA256      map[string]string `json:"sha256"`       // of each file
	LogPosition int64             `json:"log_position"` // the last one given when this was made; -1 while there is none
}

// bundleReviews keeps the evidence of every closed campaign whose revocations were verified.
func (s *Service) bundleReviews(ctx context.Context) error {
	due, err := s.db.UnbundledReviews(ctx, tended)
	if err != nil {
		return err
	}
	return eachOf(due, func(id domain.UUID) error { return s.bundleReview(ctx, id) })
}

// bundleReview keeps the lines of a campaign as a table and a manifest with their digest.
func (s *Service) bundleReview(ctx context.Context, id domain.UUID) error {
	lines, err := s.db.ReviewLines(ctx, id)
	if err != nil {
		return err
	}
	size, err := s.db.LogSize(ctx)
	if err != nil {
		return err
	}
	c := command{name: "bundleAccessReview", about: domain.ID{Kind: domain.NodeReview, UUID: id}}
	return s.change(ctx, c, func(w *work) error {
		review, err := w.tx.ReviewForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if len(review.EvidenceIDs) > 0 || review.State != domain.ReviewClosed {
			return store.Rollback() // done before
		}
		permit, err := s.gate.Allow(w.actor, domain.CommandOps, review.Facts(), w.at)
		if err != nil {
			return err
		}
		table, err := s.reviewTable(w, lines)
		if err != nil {
			return err
		}
		name := "access-review-" + review.StartedAt.Format(time.DateOnly)
		digest := digestOf(table)
		p := review.Progress
		manifest, err := json.MarshalIndent(reviewManifest{
			Format: "countersign-access-review/1", Review: review.ID.String(), Name: review.Name, Scope: w.dir.scopeText(review),
			UsesSince: review.UsesSince, StartedBy: w.dir.name(review.StartedByID), StartedAt: review.StartedAt, DueAt: review.DueAt,
			ClosedAt: *review.ClosedAt, MadeAt: w.at, Rows: len(lines), Kept: p.Kept, Narrowed: p.Narrowed, Revoked: p.Revoked,
			Unanswered: p.Lapsed, Verified: p.Verified, Columns: reviewColumns, SHA256: map[string]string{name + ".csv": digest}, LogPosition: size - 1,
		}, "", "  ")
		if err != nil {
			return fmt.Errorf("write the manifest: %w", err)
		}
		for _, file := range []struct {
			name, media string
			content     []byte
		}{{name + ".csv", "text/csv", table}, {name + ".json", "application/json", append(manifest, '\n')}} {
			kept := &domain.Evidence{
				ID: domain.ID{Kind: domain.NodeEvidence, UUID: domain.UUIDOf("review evidence", id.String(), file.name)}, Kind: "NOTE", Name: file.name,
				MediaType: file.media, SHA256: digestOf(file.content), Bytes: len(file.content), AddedAt: w.at,
			}
			if err := w.tx.InsertFile(ctx, kept, file.content, w.actor.ID); err != nil {
				return err
			}
			review.EvidenceIDs = append(review.EvidenceIDs, kept.ID.UUID)
		}
		event := domain.Happened("review.evidence_kept", review.ID, fmt.Sprintf("The evidence of the access review %s was kept: %s.", review.Name, plural(len(lines), "line"))).
			With("rows", len(lines)).With("sha256", digest).With("log_position", size-1)
		if _, _, err := w.record(ctx, permit, event.AtVersion(review.Version+1)); err != nil {
			return err
		}
		return w.tx.SaveReview(ctx, review)
	})
}

// reviewTable is the lines as CSV that is safe to open in a spreadsheet.
func (s *Service) reviewTable(w *work, lines []*domain.ReviewItem) ([]byte, error) {
	var out bytes.Buffer
	table := csv.NewWriter(&out)
	if err := table.Write(reviewColumns); err != nil {
		return nil, fmt.Errorf("write the lines: %w", err)
	}
	names := s.gate.Snapshot().Book().Names
	for _, i := range lines {
		row := []string{
			i.ID.String(), names[i.Grant.Person], i.Grant.Role, w.dir.entityCodes(i.Grant.Entities), cell(i.Grant.Limit),
			cell(&i.Grant.ValidFrom), cell(&i.Grant.ValidTo), names[i.ReviewerID], i.Via, strconv.Itoa(i.Uses), cell(i.LastUsedAt),
			cell(i.Decision), names[i.ByID], cell(i.At), cell(i.Reason), w.dir.entityCodes(i.NarrowedTo), cell(i.AppliedAt),
			cell(i.Rulebook), cell(i.VerifiedAt),
		}
		for n := range row {
			row[n] = domain.SafeCell(row[n])
		}
		if err := table.Write(row); err != nil {
			return nil, fmt.Errorf("write the lines: %w", err)
		}
	}
	table.Flush()
	return out.Bytes(), table.Error()
}

func digestOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// cell is a value as text; what is absent is "".
func cell(value any) string {
	switch v := value.(type) {
	case *time.Time:
		if v != nil && !v.IsZero() {
			return v.UTC().Format(time.RFC3339)
		}
	case *string:
		if v != nil {
			return *v
		}
	case *domain.ReviewDecision:
		if v != nil {
			return string(*v)
		}
	case domain.Money:
		if !v.IsZero() {
			return v.String()
		}
	case int64:
		if v != 0 {
			return strconv.FormatInt(v, 10)
		}
	}
	return ""
}

// entityCodes are the codes of entities, for sentences and tables.
func (d *directory) entityCodes(entities []domain.EntityID) string {
	list := make([]string, len(entities))
	for i, e := range entities {
		list[i] = "group"
		if known := d.entities[e]; known != nil {
			list[i] = known.Code
		}
	}
	return strings.Join(list, " ")
}

// scopeText tells what a campaign reviews.
func (d *directory) scopeText(r *domain.AccessReview) string {
	roles, where := "every role", "everywhere"
	if len(r.Roles) > 0 {
		names := make([]string, len(r.Roles))
		for i, key := range r.Roles {
			names[i] = key
			if name := d.roles[key]; name != "" {
				names[i] = name
			}
		}
		roles = strings.Join(names, ", ")
	}
	if len(r.Entities) > 0 {
		where = "in " + strings.ReplaceAll(d.entityCodes(r.Entities), " ", ", ")
	}
	return roles + ", " + where
}
