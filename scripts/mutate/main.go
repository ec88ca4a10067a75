package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// passLine is the share of mutants that tests must notice, in percent.
const passLine = 95

func main() {
	packages := flag.String("packages", "authz,workflow", "whose checks are mutated")
	every := flag.Int("every", 1, "try each n-th mutant only, as a sample")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := mutate(ctx, strings.Split(*packages, ","), *every)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// mutate copies the tree, tries every mutant and prints each with its fate. Errors: a score below passLine.
func mutate(ctx context.Context, packages []string, every int) error {
	dir, err := os.MkdirTemp("", "countersign-mutants-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := copyTree(ctx, dir); err != nil {
		return err
	}
	killed, tried, next := 0, 0, 1
	for _, pkg := range packages {
		found, left, err := plant(dir, pkg, next)
		if err != nil {
			return err
		}
		next += len(found)
		b := &bench{dir: dir, pkg: pkg}
		if err := errors.Join(b.build(ctx), b.survey(ctx)); err != nil {
			return err
		}
		fmt.Fprintf(os.Stdout, "%s: %d mutants, %d tests; %d questions of the clock left out\n", pkg, len(found), len(b.tests), left)
		for _, m := range found {
			if m.n%every != 0 {
				continue
			}
			began := time.Now()
			by, reached := b.kill(ctx, m)
			if ctx.Err() != nil {
				return ctx.Err()
			}
			tried++
			fate := "SURVIVED " + m.String() + fmt.Sprintf(" (%d tests reach it)", reached)
			if by != "" {
				killed++
				fate = "killed   " + m.String() + " by " + by
			}
			fmt.Fprintf(os.Stdout, "%5.1f s  %s\n", time.Since(began).Seconds(), fate)
		}
	}
	if tried == 0 {
		return errors.New("there was nothing to mutate")
	}
	fmt.Fprintf(os.Stdout, "mutants: %d/%d noticed, %.1f %%\n", killed, tried, 100*float64(killed)/float64(tried))
	if killed*100 < passLine*tried {
		return fmt.Errorf("fewer than %d %% of the mutants are noticed", passLine)
	}
	return nil
}

// copyTree copies what the repository tracks.
func copyTree(ctx context.Context, dir string) error {
	c := exec.CommandContext(ctx, "sh", "-c", `git ls-files -z -- . ':!web/src' ':!docs' | xargs -0 cp --parents -t "$0"`, dir) //nolint:gosec // a directory that we made
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("copy the tree: %w\n%s", err, out)
	}
	return nil
}

// plant puts a switch at each check of a package in the copy; left is as find counts it.
func plant(dir, pkg string, next int) (all []mutant, left int, err error) {
	files, err := filepath.Glob(filepath.Join(dir, pkg, "*.go"))
	if err != nil {
		return nil, 0, err
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, 0, err
		}
		found, switched, clock, err := find(pkg, pkg+"/"+filepath.Base(path), text, next+len(all))
		if err != nil {
			return nil, 0, err
		}
		all, left = append(all, found...), left+clock
		if err := os.WriteFile(path, switched, 0o600); err != nil {
			return nil, 0, err
		}
	}
	return all, left, os.WriteFile(filepath.Join(dir, pkg, "mutants.go"), fmt.Appendf(nil, switchText, pkg), 0o600)
}
