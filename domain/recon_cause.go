package domain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// The categories of cases about lines that nothing settles: one case for all lines of an account with one cause.
const (
	CauseTiming    = "timing"            // the other side may still bring it
	CauseFee       = "fee"               // less came than was owed, by what somebody keeps of a payment
	CauseFX        = "fx"                // the other side has it in another currency
	CauseMissing   = "missing_entry"     // the other side has no such entry, and had time to
	CauseDuplicate = "duplicate"         // its own side has it twice
	CauseAmount    = "amount_difference" // the other side has it with another amount
	CauseUnknown   = "unknown"           // it says too little to look for it
)

// Causes lists the causes in the order in which they are looked for: of several, the first that fits is the line's.
func Causes() []string {
	return []string{CauseDuplicate, CauseFX, CauseFee, CauseAmount, CauseTiming, CauseMissing, CauseUnknown}
}

const (
	// timingDays is how long a payment is on its way: cheques and card settlements take a working week.
	timingDays = 7
	// feeShare is the part of a payment up to which a shortfall is taken for a fee: 4 % is above what card companies keep.
	feeShare = 25 // the 25th part
)

// CauseOf says why each of these lines was left over. all are the lines that the run took, rest their indices; the result is
// as long as rest. It depends on the content of the lines alone.
func CauseOf(all []ReconLine, rest []int) []string {
	inBooks := func(l *ReconLine) int {
		if l.Source == SourceLedger || l.Source == SourceSubledger {
			return 1
		}
		return 0
	}
	type twin struct {
		source       ReconSource
		money        Money
		ref, partner string
	}
	twinOf := func(l *ReconLine) twin {
		return twin{l.Source, l.Amount, foldReference(l.Reference), strings.ToUpper(l.Counterparty)}
	}
	// Nearly all lines are settled, so what is asked for stands first: few of them have one of these amounts.
	amounts, twins, others := map[Money]bool{}, map[twin]int{}, map[string][]int{}
	for _, i := range slices.Sorted(slices.Values(rest)) {
		if key := twinOf(&all[i]); key.ref != "" {
			amounts[key.money], twins[key] = true, 0
			others[key.ref] = append(others[key.ref], i)
		}
	}
	var latest [2]Date
	for i := range all {
		l := &all[i]
		if side := inBooks(l); latest[side].Before(l.Booked) {
			latest[side] = l.Booked
		}
		if !amounts[l.Amount] {
			continue
		}
		key := twinOf(l)
		if n, asked := twins[key]; asked {
			twins[key] = n + 1
		}
	}
	causes := make([]string, len(rest))
	for n, i := range rest {
		l := &all[i]
		key := twinOf(l)
		var partner *ReconLine
		for _, o := range others[key.ref] {
			if key.ref != "" && inBooks(&all[o]) != inBooks(l) {
				partner = &all[o]
				break
			}
		}
		switch {
		case key.ref != "" && twins[key] > 1:
			causes[n] = CauseDuplicate
		case partner != nil && partner.Amount.Currency != l.Amount.Currency:
			causes[n] = CauseFX
		case partner != nil && isFee(l.Amount.Minor, partner.Amount.Minor):
			causes[n] = CauseFee
		case partner != nil:
			causes[n] = CauseAmount
		case !l.Booked.AddDays(timingDays).Before(latest[1-inBooks(l)]):
			causes[n] = CauseTiming
		case key.ref == "" && l.Counterparty == "":
			causes[n] = CauseUnknown
		default:
			causes[n] = CauseMissing
		}
	}
	return causes
}

// isFee says whether two amounts of one sign differ by what somebody may keep of a payment.
func isFee(a, b int64) bool {
	if (a < 0) != (b < 0) {
		return false
	}
	gap := abs64(a - b)
	return gap > 0 && gap <= max(abs64(a), abs64(b))/feeShare
}

func foldReference(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, s)
}

// causeWords is a cause in the title of its case.
var causeWords = map[string]string{
	CauseTiming: "may still arrive on the other side", CauseFee: "differ by what may be a fee", CauseFX: "stand in two currencies",
	CauseMissing: "have no entry on the other side", CauseDuplicate: "stand twice on their own side",
	CauseAmount: "differ in the amount", CauseUnknown: "say too little to be looked for",
}

// maxListed is how many lines a case names; it says how many there are.
const maxListed = 20

// CauseCase is what the case of a cause says: a title and, as evidence, counts, sums, age and the largest lines. It depends on
// the lines alone.
func CauseCase(account string, cause string, lines []*ReconLine) (title, evidence string, exposure Money) {
	lines = slices.Clone(lines)
	slices.SortFunc(lines, func(a, b *ReconLine) int {
		return cmp.Or(cmp.Compare(abs64(b.Amount.Minor), abs64(a.Amount.Minor)), strings.Compare(string(a.Source), string(b.Source)), strings.Compare(a.ID, b.ID))
	})
	type total struct {
		lines int
		sum   Money
	}
	sums := map[string]*total{}
	var keys []string
	oldest := lines[0].Booked
	for _, l := range lines {
		key := string(l.Source) + " " + string(l.Amount.Currency)
		if sums[key] == nil {
			sums[key], keys = &total{sum: NewMoney(0, l.Amount.Currency)}, append(keys, key)
		}
		sums[key].lines++
		sums[key].sum = sums[key].sum.Add(l.Amount)
		if l.Amount.Currency == lines[0].Amount.Currency {
			exposure = NewMoney(exposure.Minor+abs64(l.Amount.Minor), l.Amount.Currency)
		}
		if l.Booked.Before(oldest) {
			oldest = l.Booked
		}
	}
	slices.Sort(keys)
	var text strings.Builder
	for _, key := range keys {
		source, _, _ := strings.Cut(key, " ")
		fmt.Fprintf(&text, "%s of %s, sum %s.\n", lineCount(sums[key].lines), strings.ToLower(source), sums[key].sum)
	}
	fmt.Fprintf(&text, "The oldest was booked on %s.\n", oldest)
	for i, l := range lines {
		if i == maxListed {
			fmt.Fprintf(&text, "And %s more.\n", lineCount(len(lines)-maxListed))
			break
		}
		text.WriteString(l.listed() + "\n")
	}
	verb := causeWords[cause]
	return fmt.Sprintf("%s: %s %s", account, lineCount(len(lines)), verb), text.String(), exposure
}

// listed is the line in a list of evidence.
func (l *ReconLine) listed() string {
	return fmt.Sprintf("%s %s %s %s", l.Booked, strings.ToLower(string(l.Source)), l.Amount, cmp.Or(l.Reference, "without reference"))
}
