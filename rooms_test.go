// Package countersign holds only tests of the whole: the map of the house as a table that the build checks, and the words of its console.
package countersign_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "countersign/"

// room is one row of the map: who lives there, on which floor, and whom of ours they may import.
//
// The longest path that begins a package's path is its row. A name in may that ends in /* means every package below.
type room struct {
	path  string
	floor int // a test may also import every room on a lower floor
	may   []string
	why   string
}

// asSystem: the port's own words live in the root, so systems import it, and main is who picks them.
const asSystem = "a system fits the port and knows its own wire and connect/rest"

var rooms = []room{
	{"domain", 0, nil, "the dictionary depends on nobody, so that everybody can speak it"},

	{"store", 1, []string{"domain"}, "workshops are strangers: store keeps records and knows neither rules nor formats; migration files are handed in"},
	{"store/localpg", 1, []string{"domain"}, "starting PostgreSQL has nothing to do with what is kept in it"},
	{"store/localpg/with", 1, []string{"store/localpg"}, "it only lends a server"},
	{"store/storetest", 1, []string{"migrations", "store", "store/localpg"}, "it makes migrated databases; besides cmd it alone joins store and migrations"},
	{"authz", 1, []string{"domain"}, "authz decides from what it is handed and does no I/O"},
	{"ml", 1, []string{"domain"}, "what is estimated stays pure and seeded"},
	{"connect", 1, []string{"domain", "connect/*"}, "the root holds the port and lists the formats"},
	{"connect/connecttest", 1, []string{"domain", "connect"}, "the suite every connector passes tests the port"},
	{"connect/rest", 1, []string{"domain"}, "what the systems share speaks the dictionary alone"},
	{"connect/fileledger", 1, []string{"domain", "connect"}, asSystem},
	{"connect/sap", 1, []string{"domain", "connect", "connect/rest"}, asSystem},
	{"connect/oracle", 1, []string{"domain", "connect", "connect/rest"}, asSystem},
	{"connect/dynamics", 1, []string{"domain", "connect", "connect/rest"}, asSystem},
	{"connect/netsuite", 1, []string{"domain", "connect", "connect/rest"}, asSystem},
	{"connect/tryton", 1, []string{"domain", "connect", "connect/rest"}, asSystem},
	{"connect/xmldoc", 1, []string{"domain"}, "what the XML formats share speaks the dictionary alone"},
	{"connect/textdoc", 1, []string{"domain"}, "what the text formats share speaks the dictionary alone"},
	{"connect/openai", 1, []string{"domain"}, "it words briefs of the dictionary and knows nothing else of the house"},
	// Every other child of connect is a format.
	{"connect/", 1, []string{"domain", "connect/xmldoc", "connect/textdoc"}, "a format turns bytes into words of the dictionary and knows no other format"},

	{"workflow", 2, []string{"domain", "store", "authz", "ml", "connect", "connect/auditlog", "workflow/demogroup", "workflow/reconset"}, "use cases join the workshops and know neither doors nor wires; the log is the one format that they write themselves"},
	{"workflow/demogroup", 2, []string{"domain"}, "an invented group is data, made by the rules of domain alone"},
	{"workflow/reconset", 2, []string{"domain"}, "invented lines and their truth are data; what matches them is measured, not known"},
	{"graph", 2, []string{"domain"}, "the contract speaks the dictionary and never needs its resolvers"},

	{"resolvers", 3, []string{"graph", "workflow", "domain"}, "a resolver calls one workflow method: no query, no rule"},
	{"jobs", 3, []string{"workflow", "domain"}, "a worker calls one workflow method: no query, no rule"},

	{"server", 4, []string{"resolvers", "workflow", "domain", "web"}, "the porch serves the doors and the console"},

	{"cmd/countersign", 5, []string{
		"domain", "store", "store/localpg", "authz", "ml", "connect", "connect/*", "workflow", "workflow/reconset", "graph", "resolvers", "jobs",
		"server", "migrations", "web",
	}, "main builds every part once; tests' tools are no part of it"},

	{"migrations", 0, nil, "SQL files need nobody"},
	{"web", 0, nil, "built files need nobody"},
	{"e2e", 9, []string{"store/storetest"}, "it sees the program as its users do, from outside"},
	{"scripts", 0, nil, "tools of the build know nothing of the product"},
}

// testOnly says which rows' tests may import more than the floors below: the database of a test, the suite of a port,
// and for the migrations the code that applies them.
var testOnly = map[string][]string{
	"store":              {"store/storetest", "migrations"},
	"store/storetest":    {"migrations"},
	"migrations":         {"migrations", "store", "store/storetest"},
	"connect":            {"connect/connecttest"},
	"connect/":           {"connect/connecttest"},
	"connect/fileledger": {"connect/connecttest"}, "connect/sap": {"connect/connecttest"},
	"connect/oracle": {"connect/connecttest"}, "connect/dynamics": {"connect/connecttest"},
	"connect/netsuite": {"connect/connecttest"}, "connect/tryton": {"connect/connecttest"},
	"workflow":  {"store/storetest", "migrations", "jobs"}, // from outside: that what was enqueued gets done
	"resolvers": {"store/storetest", "migrations"}, "jobs": {"store/storetest", "migrations"},
	"server": {"store/storetest", "migrations"}, "cmd/countersign": {"store/storetest"},
}

// bannedNames are rooms without an owner: a function with no home belongs to the file that uses it.
var bannedNames = []string{"utils", "util", "common", "helpers", "helper", "shared", "types", "base", "misc", "lib"}

// maxLines is where a file must be cut; the aim is a hundred.
const maxLines = 600

// goFile is one file of ours, with what it imports.
type goFile struct {
	path, dir, pkg string
	imports        []string
	lines          int
	generated      bool
}

func (f goFile) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

func roomOf(dir string) (room, bool) {
	best := -1
	for i, r := range rooms {
		inside := dir == r.path || strings.HasPrefix(dir, strings.TrimSuffix(r.path, "/")+"/")
		if inside && (best < 0 || len(r.path) > len(rooms[best].path)) {
			best = i
		}
	}
	if best < 0 {
		return room{}, false
	}
	return rooms[best], true
}

// allowed tells whether a file in from may import the package to.
func allowed(from room, f goFile, to string) bool {
	if to == f.dir {
		return true // the test outside its own package
	}
	if permits(from.may, to) {
		return true
	}
	if !f.isTest() {
		return false
	}
	target, known := roomOf(to)
	return permits(testOnly[from.path], to) ||
		(known && target.floor < from.floor && from.path != "e2e" && to != "store/storetest")
}

func permits(may []string, to string) bool {
	return slices.ContainsFunc(may, func(m string) bool {
		below, wild := strings.CutSuffix(m, "*")
		return m == to || (wild && strings.HasPrefix(to, below))
	})
}

func TestRooms_ImportOnlyWhomTheyMay(t *testing.T) {
	t.Parallel()
	for _, f := range ourFiles(t) {
		if fault := importFault(f); fault != "" {
			t.Error(fault)
		}
	}
}

// importFault names the first import that the map forbids, with the reason.
func importFault(f goFile) string {
	if f.dir == "." {
		return ""
	}
	from, known := roomOf(f.dir)
	if !known {
		return fmt.Sprintf("%s: the package %s is not on the map: give it a row in rooms_test.go and in docs/architecture.md, or put its code where it is used", f.path, f.dir)
	}
	for _, imported := range f.imports {
		to, ours := strings.CutPrefix(imported, module)
		if ours && !allowed(from, f, to) {
			return fmt.Sprintf("%s imports %s: %s may import %v, because %s", f.path, to, from.path, from.may, from.why)
		}
		if from.path == "domain" && !f.isTest() && strings.Contains(strings.Split(imported, "/")[0], ".") {
			return fmt.Sprintf("%s imports %s: domain stands on the standard library alone", f.path, imported)
		}
	}
	return ""
}

func TestRooms_RefuseWhatTheMapForbids(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path, imports string
		fault         string // part of it; "" when it is allowed
	}{
		{"store/invoice.go", "countersign/domain", ""},
		{"store/invoice.go", "countersign/authz", "store may import [domain]"},
		{"store/migrate.go", "countersign/migrations", "store may import [domain]"},
		{"store/migrate_test.go", "countersign/migrations", ""},
		{"store/invoice_test.go", "countersign/workflow", "store may import [domain]"},
		{"domain/money.go", "github.com/shopspring/decimal", "standard library alone"},
		{"domain/money.go", "encoding/json", ""},
		{"domain/money_test.go", "pgregory.net/rapid", ""},
		{"connect/ubl/read.go", "countersign/connect/xmldoc", ""},
		{"connect/ubl/read.go", "countersign/connect/cii", "connect/ may import"},
		{"connect/ubl/read.go", "countersign/connect", "connect/ may import"},
		{"connect/sap/pull.go", "countersign/connect/rest", ""},
		{"connect/sap/pull.go", "countersign/connect", ""},
		{"connect/sap/pull.go", "countersign/connect/oracle", "fits the port"},
		{"connect/ubl/read.go", "countersign/connect/rest", "connect/ may import"},
		{"connect/connect.go", "countersign/connect/ubl", ""},
		{"workflow/invoice.go", "countersign/graph", "workflow may import"},
		{"workflow/invoice_test.go", "countersign/store/storetest", ""},
		{"workflow/invoice.go", "countersign/store/storetest", "workflow may import"},
		{"resolvers/invoice.go", "countersign/store", "no query, no rule"},
		{"resolvers/invoice_test.go", "countersign/store", ""},
		{"graph/models.generated.go", "countersign/resolvers", "never needs its resolvers"},
		{"e2e/invoice_test.go", "countersign/domain", "from outside"},
		{"cmd/countersign/demo.go", "countersign/store/storetest", "tests' tools"},
		{"cmd/countersign/demo.go", "countersign/store/localpg", ""},
		{"helpers/x.go", "fmt", "is not on the map"},
	} {
		fault := importFault(goFile{path: c.path, dir: path.Dir(c.path), imports: []string{c.imports}})
		if c.fault == "" {
			require.Empty(t, fault, "%s imports %s", c.path, c.imports)
		} else {
			require.Contains(t, fault, c.fault, "%s imports %s", c.path, c.imports)
		}
	}
}

func TestRooms_HaveNamesWithAnOwner(t *testing.T) {
	t.Parallel()
	for _, f := range ourFiles(t) {
		for _, name := range append(strings.Split(f.dir, "/"), f.pkg) {
			require.NotContains(t, bannedNames, name, "%s: name it after what it owns", f.path)
		}
	}
}

func TestRooms_OpenWithAPage(t *testing.T) {
	t.Parallel()
	pages := map[string]string{}
	for _, f := range ourFiles(t) {
		if f.isTest() && f.dir != "e2e" {
			continue
		}
		if _, seen := pages[f.dir]; !seen {
			pages[f.dir] = ""
		}
		if path.Base(f.path) == "doc.go" {
			text, err := os.ReadFile(f.path)
			require.NoError(t, err)
			pages[f.dir] = string(text)
		}
	}
	require.NotEmpty(t, pages)
	for dir, page := range pages {
		if page == "" {
			t.Errorf("%s has no doc.go", dir)
			continue
		}
		for _, part := range []string{"Owns:", "Does not own:", "Start ", "Promise:"} {
			if !strings.Contains(page, part) {
				t.Errorf("%s/doc.go does not say %q", dir, part)
			}
		}
	}
}

func TestFiles_AreCutInTime(t *testing.T) {
	t.Parallel()
	for _, f := range ourFiles(t) {
		if !f.generated && f.lines > maxLines {
			t.Errorf("%s has %d lines: cut it by noun, a file ends at %d", f.path, f.lines, maxLines)
		}
	}
}

// ourFiles reads every Go file of the repository; build constraints do not hide one.
func ourFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			base := d.Name()
			hidden := strings.HasPrefix(base, ".") && name != "."
			if hidden || base == "node_modules" || base == "testdata" || name == "web/dist" || name == "bin" {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		f := goFile{path: name, dir: path.Dir(name), pkg: strings.TrimSuffix(parsed.Name.Name, "_test"), lines: strings.Count(string(text), "\n")}
		f.generated = strings.Contains(string(text[:min(len(text), 200)]), "Code generated")
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			f.imports = append(f.imports, imported)
		}
		files = append(files, f)
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, files)
	return files
}
