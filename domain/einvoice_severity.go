package domain

import (
	"slices"
	"strings"
)

// severityRule is what the rules of a pattern ask of a person: a whole id, or the beginning of one when it ends with "*".
type severityRule struct {
	pattern string
	claimed Severity // for a document that claims EN 16931
	other   Severity // for any other
	why     string
}

// severities says what each rule asks of a person, and why. The first entry whose pattern fits decides. A document that
// does not claim EN 16931 is held to it mildly: its sums may follow other rules, and a field may be missing because its
// format has none.
var severities = []severityRule{
	{"BR-02", SeverityBlocker, SeverityBlocker, "without a number it can be neither booked nor found again"},
	{"BR-03", SeverityBlocker, SeverityBlocker, "without a date it belongs to no period"},
	{"BR-05", SeverityBlocker, SeverityBlocker, "an amount without a currency is no amount"},
	{"BR-CL-04", SeverityBlocker, SeverityBlocker, "an amount without a currency is no amount"},
	{"BR-06", SeverityBlocker, SeverityBlocker, "nobody can be paid who is not named"},
	{"BR-13", SeverityBlocker, SeverityWarning, "the net amount is posted"},
	{"BR-14", SeverityBlocker, SeverityWarning, "the total is posted"},
	{"BR-15", SeverityBlocker, SeverityInfo, "ZUGFeRD 1 BASIC states no amount due; the total stands for it"},
	{"BR-12", SeverityBlocker, SeverityInfo, "the lines cannot be added up against anything"},
	{"BR-16", SeverityBlocker, SeverityWarning, "there is nothing to match with an order"},
	{"BR-24", SeverityBlocker, SeverityInfo, "an amount that enters the sum is missing"},
	{"BR-31", SeverityBlocker, SeverityWarning, "an amount that enters the sum is missing"},
	{"BR-36", SeverityBlocker, SeverityWarning, "an amount that enters the sum is missing"},
	{"BR-41", SeverityBlocker, SeverityWarning, "an amount that enters the sum is missing"},
	{"BR-43", SeverityBlocker, SeverityWarning, "an amount that enters the sum is missing"},
	{"BR-45", SeverityBlocker, SeverityWarning, "VAT cannot be deducted without its basis"},
	{"BR-46", SeverityBlocker, SeverityWarning, "VAT cannot be deducted without its amount"},
	{"BR-50", SeverityWarning, SeverityInfo, "the account on file is paid"},
	{"BR-61", SeverityWarning, SeverityInfo, "the account on file is paid"},
	{"BR-51", SeverityWarning, SeverityWarning, "a card's number must not lie about in files"},
	{"BR-53", SeverityWarning, SeverityInfo, "the seller's country asks for it, the payment does not"},

	{"BR-CO-10", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-11", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-12", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-13", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-14", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-15", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-16", SeverityBlocker, SeverityWarning, "the document contradicts itself about money"},
	{"BR-CO-17", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-CO-18", SeverityBlocker, SeverityInfo, "VAT cannot be deducted without a breakdown"},
	{"BR-CO-*", SeverityWarning, SeverityInfo, "an ambiguity that a person can settle"},

	{"BR-CL-17", SeverityWarning, SeverityInfo, "a VAT category that nobody knows is held to no rule"},
	{"BR-CL-18", SeverityWarning, SeverityInfo, "a VAT category that nobody knows is held to no rule"},
	{"BR-DEC-*", SeverityWarning, SeverityInfo, "an amount finer than its currency is refused where it becomes money"},
	{"BR-29", SeverityWarning, SeverityInfo, "a slip that does not touch the amount"},
	{"BR-30", SeverityWarning, SeverityInfo, "a slip that does not touch the amount"},
	{"BR-27", SeverityWarning, SeverityInfo, "a credit hidden in a price instead of a quantity"},

	{"BR-S-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-S-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-Z-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-Z-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-E-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-E-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-AE-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-AE-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-IC-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-IC-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-G-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-G-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-O-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-O-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-AF-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-AF-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-AG-08", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},
	{"BR-AG-09", SeverityBlocker, SeverityWarning, "the document contradicts itself about VAT"},

	{"PEPPOL-EN16931-R051", SeverityBlocker, SeverityWarning, "an amount of another currency is another amount"},
	{"PEPPOL-EN16931-R040", SeverityWarning, SeverityInfo, "a percentage explains an amount, the amount counts"},
	{"PEPPOL-EN16931-*", SeverityWarning, SeverityWarning, "a line whose amount is not what its price says is a usual way to overcharge"},
	{"CS-KIND", SeverityWarning, SeverityWarning, "the direction of the money is in doubt"},
	{"CS-VAT", SeverityWarning, SeverityInfo, "VAT of a rate may be missing from the total"},
	{"CS-IBAN", SeverityWarning, SeverityWarning, "a payment to it would come back, or was never meant to arrive"},
	{"CS-DATE", SeverityWarning, SeverityWarning, "a value is there that we could not read"},
	{"CS-TEXT", SeverityWarning, SeverityWarning, "two documents may differ in nothing but the lost letter"},
	{"*", SeverityWarning, SeverityInfo, "a demand of the standard that changes no amount"},
}

func severityOf(rule string, claimed bool) Severity {
	s := severityEntry(rule)
	if claimed {
		return s.claimed
	}
	return s.other
}

func severityEntry(rule string) severityRule {
	at := slices.IndexFunc(severities, func(s severityRule) bool {
		start, open := strings.CutSuffix(s.pattern, "*")
		return s.pattern == rule || open && strings.HasPrefix(rule, start)
	})
	return severities[at] // the last pattern fits all
}
