package connect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"countersign/connect/csv"
	"countersign/domain"
)

// FindMapping finds how a CSV file of movements is written, as a JSON object that a person can settle and save; what it
// leaves open stands in "uncertain". Errors: INVALID when no column holds dates or none amounts.
func FindMapping(content []byte) (json.RawMessage, error) {
	m, _, err := csv.Detect(content[:min(len(content), headBytes)])
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("write a mapping: %w", err)
	}
	return text, nil
}

// CheckMapping says what is wrong with a mapping that somebody would save. Errors: INVALID when it is none, or leaves
// something open.
func CheckMapping(mapping json.RawMessage) error {
	_, err := mappingOf(mapping)
	return err
}

// ReadMapped tells v a CSV file by a mapping that was saved. Errors: INVALID with the line at fault as the field; what r or v
// return, wrapped.
func ReadMapped(r io.Reader, mapping json.RawMessage, v domain.StatementVisitor) error {
	m, err := mappingOf(mapping)
	if err != nil {
		return err
	}
	return csv.Read(r, m, v)
}

// LooksLikeCSV says whether a file is read by a mapping: it is in none of the formats that say by themselves how they are
// written.
func LooksLikeCSV(content []byte) bool {
	s := statementFormat(content[:min(len(content), headBytes)])
	return s != nil && s.format == FormatCSV
}

func mappingOf(text json.RawMessage) (csv.Mapping, error) {
	var m csv.Mapping
	in := json.NewDecoder(bytes.NewReader(text))
	in.DisallowUnknownFields()
	if err := in.Decode(&m); err != nil {
		return m, refuse("bad_mapping", "This is no mapping of a CSV file.")
	}
	if len(m.Uncertain) > 0 {
		return m, refuse("bad_mapping", "The mapping leaves open: %v; settle it and take it off the list.", m.Uncertain)
	}
	return m, m.Valid()
}
