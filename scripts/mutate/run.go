package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// testPatience bounds one test: what takes longer is no narrow test. A mutant that makes a test last several times as long
// as it does without, and this much longer, has made it hang, and is noticed.
const testPatience = 45 * time.Second

const (
	chosenName = "COUNTERSIGN_MUTANT"
	seenName   = "COUNTERSIGN_MUTANTS_SEEN"
)

// switchText is added to each package: it turns one mutant on, or notes which ones a test reaches.
const switchText = `package %s

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

var (
	mutantChosen, _ = strconv.Atoi(os.Getenv("` + chosenName + `"))
	mutantsSeen     sync.Map
	mutantsFile, _  = os.OpenFile(os.Getenv("` + seenName + `"), os.O_APPEND|os.O_WRONLY, 0)
)

func mutantOn(n int) bool {
	if mutantsFile != nil {
		if _, known := mutantsSeen.LoadOrStore(n, true); !known {
			fmt.Fprintln(mutantsFile, n)
		}
	}
	return n == mutantChosen
}
`

// narrow is one top-level test with what it costs and reaches.
type narrow struct {
	name    string
	took    time.Duration
	reaches map[int]bool
}

// bench is the copy of the tree with one package's test binary.
type bench struct {
	dir, pkg string
	tests    []narrow
}

func (b *bench) binary() string { return filepath.Join(b.dir, b.pkg+".mutants") }

// build compiles the package's tests with every switch.
func (b *bench) build(ctx context.Context) error {
	c := exec.CommandContext(ctx, "go", "test", "-c", "-o", b.binary(), "./"+b.pkg) //nolint:gosec // a package of ours
	c.Dir = b.dir
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("build the mutants of %s: %w\n%s", b.pkg, err, out)
	}
	return nil
}

// survey runs each test alone, without a mutant, and notes what it reaches. A test that takes too long is left out.
func (b *bench) survey(ctx context.Context) error {
	names, err := b.run(ctx, testPatience, "^Test", "-test.list")
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(string(names)) {
		seen := filepath.Join(b.dir, "seen")
		if err := os.WriteFile(seen, nil, 0o600); err != nil {
			return err
		}
		began := time.Now()
		out, err := b.run(ctx, testPatience, "^"+name+"$", "-test.run", seenName+"="+seen)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			fmt.Fprintf(os.Stdout, "left out, for it takes longer than %s: %s\n", testPatience, name)
			continue
		case err != nil:
			return fmt.Errorf("%s fails without a mutant: %w\n%s", name, err, out)
		}
		text, err := os.ReadFile(seen)
		if err != nil {
			return err
		}
		t := narrow{name: name, took: time.Since(began), reaches: map[int]bool{}}
		for _, word := range strings.Fields(string(text)) {
			n, err := strconv.Atoi(word)
			if err != nil {
				return err
			}
			t.reaches[n] = true
		}
		b.tests = append(b.tests, t)
	}
	slices.SortStableFunc(b.tests, func(x, y narrow) int { return int(x.took - y.took) })
	return nil
}

// kill runs the tests that reach a mutant, the quick ones first, and returns the name of the one that noticed it.
func (b *bench) kill(ctx context.Context, m mutant) (by string, reached int) {
	for _, t := range b.tests {
		if !t.reaches[m.n] {
			continue
		}
		reached++
		if _, err := b.run(ctx, testPatience+4*t.took, "^"+t.name+"$", "-test.run", chosenName+"="+strconv.Itoa(m.n)); err != nil {
			return t.name, reached
		}
	}
	return "", reached
}

// run runs the test binary, where the package's files are.
func (b *bench) run(ctx context.Context, patience time.Duration, pattern, flag string, env ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	c := exec.CommandContext(ctx, b.binary(), flag, pattern, "-test.failfast") //nolint:gosec // a binary that we built
	c.Dir = filepath.Join(b.dir, b.pkg)
	c.Env = append(os.Environ(), env...)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	c.WaitDelay = time.Second
	err := c.Run()
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return out.Bytes(), err
}
