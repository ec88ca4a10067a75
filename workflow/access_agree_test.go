package workflow_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
	"countersign/store"
)

// dice draws what these tests are made of; the seed is printed by whoever fails.
type dice struct{ *rand.Rand }

func pick[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// some is n of a list, at least one.
func some[T any](d dice, most int, from []T) []T {
	mixed := slices.Clone(from)
	d.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
	return mixed[:1+d.IntN(min(most, len(mixed)))]
}

// people are everybody who works in the group, in order of their ids.
func people(book domain.Rulebook) []domain.UUID {
	var all []domain.UUID
	for id := range book.Names {
		if !slices.Contains(book.Inactive, id) && !slices.ContainsFunc(book.Services, func(s domain.ServiceAccount) bool { return s.ID == id }) {
			all = append(all, id)
		}
	}
	slices.SortFunc(all, domain.UUID.Compare)
	return all
}

// places are the group and its entities.
func places(book domain.Rulebook) []domain.EntityID {
	all := []domain.EntityID{0}
	for e := range book.Entities {
		all = append(all, e)
	}
	slices.Sort(all)
	return all
}

// lendable are actions that may be delegated.
var lendable = []domain.Action{
	domain.EnterInvoice, domain.CodeInvoice, domain.ApproveInvoice, domain.PostInvoice, domain.ApproveOrder, domain.ReleasePayment, domain.ResolveCase,
}

// world is a revision that turns the rulebook into another one: roles that give other things, grants to anybody, loans,
// accepted conflicts and rules, sound as the strict loader sees it and as wild as that allows.
func (d dice) world(now domain.Rulebook, at time.Time) domain.Revision {
	who, where := people(now), places(now)
	record := domain.Record{From: at}
	var r domain.Revision
	kept := []string{"auditor", "scan_desk"} // who asks, and what a machine holds, which may not have everything
	for _, role := range some(d, 4, slices.DeleteFunc(slices.Clone(now.Roles), func(r domain.Role) bool { return slices.Contains(kept, r.Key) })) {
		role.Actions, role.Record = some(d, 8, domain.Actions()), record
		r.Roles = append(r.Roles, role)
	}
	for i := range 30 {
		g := domain.Grant{
			ID: domain.UUIDOf("grant of a world", fmt.Sprint(at.UnixNano(), i)), Person: pick(d, who), Role: pick(d, now.Roles).Key, Entities: some(d, 4, where),
			ValidFrom: at.Add(-time.Duration(d.IntN(48)) * time.Hour), Record: record,
		}
		if d.IntN(3) > 0 {
			g.Limit = domain.NewMoney(int64(d.IntN(500_000_00)), now.Currency)
		}
		if d.IntN(4) == 0 {
			g.ValidTo = at.Add(time.Duration(d.IntN(48)+1) * time.Hour)
		}
		r.Grants = append(r.Grants, g)
	}
	half := len(who) / 2 // who lends never borrows: no chain arises
	for i := range 6 {
		r.Delegations = append(r.Delegations, domain.Delegation{
			ID: domain.UUIDOf("loan of a world", fmt.Sprint(at.UnixNano(), i)), From: pick(d, who[:half]), To: pick(d, who[half:]),
			Actions: some(d, 4, lendable), Entities: some(d, 4, where), ValidFrom: at.Add(-time.Hour), ValidTo: at.Add(24 * time.Hour), Record: record,
		})
	}
	person := pick(d, who)
	r.Mitigations = append(r.Mitigations, domain.Mitigation{
		ID: domain.UUIDOf("mitigation of a world", fmt.Sprint(at.UnixNano())), Rule: pick(d, now.Rules).Key, Person: person, Control: "A look.",
		Owner: pick(d, slices.DeleteFunc(slices.Clone(who), func(id domain.UUID) bool { return id == person })), ValidFrom: at.Add(-time.Hour), ValidTo: at.Add(time.Hour), Record: record,
	})
	return r
}

// Who can is asked in 50 worlds, about records, entities, amounts and anywhere, and says the same as asking each person.
func TestWhoCan_AgreesWithAccessCheckForEveryPair(t *testing.T) {
	t.Parallel()
	h := openHouse(t, past.New(t), nil)
	worlds := 50
	if testing.Short() {
		worlds = 5
	}
	seed := uint64(20260601)
	d := dice{rand.New(rand.NewPCG(seed, 1))}
	var open []domain.ID
	rows, err := h.pool.Pool.Query(t.Context(), `SELECT entity_id, id FROM invoice WHERE state IN ('IN_REVIEW', 'ON_HOLD', 'RETURNED', 'FAILED') ORDER BY id`)
	require.NoError(t, err)
	for rows.Next() {
		id := domain.ID{Kind: domain.NodeInvoice}
		require.NoError(t, rows.Scan(&id.Entity, &id.UUID))
		open = append(open, id)
	}
	require.NoError(t, rows.Err())
	require.NotEmpty(t, open)
	pairs, may, questions, cans := 0, 0, 0, 0
	for n := range worlds {
		h.later(time.Second)
		h.revise(d.world(h.service.Book().Book(), h.now()))
		for range 12 {
			q := d.question(h, open)
			counted, allowed, differs, err := h.service.Agree(h.as(auditor), q)
			require.NoError(t, err)
			require.Nil(t, differs, "world %d of seed %d, %+v", n, seed, q)
			pairs, may, questions = pairs+counted, may+allowed, questions+1
		}
		// Through the front door, one person of each world: the answer is that of the list.
		q := d.question(h, open)
		list, err := h.service.WhoCan(h.as(auditor), q)
		require.NoError(t, err)
		one := pick(d, people(h.service.Book().Book()))
		answer, err := h.service.AccessCheck(h.as(auditor), domain.ID{Kind: domain.NodeUser, UUID: one}, q)
		require.NoError(t, err)
		require.Equal(t, slices.ContainsFunc(list, func(a *domain.EffectiveAccess) bool { return a.Person == one }), answer.Permit.Allowed)
		cans += h.agreesWithCan(t, pick(d, open), d)
	}
	t.Logf("%d worlds, %d questions, %d pairs of person and question compared, %d of them allowed; %d buttons compared", worlds, questions, pairs, may, cans)
	require.Greater(t, may, worlds*20, "too few are allowed to show anything")
}

// agreesWithCan compares what a page of an invoice offers some people with what an auditor is told about them.
func (h *house) agreesWithCan(t *testing.T, id domain.ID, d dice) (compared int) {
	t.Helper()
	inv := h.invoice(id)
	actions := []domain.Action{domain.ApproveInvoice, domain.EnterInvoice, domain.PostInvoice}
	for _, who := range some(d, 8, people(h.service.Book().Book())) {
		as := domain.WithActor(t.Context(), domain.Actor{Kind: domain.ActorPerson, ID: who, RequestID: "test"})
		can, err := h.service.CanInvoice(as, inv, actions)
		require.NoError(t, err)
		for i, action := range actions {
			answer, err := h.service.AccessCheck(h.as(auditor), domain.ID{Kind: domain.NodeUser, UUID: who}, about(id, action))
			require.NoError(t, err)
			lent := func(p domain.AccessPath) bool { return p.Delegation != nil }
			if action != domain.ApproveInvoice && answer.Permit.Allowed && !slices.ContainsFunc(answer.Permit.Paths, func(p domain.AccessPath) bool { return !lent(p) }) {
				continue // the page lets people decide for others, and do the rest in their own right
			}
			require.Equal(t, can[i].Allowed, answer.Permit.Allowed, "%s: %v, %v", action, can[i].Reasons, answer.Permit.Reasons)
			compared++
		}
	}
	return compared
}

// revise writes a revision of the rulebook past the workflow and has the house take it on.
func (h *house) revise(r domain.Revision) {
	h.t.Helper()
	require.NoError(h.t, h.db.InTx(h.t.Context(), func(tx *store.Tx) error {
		_, err := tx.Revise(h.t.Context(), r, h.now(), domain.UUID{})
		return err
	}))
	_, err := h.service.Roles(h.as(auditor), nil)
	require.NoError(h.t, err)
}

// question is about a record, an entity with or without an amount, or anywhere.
func (d dice) question(h *house, open []domain.ID) domain.AccessQuestion {
	q := domain.AccessQuestion{Action: pick(d, domain.Actions())}
	switch d.IntN(4) {
	case 0, 1:
		id := pick(d, open)
		q.SubjectID, q.Action = &id, pick(d, []domain.Action{domain.ApproveInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.PostInvoice, domain.ViewInvoice})
	case 2:
		entity := domain.EntityNode(pick(d, places(h.service.Book().Book())))
		q.EntityID = &entity
		if authz.Limited(q.Action) || d.IntN(3) == 0 {
			q.Action = pick(d, []domain.Action{domain.ApproveInvoice, domain.PostInvoice, domain.ReleasePayment, domain.ApproveOrder})
			q.Amount = &domain.MoneyInput{Amount: domain.NewDecimal(int64(d.IntN(1_000_000)), 0), Currency: "EUR"}
		}
	}
	return q
}
