package main

// MLCmd is for whoever owns a model: it measures on files, and needs no database.
type MLCmd struct {
	Replay     MLReplayCmd     `cmd:"" help:"Learn from one file of coded lines, walk through another as if it happened, and say how good the advice was."`
	Duplicates MLDuplicatesCmd `cmd:"" help:"Find invoices that came in twice."`
}
