package main

// AuditCmd is for whoever keeps or examines the log.
type AuditCmd struct {
	Export      AuditExportCmd      `cmd:"" help:"Write the log, or a part of it, for whoever examines it."`
	Verify      AuditVerifyCmd      `cmd:"" help:"Check an export of the log; needs no database."`
	RestoreTest AuditRestoreTestCmd `cmd:"" help:"Hold a restored copy against kept checkpoints, and record the outcome."`
	Keys        AuditKeysCmd        `cmd:"" help:"Make the pair of keys that signs checkpoints."`
}
