package reconset

import "strings"

// words is a bank's line of text around a reference.
func (b *builder) words(reference string) string {
	return pick(b.dice, []string{"PAYMENT OF ", "RECHNUNG ", "INVOICE NO ", "REF ", "FACTURE "}) + reference +
		pick(b.dice, []string{"", " THANK YOU", " DATED " + b.digits(2) + "." + b.digits(2), " /KDNR " + b.digits(6)})
}

// reformat writes a reference as people do: other case, blanks for dashes, a word in front.
func (b *builder) reformat(reference string) string {
	switch b.IntN(4) {
	case 0:
		return strings.ToLower(reference)
	case 1:
		return strings.NewReplacer("-", " ", "/", " ", ".", " ").Replace(reference)
	case 2:
		return "Invoice " + reference
	default:
		return strings.NewReplacer("-", "", "/", "", ".", "").Replace(reference)
	}
}

// mistype puts one letter more, less or other into the digits of a reference; never the reference itself.
func (b *builder) mistype(reference string) string {
	at := b.digitOf(reference)
	other := string("0123456789"[(int(reference[at]-'0')+b.between(1, 9))%10])
	switch b.IntN(3) {
	case 0:
		return reference[:at] + other + reference[at+1:]
	case 1:
		return reference[:at] + other + reference[at:]
	default:
		return reference[:at] + reference[at+1:]
	}
}

// swap lets two neighbouring digits that differ change places; where there are none it mistypes.
func (b *builder) swap(reference string) string {
	var at []int
	for i := 1; i < len(reference); i++ {
		if isDigit(reference[i-1]) && isDigit(reference[i]) && reference[i-1] != reference[i] {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return b.mistype(reference)
	}
	i := pick(b.dice, at)
	return reference[:i-1] + reference[i:i+1] + reference[i-1:i] + reference[i+1:]
}

// digitOf is the place of one of the digits of a reference.
func (b *builder) digitOf(reference string) int {
	var at []int
	for i := range len(reference) {
		if isDigit(reference[i]) {
			at = append(at, i)
		}
	}
	return pick(b.dice, at)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
