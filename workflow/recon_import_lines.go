package workflow

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"countersign/domain"
)

// provisional leaves out what was booked already: a report that comes after the statement of its day tells nothing new.
func (w *work) provisional(s *domain.Statement, lines []*domain.Line, booked []*domain.Statement) []*domain.Line {
	var last *domain.Statement
	for _, b := range booked {
		if last == nil || last.To.Before(b.To) {
			last = b
		}
	}
	if last == nil {
		return lines
	}
	if !last.To.Before(s.To) {
		s.ReplacedID = last.ID.UUID
	}
	return slices.DeleteFunc(lines, func(l *domain.Line) bool { return !last.To.Before(l.BookedOn) })
}

// addLines names the lines of a statement and adds those that are not here. It returns them.
func (w *work) addLines(ctx context.Context, s *domain.Statement, lines []*domain.Line, booked []*domain.Statement) ([]*domain.Line, error) {
	for _, l := range lines {
		l.StatementID = s.ID.UUID
	}
	return w.keepLines(ctx, s.Account, s.Source, lines, func(day domain.Date) bool {
		return !s.Provisional && slices.ContainsFunc(booked, func(o *domain.Statement) bool { return s.Adjoins(o, day) })
	})
}

// keepLines names lines of an account and source, and adds those that are not here. It returns them. The account is locked.
//
// Errors: DUPLICATE when one that its source names by a key of its own is here and says something else.
func (w *work) keepLines(ctx context.Context, account *domain.ReconAccount, source domain.ReconSource, lines []*domain.Line, next func(domain.Date) bool) ([]*domain.Line, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	first, last := lines[0].BookedOn, lines[0].BookedOn
	known, own := map[domain.UUID]bool{}, map[domain.UUID]*domain.Line{}
	for _, l := range lines {
		if l.BookedOn.Before(first) {
			first = l.BookedOn
		}
		if last.Before(l.BookedOn) {
			last = l.BookedOn
		}
		if l.Own != "" {
			own[domain.OwnLineID(l.AccountID, l.Source, l.Own)] = l
		}
	}
	if len(own) < len(lines) { // some are known by what they say and when
		var err error
		if known, err = w.tx.LineIDs(ctx, account.ID, source, first, last); err != nil {
			return nil, err
		}
	}
	named, err := w.tx.LinesNamed(ctx, account.ID.Entity, slices.Collect(maps.Keys(own)))
	if err != nil {
		return nil, err
	}
	for _, l := range named {
		known[l.ID.UUID] = true
		if mine := own[l.ID.UUID]; mine.Content() != l.Content() {
			return nil, domain.Refuse(domain.CodeDuplicate, "The item %.60q is here already and says something else: %s of %s; an item that was loaded does not change.",
				mine.Own, l.Amount, l.BookedOn)
		}
	}
	fresh := domain.NameLines(lines, known, next)
	return fresh, w.tx.CopyLines(ctx, fresh)
}

// continueNeighbours says anew of the statements around one whether they continue, now that it is here.
func (w *work) continueNeighbours(ctx context.Context, s *domain.Statement, booked []*domain.Statement) error {
	now := domain.Continuity(append(slices.Clone(booked), s))
	for _, o := range booked {
		was, is := o.Continuous, now[o.ID.UUID]
		if was == is || was != nil && is != nil && *was == *is {
			continue
		}
		o.Continuous = is
		w.follow(domain.Happened("statement.continuity", o.ID, "The "+o.Named()+" was compared with one that came later.").
			Changed("continuous", sayBool(was), sayBool(is)).With("came", s.ID).AtVersion(o.Version + 1))
		if err := w.tx.SaveStatement(ctx, o); err != nil {
			return err
		}
	}
	return nil
}

func sayBool(b *bool) string {
	if b == nil {
		return "unknown"
	}
	return strconv.FormatBool(*b)
}

// replaceProvisional removes what a booked statement replaces: provisional lines up to its last day, with the matches that
// they were in. The booked lines inherit nothing.
func (w *work) replaceProvisional(ctx context.Context, s *domain.Statement, others []*domain.Statement) error {
	released, err := w.tx.DropProvisional(ctx, s.Account.ID, s.Source, s.To, s.ID.UUID)
	if err != nil {
		return err
	}
	for _, o := range others {
		if !o.Provisional || !o.ReplacedID.IsZero() || s.To.Before(o.To) {
			continue
		}
		o.ReplacedID = s.ID.UUID
		w.follow(domain.Happened("statement.replaced", o.ID, "The "+s.Named()+" brought what was provisional on this one.").With("by", s.ID).AtVersion(o.Version + 1))
		if err := w.tx.SaveStatement(ctx, o); err != nil {
			return err
		}
	}
	if released.Lines == 0 {
		return nil
	}
	slices.SortFunc(released.Groups, domain.UUID.Compare)
	event := domain.Happened("lines.released", s.ID, fmt.Sprintf("%s went for those that were booked; %s and %s lost theirs.",
		plural(released.Lines, "provisional line"), plural(len(released.Groups), "matched group"), plural(len(released.Cases), "case"))).
		With("lines", released.Lines).With("groups", released.Groups).With("cases", released.Cases)
	w.follow(event)
	return nil
}
