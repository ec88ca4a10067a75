package domain

import (
	"strings"
	"unicode"
)

// NormaliseNumber folds a supplier's document number so that two writings of one number become equal. Two documents of
// one payee with equal results are exact twins, and the second is stopped for good; so the rules join only what nobody
// tells apart on paper:
//
//   - letters are folded to upper case without accents, digits of every script and full-width forms to ASCII;
//   - spaces, dashes, dots, slashes and every other sign vanish, but between two digits they leave one "-", because
//     "1/11" and "11/1" are two invoices of one landlord;
//   - leading zeros of a run of digits vanish: "RE-000123" is "RE-123" typed by hand.
//
// A number without any letter or digit stays as it is, trimmed. The result of a result is itself.
func NormaliseNumber(number string) string {
	var out strings.Builder
	run := "" // of digits, since the last letter or sign
	afterDigits := false
	flush := func() {
		if run == "" {
			return
		}
		if afterDigits {
			out.WriteByte('-')
		}
		if run = strings.TrimLeft(run, "0"); run == "" {
			run = "0"
		}
		out.WriteString(run)
		run, afterDigits = "", true
	}
	for _, r := range foldLetters(number) {
		switch {
		case r >= '0' && r <= '9':
			run += string(r)
		case keeps(r):
			flush()
			out.WriteRune(r)
			afterDigits = false
		default:
			flush()
		}
	}
	flush()
	if out.Len() == 0 {
		return strings.TrimSpace(strings.ToValidUTF8(number, ""))
	}
	return out.String()
}

// squeezeNumber is the number without any sign, zeros kept: "2026-0042" and "20260042" are equal.
func squeezeNumber(number string) string { return strings.Map(onlyKept, foldLetters(number)) }

// FoldName folds a company's name for comparison: upper case, no accents, dots and apostrophes gone ("S.p.A." is
// "SPA"), every other sign one space. The legal form stays, for a GmbH is not the GmbH & Co. KG beside it.
func FoldName(name string) string {
	signs := strings.NewReplacer(".", "", "'", "", "’", "", "`", "")
	words := strings.FieldsFunc(signs.Replace(foldLetters(name)), func(r rune) bool { return !keeps(r) })
	return strings.Join(words, " ")
}

// FoldTaxID folds a VAT or other tax number: upper case, letters and digits only.
func FoldTaxID(id string) string { return strings.Map(onlyKept, foldLetters(id)) }

// FoldAccount folds an IBAN or a national account number: upper case, letters and digits only.
func FoldAccount(account string) string { return strings.Map(onlyKept, foldLetters(account)) }

func keeps(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

func onlyKept(r rune) rune {
	if keeps(r) {
		return r
	}
	return -1
}

// foldLetters writes letters in upper case without accents, digits of every script and full-width forms in ASCII, and
// leaves out marks and characters that nobody sees.
func foldLetters(s string) string {
	var out strings.Builder
	for _, r := range s {
		if r >= '！' && r <= '～' { // full-width forms stand in ASCII's order
			r -= '！' - '!'
		}
		if r < unicode.MaxASCII {
			out.WriteRune(unicode.ToUpper(r))
			continue
		}
		if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			continue
		}
		if unicode.IsDigit(r) {
			out.WriteRune(asciiDigit(r))
			continue
		}
		upper := unicode.ToUpper(r)
		if plain, ok := plainLetters[upper]; ok {
			out.WriteString(plain)
			continue
		}
		out.WriteRune(upper)
	}
	return out.String()
}

// asciiDigit finds a digit's value by its place: every range of category Nd begins with a zero and holds tens.
func asciiDigit(r rune) rune {
	for _, span := range unicode.Nd.R16 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return '0' + (r-rune(span.Lo))%10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return '0' + (r-rune(span.Lo))%10
		}
	}
	return r
}

// plainLetters has the Latin letters that carry an accent or are two letters in one.
var plainLetters = func() map[rune]string {
	table := map[rune]string{'ß': "SS", 'ẞ': "SS", 'Æ': "AE", 'Œ': "OE", 'Þ': "TH", 'Ĳ': "IJ"}
	for plain, accented := range map[string]string{
		"A": "ÀÁÂÃÄÅĀĂĄǍȀȂẠẢẤẦẨẪẬẮẰẲẴẶ", "C": "ÇĆĈĊČ", "D": "ĎĐÐ", "E": "ÈÉÊËĒĔĖĘĚȄȆẸẺẼẾỀỂỄỆ", "G": "ĜĞĠĢǦ", "H": "ĤĦ",
		"I": "ÌÍÎÏĨĪĬĮİǏỈỊ", "J": "Ĵ", "K": "ĶǨ", "L": "ĹĻĽĿŁ", "N": "ÑŃŅŇ", "O": "ÒÓÔÕÖØŌŎŐǑỌỎỐỒỔỖỘƠỚỜỞỠỢ",
		"R": "ŔŖŘ", "S": "ŚŜŞŠȘ", "T": "ŢŤŦȚ", "U": "ÙÚÛÜŨŪŬŮŰŲǓỤỦƯỨỪỬỮỰ", "W": "ŴẀẂẄ", "Y": "ÝŶŸỲỴỶỸ", "Z": "ŹŻŽ",
	} {
		for _, r := range accented {
			table[r] = plain
		}
	}
	return table
}()
