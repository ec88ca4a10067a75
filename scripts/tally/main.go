package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Counts are one stage's results, in tests; tests inside tests count as well.
type Counts struct{ Passed, Failed, Skipped int }

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: go test -json ... | tally go FILE, or tally sum DIRECTORY")
		os.Exit(2)
	}
	var counts Counts
	var err error
	switch os.Args[1] {
	case "go":
		if counts, err = readGo(os.Stdin, os.Stdout); err == nil {
			err = write(os.Args[2], counts)
		}
	case "sum":
		if counts, err = sum(os.Args[2]); err == nil {
			fmt.Printf("%d passed, %d failed", counts.Passed, counts.Failed)
			if counts.Skipped > 0 {
				fmt.Printf(", %d skipped", counts.Skipped)
			}
			fmt.Println()
		}
	default:
		err = fmt.Errorf("unknown verb %s", os.Args[1])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || counts.Failed > 0 || counts.Skipped > 0 || counts.Passed == 0 {
		os.Exit(1)
	}
}

// event is one line of go test -json; see go doc test2json.
type event struct {
	Action, Package, Test, Output, ImportPath, FailedBuild string
	Elapsed                                                float64 // seconds
}

// figures marks what a passing test prints for people to read, as "ubl 40/40 cii 31/31".
var figures = regexp.MustCompile(`\b[a-z0-9]+ \d+/\d+\b`)

// readGo counts results and prints one line per package, and all output of what failed or was skipped.
func readGo(in io.Reader, out io.Writer) (Counts, error) {
	var c Counts
	said := map[string][]string{} // by package and test, build output by import path
	failedIn := map[string]bool{}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			_, _ = fmt.Fprintln(out, lines.Text()) // go itself speaks plainly, as about a flag
			continue
		}
		key := e.Package + " " + e.Test
		switch e.Action {
		case "output":
			said[key] = append(said[key], e.Output)
			if e.Test != "" && figures.MatchString(e.Output) {
				_, _ = fmt.Fprintf(out, "      %s\n", strings.TrimSpace(e.Output))
			}
		case "build-output":
			said[e.ImportPath] = append(said[e.ImportPath], e.Output)
		case "pass":
			if e.Test != "" {
				c.Passed++
			} else {
				_, _ = fmt.Fprintf(out, "ok    %s %.1fs\n", e.Package, e.Elapsed)
			}
			delete(said, key)
		case "skip":
			if e.Test != "" {
				c.Skipped++
				_, _ = fmt.Fprintf(out, "SKIP  %s %s\n%s", e.Package, e.Test, strings.Join(said[key], ""))
			}
			delete(said, key)
		case "fail":
			if e.Test != "" {
				c.Failed++
				failedIn[e.Package] = true
				_, _ = fmt.Fprintf(out, "FAIL  %s %s\n%s", e.Package, e.Test, strings.Join(said[key], ""))
			} else {
				if !failedIn[e.Package] { // it did not build, panicked or ran out of time
					c.Failed++
					_, _ = fmt.Fprint(out, strings.Join(said[e.FailedBuild], ""), strings.Join(said[key], ""))
				}
				_, _ = fmt.Fprintf(out, "FAIL  %s %.1fs\n", e.Package, e.Elapsed)
			}
			delete(said, key)
		}
	}
	return c, lines.Err()
}

func write(path string, c Counts) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	return os.WriteFile(path+".json", append(text, '\n'), 0o600)
}

// sum adds every report in dir: our own, and those of the console's test runner.
func sum(dir string) (Counts, error) {
	var total Counts
	reports, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return total, err
	}
	for _, path := range reports {
		text, err := os.ReadFile(path)
		if err != nil {
			return total, err
		}
		var one struct {
			Counts
			NumPassedTests, NumFailedTests, NumPendingTests, NumTodoTests int
			Success                                                       *bool
		}
		if err := json.Unmarshal(text, &one); err != nil {
			return total, fmt.Errorf("read %s: %w", path, err)
		}
		total.Passed += one.Passed + one.NumPassedTests
		total.Failed += one.Failed + one.NumFailedTests
		total.Skipped += one.Skipped + one.NumPendingTests + one.NumTodoTests
		if one.Success != nil && !*one.Success && one.NumFailedTests == 0 {
			total.Failed++ // a suite that did not even load
		}
	}
	return total, nil
}
