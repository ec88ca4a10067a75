package side

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"countersign/domain"
)

// MaxRulesBytes bounds a file of rules: a hundred rules have about 20,000 bytes.
const MaxRulesBytes = 1 << 20

// Rules is what a file of rules says.
type Rules struct {
	Rules []domain.MatchRule
	Fees  map[string]domain.FeeSchedule
	Rates []domain.ReconRate
}

// rulesFile is how it is written; testdata/rules.yaml shows all of it.
type rulesFile struct {
	Rules []ruleRow         `yaml:"rules"`
	Fees  map[string]feeRow `yaml:"fees"`
	Rates []rateRow         `yaml:"rates"`
}

type ruleRow struct {
	Name       string   `yaml:"name"`
	Shape      string   `yaml:"shape"`
	Mode       string   `yaml:"mode"`
	Keys       []string `yaml:"keys"`
	Normalise  []string `yaml:"normalise"`
	Tolerance  int64    `yaml:"tolerance"`
	Percent    string   `yaml:"percent"`
	Days       int      `yaml:"days"`
	MinScore   float64  `yaml:"minScore"`
	Margin     float64  `yaml:"margin"`
	Fee        string   `yaml:"fee"`
	ReasonCode string   `yaml:"reasonCode"`
	OneSided   bool     `yaml:"oneSided"`
}

type feeRow struct {
	Name     string `yaml:"name"`
	Percent  string `yaml:"percent"`
	Fixed    string `yaml:"fixed"`
	Currency string `yaml:"currency"`
}

type rateRow struct {
	From   string `yaml:"from"`
	To     string `yaml:"to"`
	Day    string `yaml:"day"`
	Rate   string `yaml:"rate"`
	Source string `yaml:"source"`
}

// ReadRules reads rules, fee schedules and rates. Rules run in the order in which they stand.
//
// Errors: INVALID for what is no YAML, a name that does not exist, a rule that no run can carry out, a rule whose fee is
// not in the file, a number or date that is none.
func ReadRules(text []byte) (*Rules, error) {
	if len(text) > MaxRulesBytes {
		return nil, domain.Refuse(domain.CodeInvalid, "The rules have %d bytes; the limit is %d.", len(text), MaxRulesBytes)
	}
	var file rulesFile
	if err := yaml.UnmarshalWithOptions(text, &file, yaml.Strict()); err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "The rules cannot be read: %s", said(err))
	}
	if len(file.Rules) == 0 {
		return nil, domain.Refuse(domain.CodeInvalid, "The file has no rules.")
	}
	out := &Rules{Fees: map[string]domain.FeeSchedule{}}
	for key, row := range file.Fees {
		fee, err := row.schedule(key)
		if err != nil {
			return nil, within("fees."+key, err)
		}
		out.Fees[key] = fee
	}
	for i, row := range file.Rules {
		rule, err := row.rule(i)
		if err == nil {
			err = rule.Validate()
		}
		if _, known := out.Fees[rule.Fee]; err == nil && !known && rule.Fee != "" && rule.Fee != domain.FeeInferred {
			err = domain.Refuse(domain.CodeInvalid, "The file has no fee schedule %.40q.", rule.Fee)
		}
		if err != nil {
			return nil, within(fmt.Sprintf("rule %d, %.60q", i+1, row.Name), err)
		}
		out.Rules = append(out.Rules, rule)
	}
	for i, row := range file.Rates {
		rate, err := row.rate()
		if err != nil {
			return nil, within(fmt.Sprintf("rate %d", i+1), err)
		}
		out.Rates = append(out.Rates, rate)
	}
	return out, nil
}

func (row ruleRow) rule(i int) (domain.MatchRule, error) {
	percent, err := number(row.Percent)
	rule := domain.MatchRule{
		ID: domain.UUIDOf("rule of a file", fmt.Sprint(i), row.Name), Order: i + 1, Name: row.Name, Shape: domain.MatchShape(row.Shape),
		Mode: domain.MatchMode(row.Mode), Normalise: row.Normalise, Tolerance: row.Tolerance, Percent: percent, Days: row.Days,
		MinScore: row.MinScore, Margin: row.Margin, Fee: row.Fee, ReasonCode: row.ReasonCode, OneSided: row.OneSided,
	}
	for _, k := range row.Keys {
		rule.Keys = append(rule.Keys, domain.MatchKey(k))
	}
	return rule, err
}

func (row feeRow) schedule(key string) (domain.FeeSchedule, error) {
	percent, err := number(row.Percent)
	if err != nil {
		return domain.FeeSchedule{}, err
	}
	if percent.Sign() < 0 || percent.Cmp(domain.NewDecimal(100, 0)) > 0 {
		return domain.FeeSchedule{}, domain.Refuse(domain.CodeInvalid, "A fee is 0 to 100 percent.")
	}
	fixed, err := number(row.Fixed)
	if err != nil {
		return domain.FeeSchedule{}, err
	}
	money, err := domain.MoneyOf(fixed, domain.Currency(row.Currency))
	name := row.Name
	if name == "" {
		name = key
	}
	return domain.FeeSchedule{Name: name, Percent: percent, Fixed: money}, err
}

func (row rateRow) rate() (domain.ReconRate, error) {
	rate := domain.ReconRate{From: domain.Currency(row.From), To: domain.Currency(row.To), Source: row.Source}
	if !rate.From.Valid() || !rate.To.Valid() || rate.From == rate.To {
		return rate, domain.Refuse(domain.CodeInvalid, "A rate is from one ISO 4217 currency to another.")
	}
	var err error
	if rate.On, err = domain.ParseDate(row.Day); err != nil {
		return rate, err
	}
	if rate.Rate, err = domain.ParseDecimal(row.Rate); err == nil && rate.Rate.Sign() <= 0 {
		err = domain.Refuse(domain.CodeInvalid, "A rate is above 0.")
	}
	return rate, err
}

func number(text string) (domain.Decimal, error) {
	if text == "" {
		return domain.Decimal{}, nil
	}
	return domain.ParseDecimal(text)
}

func within(where string, err error) error {
	var known *domain.Error
	if errors.As(err, &known) {
		return domain.Refuse(known.Code, "%s: %s", where, known.Message)
	}
	return fmt.Errorf("%s: %w", where, err)
}

// said is the first line of what the reader of YAML says: place and fault; below it draws the file.
func said(err error) string {
	lines := slices.DeleteFunc(strings.Split(err.Error(), "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
	if len(lines) == 0 {
		return "it is not YAML."
	}
	return lines[0] + "."
}
