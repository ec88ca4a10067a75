package workflow

import (
	"context"
	"fmt"
	"strings"
	"time"

	"countersign/authz"
	"countersign/domain"
)

// assess reads from the log what was done under a session and scores it.
func (w *work) assess(ctx context.Context, book *authz.Snapshot, session *domain.EmergencySession) error {
	found, err := w.tx.EmergencyFindings(ctx, session, w.at)
	if err != nil {
		return err
	}
	session.Assess(found, book.Book().Rules)
	return nil
}

// tellController opens the review of a session that nobody approved as soon as it is in force: the controller sees it at
// once, and resolves it once it has ended.
func (s *Service) tellController(ctx context.Context, w *work, session *domain.EmergencySession) error {
	c := s.reviewOf(w, session)
	opened, err := s.openCase(ctx, w, c, session.Bundle.ControllerID)
	if err != nil {
		return err
	}
	if !opened {
		return fmt.Errorf("open the review of %s: there is one", session.ID)
	}
	session.CaseID = c.ID.UUID
	return nil
}

// openReview opens the review of a session that has ended, or brings the one that is open up to date.
func (s *Service) openReview(ctx context.Context, w *work, session *domain.EmergencySession) error {
	if session.CaseID.IsZero() {
		return s.tellController(ctx, w, session)
	}
	c, err := w.tx.CaseForUpdate(ctx, domain.ID{Kind: domain.NodeCase, UUID: session.CaseID})
	if err != nil {
		return err
	}
	now := s.reviewOf(w, session)
	c.Title, c.Evidence, c.DueAt, c.UpdatedAt = now.Title, now.Evidence, now.DueAt, w.at
	w.follow(domain.Happened("case.updated", c.ID, c.Key+": "+c.Title).AtVersion(c.Version + 1))
	return w.tx.SaveCase(ctx, c)
}

// reviewOf is the case in which a session is reviewed, as far as it has come.
func (s *Service) reviewOf(w *work, session *domain.EmergencySession) *domain.Case {
	name, b := w.dir.name(session.UserID), session.Bundle
	due, what := *session.EndsAt, "in force until "+clock(*session.EndsAt)
	if session.EndedAt != nil {
		due, what = *session.EndedAt, "nothing was done"
		if !session.Empty() {
			what = fmt.Sprintf("%s, %s, score %d", plural(session.Findings.Acts, "act"), plural(session.Findings.Refusals, "refusal"), session.Score)
		}
	}
	return &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase}, Category: domain.CaseEmergency, AboutID: session.UserID, SubjectID: session.ID,
		Twin: session.ID.UUID.String(), Title: fmt.Sprintf("%s used %s under %s: %s", name, b.Name, session.Ticket, what),
		Evidence: s.tellSession(w, session), DueAt: due.Add(domain.EmergencyReview),
	}
}

// tellSession is what a reviewer should know of a session, in lines.
func (s *Service) tellSession(w *work, session *domain.EmergencySession) string {
	given := "in force at once, without a second person"
	if !session.DecidedID.IsZero() {
		given = "approved by " + w.dir.name(session.DecidedID)
	}
	lines := []string{
		"Asked for: " + session.Reason,
		fmt.Sprintf("Given: %s, from %s for %d minutes, %s.", session.Bundle.Name, clock(*session.StartsAt), session.Minutes, given),
	}
	if len(session.Conflicts) > 0 {
		lines = append(lines, "Both sides were held of: "+s.rules(session.Conflicts))
	}
	if session.EndedAt == nil {
		return strings.Join(lines, "\n")
	}
	lines = append(lines, fmt.Sprintf("Ended: %s. %s and %s are in the log.", clock(*session.EndedAt),
		plural(session.Findings.Acts, "act"), plural(session.Findings.Refusals, "refusal")))
	if broken := session.Findings.Broken; len(broken) > 0 {
		lines = append(lines, "Rules that were lifted and then broken: "+s.rules(broken))
	}
	if held := session.Findings.Held; len(held) > 0 {
		lines = append(lines, "Rules that stopped an attempt: "+s.rules(held))
	}
	return strings.Join(lines, "\n")
}

// rules names segregation rules, for sentences.
func (s *Service) rules(keys []string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = key
		for _, r := range s.gate.Snapshot().Book().Rules {
			if r.Key == key {
				names[i] = fmt.Sprintf("%s (%s, %s)", key, r.Name, strings.ToLower(string(r.Risk)))
			}
		}
	}
	return strings.Join(names, "; ")
}

// askWhenFrequent opens a case when a person uses emergency access more often than usual: what is needed so often should
// be a role.
func (s *Service) askWhenFrequent(ctx context.Context, w *work, session *domain.EmergencySession) error {
	n, err := w.tx.EmergenciesSince(ctx, session.UserID, w.at.Add(-domain.EmergencySpan))
	if err != nil || n <= domain.EmergencyUsual {
		return err
	}
	name, days := w.dir.name(session.UserID), int(domain.EmergencySpan.Hours()/24)
	_, err = s.openCase(ctx, w, &domain.Case{
		ID: domain.ID{Kind: domain.NodeCase}, Category: domain.CaseFrequency, AboutID: session.UserID,
		SubjectID: session.ID, Twin: session.UserID.String(),
		Title: fmt.Sprintf("%s used emergency access %d times in %d days", name, n, days),
		Evidence: fmt.Sprintf("Up to %d sessions in %d days pass without a question. The last one was %s under %s.",
			domain.EmergencyUsual, days, session.Bundle.Name, session.Ticket),
		DueAt: w.at.Add(caseTime),
	}, session.Bundle.ControllerID)
	return err
}

// clock is an instant in sentences.
func clock(at time.Time) string { return at.UTC().Format("2006-01-02 15:04") + " UTC" }
