package domain

import (
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	nightfall = time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)
	caller    = Actor{Kind: ActorPerson, ID: UUIDOf("caller"), Name: "Ann"}
	second    = Actor{Kind: ActorPerson, ID: UUIDOf("second"), Name: "Bo"}
)

func desk() *EmergencyBundle {
	return &EmergencyBundle{Key: "desk", Name: "Desk", Role: "desk_role", Entities: []EntityID{1}, MaxMinutes: 60, Actions: []Action{EnterInvoice}}
}

func asked(t *testing.T) *EmergencySession {
	t.Helper()
	in := UseOverrideInput{Ticket: "INC-1", Reason: "It cannot wait for Monday.", Minutes: 30}
	s, _, err := RequestEmergency(ID{Kind: NodeEmergency, UUID: UUIDOf("session")}, desk(), caller, in, nil, nightfall)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRequestEmergency_Bounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*UseOverrideInput)
		field  string
	}{
		"as it should be":     {func(*UseOverrideInput) {}, ""},
		"the longest":         {func(in *UseOverrideInput) { in.Minutes = 60 }, ""},
		"the shortest":        {func(in *UseOverrideInput) { in.Minutes = 5 }, ""},
		"too long":            {func(in *UseOverrideInput) { in.Minutes = 61 }, "minutes"},
		"too short":           {func(in *UseOverrideInput) { in.Minutes = 4 }, "minutes"},
		"a ticket by number":  {func(in *UseOverrideInput) { in.Ticket = "#20931" }, ""},
		"no ticket":           {func(in *UseOverrideInput) { in.Ticket = "" }, "ticket"},
		"a ticket of words":   {func(in *UseOverrideInput) { in.Ticket = "as we said" }, "ticket"},
		"a ticket too long":   {func(in *UseOverrideInput) { in.Ticket = strings.Repeat("A", 41) }, "ticket"},
		"a reason of nothing": {func(in *UseOverrideInput) { in.Reason = "   urgent   " }, "reason"},
		"a reason too long":   {func(in *UseOverrideInput) { in.Reason = strings.Repeat("a", 2001) }, "reason"},
	} {
		in := UseOverrideInput{Ticket: "INC-1", Reason: "It cannot wait for Monday.", Minutes: 30}
		c.change(&in)
		_, _, err := RequestEmergency(ID{}, desk(), caller, in, nil, nightfall)
		if got := fieldOf(err); got != c.field {
			t.Errorf("%s: refused for %q, want %q (%v)", name, got, c.field, err)
		}
	}
}

func fieldOf(err error) string {
	if refusal, ok := err.(*Error); ok { //nolint:errorlint // the dictionary never wraps
		return refusal.Field
	}
	return ""
}

func TestRequestEmergency_IsForPeopleInTheirOwnName(t *testing.T) {
	t.Parallel()
	delegate := caller
	delegate.OnBehalf.ID = second.ID
	for _, by := range []Actor{SystemActor("clock"), {Kind: ActorService, ID: UUIDOf("machine")}, delegate} {
		if _, _, err := RequestEmergency(ID{}, desk(), by, UseOverrideInput{}, nil, nightfall); CodeOf(err) != CodeForbidden {
			t.Errorf("%+v: %v", by, err)
		}
	}
}

func TestEmergencyBundle_GivesNothingThatOutlastsIt(t *testing.T) {
	t.Parallel()
	for _, action := range Actions() {
		b := desk()
		b.Actions = []Action{ViewInvoice, action}
		if refused := CodeOf(b.Sound()) == CodeWrongState; refused != slices.Contains(neverInEmergency, action) {
			t.Errorf("%s: refused is %t", action, refused)
		}
	}
	empty := desk()
	empty.Actions = nil
	if CodeOf(empty.Sound()) != CodeWrongState {
		t.Error("a bundle that gives nothing is used")
	}
}

func TestEmergencySession_GoesItsWay(t *testing.T) {
	t.Parallel()
	s := asked(t)
	if _, err := s.End(caller, nightfall); CodeOf(err) != CodeWrongState {
		t.Fatalf("what is not in force was ended: %v", err)
	}
	grant, _, err := s.Activate(second, nil, nightfall)
	if err != nil {
		t.Fatal(err)
	}
	if grant.Emergency != "INC-1" || grant.Person != caller.ID || grant.ValidTo.Sub(grant.ValidFrom) != 30*time.Minute ||
		grant.Record.Requested != caller.ID || grant.Record.Approved != second.ID {
		t.Errorf("%+v", grant)
	}
	if _, _, err := s.Activate(second, nil, nightfall); CodeOf(err) != CodeWrongState {
		t.Errorf("it was put in force twice: %v", err)
	}
	if _, err := s.Refuse(second, nil, nightfall); CodeOf(err) != CodeWrongState {
		t.Errorf("what is in force was refused: %v", err)
	}
	if _, err := s.Reviewed(second, "JUSTIFIED", nightfall); CodeOf(err) != CodeWrongState {
		t.Errorf("it was reviewed before it ended: %v", err)
	}
	if _, err := s.End(SystemActor("clock"), nightfall.Add(time.Hour)); err != nil || !s.EndedAt.Equal(*s.EndsAt) {
		t.Errorf("a clock that comes late ends it at its time: %v, %v", s.EndedAt, err)
	}
	if _, err := s.Reviewed(second, "JUSTIFIED", nightfall.Add(2*time.Hour)); err != nil || s.State != EmergencyReviewed {
		t.Errorf("%s, %v", s.State, err)
	}
}

func TestEmergencySession_IsScoredByTheRulesThatItBroke(t *testing.T) {
	t.Parallel()
	rules := []DutyRule{{Key: "L", Risk: RiskLow}, {Key: "M", Risk: RiskMedium}, {Key: "H", Risk: RiskHigh}, {Key: "C", Risk: RiskCritical}}
	ended := nightfall
	for score, found := range map[int]EmergencyFindings{
		0:  {Acts: 40, Refusals: 3},
		1:  {Acts: 1, Broken: []string{"L"}},
		7:  {Acts: 2, Broken: []string{"H", "M"}, Held: []string{"H"}},
		18: {Acts: 9, Broken: []string{"L", "M", "H"}, Held: []string{"C", "C"}},
		2:  {Acts: 1, Broken: []string{"a rule that was removed"}},
	} {
		s := &EmergencySession{EndedAt: &ended}
		s.Assess(found, rules)
		if s.Score != score || s.Empty() {
			t.Errorf("%+v scores %d, want %d", found, s.Score, score)
		}
	}
	if s := (&EmergencySession{EndedAt: &ended}); !s.Empty() {
		t.Error("nothing was done, and it is not empty")
	}
	if s := (&EmergencySession{}); s.Empty() {
		t.Error("it goes on, and is empty")
	}
}
