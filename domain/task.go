package domain

// The arguments of background work: plain structs that hold ids, never copies. Workers are safe to repeat.

// ReadFile asks for a received file to be read, checked and routed.
type ReadFile struct {
	Entity EntityID `json:"entity"`
	Intake UUID     `json:"intake"`
	Job    UUID     `json:"job"`
}

// Kind names the queue's job kind.
func (ReadFile) Kind() string { return "read_file" }

// LoadMasterData asks for a received CSV file to be loaded.
type LoadMasterData struct {
	Entity EntityID `json:"entity"`
	Intake UUID     `json:"intake"`
	Job    UUID     `json:"job"`
	Rows   string   `json:"rows"` // which kind of rows
}

// Kind names the queue's job kind.
func (LoadMasterData) Kind() string { return "load_master_data" }

// PostDocument asks for a posting to be driven one loop further.
type PostDocument struct {
	Entity  EntityID `json:"entity"`
	Posting UUID     `json:"posting"`
}

// Kind names the queue's job kind.
func (PostDocument) Kind() string { return "post_document" }

// RunReconciliation asks for an account's open lines to be matched.
type RunReconciliation struct {
	Entity  EntityID `json:"entity"`
	Run     UUID     `json:"run"`
	Job     UUID     `json:"job"`
	Attempt int      `json:"attempt"` // which taking up is meant, from 1: a run whose worker vanished is asked for once more, once
}

// Kind names the queue's job kind.
func (RunReconciliation) Kind() string { return "run_reconciliation" }

// ResumeLost asks for postings whose holder vanished to be taken up again.
type ResumeLost struct{}

// Kind names the queue's job kind.
func (ResumeLost) Kind() string { return "resume_lost" }

// RemoveLeaver asks for the access of somebody who leaves to end, at the instant at which they do.
type RemoveLeaver struct {
	Leaver UUID `json:"leaver"`
}

// Kind names the queue's job kind.
func (RemoveLeaver) Kind() string { return "remove_leaver" }

// SettleLeaver asks for what waits for somebody who left to be asked of others.
type SettleLeaver struct {
	Leaver UUID `json:"leaver"`
}

// Kind names the queue's job kind.
func (SettleLeaver) Kind() string { return "settle_leaver" }

// TendControls asks for what time alone asks for: emergency access that ends, access reviews that close, cases that are
// overdue.
type TendControls struct{}

// Kind names the queue's job kind.
func (TendControls) Kind() string { return "tend_controls" }

// SweepDaily asks for every rule of the sweeps to be held against all rows.
type SweepDaily struct{}

// Kind names the queue's job kind.
func (SweepDaily) Kind() string { return "sweep_daily" }

// ForecastCloses asks for it to be told which accounts are likely to be certified late.
type ForecastCloses struct{}

// Kind names the queue's job kind.
func (ForecastCloses) Kind() string { return "forecast_closes" }

// WatchFeeds asks for the feeds of accounts to be looked at: cases open for what is missing, and say when it came.
type WatchFeeds struct {
	Account ID `json:"account,omitzero"` // zero is all
}

// Kind names the queue's job kind.
func (WatchFeeds) Kind() string { return "watch_feeds" }

// ReconcileLoaded asks for an account to be reconciled because lines came, unless statements come after those that it had.
type ReconcileLoaded struct {
	Account    ID  `json:"account"`
	Statements int `json:"statements"` // that the account had then
}

// Kind names the queue's job kind.
func (ReconcileLoaded) Kind() string { return "reconcile_loaded" }

// PullLedger asks for what is new in the ledger's books to be taken over as lines of the accounts that are reconciled.
type PullLedger struct{}

// Kind names the queue's job kind.
func (PullLedger) Kind() string { return "pull_ledger" }

// KeepModels asks for a checkpoint of every model that learned something.
type KeepModels struct{}

// Kind names the queue's job kind.
func (KeepModels) Kind() string { return "keep_models" }
