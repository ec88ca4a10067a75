package mt940

import (
	"regexp"
	"strings"

	"countersign/domain"
)

// maxText bounds an entry's text in bytes.
const maxText = 4000

// fullLine is the width of a line in field 86: what follows a full one goes on without a blank.
const fullLine = 65

// describe reads field 86 into the entry, in whichever of the banks' structures it is written:
//
//	166?00GUTSCHRIFT?20EREF+...?30BIC?31IBAN?32NAME     German, with ? or > and a code of the transaction before
//	/EREF/.../BENM//NAME/.../REMI/...                    Dutch
//	SEPA IDEAL IBAN: ... NAAM: ... OMSCHRIJVING: ...     words with colons
//	... OD: ...; TYT.: ...                               Polish, with semicolons
//
// All of it is text where none of them fits.
func describe(e *domain.BankEntry, lines []string) {
	if len(lines) == 0 {
		return
	}
	switch first := strings.TrimSpace(lines[0]); {
	case german.MatchString(first):
		describeGerman(e, lines)
	case slashed.MatchString(wrapped(lines)):
		describeSlashed(e, wrapped(lines))
	default:
		describeWords(e, lines)
	}
	if e.CustomerRef == "" {
		e.CustomerRef = creditorReference(e.Text)
	}
	if strings.Contains(strings.ToUpper(e.Text), "POSTEN") {
		if found := batch.FindStringSubmatch(e.Text); found != nil {
			e.Batch = atoi(found[1] + found[2])
		}
	}
}

// batch is how banks say that they booked many movements as one.
var batch = regexp.MustCompile(`(?i)\bANZAHL POSTEN ?: ?(\d{1,7})\b|\bTOTAAL (\d{1,7}) POSTEN\b`)

// wrapped joins lines that were cut at full width, and puts a blank between others.
func wrapped(lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && len([]rune(lines[i-1])) < fullLine {
			b.WriteByte(' ')
		}
		b.WriteString(l)
	}
	return b.String()
}

// line is a text with single blanks for whatever blanks and breaks it has.
func line(s string) string { return strings.Join(strings.Fields(s), " ") }

// join puts texts in one line.
func join(parts ...string) string {
	var out []string
	size := 0
	for _, p := range parts {
		p = line(p)
		if p == "" {
			continue
		}
		if size += len(p) + 1; size > maxText {
			break
		}
		out = append(out, p)
	}
	return strings.Join(out, " ")
}

// set fills a field that nothing has filled yet.
func set(into *string, value string) {
	if value = own(strings.TrimSpace(value)); *into == "" && value != "" {
		*into = value
	}
}

// rf finds what looks like a creditor reference.
var rf = regexp.MustCompile(`\bRF\d{2} ?[A-Z0-9]{1,21}\b`)

// creditorReference is the first creditor reference in a text whose check digits are right. Source: ISO 11649.
func creditorReference(text string) string {
	if !strings.Contains(text, "RF") {
		return ""
	}
	for _, found := range rf.FindAllString(text, 8) {
		ref := strings.ReplaceAll(found, " ", "")
		rest := 0
		for _, c := range ref[4:] + ref[:4] {
			switch {
			case c >= 'A':
				rest = (rest*100 + int(c-'A') + 10) % 97
			default:
				rest = (rest*10 + int(c-'0')) % 97
			}
		}
		if rest == 1 {
			return ref
		}
	}
	return ""
}
