package domain

import "time"

// EvidenceRequest is one of the requests that an auditor usually makes. They are numbered from 1.
type EvidenceRequest struct {
	Number     int
	Title      string
	Objective  []string // ids of the control objectives that it is evidence of, for example "A1"
	Parameters []string // beyond from and to: "entity", "subject"
	Columns    []string // of the answer, in order
}

// EvidenceParameter is one thing that a request was asked with.
type EvidenceParameter struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// EvidenceResult is the answer to a request, as a page shows it.
type EvidenceResult struct {
	Request     *EvidenceRequest
	At          time.Time // by the house's clock
	Parameters  []EvidenceParameter
	Rows        int
	Digest      string // SHA-256 of the whole answer as CSV, in hexadecimal
	LogPosition int64  // the last position of the log that the answer is complete to; -1 when none was given yet
	Sample      [][]string
	DownloadURL string
}

// Columns are the heads of the sample.
func (r *EvidenceResult) Columns() []string { return r.Request.Columns }
