package domain_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestSafeCell_IsNoFormula(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        "",
		"Weber GmbH":              "Weber GmbH",
		"a=b":                     "a=b",
		"'quoted":                 "'quoted",
		" =1":                     " =1",
		"=HYPERLINK(\"x\")":       "'=HYPERLINK(\"x\")",
		"+49 30 1":                "'+49 30 1",
		"-12.00":                  "'-12.00",
		"@SUM(A1)":                "'@SUM(A1)",
		"\t=1":                    "'\t=1",
		"\r=1":                    "'\r=1",
		"\ufeff=1":                "'\ufeff=1",
		"\ufeffplain":             "\ufeffplain",
		"é":                       "é",
		"=cmd|' /C calc'!A0":      "'=cmd|' /C calc'!A0",
		"\n=1, on a second line?": "\n=1, on a second line?",
	} {
		require.Equal(t, want, domain.SafeCell(text), "%q", text)
	}
}
