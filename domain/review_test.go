package domain

import (
	"slices"
	"testing"
	"time"
)

func reviewed(entities ...EntityID) *ReviewItem {
	return &ReviewItem{
		ID: ID{Kind: NodeReviewItem, Entity: 1, UUID: UUIDOf("line")}, ReviewID: UUIDOf("review"), ReviewerID: second.ID,
		Grant: Grant{ID: UUIDOf("grant"), Person: caller.ID, Role: "clerk", Entities: entities, ValidFrom: nightfall.AddDate(-1, 0, 0)},
	}
}

func entityNodes(numbers ...EntityID) []ID {
	list := make([]ID, len(numbers))
	for i, n := range numbers {
		list[i] = EntityNode(n)
	}
	return list
}

func TestAccessReview_CoversStandingGrantsOfItsScope(t *testing.T) {
	t.Parallel()
	scope := &AccessReview{Roles: []string{"clerk"}, Entities: []EntityID{2, 3}}
	for name, c := range map[string]struct {
		change func(*Grant)
		covers bool
	}{
		"as it should be":        {func(*Grant) {}, true},
		"that ends later":        {func(g *Grant) { g.ValidTo = nightfall.Add(time.Second) }, true},
		"that ends now":          {func(g *Grant) { g.ValidTo = nightfall }, false},
		"that begins later":      {func(g *Grant) { g.ValidFrom = nightfall.Add(time.Second) }, false},
		"of another role":        {func(g *Grant) { g.Role = "poster" }, false},
		"of other entities":      {func(g *Grant) { g.Entities = []EntityID{0, 1} }, false},
		"that reaches further":   {func(g *Grant) { g.Entities = []EntityID{1, 3} }, true},
		"of an emergency":        {func(g *Grant) { g.Emergency = "INC-1" }, false},
		"without any limit":      {func(g *Grant) { g.Limit = Money{} }, true},
		"that began this moment": {func(g *Grant) { g.ValidFrom = nightfall }, true},
	} {
		g := reviewed(2).Grant
		c.change(&g)
		if scope.Covers(&g, nightfall) != c.covers {
			t.Errorf("a grant %s: covered is %t", name, !c.covers)
		}
	}
	if all := (&AccessReview{}); !all.Covers(&reviewed(7).Grant, nightfall) {
		t.Error("an open scope covers everything")
	}
}

func TestReviewItem_IsNarrowedToSomeOfItsEntities(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		stay []ID
		want []EntityID // nil is refused
	}{
		"one of three":       {entityNodes(2), []EntityID{2}},
		"two of three":       {entityNodes(3, 1), []EntityID{1, 3}},
		"one, named twice":   {entityNodes(2, 2), []EntityID{2}},
		"all":                {entityNodes(1, 2, 3), nil},
		"none":               {nil, nil},
		"one not covered":    {entityNodes(1, 9), nil},
		"something else":     {[]ID{{Kind: NodeUser, Entity: 1}}, nil},
		"all, in some order": {entityNodes(3, 2, 1), nil},
	} {
		item, why := reviewed(1, 2, 3), "He works in Lyon."
		_, err := item.Decide(second, &ReviewAnswerInput{Decision: ReviewNarrow, Reason: &why, NarrowTo: c.stay}, nightfall)
		if (err == nil) != (c.want != nil) || !slices.Equal(item.NarrowedTo, c.want) {
			t.Errorf("%s: %v, %v", name, item.NarrowedTo, err)
			continue
		}
		if err != nil {
			continue
		}
		after := item.After(item.Grant, second.ID, UUID{}, nightfall)
		if !slices.Equal(after.Entities, c.want) || !after.ValidTo.IsZero() {
			t.Errorf("%s: the grant is for %v until %v", name, after.Entities, after.ValidTo)
		}
		if !item.Gone([]Grant{after}, nightfall) || item.Gone([]Grant{item.Grant}, nightfall) {
			t.Errorf("%s: the second look does not tell before from after", name)
		}
	}
}

func TestReviewItem_RevokedEndsNowAndIsLookedForAgain(t *testing.T) {
	t.Parallel()
	item, why := reviewed(1), "He left the team."
	if _, err := item.Decide(second, &ReviewAnswerInput{Decision: ReviewRevoke, Reason: &why}, nightfall); err != nil {
		t.Fatal(err)
	}
	after := item.After(item.Grant, caller.ID, second.ID, nightfall)
	if !after.ValidTo.Equal(nightfall) || after.Record.Reason != why || after.Record.Approved != second.ID {
		t.Errorf("%+v", after)
	}
	item.AppliedAt = &nightfall
	for name, c := range map[string]struct {
		grants []Grant
		gone   bool
	}{
		"ended":         {[]Grant{after}, true},
		"not there":     {nil, true},
		"another grant": {[]Grant{{ID: UUIDOf("other"), Person: caller.ID}}, true},
		"still there":   {[]Grant{item.Grant}, false},
	} {
		if item.Gone(c.grants, nightfall.Add(-time.Second)) != c.gone { // a clock that is a little behind
			t.Errorf("%s: gone is %t", name, !c.gone)
		}
	}
	just := item.Grant
	just.ValidFrom = nightfall
	if ends := item.After(just, caller.ID, UUID{}, nightfall).ValidTo; !ends.After(nightfall) {
		t.Errorf("a grant of this very moment ends at %v", ends)
	}
	narrow := ReviewNarrow
	item.Decision, item.NarrowedTo = &narrow, []EntityID{9}
	if after := item.After(item.Grant, caller.ID, UUID{}, nightfall); !after.ValidTo.Equal(nightfall) {
		t.Errorf("what narrowing leaves nothing of ends: %+v", after)
	}
}

func TestReviewItem_IsDecidedOnceByItsReviewer(t *testing.T) {
	t.Parallel()
	delegate := second
	delegate.OnBehalf.ID = UUIDOf("third")
	third := Actor{Kind: ActorPerson, ID: UUIDOf("third"), Name: "Cy"}
	keep := &ReviewAnswerInput{Decision: ReviewKeep}
	for name, by := range map[string]Actor{"the holder": caller, "somebody else": third, "the clock": SystemActor("clock"), "a delegate": delegate} {
		if _, err := reviewed(1).Decide(by, keep, nightfall); CodeOf(err) != CodeForbidden {
			t.Errorf("%s: %v", name, err)
		}
	}
	vacant := reviewed(1)
	vacant.Vacant = true
	if _, err := vacant.Decide(caller, keep, nightfall); CodeOf(err) != CodeForbidden {
		t.Errorf("the holder, of a line that nobody answers for: %v", err)
	}
	if _, err := vacant.Decide(third, keep, nightfall); err != nil {
		t.Errorf("somebody else, of a line that nobody answers for: %v", err)
	}
	if _, err := vacant.Decide(third, keep, nightfall); CodeOf(err) != CodeWrongState {
		t.Errorf("a second time: %v", err)
	}
	if _, err := vacant.Lapse(nightfall); CodeOf(err) != CodeWrongState {
		t.Errorf("a decided line lapses: %v", err)
	}
}

func TestCase_EndsByItselfOnlyWhenAFeedLacksNothing(t *testing.T) {
	t.Parallel()
	for category := range resolutionCodes {
		c := &Case{Category: category, State: CaseOpen, Key: "CAS-2026-000001"}
		_, err := c.Arrived("It came.", nightfall)
		if category != CaseFeed {
			if CodeOf(err) != CodeForbidden || c.State != CaseOpen || c.Resolution != nil {
				t.Errorf("%s: %v, %s", category, err, c.State)
			}
			continue
		}
		if err != nil || c.State != CaseResolved || c.Resolution.Code != "ARRIVED" || !slices.Contains(c.Codes(), c.Resolution.Code) {
			t.Errorf("%s: %v, %+v", category, err, c.Resolution)
		}
		if who, ok := c.Resolution.By().(*SystemName); !ok || who.Name != "clock" {
			t.Errorf("%s: resolved by %v", category, c.Resolution.By())
		}
		if _, err := c.Arrived("It came.", nightfall); CodeOf(err) != CodeWrongState {
			t.Errorf("%s: a second time: %v", category, err)
		}
	}
}

func TestCase_IsResolvedByACodeOfItsCategory(t *testing.T) {
	t.Parallel()
	for _, category := range []string{CaseEmergency, CaseFrequency, CaseSweep, CaseAccess} {
		c := &Case{Category: category, State: CaseOpen, AboutID: caller.ID, Key: "CAS-2026-000001"}
		in := ResolveCaseInput{Code: c.Codes()[0], Note: "Looked at."}
		if _, err := c.Resolve(caller, in, nightfall); CodeOf(err) != CodeForbidden {
			t.Errorf("%s: whom it is about: %v", category, err)
		}
		if _, err := c.Resolve(second, ResolveCaseInput{Code: "DONE", Note: "Looked at."}, nightfall); fieldOf(err) != "code" {
			t.Errorf("%s: a code of no category: %v", category, err)
		}
		if _, err := c.Resolve(second, in, nightfall); err != nil || c.State != CaseResolved {
			t.Errorf("%s: %v", category, err)
		}
		if _, err := c.Resolve(second, in, nightfall); CodeOf(err) != CodeWrongState {
			t.Errorf("%s: a second time: %v", category, err)
		}
	}
}
