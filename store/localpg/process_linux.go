package localpg

import "syscall"

// dieWithParent asks for a fast shutdown when the thread that starts the child ends: SIGINT lets PostgreSQL throw its
// clients out and write its checkpoint.
func dieWithParent(attr *syscall.SysProcAttr) { attr.Pdeathsig = syscall.SIGINT }
