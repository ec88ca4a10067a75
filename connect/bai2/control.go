package bai2

import (
	"strconv"

	"countersign/connect/textdoc"
	"countersign/domain"
)

// tally is what a trailer states about what it closes.
type tally struct {
	sum     int64 // of the amounts, or of the totals below
	parts   int64 // accounts of a group, groups of a file
	records int64
}

// check compares a trailer with what was read. total and counts stand in its fields in the order of names.
func (r *reader) check(rec *record, f []string, t tally, names ...string) error {
	for i, name := range names {
		if i >= len(f) {
			return textdoc.Refuse(textdoc.ReasonMalformed, rec.line, "The record %s states no %s.", rec.code, name)
		}
		found := map[string]int64{controlTotal: t.sum, controlAccounts: t.parts, controlGroups: t.parts, controlRecords: t.records}[name]
		stated, there, err := amountOf(f[i], rec.line)
		if err != nil {
			return err
		}
		if !there || stated == found {
			continue
		}
		err = r.findings.Tell("BAI2-"+rec.code+"-"+ruleOf[name], domain.SeverityWarning, rec.line,
			"The trailer's "+name+" is not what the records give.", strconv.FormatInt(stated, 10), strconv.FormatInt(found, 10))
		if err != nil {
			return err
		}
	}
	return nil
}

const (
	controlTotal    = "control total"
	controlAccounts = "number of accounts"
	controlGroups   = "number of groups"
	controlRecords  = "number of records"
)

var ruleOf = map[string]string{controlTotal: "TOTAL", controlAccounts: "ACCOUNTS", controlGroups: "GROUPS", controlRecords: "RECORDS"}

// add sums within 18 digits. A sum beyond them cannot be compared with anything that a trailer can state.
func add(sum *int64, amount int64, line int) error {
	if *sum += amount; *sum >= maxAmount || *sum <= -maxAmount {
		return textdoc.Refuse(textdoc.ReasonBadDecimal, line, "The amounts add up to more than 18 digits.")
	}
	return nil
}
