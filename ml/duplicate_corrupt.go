package ml

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// corrupt makes the bill that comes in a second time: later by 1 to 60 days, and changed in one of the ways in which duplicates
// get past an exact comparison.
func corrupt(r *rand.Rand, b Bill, id string) Bill {
	d := b
	d.ID, d.Date = id, b.Date.AddDays(1+r.IntN(60))
	switch k := r.IntN(10); {
	case k < 2: // sent again as it was
	case k < 5:
		d.Number = mistype(r, b.Number)
	case k < 7:
		d.Vendor, d.Name = "alias "+id, otherName(r, b.Name)
		if r.IntN(3) == 0 {
			d.Number = mistype(r, b.Number)
		}
	case k < 8:
		d.Amount = mistypeAmount(r, b.Amount)
	case k < 9:
		d.Amount = grossOf(b.Amount, vatRates[r.IntN(len(vatRates))])
	default:
		d.Name = otherName(r, b.Name)
		d.Number = mistype(r, b.Number)
	}
	return d
}

// mistype changes a number in one of the ways of typists, scanners and suppliers who send again.
func mistype(r *rand.Rand, number string) string {
	if number == "" {
		return number
	}
	at := r.IntN(len(number))
	switch r.IntN(10) {
	case 0:
		if at > 0 && number[at] != number[at-1] {
			return number[:at-1] + number[at:at+1] + number[at-1:at] + number[at+1:]
		}
		return number + "A"
	case 1:
		if len(number) > 3 {
			return number[:at] + number[at+1:]
		}
		return "0" + number
	case 2:
		return number[:at] + number[at:at+1] + number[at:]
	case 3:
		return number[:at] + strconv.Itoa(r.IntN(10)) + number[at+1:]
	case 4:
		return strings.Repeat("0", 1+r.IntN(2)) + number
	case 5:
		return number[:at] + string("-/. "[r.IntN(4)]) + number[at:]
	case 6:
		return number + []string{"A", "R", "/2", "-1", ".", " COPY"}[r.IntN(6)]
	case 7:
		return []string{"INV", "INV-", "NO ", "R"}[r.IntN(4)] + number
	case 8:
		swapped := strings.NewReplacer("0", "O", "1", "I", "5", "S", "8", "B", "O", "0", "I", "1", "S", "5", "B", "8").Replace(number[at : at+1])
		return number[:at] + swapped + number[at+1:]
	}
	if trimmed := strings.TrimLeft(number, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-/ "); trimmed != "" && trimmed != number {
		return trimmed
	}
	return strings.ToLower(number) + "-"
}

// mistypeAmount changes one digit, or swaps two.
func mistypeAmount(r *rand.Rand, amount int64) int64 {
	digits := []byte(strconv.FormatInt(amount, 10))
	if len(digits) < 3 {
		return amount + 1
	}
	at := r.IntN(len(digits))
	if at+1 < len(digits) && r.IntN(3) == 0 {
		digits[at], digits[at+1] = digits[at+1], digits[at]
	} else {
		digits[at] = '0' + (digits[at]-'0'+byte(1+r.IntN(9)))%10
	}
	out, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil {
		return amount // a sign was among them
	}
	return out
}

// otherName writes a supplier as another clerk would.
func otherName(r *rand.Rand, name string) string {
	switch r.IntN(4) {
	case 0:
		return strings.ToUpper(name)
	case 1:
		if strings.Contains(name, "Ltd") {
			return strings.Replace(name, "Ltd", "Limited", 1)
		}
		return strings.Replace(name, "Limited", "Ltd", 1)
	case 2:
		if strings.Contains(name, "&") {
			return strings.Replace(name, "&", "and", 1)
		}
		return strings.Replace(name, " and ", " & ", 1)
	}
	return "The " + name
}
