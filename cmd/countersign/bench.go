package main

// BenchCmd measures this program on this machine. It needs neither database nor network.
type BenchCmd struct {
	Reconcile BenchReconcileCmd `cmd:"" help:"Match invented lines whose truth is known, and tell what was right, wrong and missed."`
	Triage    BenchTriageCmd    `cmd:"" help:"Replay real ledgers and hold every bar of advice: coding, stops, duplicates, routing."`
}
