package e2e_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"
)

// floorFile names, in the environment of a child process, the statements that it asks as the bare handler.
const floorFile = "COUNTERSIGN_BENCH_FLOOR"

// init makes a child process of a benchmark into the bare handler, so that its processor time can be told from that of
// the clients.
func init() {
	if file := os.Getenv(floorFile); file != "" {
		fmt.Fprintln(os.Stderr, runFloor(file, os.Getenv("DATABASE_URL")))
		os.Exit(1)
	}
}

// floor is what the program is compared with: a net/http handler without any rule, right or record, that sends the same
// statements over the same number of connections and answers with the bytes that came back.
type floor struct {
	pool   *pgxpool.Pool
	scores [][]statement
	common map[string]bool // statements worth preparing: those asked by more than one request
}

func runFloor(file, database string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	f := &floor{common: map[string]bool{}}
	if err := json.Unmarshal(text, &f.scores); err != nil {
		return err
	}
	seen := map[string]int{}
	for i, score := range f.scores {
		for _, s := range score {
			if first, ok := seen[s.SQL]; ok && first != i || len(f.scores) == 1 {
				f.common[s.SQL] = true
			}
			seen[s.SQL] = i
		}
	}
	config, err := pgxpool.ParseConfig(database)
	if err != nil {
		return err
	}
	config.MaxConns = 16
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.ConnConfig.RuntimeParams["role"] = "countersign_app"
	if f.pool, err = pgxpool.NewWithConfig(context.Background(), config); err != nil {
		return err
	}
	door, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(door.Addr())
	return http.Serve(door, f)
}

// ServeHTTP plays the score whose number is the path.
func (f *floor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	i, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
	if err != nil || i >= len(f.scores) {
		http.NotFound(w, r)
		return
	}
	conn, err := f.pool.Acquire(r.Context())
	if err == nil {
		defer conn.Release()
		var answer []byte
		if answer, err = f.play(r.Context(), conn.Conn().PgConn(), f.scores[i]); err == nil {
			w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
			_, _ = w.Write(answer)
			return
		}
	}
	http.Error(w, err.Error(), http.StatusInternalServerError)
}

// play sends the statements in the round trips in which the program sent them.
func (f *floor) play(ctx context.Context, pg *pgconn.PgConn, score []statement) ([]byte, error) {
	var answer []byte
	batch := &pgconn.Batch{}
	for _, s := range score {
		var results *pgconn.MultiResultReader
		switch {
		case s.Simple:
			results = pg.Exec(ctx, s.SQL)
		case f.common[s.SQL]:
			name, err := f.prepared(ctx, pg, s)
			if err != nil {
				return nil, err
			}
			batch.ExecPrepared(name, s.Params, s.ParamFormats, s.ResultFormats)
		default:
			batch.ExecParams(s.SQL, s.Params, s.Types, s.ParamFormats, s.ResultFormats)
		}
		if !s.Simple {
			if !s.Last {
				continue
			}
			results = pg.ExecBatch(ctx, batch)
			batch = &pgconn.Batch{}
		}
		for results.NextResult() {
			rows := results.ResultReader()
			for rows.NextRow() {
				for _, v := range rows.Values() {
					answer = append(answer, v...)
				}
			}
			if _, err := rows.Close(); err != nil {
				return nil, errors.Join(fmt.Errorf("%.200s", s.SQL), err, results.Close())
			}
		}
		if err := results.Close(); err != nil {
			return nil, fmt.Errorf("%.200s: %w", s.SQL, err)
		}
	}
	return answer, nil
}

func (f *floor) prepared(ctx context.Context, pg *pgconn.PgConn, s statement) (string, error) {
	known := pg.CustomData()
	if name, ok := known[s.SQL].(string); ok {
		return name, nil
	}
	name := "s" + strconv.Itoa(len(known))
	if _, err := pg.Prepare(ctx, name, s.SQL, s.Types); err != nil {
		return "", err
	}
	known[s.SQL] = name
	return name, nil
}

// startFloor runs the bare handler over a database in a process of its own and returns its address and process id.
func startFloor(b *testing.B, database string, scores [][]statement) (string, int) {
	b.Helper()
	file := filepath.Join(b.TempDir(), "scores.json")
	text, err := json.Marshal(scores)
	require.NoError(b, err)
	require.NoError(b, os.WriteFile(file, text, 0o600))
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), floorFile+"="+file, "DATABASE_URL="+database)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	require.NoError(b, err)
	require.NoError(b, cmd.Start())
	b.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	address, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(b, err)
	return strings.TrimSpace(address), cmd.Process.Pid
}

// floorRequest asks the bare handler for one score.
func floorRequest(i int) wireRequest {
	return fmt.Appendf(nil, "POST /%d HTTP/1.1\r\nHost: bench\r\nContent-Length: 0\r\n\r\n", i)
}
