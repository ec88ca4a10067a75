package workflow

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"countersign/domain"
	"countersign/store"
)

// prove counts in the database what a run has just written, and holds it against what it took, against what stood before, and
// against what the matching itself counted.
//
// before is counted after earlier claims were taken back: its lines without a claim are what the run takes, the rest is what
// it must leave alone. Errors: incompleteError.
func (w *work) prove(ctx context.Context, account *domain.ReconAccount, open *store.OpenLines, result *domain.ReconResult, before []store.SideCount) (*domain.RunProof, error) {
	after, err := w.tx.ReadBack(ctx, account.ID, booksOf(account, open))
	if err != nil {
		return nil, err
	}
	proof := &domain.RunProof{Complete: true, Groups: after.Groups, Engine: result.Proof}
	for _, l := range result.Limits {
		proof.Limits = append(proof.Limits, domain.RunLimitNote{Rule: result.Rules[l.Rule].Name, Bound: l.Bound, Max: l.Max, Blocks: l.Blocks})
	}
	switch {
	case after.Stray != 0:
		return nil, &incompleteError{fmt.Sprintf("%d lines are claimed that the account does not have", after.Stray)}
	case after.Broken != "":
		return nil, &incompleteError{fmt.Sprintf("the lines of match %s are not those that claim it, or leave another remainder", after.Broken)}
	}
	if err := tieSides(proof, before, after.Sides); err != nil {
		return nil, err
	}
	if err := w.tieExcluded(ctx, account, open, result, proof); err != nil {
		return nil, err
	}
	return proof, tieEngine(proof, result)
}

// tieExcluded holds the lines that rules left out, as the database counts them, against what the matching left out.
func (w *work) tieExcluded(ctx context.Context, account *domain.ReconAccount, open *store.OpenLines, result *domain.ReconResult, proof *domain.RunProof) (err error) {
	if !slices.ContainsFunc(result.Rules, func(r domain.MatchRule) bool { return r.Mode == domain.MatchExclude }) {
		return nil
	}
	if proof.Excluded, err = w.tx.CountExcluded(ctx, account.ID); err != nil {
		return err
	}
	type part struct {
		rule domain.UUID
		side sideOf
	}
	left := map[part]store.SideCount{}
	for _, x := range result.Exclusions {
		for _, l := range x.Lines {
			k := part{result.Rules[x.Rule].ID, sideOf{open.Lines[l].Source, open.Lines[l].Amount.Currency}}
			sum := left[k]
			sum.Lines, sum.Sum = sum.Lines+1, sum.Sum+open.Lines[l].Amount.Minor
			left[k] = sum
		}
	}
	for i := range proof.Excluded {
		x := &proof.Excluded[i]
		at := slices.IndexFunc(result.Rules, func(r domain.MatchRule) bool { return r.ID == x.RuleID })
		k := part{x.RuleID, sideOf{x.Source, x.Sum.Currency}}
		if sum := left[k]; at < 0 || sum.Lines != x.Lines || sum.Sum != x.Sum.Minor {
			return &incompleteError{fmt.Sprintf("%d lines of %s are left out by a rule, sum %s, and the matching left out %d", x.Lines, x.Source, x.Sum, sum.Lines)}
		}
		x.Rule = result.Rules[at].Name
		delete(left, k)
	}
	if len(left) > 0 {
		return &incompleteError{"lines that a rule leaves out are not stored as such"}
	}
	return nil
}

// booksOf are the sources whose lines the others settle, where that is one question for all groups: not with a processor
// between the bank and the books.
func booksOf(account *domain.ReconAccount, open *store.OpenLines) []domain.ReconSource {
	if len(open.Sources) != 2 || !slices.Contains(account.Sources, open.Sources[0]) || !slices.Contains(account.Sources, open.Sources[1]) {
		return nil
	}
	return domain.BooksOf(open.Sources)
}

type sideOf struct {
	source   domain.ReconSource
	currency domain.Currency
}

// tieSides fills the rows of a proof: of each source and currency what the run took and what came out, and what was there
// before and still is.
func tieSides(proof *domain.RunProof, before, after []store.SideCount) error {
	in, keptBefore, keptAfter, out := map[sideOf]store.SideCount{}, map[sideOf]store.SideCount{}, map[sideOf]store.SideCount{}, map[sideOf]store.SideCount{}
	add := func(to map[sideOf]store.SideCount, c store.SideCount) {
		k := sideOf{c.Source, c.Currency}
		sum := to[k]
		sum.Lines, sum.Sum = sum.Lines+c.Lines, sum.Sum+c.Sum
		to[k] = sum
	}
	settled := map[sideOf]map[domain.LineState]store.SideCount{}
	for _, c := range before {
		k := sideOf{c.Source, c.Currency}
		if settled[k] == nil {
			settled[k] = map[domain.LineState]store.SideCount{}
		}
		settled[k][c.State] = c
		if c.State == "" {
			add(in, c)
		} else {
			add(keptBefore, c)
		}
	}
	for _, c := range after {
		k := sideOf{c.Source, c.Currency}
		if c.State == "" {
			return &incompleteError{fmt.Sprintf("%d lines of %s %s are in no state", c.Lines, c.Source, c.Currency)}
		}
		was := settled[k][c.State]
		add(keptAfter, was)
		c.Lines, c.Sum = c.Lines-was.Lines, c.Sum-was.Sum
		add(out, c)
		if c.Lines != 0 || c.Sum != 0 {
			proof.States = append(proof.States, domain.ReconTally{Source: c.Source, State: c.State, Lines: c.Lines, Sum: domain.NewMoney(c.Sum, c.Currency)})
		}
	}
	proof.Rows, proof.LinesIn, proof.LinesOut = proofRows(in, out)
	proof.Kept, _, _ = proofRows(keptBefore, keptAfter)
	for _, row := range slices.Concat(proof.Rows, proof.Kept) {
		if row.LinesIn != row.LinesOut || row.SumIn != row.SumOut {
			return &incompleteError{fmt.Sprintf("of %s %d lines, sum %s, went in and %d lines, sum %s, came out", row.Source, row.LinesIn, row.SumIn, row.LinesOut, row.SumOut)}
		}
	}
	slices.SortFunc(proof.States, domain.CompareTallies)
	return nil
}

func proofRows(in, out map[sideOf]store.SideCount) (rows []domain.RunProofRow, linesIn, linesOut int) {
	for k := range out {
		if _, there := in[k]; !there {
			in[k] = store.SideCount{}
		}
	}
	for k, i := range in {
		o := out[k]
		if i.Lines == 0 && o.Lines == 0 {
			continue
		}
		rows = append(rows, domain.RunProofRow{
			Source: k.source, Currency: k.currency, LinesIn: i.Lines, LinesOut: o.Lines,
			SumIn: domain.NewMoney(i.Sum, k.currency), SumOut: domain.NewMoney(o.Sum, k.currency),
		})
		linesIn, linesOut = linesIn+i.Lines, linesOut+o.Lines
	}
	slices.SortFunc(rows, func(a, b domain.RunProofRow) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Currency, b.Currency))
	})
	return rows, linesIn, linesOut
}

// tieEngine holds what the database counted against what the matching counted of its input.
func tieEngine(proof *domain.RunProof, result *domain.ReconResult) error {
	if proof.LinesIn != result.Proof.Lines {
		return &incompleteError{fmt.Sprintf("%d lines were matched of %d that are open", result.Proof.Lines, proof.LinesIn)}
	}
	for _, side := range result.Proof.Sides {
		at := slices.IndexFunc(proof.Rows, func(r domain.RunProofRow) bool { return r.Source == side.Source && r.Currency == side.Sum.Currency })
		if at < 0 || proof.Rows[at].LinesIn != side.Lines || proof.Rows[at].SumIn != side.Sum {
			return &incompleteError{fmt.Sprintf("of %s the matching counted %d lines, sum %s", side.Source, side.Lines, side.Sum)}
		}
	}
	return nil
}
