package domain

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// house is a chain of managers: owner < lead < head < ceo, two CFOs, and limits that grow with them.
func house() Directory {
	d := Directory{
		People: map[UUID]*User{}, CenterOwners: map[string]UUID{"4100": UUIDOf("owner")}, Limits: map[UUID]Money{},
		Roles: map[string]RoleHolders{"cfo": {Name: "Finance head", People: []UUID{UUIDOf("cfo1"), UUIDOf("cfo2")}}},
	}
	chain := []string{"owner", "lead", "head", "ceo"}
	for n, name := range append(chain, "cfo1", "cfo2", "clerk") {
		u := &User{ID: ID{NodeUser, 0, UUIDOf(name)}, Name: name, Active: true}
		if n < 3 {
			u.ManagerID = UUIDOf(chain[n+1])
		}
		d.People[u.ID.UUID] = u
	}
	for name, limit := range map[string]int64{"owner": 1000, "lead": 5000, "head": 50000, "cfo1": 200000, "cfo2": 100000} {
		d.Limits[UUIDOf(name)] = eur(limit)
	}
	d.Limits[UUIDOf("ceo")] = Money{}
	return d
}

func plan(d Directory, amount int64, steps ...StepTemplate) ([]*Task, []Excluded, error) {
	i := sample(StateSubmitted)
	i.Group = eur(amount)
	return BuildRoute(PolicyRow{Name: "Test", Then: Outcome{Steps: steps}}, d, i)
}

func names(d Directory, t *Task) string {
	var list []string
	for _, id := range t.CandidateIDs {
		list = append(list, d.People[id].Name)
	}
	return strings.Join(list, " ")
}

func TestBuildRoute_ClimbsToTheFirstWhoseLimitReaches(t *testing.T) {
	t.Parallel()
	owner, chain := asks(FromCostCenterOwner, ""), asks(FromManagerChain, "")
	for _, c := range []struct {
		amount int64
		from   StepTemplate
		want   string
		via    string
	}{
		{1000, owner, "owner", "owner of cost centre 4100"}, {1001, owner, "lead", "lead, above the owner of cost centre 4100"},
		{5001, owner, "head", "head, above the owner of cost centre 4100"}, {1_000_000, owner, "ceo", "ceo, above the owner of cost centre 4100"},
		{10, chain, "lead", "lead, above the owner of cost centre 4100"}, {6000, chain, "head", "head, above the owner of cost centre 4100"},
		{-1000, owner, "owner", "owner of cost centre 4100"}, {-1001, owner, "lead", "lead, above the owner of cost centre 4100"},
	} {
		d := house()
		tasks, _, err := plan(d, c.amount, c.from)
		if err != nil || names(d, tasks[0]) != c.want || tasks[0].Via != c.via {
			t.Errorf("%d: %v %+v", c.amount, err, tasks)
		}
	}
}

func TestBuildRoute_AStepsOwnLimitCountsWhenItIsHigher(t *testing.T) {
	t.Parallel()
	d, high := house(), eur(20000)
	tasks, _, err := plan(d, 10, StepTemplate{From: FromCostCenterOwner, Limit: &high})
	if err != nil || names(d, tasks[0]) != "head" || *tasks[0].Limit != high {
		t.Errorf("%v %+v", err, tasks)
	}
	low := eur(1)
	if tasks, _, err = plan(d, 6000, StepTemplate{From: FromCostCenterOwner, Limit: &low}); err != nil || names(d, tasks[0]) != "head" || *tasks[0].Limit != eur(6000) {
		t.Errorf("%v %+v", err, tasks)
	}
}

func TestBuildRoute_AsksEveryHolderWhoMaySmallestLimitFirst(t *testing.T) {
	t.Parallel()
	d := house()
	tasks, _, err := plan(d, 50000, asks(FromCostCenterOwner, ""), asks(FromRole, "cfo"))
	if err != nil || names(d, tasks[1]) != "cfo2 cfo1" || tasks[1].Via != "role Finance head" {
		t.Fatalf("%v %+v", err, tasks)
	}
	if tasks[0].State != TaskReady || tasks[1].State != TaskPending || *tasks[1].Step != 2 || tasks[1].Round != 2 || tasks[1].Kind != TaskApprove {
		t.Errorf("%+v", tasks[1])
	}
	if tasks[1].Because != "Row “Test”, step 2 of 2: role Finance head." {
		t.Error(tasks[1].Because)
	}
	tasks, excluded, err := plan(d, 150000, asks(FromRole, "cfo"))
	if err != nil || names(d, tasks[0]) != "cfo1" || len(excluded) != 1 || excluded[0].Reason.Code != DenyOverLimit || *excluded[0].Reason.Limit != eur(100000) {
		t.Errorf("%v %+v", err, excluded)
	}
}

func TestBuildRoute_LeavesOutWhoMayNotAndSaysWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(*Directory, *Invoice)
		code  DenyCode
		text  string
	}{
		"entered it": {func(_ *Directory, i *Invoice) { i.EnteredBy = Actor{Kind: ActorPerson, ID: UUIDOf("owner")} }, DenyOwnItem, "owner entered this invoice."},
		"changed it": {func(_ *Directory, i *Invoice) { i.EditedBy = UUIDOf("owner") }, DenyOwnItem, "owner was the last to change this invoice."},
		"has left":   {func(d *Directory, _ *Invoice) { d.People[UUIDOf("owner")].Active = false }, DenyNoGrant, "owner has left."},
		"no right":   {func(d *Directory, _ *Invoice) { delete(d.Limits, UUIDOf("owner")) }, DenyNoGrant, "owner may not approve invoices of this entity."},
		"no limit":   {func(d *Directory, _ *Invoice) { d.Limits[UUIDOf("owner")] = eur(1) }, DenyOverLimit, "owner may approve up to 1.00 EUR; this step needs 119.00 EUR."},
		"other money": {func(d *Directory, _ *Invoice) { d.Limits[UUIDOf("owner")] = NewMoney(1e9, "USD") }, DenyOverLimit,
			"owner may approve up to 10000000.00 USD; this step needs 119.00 EUR."},
		"gate": {func(d *Directory, _ *Invoice) {
			d.Denied = map[UUID][]DenyReason{UUIDOf("owner"): {{Code: DenySod, Message: "owner ordered it."}}}
		}, DenySod, "owner ordered it."},
	} {
		d, i := house(), sample(StateSubmitted)
		c.spoil(&d, i)
		tasks, excluded, err := BuildRoute(PolicyRow{Then: Outcome{Steps: []StepTemplate{asks(FromCostCenterOwner, "")}}}, d, i)
		if err != nil || names(d, tasks[0]) != "lead" || len(excluded) != 1 || excluded[0].Reason.Code != c.code || excluded[0].Reason.Message != c.text {
			t.Errorf("%s: %v %+v", name, err, excluded)
			continue
		}
		if why := (&RouteExplanation{Excluded: excluded}).WhyNot(nil, UUIDOf("owner")); len(why) != 1 || why[0].Message != c.text {
			t.Errorf("%s: %+v", name, why)
		}
	}
}

func TestBuildRoute_NobodyIsNeededTwice(t *testing.T) {
	t.Parallel()
	d := house()
	d.Limits[UUIDOf("lead")] = eur(1)
	tasks, excluded, err := plan(d, 100, asks(FromManagerChain, ""), asks(FromManagerChain, ""))
	if err != nil || names(d, tasks[0]) != "head" || names(d, tasks[1]) != "ceo" {
		t.Fatalf("%v %+v", err, tasks)
	}
	if !slices.ContainsFunc(excluded, func(x Excluded) bool {
		return x.Person == UUIDOf("head") && x.Step == 2 && x.Reason.Code == DenyAlreadyActed
	}) {
		t.Errorf("%+v", excluded)
	}
	d = house()
	d.Roles["cfo"] = RoleHolders{People: []UUID{UUIDOf("owner"), UUIDOf("cfo1")}}
	if tasks, _, err = plan(d, 100, asks(FromRole, "cfo"), asks(FromCostCenterOwner, "")); err != nil || names(d, tasks[0]) != "cfo1" || names(d, tasks[1]) != "owner" {
		t.Errorf("%v %+v", err, tasks)
	}
}

func TestBuildRoute_BlocksWhenAStepHasNobody(t *testing.T) {
	t.Parallel()
	role, owner, chain := asks(FromRole, "cfo"), asks(FromCostCenterOwner, ""), asks(FromManagerChain, "")
	for name, c := range map[string]struct {
		spoil func(*Directory, *Invoice)
		steps []StepTemplate
		want  string
	}{
		"nobody with the limit": {func(_ *Directory, i *Invoice) { i.Group = eur(300000) }, []StepTemplate{role}, "nobody who holds it"},
		"unknown role":          {nil, []StepTemplate{asks(FromRole, "king")}, "nobody who holds it"},
		"no centre":             {func(_ *Directory, i *Invoice) { i.Center = "" }, []StepTemplate{owner}, "no line names a cost centre"},
		"centre without owner":  {func(d *Directory, _ *Invoice) { d.CenterOwners = nil }, []StepTemplate{chain}, "has no owner"},
		"top reached":           {func(d *Directory, _ *Invoice) { d.Limits = map[UUID]Money{} }, []StepTemplate{owner}, "up to the top"},
		"a ring of managers": {func(d *Directory, _ *Invoice) {
			d.Limits = nil
			d.People[UUIDOf("ceo")].ManagerID = UUIDOf("owner")
		}, []StepTemplate{owner}, "up to the top"},
		"two for three steps": {nil, []StepTemplate{role, role, role}, "too few people"},
		"one for two steps": {func(d *Directory, _ *Invoice) { d.Roles["cfo"] = RoleHolders{People: []UUID{UUIDOf("cfo1")}} },
			[]StepTemplate{role, role}, "takes step 1"},
		"unknown source": {nil, []StepTemplate{{From: "ORACLE"}}, "does not say whom"},
	} {
		d, i := house(), sample(StateSubmitted)
		if c.spoil != nil {
			c.spoil(&d, i)
		}
		_, _, err := BuildRoute(PolicyRow{Name: "Test", Then: Outcome{Steps: c.steps}}, d, i)
		if CodeOf(err) != CodePolicyBlocked || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBuildRoute_EveryRouteCanBeWalkedByDifferentPeople(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	people := []string{"owner", "lead", "head", "ceo", "cfo1", "cfo2", "clerk"}
	routed, blocked := 0, 0
	for range 3000 {
		d, i := house(), sample(StateSubmitted)
		i.Group = eur(random.Int64N(9000))
		for _, key := range []string{"a", "b"} {
			var holders []UUID
			for _, name := range people {
				if random.IntN(2) == 0 {
					holders = append(holders, UUIDOf(name))
				}
				d.Limits[UUIDOf(name)] = eur(random.Int64N(20000))
			}
			d.Roles[key] = RoleHolders{People: holders}
		}
		i.EnteredBy = Actor{Kind: ActorPerson, ID: UUIDOf(people[random.IntN(len(people))])}
		var steps []StepTemplate
		for range 1 + random.IntN(4) {
			steps = append(steps, []StepTemplate{asks(FromRole, "a"), asks(FromRole, "b"), asks(FromCostCenterOwner, ""), asks(FromManagerChain, "")}[random.IntN(4)])
		}
		tasks, _, err := BuildRoute(PolicyRow{Name: "R", Then: Outcome{Steps: steps}}, d, i)
		if err != nil {
			blocked++
			if CodeOf(err) != CodePolicyBlocked {
				t.Fatal(err)
			}
			continue
		}
		routed++
		for _, task := range tasks {
			for _, id := range task.CandidateIDs {
				if limit := d.Limits[id]; id == i.EnteredBy.ID || limit.Minor < i.Group.Minor {
					t.Fatalf("%s is asked for %s with %s", d.People[id].Name, i.Group, limit)
				}
			}
		}
		if !walk(tasks, map[UUID]bool{}) {
			t.Fatalf("nobody can finish %+v", tasks)
		}
	}
	if routed < 500 || blocked < 200 {
		t.Errorf("routed %d, blocked %d: the sample says little", routed, blocked)
	}
}

// walk tries every assignment of people to steps: slow and plainly right.
func walk(tasks []*Task, taken map[UUID]bool) bool {
	if len(tasks) == 0 {
		return true
	}
	for _, id := range tasks[0].CandidateIDs {
		if !taken[id] {
			taken[id] = true
			if walk(tasks[1:], taken) {
				return true
			}
			delete(taken, id)
		}
	}
	return false
}

func TestPlanRoute_MakesTheRouteOfTheNextRound(t *testing.T) {
	t.Parallel()
	i := sample(StateSubmitted)
	i.Group = eur(12000)
	r, tasks, err := PlanRoute(table(), facts("12000"), house(), i)
	if err != nil || r.Automatic || r.Round != 2 || len(r.Steps) != 2 || len(tasks) != 2 || r.Explanation.Chosen.Name != "Large" || r.PolicyID != table().ID {
		t.Fatalf("%v %+v", err, r)
	}
	if r.Steps[0].Approvers[0].Name != "head" || r.Steps[1].State != TaskPending || len(r.Explanation.Excluded) == 0 {
		t.Errorf("%+v", r.Steps)
	}
	if _, err := i.Routed(r, noon); err != nil || i.State != StateInReview {
		t.Errorf("%v", err)
	}
	if why := r.Explanation.WhyNot(r, UUIDOf("head")); why != nil {
		t.Errorf("who is asked hears %+v", why)
	}
	if why := r.Explanation.WhyNot(r, UUIDOf("nobody")); len(why) != 1 || why[0].Code != DenyNotAssigned {
		t.Errorf("%+v", why)
	}
}

func TestPlanRoute_LetsTheAutomaticOnePassWithoutTasks(t *testing.T) {
	t.Parallel()
	i := sample(StateSubmitted)
	i.Match = Matched
	r, tasks, err := PlanRoute(table(), RouteFacts(i, nil), house(), i)
	if err != nil || !r.Automatic || len(tasks) != 0 || len(r.Steps) != 0 {
		t.Fatalf("%v %+v", err, r)
	}
	if why := r.Explanation.WhyNot(r, UUIDOf("head")); why[0].Message != "Row “Nobody” asks nobody." {
		t.Errorf("%+v", why)
	}
}

func TestPlanRoute_BlocksWithoutARowOrARate(t *testing.T) {
	t.Parallel()
	i, v := sample(StateSubmitted), table()
	v.Rows = v.Rows[:2]
	if _, _, err := PlanRoute(v, facts("1"), house(), i); CodeOf(err) != CodePolicyBlocked {
		t.Errorf("%v", err)
	}
	for _, group := range []Money{{}, NewMoney(100, "USD")} {
		i.Group = group
		if _, _, err := PlanRoute(table(), facts("1"), house(), i); CodeOf(err) != CodePolicyBlocked {
			t.Errorf("%v: %v", group, err)
		}
	}
}
