package e2e_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binary is the program under test, named by COUNTERSIGN_BIN or built from the tree.
var binary string

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	var err error
	if binary, err = findProgram(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	for _, g := range groups {
		if err := g.Drop(); err != nil {
			fmt.Fprintln(os.Stderr, "drop a demo group:", err)
			code = 1
		}
	}
	return code
}

// findProgram builds bin/countersign; when it is up to date, as after `make build`, that costs a moment only.
func findProgram() (string, error) {
	if named := os.Getenv("COUNTERSIGN_BIN"); named != "" {
		return filepath.Abs(named)
	}
	build := exec.Command("go", "build", "-buildvcs=false", "-o", "bin/countersign", "./cmd/countersign")
	build.Dir = ".."
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return filepath.Abs(filepath.Join("..", "bin", "countersign"))
}
