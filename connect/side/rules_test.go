package side_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/side"
	"countersign/domain"
)

func TestRead_TakesWhatFewFilesHave(t *testing.T) {
	t.Parallel()
	var got []domain.ReconLine
	read := func(rows string) error {
		got = nil
		return side.Read(strings.NewReader("id,date,amount,currency,value,batch,reversal\n"+rows), func(l domain.ReconLine) error {
			got = append(got, l)
			return nil
		})
	}
	require.NoError(t, read("B1,2026-03-05,1.00,EUR,2026-03-06,PO-1 PO-2,yes\nB2,2026-03-05,1.00,EUR,,,no\n"))
	on := domain.NewDate(2026, 3, 5)
	require.Equal(t, []domain.ReconLine{
		{ID: "B1", Booked: on, Value: on.AddDays(1), Amount: domain.NewMoney(100, "EUR"), More: []string{"PO-1", "PO-2"}, Reversal: true},
		{ID: "B2", Booked: on, Amount: domain.NewMoney(100, "EUR")},
	}, got)
	require.ErrorContains(t, read("B1,2026-03-05,1.00,EUR,2026-02-30,,"), "is no date")
	require.ErrorContains(t, read("B1,2026-03-05,1.00,EUR,,,maybe"), "neither yes nor no")
}

func TestReadRules_TakesTheExample(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/rules.yaml")
	require.NoError(t, err)
	rules, err := side.ReadRules(text)
	require.NoError(t, err)
	require.Len(t, rules.Rules, 3)
	last := rules.Rules[2]
	require.Equal(t, []domain.MatchKey{domain.KeyReference}, last.Keys)
	require.Equal(t, domain.MatchSuggest, last.Mode)
	require.Equal(t, int64(200), last.Tolerance)
	require.Equal(t, "1", last.Percent.String())
	require.Equal(t, domain.FeeSchedule{Name: "The shop's processor", Percent: domain.MustDecimal("1.4"), Fixed: domain.NewMoney(25, "EUR")}, rules.Fees["shop"])
	require.Equal(t, "0.9215", rules.Rates[0].Rate.String())
	require.Equal(t, domain.NewDate(2026, 3, 1), rules.Rates[0].On)
}

func TestReadRules_RefusesWhatNoRunCanCarryOut(t *testing.T) {
	t.Parallel()
	const rule = "rules:\n  - {name: a, shape: ONE_TO_ONE, mode: AUTO, keys: [AMOUNT], days: 3"
	for text, want := range map[string]string{
		"":                      "The file has no rules.",
		"rules: [":              "The rules cannot be read",
		rule + ", colour: red}": "The rules cannot be read",
		strings.Replace(rule, "AUTO", "ALWAYS", 1) + "}":                        `rule 1, "a": There is no mode "ALWAYS"`,
		strings.Replace(rule, "AMOUNT", "IBAN", 1) + "}":                        `There is no key "IBAN"`,
		strings.Replace(rule, "AMOUNT", "TEXT", 1) + "}":                        "A rule of one line to one compares AMOUNT",
		strings.Replace(rule, "days: 3", "days: -3", 1) + "}":                   "Lines may lie 0 to 366 days apart.",
		rule + ", fee: shop}":                                                   `The file has no fee schedule "shop".`,
		rule + ", percent: much}":                                               `"much" is not a decimal number.`,
		rule + "}\nrates:\n  - {from: USD, to: USD, day: 2026-01-01, rate: 1}":  "rate 1: A rate is from one ISO 4217 currency to another.",
		rule + "}\nrates:\n  - {from: USD, to: EUR, day: 2026-01-01, rate: -1}": "A rate is above 0.",
		rule + "}\nfees:\n  shop: {percent: 101, currency: EUR}":                "A fee is 0 to 100 percent.",
	} {
		_, err := side.ReadRules([]byte(text))
		require.ErrorContains(t, err, want, text)
	}
}
