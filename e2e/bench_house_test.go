package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// background never ends: benchmarks have no deadline of their own.
var background = context.Background()

// setting is a whole number from the environment.
func setting(name string, standard int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n >= 0 {
		return n
	}
	return standard
}

// What can be asked of the benchmarks from outside.
var (
	benchInvoices = setting("BENCH_INVOICES", 3000)                          // of the demo's history
	benchOpen     = setting("BENCH_OPEN", 2600)                              // generated invoices that wait for approval besides
	benchFiles    = setting("BENCH_FILES", 10_000)                           // of the intake
	benchTime     = time.Duration(setting("BENCH_SECONDS", 4)) * time.Second // for each row of reads
)

// The entity whose files are taken in, who takes them in, and where its suppliers are.
const (
	benchEntity  = "DE01"
	benchClerk   = "jana.koehlert"
	benchCountry = "DE"
)

// benchGroup is the demo's group with its history, and invoices of the intake that wait for approval.
func benchGroup(b *testing.B) *storetest.Prepared {
	b.Helper()
	if groups["bench"] == nil {
		groups["bench"] = storetest.Prepare(func(url string) error {
			if err := loadGroup(url, benchInvoices); err != nil {
				return err
			}
			pool, err := pgxpool.New(background, url)
			if err != nil {
				return err
			}
			defer pool.Close()
			dir := b.TempDir()
			files := writeFiles(b, dir, 1, benchOpen, billers(b, pool, benchEntity, benchCountry))
			for len(files) > 0 { // some are stopped by checks, and so wait for nobody's approval
				n := min(len(files), 500)
				if _, err := importFiles(url, files[:n]); err != nil {
					return err
				}
				files = files[n:]
			}
			_, err = pool.Exec(background, "VACUUM ANALYZE") // or it comes while something is measured
			return err
		})
	}
	return groups["bench"]
}

// loadGroup loads the demo by its verb, whatever time that takes.
func loadGroup(url string, invoices int) error {
	data, err := os.MkdirTemp("", "countersign-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(data)
	cmd := exec.Command(binary, "demo", "--demo", "--scale", strconv.Itoa(invoices))
	cmd.Env = append(os.Environ(), "DATABASE_URL="+url, "COUNTERSIGN_DATA="+data, "COUNTERSIGN_LISTEN=127.0.0.1:0")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	serving := false
	for said := bufio.NewScanner(out); said.Scan(); {
		if strings.HasPrefix(said.Text(), "Countersign is at") {
			serving = true
			_ = cmd.Process.Signal(syscall.SIGTERM)
		}
	}
	if err := cmd.Wait(); err != nil || !serving {
		return fmt.Errorf("load a group of %d invoices: %w", invoices, errors.Join(err, errors.New(strconv.FormatBool(serving))))
	}
	return nil
}

// importFiles takes files in by the verb, to the end of each, and returns the process that did.
func importFiles(url string, files []string) (*os.ProcessState, error) {
	args := append([]string{"import", "--entity", benchEntity, "--as", benchClerk + "@kaldervik.example"}, files...)
	cmd := exec.Command(binary, args...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+url)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.CombinedOutput()
	if want := fmt.Sprintf("%d of %d files accepted", len(files), len(files)); err != nil || !bytes.Contains(out, []byte(want)) {
		return nil, fmt.Errorf("import %d files: %w: %.2000s", len(files), err, out)
	}
	return cmd.ProcessState, nil
}

// benchHouse is a clone of the group with a server that answers requests and leaves jobs to others.
func benchHouse(b *testing.B, db *storetest.DB, url string) *house {
	b.Helper()
	dir := b.TempDir()
	h := &house{db: db, dir: dir, clients: map[string]*client{}}
	h.program = &program{address: "127.0.0.1:0", env: []string{
		"DATABASE_URL=" + url, "COUNTERSIGN_DATA=" + dir, "COUNTERSIGN_REQUESTS_PER_MINUTE=-1",
	}}
	b.Cleanup(h.kill)
	require.NoError(b, h.start("serve", "--demo", "--workers=false"))
	require.NoError(b, h.awaitReady(30*time.Second))
	return h
}

// signedIn is a person at a server of a benchmark.
func signedIn(b *testing.B, h *house, email string) *client {
	b.Helper()
	c := &client{t: b, base: h.base(), email: email, http: &http.Client{Timeout: time.Minute}}
	status, body := c.post("/auth/demo", "application/json", fmt.Appendf(nil, `{"email":%q}`, email))
	require.Equal(b, http.StatusOK, status, "%s", body)
	var in struct{ Token string }
	require.NoError(b, json.Unmarshal(body, &in))
	c.token = in.Token
	return c
}

// consoleDocument is an operation of the console as text, and its digest, by which the console sends it.
func consoleDocument(b *testing.B, operation string) (digest, text string) {
	b.Helper()
	file, err := os.ReadFile(filepath.Join("..", "web", "src", "api", "generated", "persisted-documents.json"))
	require.NoError(b, err)
	var documents map[string]string
	require.NoError(b, json.Unmarshal(file, &documents))
	for digest, text := range documents {
		if strings.Contains(text, operation) {
			return digest, text
		}
	}
	b.Fatalf("the console has no %s", operation)
	return "", ""
}
