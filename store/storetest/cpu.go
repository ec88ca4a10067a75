package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
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

// ProcessTime is the processor time that a process has used, in ticks of 10 ms. Only Linux tells.
func ProcessTime(pid int) (time.Duration, error) {
	own, _, _, err := procStat(pid)
	return own, err
}

// Postmaster is the process that all of the database's server descends from, which must be on this machine.
func (db *DB) Postmaster() (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var backend int
	if err := db.Pool.QueryRow(ctx, "SELECT pg_backend_pid()").Scan(&backend); err != nil {
		return 0, err
	}
	_, _, parent, err := procStat(backend)
	return parent, err
}

// ServerTime is the processor time that a server has used: sessions that stand, sessions that ended, and its own workers.
func ServerTime(postmaster int) (time.Duration, error) {
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
