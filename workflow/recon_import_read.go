package workflow

import (
	"bytes"
	"context"
	"encoding/json"

	"countersign/connect"
	"countersign/domain"
)

// readStatements reads a received file as statements, a CSV file by the mapping that was saved for its account. There is no
// reading when it is none, and nobody said that it was.
func readStatements(intake *domain.Intake, mapping json.RawMessage, content []byte) (*domain.StatementReading, connect.Format, error) {
	reading := new(domain.StatementReading)
	items := intake.Source != "" && intake.Source != domain.SourceBank
	if mapping != nil && !items && connect.LooksLikeCSV(content) {
		err := connect.ReadMapped(bytes.NewReader(content), mapping, reading.Visitor())
		if err == nil && len(reading.Drafts) == 0 {
			err = domain.Refuse(domain.CodeInvalid, "The file holds no statement.")
		}
		return reading, connect.FormatCSV, err
	}
	if items && connect.LooksLikeCSV(content) {
		reading, err := readItems(content)
		return reading, connect.FormatCSV, err
	}
	format, err := connect.ReadStatements(bytes.NewReader(content), reading.Visitor())
	switch {
	case format == "" && items:
		reading, err := readItems(content)
		return reading, connect.FormatCSV, err
	case format == "" && !intake.ForStatements():
		return nil, "", nil
	case err == nil && len(reading.Drafts) == 0:
		err = domain.Refuse(domain.CodeInvalid, "The file holds no statement.")
	}
	return reading, format, err
}

// mappingFor is how CSV files of the account that a file was brought for are read; nil when none was saved.
func (s *Service) mappingFor(ctx context.Context, intake *domain.Intake) (json.RawMessage, error) {
	if intake.ReconID.IsZero() {
		return nil, nil
	}
	list, err := s.db.ReconAccountsByID(ctx, domain.ScopeOf(intake.ID.Entity), []domain.ID{{Kind: domain.NodeReconAccount, Entity: intake.ID.Entity, UUID: intake.ReconID}})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list[0].Mapping, nil
}

// FoundMapping is how a quarantined CSV file seems to be written, as JSON for a person to settle and save with its account;
// nil for any other file.
func (s *Service) FoundMapping(ctx context.Context, intake *domain.Intake) (json.RawMessage, error) {
	if intake.State != domain.IntakeQuarantined || orEmpty(intake.Format) != string(connect.FormatCSV) {
		return nil, nil
	}
	_, content, err := s.File(ctx, intake.File.ID)
	if err != nil || !connect.LooksLikeCSV(content) {
		return nil, err
	}
	found, err := connect.FindMapping(content)
	if refusalOf(err) != nil {
		return nil, nil //nolint:nilerr // there is no mapping to show; the problem says why
	}
	return found, err
}

// readItems reads a CSV file of lines that have keys of their own.
func readItems(content []byte) (*domain.StatementReading, error) {
	sheet, err := connect.ReadSheet(string(domain.RowsItems), content)
	if err != nil {
		return &domain.StatementReading{}, err
	}
	if len(sheet.Items) == 0 {
		return &domain.StatementReading{}, domain.Refuse(domain.CodeInvalid, "The file holds no item.")
	}
	d := &domain.StatementDraft{Place: 1}
	for _, i := range sheet.Items {
		d.Own = append(d.Own, i.Own)
		d.Entries = append(d.Entries, domain.BankEntry{Booked: i.On, Amount: i.Amount, Currency: i.Currency, CustomerRef: i.Ref, Counterparty: i.Party, Text: i.Text})
	}
	return &domain.StatementReading{Drafts: []*domain.StatementDraft{d}}, nil
}
