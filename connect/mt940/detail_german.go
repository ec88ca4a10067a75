package mt940

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"countersign/domain"
)

// german is how field 86 begins in the structure of the German banking industry, and in those that copied it.
// Source: Die Deutsche Kreditwirtschaft, DFÜ-Abkommen, appendix 3, chapter 8, field 86.
var german = regexp.MustCompile(`^(?:(\d{3})\s*)?([?>])\d\d`)

// fullPart is the width of a part of the purpose.
const fullPart = 27

// sepaKeys are what the purpose of a SEPA payment is made of, with "+" behind. Some banks write a key once more with a
// colon, for people.
var sepaKeys = map[string]bool{
	"EREF+": true, "KREF+": true, "MREF+": true, "CRED+": true, "DEBT+": true, "COAM+": true, "OAMT+": true, "SVWZ+": true,
	"ABWA+": true, "ABWE+": true, "IBAN+": true, "BIC+": true, "PURP+": true, "MDAT+": true, "RREF+": true, "SQTP+": true,
	"MTLG:": true, "EREF:": true, "MREF:": true, "CRED:": true, "IBAN:": true, "BIC:": true, "ABWA:": true,
}

// sepaParts finds where the keys of a purpose begin and end.
func sepaParts(s string) [][2]int {
	var found [][2]int
	for i := range len(s) {
		if s[i] != '+' && s[i] != ':' {
			continue
		}
		from := i
		for from > 0 && i-from < 5 && s[from-1] >= 'A' && s[from-1] <= 'Z' {
			from--
		}
		if sepaKeys[s[from:i+1]] {
			found = append(found, [2]int{from, i + 1})
		}
	}
	return found
}

// describeGerman reads "166?00TEXT?20PURPOSE?21PURPOSE?30BANK?31ACCOUNT?32NAME?33NAME".
func describeGerman(e *domain.BankEntry, lines []string) {
	s := strings.TrimSpace(cut(lines))
	head := german.FindStringSubmatch(s)
	if head[1] != "" && head[1] != "000" {
		e.Code = strings.TrimLeft(e.Code+"+"+head[1], "+")
	}
	pieces := parts(s[strings.Index(s, head[2]):], head[2])
	var purpose, name, ultimate strings.Builder
	title := ""
	last := 0
	for _, p := range pieces {
		switch key := p.key; {
		case key == 0:
			title = p.value
		case key >= 20 && key <= 29, key >= 60 && key <= 63:
			if last > 0 && last < fullPart {
				purpose.WriteByte(' ')
			}
			purpose.WriteString(p.value)
			last = utf8.RuneCountInString(p.value)
		case key == 31, key == 38:
			set(&e.CounterAcct, strings.ToUpper(strings.Join(strings.Fields(p.value), "")))
		case key == 32, key == 33:
			name.WriteString(p.value)
		case key >= 64 && key <= 69:
			ultimate.WriteString(" " + p.value)
		}
	}
	set(&e.Counterparty, name.String())
	text := sepa(e, purpose.String())
	e.Text = join(e.Text, title, text, ultimate.String())
}

// shortLine is less than any bank cuts a line at: one that ends before was ended by whoever wrote it.
const shortLine = 55

// cut joins lines that a bank cut, at whatever width.
func cut(lines []string) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && len(lines[i-1]) < shortLine && !german.MatchString(l) {
			b.WriteByte(' ')
		}
		b.WriteString(l)
	}
	return b.String()
}

type part struct {
	key   int
	value string
}

// parts cuts a text at a sign that two digits follow.
func parts(s, sign string) []part {
	var out []part
	for _, piece := range strings.Split(s, sign) {
		if len(piece) >= 2 && digits(piece[:2]) {
			out = append(out, part{atoi(piece[:2]), piece[2:]})
		} else if len(out) > 0 { // the sign itself, in a text
			out[len(out)-1].value += sign + piece
		}
	}
	return out
}

// sepa takes the references out of a purpose and returns its text.
func sepa(e *domain.BankEntry, s string) string {
	found := sepaParts(s)
	if len(found) == 0 {
		return s
	}
	text := []string{s[:found[0][0]]}
	for i, at := range found {
		end := len(s)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		key, value := s[at[0]:at[1]], s[at[1]:end]
		switch key[:len(key)-1] {
		case "EREF":
			set(&e.EndToEndID, value)
		case "KREF":
			set(&e.CustomerRef, value)
		case "MREF":
			set(&e.MandateID, value)
		case "IBAN":
			set(&e.CounterAcct, compact(value))
		}
		switch {
		case key == "SVWZ+", key == "RREF+", key == "MTLG:":
			text = append(text, value)
		case key == "ABWA+", key == "ABWE+", key == "OAMT+", key == "COAM+", strings.HasSuffix(key, ":"):
			text = append(text, s[at[0]:end])
		}
	}
	return join(text...)
}

// describeNotes reads field NS: lines of two digits and text. Source: the field of German and Hungarian savings banks,
// 01 to 14 purpose, 15 and 16 name, 17 booking text, 33 and 34 bank and account.
func describeNotes(e *domain.BankEntry, lines []string) {
	for _, l := range lines {
		if len(l) < 3 || !digits(l[:2]) {
			continue
		}
		switch key, value := atoi(l[:2]), l[2:]; {
		case key <= 14, key == 17:
			e.Text = join(e.Text, value)
		case key == 15:
			set(&e.Counterparty, value)
		case key == 16:
			e.Counterparty = line(e.Counterparty + " " + value)
		case key == 34:
			set(&e.CounterAcct, strings.TrimLeft(strings.TrimSpace(value), "0"))
		}
	}
}
