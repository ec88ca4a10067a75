package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// mutant is one check that can be switched off or turned round.
type mutant struct {
	n       int
	pkg     string // "authz"
	where   string // "authz/gate.go:60"
	text    string // of the condition
	removed bool   // the refusal is taken away; else the condition is inverted
}

func (m mutant) String() string {
	how := "inverted"
	if m.removed {
		how = "removed"
	}
	return fmt.Sprintf("%s %s: %s", m.where, how, m.text)
}

// finder gathers the mutants of one file and what must be inserted where.
type finder struct {
	pkg, path string
	text      []byte
	files     *token.FileSet
	found     []mutant
	inserts   []insert
	next      int
	left      int // questions of the clock, which are not mutated
}

type insert struct {
	at   int
	text string
}

// find returns the mutants of a file, numbered from next, the file with a switch at each, and how many questions of the
// clock it left out.
func find(pkg, path string, text []byte, next int) (found []mutant, switched []byte, left int, err error) {
	f := &finder{pkg: pkg, path: path, text: text, files: token.NewFileSet(), next: next}
	file, err := parser.ParseFile(f.files, path, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, nil, 0, err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			f.statements(n.List)
		case *ast.CaseClause:
			f.statements(n.Body)
		case *ast.SwitchStmt:
			if n.Tag == nil {
				f.cases(n.Body.List)
			}
		case *ast.FuncDecl:
			f.answers(n.Type, n.Body)
		case *ast.FuncLit:
			f.answers(n.Type, n.Body)
		}
		return true
	})
	return f.found, f.switched(), f.left, nil
}

// statements looks at each if of a block, knowing what stands before it.
func (f *finder) statements(list []ast.Stmt) {
	for i, s := range list {
		branch, ok := s.(*ast.IfStmt)
		var before ast.Stmt
		if i > 0 {
			before = list[i-1]
		}
		for ok {
			f.condition(branch.Cond, branch.Body.List, f.asksGate(branch.Init) || f.asksGate(before))
			branch, ok = branch.Else.(*ast.IfStmt)
		}
	}
}

func (f *finder) cases(list []ast.Stmt) {
	for _, s := range list {
		if c, ok := s.(*ast.CaseClause); ok && len(c.List) == 1 {
			f.condition(c.List[0], c.Body, false)
		}
	}
}

// condition makes a mutant of a check: in authz of every one that is more than the passing on of an error.
func (f *finder) condition(cond ast.Expr, body []ast.Stmt, gate bool) {
	passing := f.of(cond) == "err != nil"
	switch {
	case f.pkg == "authz" && !passing:
		f.add(cond, false)
	case f.pkg != "authz" && (passing && gate || !passing && refuses(body)):
		f.add(cond, true)
	}
}

// answers makes a mutant of each computed yes or no that a function of authz returns.
func (f *finder) answers(kind *ast.FuncType, body *ast.BlockStmt) {
	if f.pkg != "authz" || body == nil || kind.Results == nil || len(kind.Results.List) != 1 {
		return
	}
	if name, ok := kind.Results.List[0].Type.(*ast.Ident); !ok || name.Name != "bool" {
		return
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if _, inner := n.(*ast.FuncLit); inner {
			return false // it has answers of its own
		}
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 1 {
			if text := f.of(r.Results[0]); text != "true" && text != "false" {
				f.add(r.Results[0], false)
			}
		}
		return true
	})
}

func (f *finder) add(cond ast.Expr, removed bool) {
	m := mutant{n: f.next, pkg: f.pkg, removed: removed, text: f.of(cond)}
	m.where = fmt.Sprintf("%s:%d", f.path, f.files.Position(cond.Pos()).Line)
	f.next++
	f.found = append(f.found, m)
	after := fmt.Sprintf(") != mutantOn(%d)", m.n)
	if removed {
		after = fmt.Sprintf(") && !mutantOn(%d)", m.n)
	}
	f.inserts = append(f.inserts, insert{f.offset(cond.Pos()), "("}, insert{f.offset(cond.End()), after})
}

func (f *finder) offset(p token.Pos) int { return f.files.Position(p).Offset }

func (f *finder) of(n ast.Node) string {
	return strings.Join(strings.Fields(string(f.text[f.offset(n.Pos()):f.offset(n.End())])), " ")
}

// switched is the file with every insert.
func (f *finder) switched() []byte {
	slices.SortStableFunc(f.inserts, func(a, b insert) int { return a.at - b.at })
	var out bytes.Buffer
	from := 0
	for _, i := range f.inserts {
		out.Write(f.text[from:i.at])
		out.WriteString(i.text)
		from = i.at
	}
	out.Write(f.text[from:])
	return out.Bytes()
}

// clockAsks is in every question that the clock asks in its own name. The closed list of authz always answers yes, so no test
// can see a no; an event without the permit that comes with a yes is refused where it is recorded, and that is tested.
const clockAsks = "domain.CommandOps"

// asksGate says whether a statement is a question to the gate: a call of Allow, or of a method that begins so. One that the
// clock asks is none, and is counted.
func (f *finder) asksGate(s ast.Stmt) bool {
	assign, ok := s.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 {
		return false
	}
	call, ok := assign.Rhs[0].(*ast.CallExpr)
	if !ok {
		return false
	}
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !strings.HasPrefix(strings.ToLower(method.Sel.Name), "allow") {
		return false
	}
	for _, arg := range call.Args {
		if f.of(arg) == clockAsks {
			f.left++
			return false
		}
	}
	return true
}

// refuses says whether a body ends in returning a refusal.
func refuses(body []ast.Stmt) (refuses bool) {
	if len(body) == 0 {
		return false
	}
	last, ok := body[len(body)-1].(*ast.ReturnStmt)
	if !ok {
		return false
	}
	ast.Inspect(last, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			refuses = refuses || strings.HasPrefix(id.Name, "Refuse") || strings.HasPrefix(id.Name, "refus")
		}
		return !refuses
	})
	return refuses
}
