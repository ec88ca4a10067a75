package connect

import (
	"fmt"
	"io"

	"countersign/domain"
)

// StatementSummary is one statement in a line. Amounts are signed decimal text, a debit balance negative; what is not
// stated is null.
type StatementSummary struct {
	Account    *string         `json:"account"`
	Currency   *string         `json:"currency"`
	Number     *string         `json:"number"`
	From       *string         `json:"from"`
	To         *string         `json:"to"`
	Opening    *domain.Decimal `json:"opening"`
	Closing    *domain.Decimal `json:"closing"`
	Entries    int             `json:"entries"`
	Pending    int             `json:"pending"`    // of the entries: announced, not booked
	Sum        *domain.Decimal `json:"sum"`        // of the booked entries; null beyond 18 digits
	Reversals  int             `json:"reversals"`  // of the entries
	Reconciles *bool           `json:"reconciles"` // whether opening and sum make closing; null when one is not stated
}

// inspectStatements reports on each statement of a file in the memory of one entry and the summaries.
func inspectStatements(file string, head []byte, r io.Reader, s *statementReader) Report {
	report := Report{File: file, Format: s.format, Kind: "statement", Documents: []Summary{}, Findings: []domain.Finding{}}
	var open *StatementSummary
	err := s.read(head, r, domain.StatementVisitor{
		Begin: func(domain.BankStatement) error {
			open = &StatementSummary{Sum: &domain.Decimal{}}
			return nil
		},
		Entry: func(e domain.BankEntry) error {
			open.add(e)
			return nil
		},
		End: func(b domain.BankStatement) error {
			report.Documents = append(report.Documents, open)
			if gap := open.close(b); gap != nil && len(report.Findings) < maxFindings {
				gap.Field = fmt.Sprintf("statement %d", len(report.Documents))
				report.Findings = append(report.Findings, *gap)
			}
			return nil
		},
		Finding: func(f domain.Finding) error {
			report.Findings = append(report.Findings, f)
			return nil
		},
	})
	if err != nil {
		return Refused(file, err)
	}
	return report
}

func (s *StatementSummary) add(e domain.BankEntry) {
	s.Entries++
	if e.Reversal {
		s.Reversals++
	}
	switch {
	case e.Pending:
		s.Pending++
	case s.Sum != nil:
		sum, err := s.Sum.Add(e.Amount)
		if err != nil {
			s.Sum = nil
			return
		}
		*s.Sum = sum
	}
}

// maxFindings bounds how many statements of one file are named for their balances.
const maxFindings = 1000

// close fills in what is known at the end, and returns a warning where the balances do not agree.
func (s *StatementSummary) close(b domain.BankStatement) *domain.Finding {
	s.Account, s.Currency, s.Number = stated(b.Account), stated(string(b.Currency)), stated(b.Number)
	s.From, s.To = stated(b.From.String()), stated(b.To.String())
	s.Opening, s.Closing = b.Opening, b.Closing
	if s.Opening == nil || s.Closing == nil || s.Sum == nil {
		return nil
	}
	end, err := s.Opening.Add(*s.Sum)
	if err != nil {
		return nil
	}
	equal := end.Cmp(*s.Closing) == 0
	s.Reconciles = &equal
	if equal {
		return nil
	}
	return &domain.Finding{
		Rule: "CS-BALANCE", Severity: domain.SeverityWarning, Stated: s.Closing.String(), Expected: end.String(),
		Message: "The opening balance and the booked entries do not make the closing balance.",
	}
}
