package main

// BenchCmd measures this program on this machine. It needs neither database nor network.
type BenchCmd struct {
	Reconcile BenchReconcileCmd `cmd:"" help:"Match invented lines whose truth is known, and tell what was right, wrong and missed."`
}
