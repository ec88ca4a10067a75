//go:build unix && !linux

package localpg

import "syscall"

// dieWithParent can do nothing here: only Linux ties a child to its parent. A server left behind by a killed program is
// stopped by the next start.
func dieWithParent(*syscall.SysProcAttr) {}
