package mt940

import (
	"regexp"
	"strings"

	"countersign/domain"
)

// slashed finds the codes of the Dutch structure. Source: Betaalvereniging Nederland, MT940 structured field 86.
var slashed = regexp.MustCompile(`/(TRTP|TRCD|IBAN|BIC|NAME|REMI|EREF|KREF|PREF|MARF|CSID|ORDP|BENM|ADDR|ISDT|CNTP|PURP|RTRN|RTYP|ULTB|ULTC|ULTD|UDTR|UCRD|SVCL|BUSP|ACCW|OCMT|CHGS)/`)

// describeSlashed reads "/CODE/value/CODE/value".
func describeSlashed(e *domain.BankEntry, s string) {
	found := slashed.FindAllStringSubmatchIndex(s, -1)
	text := []string{e.Text, s[:found[0][0]]}
	for i, at := range found {
		end := len(s)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		value := strings.Trim(s[at[1]:max(at[1], end)], " ")
		switch code := s[at[2]:at[3]]; code {
		case "EREF":
			set(&e.EndToEndID, strings.TrimSuffix(value, "/"))
		case "MARF":
			set(&e.MandateID, strings.TrimSuffix(value, "/"))
		case "KREF", "PREF":
			set(&e.CustomerRef, strings.TrimSuffix(value, "/"))
		case "NAME":
			set(&e.Counterparty, line(strings.TrimSuffix(value, "/")))
		case "IBAN":
			set(&e.CounterAcct, compact(strings.TrimSuffix(value, "/")))
		case "CNTP":
			counterparty(e, value)
		case "REMI":
			text = append(text, remittance(e, value))
		case "TRTP", "RTRN":
			text = append(text, strings.TrimSuffix(value, "/"))
		case "OCMT", "CHGS":
			text = append(text, code, strings.TrimSuffix(value, "/"))
		}
	}
	e.Text = join(text...)
}

// counterparty reads "ACCOUNT/BIC/NAME/CITY/", each of which may be empty.
func counterparty(e *domain.BankEntry, s string) {
	pieces := strings.Split(s, "/")
	set(&e.CounterAcct, compact(pieces[0]))
	if len(pieces) > 2 {
		set(&e.Counterparty, line(pieces[2]))
	}
}

// remittance reads "USTD//text/", "STRD/CUR/reference/" or plain text.
func remittance(e *domain.BankEntry, s string) string {
	switch kind, rest, _ := strings.Cut(s, "/"); kind {
	case "USTD":
		return strings.TrimSuffix(strings.TrimPrefix(rest, "/"), "/")
	case "STRD":
		rest = strings.TrimSuffix(rest, "/")
		set(&e.CustomerRef, rest[strings.LastIndexByte(rest, '/')+1:])
		return rest
	}
	return strings.TrimSuffix(s, "/")
}

// compact is an account without blanks.
func compact(s string) string { return strings.ToUpper(strings.Join(strings.Fields(s), "")) }
