package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"
)

func main() {
	only := flag.String("rows", "", "a pattern of the promises to show; all without one")
	bars := flag.String("bars", "", "hold a table of bars instead of the promises: reconcile")
	flag.Parse()
	pattern, err := regexp.Compile(*only)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	switch {
	case err != nil:
	case *bars != "":
		err = holdBars(ctx, *bars, os.Stdout)
	default:
		err = prove(ctx, pattern)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// prove runs the rows one after the other and prints the table. Errors: when a row is off its line.
func prove(ctx context.Context, only *regexp.Regexp) error {
	shown, off := 0, 0
	var table strings.Builder
	table.WriteString("| promise | load | result | pass line | |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range rows {
		if !only.MatchString(r.promise) {
			continue
		}
		began := time.Now()
		fmt.Fprintf(os.Stderr, "%s ... ", r.promise)
		result, err := r.show(ctx)
		shown++
		verdict := "holds"
		if err != nil {
			off++
			verdict = "**OFF**"
			fmt.Fprintf(os.Stderr, "\n%v\n", err)
		}
		fmt.Fprintf(os.Stderr, "%s after %.0f s\n", verdict, time.Since(began).Seconds())
		fmt.Fprintf(&table, "| %s | %s | %s | %s | %s |\n", r.promise, r.load, result, r.line, verdict)
	}
	fmt.Fprint(os.Stdout, table.String())
	switch {
	case shown == 0:
		return errors.New("no promise fits the pattern")
	case off > 0:
		return fmt.Errorf("%d of %d promises are off their line", off, shown)
	}
	return nil
}

// show runs one row in full and returns what it counted.
func (r row) show(ctx context.Context) (string, error) {
	args := r.command
	if strings.HasPrefix(args[0], "./") {
		args = append([]string{"go", "test", args[0], "-v", "-count=1", "-timeout=30m", "-run", args[1]}, args[2:]...)
	}
	c := exec.CommandContext(ctx, args[0], args[1:]...) //nolint:gosec // a command of the table
	c.Env = append(os.Environ(), "COUNTERSIGN_PROVE=full")
	out, err := c.CombinedOutput()
	said, missing := r.results(out)
	switch {
	case err != nil:
		return said, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, out)
	case missing != "":
		return said, fmt.Errorf("%s said nothing that begins with %q:\n%s", strings.Join(args, " "), missing, out)
	}
	return said, nil
}

var (
	logged = regexp.MustCompile(`^\s+\w+_test\.go:\d+: (.*)$`)
	passed = regexp.MustCompile(`(?m)^--- PASS`)
)

// results joins the lines that the row is about, or counts its tests when it is about none, and names what was not said.
func (r row) results(out []byte) (said, missing string) {
	if r.says == nil {
		n := len(passed.FindAll(out, -1))
		if n == 0 {
			missing = "--- PASS"
		}
		return fmt.Sprintf("%d tests passed", n), missing
	}
	var found []string
	for _, begins := range r.says {
		line := lastLine(out, begins)
		if line == "" {
			missing = begins
		}
		found = append(found, line)
	}
	return strings.Join(found, "; "), missing
}

// lastLine is the last thing that was logged, or printed plainly by a command, with this beginning.
func lastLine(out []byte, begins string) (last string) {
	for line := range bytes.Lines(out) {
		text := strings.TrimRight(string(line), "\n")
		if m := logged.FindStringSubmatch(text); m != nil {
			text = m[1]
		} else if begins == "" {
			continue
		}
		if strings.HasPrefix(text, begins) {
			last = text
		}
	}
	return last
}
