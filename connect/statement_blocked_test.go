package connect_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect"
	"countersign/domain"
)

// TestReadStatements_StopsWhereAFileLeavesSomethingOpen holds that what inspect only shows is never imported.
func TestReadStatements_StopsWhereAFileLeavesSomethingOpen(t *testing.T) {
	t.Parallel()
	text := "Date,Text,Amount\n02/03/2026,Rent,-1.50\n04/05/2026,Interest,2.00\n"
	entries := 0
	format, err := connect.ReadStatements(strings.NewReader(text), domain.StatementVisitor{Entry: func(domain.BankEntry) error { entries++; return nil }})
	require.Equal(t, connect.FormatCSV, format)
	require.Equal(t, "ambiguous", reason(err))
	require.Zero(t, entries)

	report := connect.Inspect("export.csv", strings.NewReader(text))
	require.Nil(t, report.Error)
	require.Len(t, report.Documents, 1)
	require.True(t, domain.Blocked(report.Findings))
}
