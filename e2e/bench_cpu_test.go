package e2e_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// tick is the unit of /proc's processor times: USER_HZ, which is 100 on every Linux of today.
const tick = 10 * time.Millisecond

// procStat is the processor time of a process, that of its children who ended, and its parent.
func procStat(pid int) (own, ended time.Duration, parent int, err error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, 0, 0, err
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:])) // from the third field on
	number := func(i int) int {
		n, _ := strconv.Atoi(fields[i])
		return n
	}
	return time.Duration(number(11)+number(12)) * tick, time.Duration(number(13)+number(14)) * tick, number(1), nil
}

// postmaster is the process that all of PostgreSQL descends from.
func postmaster(pool *pgxpool.Pool) (int, error) {
	var backend int
	if err := pool.QueryRow(background, "SELECT pg_backend_pid()").Scan(&backend); err != nil {
		return 0, err
	}
	_, _, parent, err := procStat(backend)
	return parent, err
}

// clusterTime is the processor time that PostgreSQL has used: backends alive, backends gone, and its own workers.
func clusterTime(postmaster int) (time.Duration, error) {
	total, ended, _, err := procStat(postmaster)
	total += ended
	if err != nil {
		return 0, err
	}
	all, err := filepath.Glob("/proc/[0-9]*")
	if err != nil {
		return 0, err
	}
	for _, dir := range all {
		pid, _ := strconv.Atoi(filepath.Base(dir))
		if own, _, parent, err := procStat(pid); err == nil && parent == postmaster { // else it has just ended
			total += own
		}
	}
	return total, nil
}

// cost adds to m what a process and PostgreSQL used while act ran.
func cost(pid, postmaster int, act func() (*measured, error)) (*measured, error) {
	before, _, _, err := procStat(pid)
	if err != nil {
		return nil, err
	}
	cluster, err := clusterTime(postmaster)
	if err != nil {
		return nil, err
	}
	m, err := act()
	if err != nil {
		return nil, err
	}
	after, _, _, err := procStat(pid)
	if err != nil {
		return nil, err
	}
	clusterAfter, err := clusterTime(postmaster)
	m.answerer, m.postgres = after-before, clusterAfter-cluster
	return m, err
}
