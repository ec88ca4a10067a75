package main

// row is one promise and the command that shows it.
type row struct {
	promise, load, line string
	command             []string // after go test -v -count=1; or a whole command when it does not begin with ./
	says                []string // what the lines of results begin with; each must be said
}

var rows = []row{
	{
		"acknowledged decisions survive the death of a server", "20 kills of the server under 50 approvers, and 1 of 2 servers under 16",
		"0 lost, 0 double, 0 double postings, sweeps clean, ready < 5 s",
		[]string{"./e2e", "TestCrash_NothingAcknowledged|TestCrash_OneOfTwo"}, []string{"crash: 20 kills", "crash: 1 of 2"},
	},
	{
		"one effect outside when the worker dies", "50 kills between the ledger's acceptance and our record, 60 documents",
		"0 double, 0 missing after drain, sweeps clean",
		[]string{"./e2e", "TestCrash_OneEffect"}, []string{"crash: 50 kills"},
	},
	{
		"one effect outside when the ledger's answers are late, lost or repeated", "1,000 documents, each asked for twice",
		"0 double, 0 missing after drain, sweeps clean",
		[]string{"./e2e", "TestLedger_OneEffect"}, []string{"ledger:"},
	},
	{
		"the database may crash", "5 kill -9 of the postmaster under 20 approvers",
		"0 lost, 0 double, 0 double postings, sweeps clean, ready < 5 s",
		[]string{"./e2e", "TestDatabase_.*PostgresDies"}, []string{"database:"},
	},
	{
		"the disk may fill", "a disk of 256 MiB filled 10 times under 20 approvers",
		"as above, and errors only meanwhile",
		[]string{"./e2e", "TestDatabase_.*DiskFills"}, []string{"disk:"},
	},
	{
		"the network may stall", "8 kinds of stall in 3 minutes under 20 approvers",
		"as above, and errors only meanwhile",
		[]string{"./e2e", "TestDatabase_.*NetworkStalls"}, []string{"network:"},
	},
	{
		"no violation is possible: the gate agrees with a plain oracle", "100,000 requests to random worlds",
		"0 answers differ",
		[]string{"./authz", "TestAllow_AgreesWithTheOracle"}, []string{""},
	},
	{
		"no violation is possible: who race for both sides of a rule", "100 races each: change against approval, two steps, approval against posting, one key, shared orders and budgets, taking back against posting",
		"0 stand on both sides",
		[]string{"./workflow", "TestRace_"}, nil,
	},
	{
		"the database refuses by itself", "SQL as the application's role, past every rule of the program",
		"100 % refused",
		[]string{"./workflow", "TestDatabase_RefusesWhatBreaksAPromise"}, []string{""},
	},
	{
		"every toxic pair is stopped", "static, dynamic, delegated, emergency and inherited, the whole list",
		"100 %",
		[]string{"./authz", "TestRules_StopEveryToxicPair"}, []string{""},
	},
	{
		"removing an authorization check is noticed", "each check of authz and each refusal of workflow in turn",
		">= 95 % noticed",
		[]string{"go", "run", "./scripts/mutate"}, []string{"mutants:"},
	},
	{
		"tampering with the log is found", "1,000 edits of an export",
		"100 % found, at the right first position, by both verifiers",
		[]string{"./connect/auditlog", "TestTamper_"}, []string{"tamper"},
	},
	{
		"hostile tokens are refused", "made by an independent library, at least 60",
		"100 % refused",
		[]string{"./server", "TestVerify_RefusesEveryHostileToken"}, []string{"tokens:"},
	},
	{
		"who leaves has nothing left within 60 s", "4 people, one of them at a planned instant, each with 20 streams open at another of 3 servers",
		"tokens, sessions, streams, delegations, emergency access, steps and queued work < 60 s, 0 acts after",
		[]string{"./e2e", "TestLeaver_"}, []string{"leavers: 4 people"},
	},
	{
		"hostile requests are refused cheaply", "72 bodies, 200 of each at once",
		"each < 100 ms of processor time and < 4 KiB",
		[]string{"./server", "Hostile"}, []string{"hostile documents: 72/72", "hostile documents: 72 volleys"},
	},
	{
		"hostile files are refused cheaply", "XML and PDF",
		"each < 100 ms of processor time and < 64 MiB",
		[]string{"./connect", "HostileFiles"}, []string{"hostile files:"},
	},
	{
		"sweeps notice every violation", "each rule broken past the program",
		"every one noticed; approved = posted + reversed + under way + refused",
		[]string{"./e2e", "TestSweep_"}, nil,
	},
}
