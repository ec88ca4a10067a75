package authz

import (
	_ "embed"
	"errors"
	"fmt"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	"github.com/casbin/casbin/v2/rbac"
)

//go:embed model.conf
var modelText string

// secondQuestion selects r2, p2, e2 and m2.
var secondQuestion = casbin.NewEnforceContext("2")

var errNoRows = errors.New("no rows to decide by")

// evaluator is Casbin as a pure function of model, rows and request. It holds no rules of its own: rows come from an
// immutable snapshot with each question and are taken away again. One goroutine uses it at a time, and it never leaves
// its snapshot, because Casbin keeps the first g that it compiled.
type evaluator struct {
	enforcer *casbin.Enforcer
	grants   *model.Assertion
	duties   *model.Assertion
}

func newEvaluator(carries carried) (*evaluator, error) {
	m, err := model.NewModelFromString(modelText)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	enforcer, err := casbin.NewEnforcer(m)
	if err != nil {
		return nil, fmt.Errorf("make evaluator: %w", err)
	}
	m["g"]["g"].RM = roleGraph{carries: carries}
	return &evaluator{enforcer: enforcer, grants: m["p"]["p"], duties: m["p"]["p2"]}, nil
}

// mayBy asks question 1 and returns the row that allows, nil when none does. Errors: whatever Casbin could not
// evaluate; no rows at all, because Casbin would then compare the request with empty words.
func (e *evaluator) mayBy(rows [][]string, q request) ([]string, error) {
	if len(rows) == 0 {
		return nil, errNoRows
	}
	e.grants.Policy = rows
	defer func() { e.grants.Policy = nil }()
	allowed, row, err := e.enforcer.EnforceEx(q.sub, q.may, q.ent, q.amt, q.at)
	if err != nil {
		return nil, fmt.Errorf("ask for a grant: %w", err)
	}
	if !allowed {
		return nil, nil
	}
	if len(row) == 0 {
		return nil, errors.New("allowed by no row")
	}
	return row, nil
}

// clear asks question 2: whether no row of rows stands against the duties already used.
func (e *evaluator) clear(rows [][]string, used []any) (bool, error) {
	if len(rows) == 0 {
		return false, errNoRows
	}
	e.duties.Policy = rows
	defer func() { e.duties.Policy = nil }()
	allowed, err := e.enforcer.Enforce(secondQuestion, used)
	if err != nil {
		return false, fmt.Errorf("ask for conflicts: %w", err)
	}
	return allowed, nil
}

// carried says which acts each role carries, inheritance already followed to its end.
type carried map[string]map[string]bool

// roleGraph is the g of the model. Casbin's own role manager makes and deletes roles while it looks them up and stops
// following a chain without a word; this one only reads. Its other methods are nil: calling one is a panic, which the
// evaluator turns into an error and the gate into a refusal.
type roleGraph struct {
	rbac.RoleManager
	carries carried
}

// HasLink says whether the role carries the act.
func (g roleGraph) HasLink(role, act string, _ ...string) (bool, error) {
	return g.carries[role][act], nil
}
