package domain

import "testing"

func TestTimeline_TellsThePastAndEndsWithWhomItWaitsFor(t *testing.T) {
	t.Parallel()
	i := sample(StateDraft)
	e, err := i.Submit(clerk, noon)
	if err != nil {
		t.Fatal(err)
	}
	i.Events = []Event{e, {Text: "It was checked.", ActorKind: ActorSystem, ActorName: "intake", At: noon}}
	i.Tasks[0].Candidates = []*User{{Name: "Maria"}, {Name: "Tom"}}
	story := i.Timeline()
	if len(story) != 3 || story[0].Text != "Ada Clerk handed the invoice in." || story[0].Event != &i.Events[0] || story[0].Phase != PhasePast {
		t.Fatalf("%+v", story)
	}
	if u, ok := story[0].Actor.(*User); !ok || u.Name != "Ada Clerk" {
		t.Errorf("%+v", story[0].Actor)
	}
	if s, ok := story[1].Actor.(*SystemName); !ok || s.Name != "intake" {
		t.Errorf("%+v", story[1].Actor)
	}
	if now := story[2]; now.Phase != PhaseNow || now.Text != "Waits for Maria or Tom." || now.Actor != nil || now.Event != nil {
		t.Errorf("%+v", now)
	}
}

func TestEither_ListsFewByNameAndCountsMany(t *testing.T) {
	t.Parallel()
	people := []*User{{Name: "A"}, {Name: "B"}, {Name: "C"}, {Name: "D"}, {Name: "E"}}
	for n, want := range map[int]string{0: "somebody who may act", 1: "A", 2: "A or B", 3: "A, B or C", 4: "A, B or 2 others", 5: "A, B or 3 others"} {
		if got := Either(people[:n]); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
