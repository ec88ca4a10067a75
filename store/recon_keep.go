package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// RunGroup is a group that a run found.
type RunGroup struct {
	ID         domain.UUID
	Rule       domain.UUID
	Members    []domain.UUID // in order
	Shape      domain.MatchShape
	State      domain.GroupState
	Score      float64
	Reasons    []byte // JSON
	Remainder  domain.Money
	Adjustment domain.UUID
}

// RunClaim is what a run made of one line.
type RunClaim struct {
	Line  domain.UUID
	State domain.LineState
	Group domain.UUID
	Case  domain.UUID
	Rule  domain.UUID // that leaves the line out
}

// RunOutcome is all that a run keeps.
type RunOutcome struct {
	Run         domain.ID
	Account     domain.ID
	At          time.Time
	Groups      []RunGroup // sorted by KeepOutcome
	Claims      []RunClaim // one for each line that the run took
	Adjustments []domain.MatchAdjustment
	Loose       map[domain.UUID]Loose // as OpenLines read them
}

// errMoved says that what a run read no longer stands.
var errMoved = errors.New("what the run read no longer stands")

// CheckUnchanged says whether an account, whose row this transaction holds, still stands as it was read.
func (tx *Tx) CheckUnchanged(ctx context.Context, account domain.ID, changes int64) error {
	var now int64
	err := tx.bun.Tx.QueryRowContext(ctx, `SELECT changes FROM recon_account WHERE entity_id = $1 AND id = $2`, account.Entity, account.UUID).Scan(&now)
	if err == nil && now != changes {
		return errMoved
	}
	return wrap("look whether the account changed", err)
}

// Moved says whether err ends a run because what it read no longer stands: it begins again.
func Moved(err error) bool { return errors.Is(err, errMoved) }

// ReconChanged counts that lines of an account or what became of them changed. Whoever does so holds the account's row.
func (tx *Tx) ReconChanged(ctx context.Context, account domain.ID) error {
	return wrap("count the change", exactlyOne(tx.bun.Tx.ExecContext(ctx,
		`UPDATE recon_account SET changes = changes + 1 WHERE entity_id = $1 AND id = $2`, account.Entity, account.UUID)))
}

// WantsRun says whether an account has lines that a run may take and that nothing looked at yet, and lines of two sources.
func (tx *Tx) WantsRun(ctx context.Context, account *domain.ReconAccount) (wanted bool, err error) {
	sources := make([]string, len(account.Sources))
	for i, s := range account.Sources {
		sources[i] = string(s)
	}
	err = tx.bun.Tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT FROM recon_line l WHERE entity_id = $1 AND account_id = $2 AND NOT provisional
			AND NOT EXISTS (SELECT FROM recon_claim c WHERE c.entity_id = l.entity_id AND c.id = l.id))
		AND 2 <= (SELECT count(*) FROM unnest($3::text[]) AS s
			WHERE EXISTS (SELECT FROM recon_line l WHERE entity_id = $1 AND account_id = $2 AND NOT provisional AND l.source = s))`,
		account.ID.Entity, account.ID.UUID, sources).Scan(&wanted)
	return wanted, wrap("look for lines to match", err)
}

// ClearClaims takes back what earlier runs made of the lines that a run takes, and leaves what people did.
func (tx *Tx) ClearClaims(ctx context.Context, account domain.ID) error {
	_, err := tx.bun.Tx.ExecContext(ctx, `DELETE FROM recon_claim
		WHERE entity_id = $1 AND account_id = $2 AND NOT held AND state IN ('SUGGESTED', 'AMBIGUOUS', 'CASE', 'EXCLUDED')`, account.Entity, account.UUID)
	return wrap("take back earlier claims", err)
}

// KeepOutcome writes groups and claims. Proposals of earlier runs that were not found again are withdrawn; one that was
// withdrawn and is found again stands again.
func (tx *Tx) KeepOutcome(ctx context.Context, o *RunOutcome) error {
	fresh := make([]RunGroup, 0, len(o.Groups))
	var again []RunGroup
	var standing []domain.UUID
	for _, g := range o.Groups {
		known, there := o.Loose[g.ID]
		switch {
		case !there:
			fresh = append(fresh, g)
			continue
		case known.State != g.State:
			again = append(again, g)
		}
		standing = append(standing, g.ID)
	}
	var gone []domain.UUID
	kept := map[domain.UUID]bool{}
	for _, id := range standing {
		kept[id] = true
	}
	for id, known := range o.Loose {
		if known.State == domain.GroupSuggested && !kept[id] {
			gone = append(gone, id)
		}
	}
	if err := tx.moveGroups(ctx, o, gone, again); err != nil {
		return err
	}
	if err := tx.copyGroups(ctx, o, fresh); err != nil {
		return err
	}
	if err := tx.copyClaims(ctx, o); err != nil {
		return err
	}
	rows := make([]adjustmentRow, len(o.Adjustments))
	for i := range o.Adjustments {
		rows[i] = adjustmentToRow(&o.Adjustments[i])
	}
	return tx.onConn(func(c *pgx.Conn) error { return copyOf(rows).copy(ctx, c) })
}

func (tx *Tx) moveGroups(ctx context.Context, o *RunOutcome, gone []domain.UUID, again []RunGroup) error {
	if len(gone) > 0 {
		_, err := tx.bun.Tx.ExecContext(ctx, `UPDATE match_group SET state = 'UNDONE', version = version + 1, decided_by = NULL
			WHERE entity_id = $1 AND id = ANY($2::uuid[])`, o.Run.Entity, uuidTexts(gone))
		if err != nil {
			return fmt.Errorf("withdraw proposals: %w", err)
		}
	}
	var ids, states, adjustments []string
	for _, g := range again {
		adjustment := ""
		if !g.Adjustment.IsZero() {
			adjustment = g.Adjustment.String()
		}
		ids, states, adjustments = append(ids, g.ID.String()), append(states, string(g.State)), append(adjustments, adjustment)
	}
	if len(ids) > 0 {
		_, err := tx.bun.Tx.ExecContext(ctx, `UPDATE match_group g SET state = k.s, version = version + 1, decided_by = NULL, run_id = $2, adjustment_id = nullif(k.a, '')::uuid
			FROM unnest($3::uuid[], $4::text[], $5::text[]) AS k (u, s, a) WHERE g.entity_id = $1 AND g.id = k.u`, o.Run.Entity, o.Run.UUID, ids, states, adjustments)
		if err != nil {
			return fmt.Errorf("let matches stand again: %w", err)
		}
	}
	return nil
}

// copyGroups adds new groups in the order of their ids, which is how the table's key grows fastest.
func (tx *Tx) copyGroups(ctx context.Context, o *RunOutcome, groups []RunGroup) error {
	slices.SortFunc(groups, func(a, b RunGroup) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	const into = `match_group (entity_id, id, version, account_id, run_id, rule_id, shape, state, members, score, reasons, remainder, currency, adjustment_id, made_at)`
	return tx.copyBinary(ctx, into, 15, len(groups), func(n int, w *rowWriter) {
		g := &groups[n]
		w.int4(int(o.Run.Entity))
		w.uuid(g.ID)
		w.int4(1)
		w.uuid(o.Account.UUID)
		w.uuid(o.Run.UUID)
		w.uuid(g.Rule)
		w.text(string(g.Shape))
		w.text(string(g.State))
		w.uuids(g.Members)
		w.float4(math.Float32bits(float32(g.Score)))
		w.jsonb(g.Reasons)
		w.int8(g.Remainder.Minor)
		w.text(string(g.Remainder.Currency))
		w.uuid(g.Adjustment)
		w.instant(o.At)
	})
}

func (tx *Tx) copyClaims(ctx context.Context, o *RunOutcome) error {
	slices.SortFunc(o.Claims, func(a, b RunClaim) int { return bytes.Compare(a.Line[:], b.Line[:]) })
	return tx.copyBinary(ctx, `recon_claim (entity_id, id, account_id, state, group_id, case_id, rule_id, held)`, 8, len(o.Claims), func(n int, w *rowWriter) {
		c := &o.Claims[n]
		w.int4(int(o.Run.Entity))
		w.uuid(c.Line)
		w.uuid(o.Account.UUID)
		w.text(string(c.State))
		w.uuid(c.Group)
		w.uuid(c.Case)
		w.uuid(c.Rule)
		w.bool(false)
	})
}

// errLost says that a run is no longer its worker's.
var errLost = errors.New("the run was stopped, or another worker has taken it up")

// Lost says whether err ends a worker's part because the run was stopped or taken from it.
func Lost(err error) bool { return errors.Is(err, errLost) }

// LostRun is the error of a worker that learnt it some other way.
func LostRun() error { return errLost }

// EndRun writes how a run ended, if the worker still holds it. Errors: Lost.
func (tx *Tx) EndRun(ctx context.Context, run *domain.ReconRun) error {
	var parts [3]*string
	for i, part := range []any{run.Tallies, run.Rules, run.Proof} {
		text, err := json.Marshal(part)
		if err != nil {
			return fmt.Errorf("write run: %w", err)
		}
		if s := string(text); s != "null" {
			parts[i] = &s
		}
	}
	result, err := tx.bun.Tx.ExecContext(ctx, `
		UPDATE recon_run SET version = version + 1, state = $4, lines = $5, tallies = coalesce($6::jsonb, '[]'), by_rule = coalesce($7::jsonb, '[]'),
		  proof = $8::jsonb, input_hash = $9, result_hash = $10, problem = $11, ended_at = $12
		WHERE entity_id = $1 AND id = $2 AND attempt = $3 AND state = 'RUNNING'`,
		run.ID.Entity, run.ID.UUID, run.Attempt, run.State, run.Lines, parts[0], parts[1], parts[2], run.InputHash, run.ResultHash, run.Problem, run.EndedAt)
	if err != nil {
		return fmt.Errorf("end run: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return errLost
}

func uuidTexts(ids []domain.UUID) []string {
	list := make([]string, len(ids))
	for i := range ids {
		list[i] = ids[i].String()
	}
	return list
}
