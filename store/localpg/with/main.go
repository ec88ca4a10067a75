package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"countersign/store/localpg"
)

// lentDatabase is the command's own: the next borrower drops it with whatever was left in it.
const lentDatabase = "lent"

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: with COMMAND ARGUMENT..., or with -find")
		os.Exit(2)
	}
	if os.Args[1] == "-find" {
		dir, err := localpg.Find(context.Background())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(dir)
		return
	}
	code, err := run(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

// run returns the command's exit code, 1 when it could not be run, 128 and the signal when one ended it.
func run(name string, args []string) (int, error) {
	// Ctrl-C reaches the command by itself, being in our process group; we wait for what it makes of it.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	cmd := exec.Command(name, args...) //nolint:gosec,noctx // running what we are told to is the purpose
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = os.Environ()
	if os.Getenv("DATABASE_URL") == "" {
		server, err := localpg.Borrow(context.Background(), nil)
		if err != nil {
			return 1, err
		}
		defer func() {
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			defer cancel()
			_ = server.Stop(ctx)
		}()
		if err := server.EnsureDatabase(context.Background(), lentDatabase); err != nil {
			return 1, err
		}
		cmd.Env = append(cmd.Env, "DATABASE_URL="+server.URL(lentDatabase))
	}
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	go func() {
		for s := range signals {
			if s == syscall.SIGTERM { // came to us alone
				_ = cmd.Process.Signal(s)
			}
		}
	}()
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		if status, ok := exit.Sys().(syscall.WaitStatus); ok && status.Signaled() {
			return 128 + int(status.Signal()), nil
		}
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}
