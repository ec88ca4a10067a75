package reconset

import (
	"math"
	"strings"

	"countersign/domain"
)

// The classes, in the order of doc.go.
const (
	exact         Class = "exact"
	formatted     Class = "formatted"
	textReference Class = "text_reference"
	typo          Class = "typo"
	swapped       Class = "swapped"
	noReference   Class = "no_reference"
	fee           Class = "fee"
	fx            Class = "fx"
	instalments   Class = "instalments"
	batch         Class = "batch"
	netting       Class = "netting"
	payout        Class = "payout"
	twins         Class = "twins"
	timing        Class = "timing"
	duplicate     Class = "duplicate"
	rivals        Class = "rivals"
	returned      Class = "returned"
	lookalike     Class = "lookalike"
	outstanding   Class = "outstanding"
	bankOnly      Class = "bank_only"
)

var order = []Class{
	exact, formatted, textReference, typo, swapped, noReference, fee, fx, instalments, batch, netting, payout, twins, timing,
	duplicate, rivals, returned, lookalike, outstanding, bankOnly,
}

var makers = map[Class]func(*builder){
	exact: func(b *builder) { b.paid(func(l *domain.ReconLine, d document) { l.Reference = d.reference }) },
	formatted: func(b *builder) {
		b.paid(func(l *domain.ReconLine, d document) { l.Reference = b.reformat(d.reference) })
	},
	textReference: func(b *builder) { b.paid(func(l *domain.ReconLine, d document) { l.Text = b.words(d.reference) }) },
	typo: func(b *builder) {
		b.paid(func(l *domain.ReconLine, d document) { l.Reference = b.mistype(d.reference) })
	},
	swapped:     func(b *builder) { b.paid(func(l *domain.ReconLine, d document) { l.Reference = b.swap(d.reference) }) },
	noReference: func(b *builder) { b.paid(func(*domain.ReconLine, document) {}) },
	fee: func(b *builder) {
		b.paid(func(l *domain.ReconLine, d document) {
			l.Reference = d.reference
			l.Amount.Minor = max(l.Amount.Minor, 20_000) - pick(b.dice, BankFees)
			b.last(2).Amount.Minor = max(d.minor, 20_000)
		})
	},
	fx: func(b *builder) {
		b.paid(func(l *domain.ReconLine, d document) {
			l.Reference = d.reference
			basis := int64(b.between(20, 150))
			if b.chance(50) {
				basis = -basis
			}
			moved := max(d.minor, 10_000)
			b.last(2).Amount.Minor = moved
			l.Amount.Minor = moved + moved*basis/10_000
			l.Text = "PAYMENT USD AT OUR RATE"
		})
	},
	timing: func(b *builder) {
		month := b.first.Time().AddDate(0, 1+b.IntN(max(1, b.days/30)), 0)
		end := domain.DateOf(month).AddDays(-1)
		d := b.document()
		d.on = end.AddDays(-b.IntN(3))
		b.ledger(d)
		l := b.bank(d, end.AddDays(1+b.IntN(3)))
		l.Reference = d.reference
		b.truth.Fate = Together
	},
	instalments: (*builder).instalments,
	batch:       (*builder).batch,
	netting:     (*builder).netting,
	payout:      (*builder).payout,
	twins:       (*builder).twins,
	duplicate: func(b *builder) {
		d := b.document()
		b.ledger(d)
		on := b.later(d.on)
		for range 2 {
			b.bank(d, on).Reference = d.reference
		}
		b.equal(2)
		b.truth.Fate = Unclear
	},
	rivals: func(b *builder) {
		d := b.document()
		b.ledger(d)
		other := b.document()
		other.party, other.minor, other.on = d.party, d.minor, d.on
		b.ledger(other)
		b.bank(d, b.later(d.on))
		b.truth.Fate = Unclear
	},
	returned: func(b *builder) {
		d := b.document()
		b.ledger(d)
		on := b.later(d.on)
		b.bank(d, on).Reference = d.reference
		back := b.bank(d, on.AddDays(b.between(1, 5)))
		back.Amount = back.Amount.Neg()
		back.Reference, back.Reversal, back.Text = d.reference, true, "RETURNED "+d.reference
		b.truth.Fate = Apart
	},
	lookalike: func(b *builder) {
		d := b.document()
		b.ledger(d)
		other := b.document()
		for other.party == d.party { // the same payer with nearly the same reference may well be one that mistyped
			other = b.document()
		}
		other.minor = d.minor
		b.bank(other, b.later(d.on)).Reference = other.reference
		b.truth.Fate = Apart
	},
	outstanding: func(b *builder) {
		b.ledger(b.document())
		b.truth.Fate = Apart
	},
	bankOnly: func(b *builder) {
		d := b.document()
		d.minor = -int64(b.between(100, 9_000))
		l := b.bank(d, d.on)
		l.Counterparty, l.Text = "", pick(b.dice, []string{"ACCOUNT FEE", "INTEREST", "CARD FEE", "COMMISSION"})
		b.truth.Fate = Apart
	},
}

// document is an invented open item.
type document struct {
	reference string
	party     party
	minor     int64
	on        domain.Date
}

// document numbers the next item: references run on over all partners, as a series of invoices does, so a mistyped one
// is often the right one of somebody else.
func (b *builder) document() document {
	b.items += b.between(1, 3)
	number := b.IntN(b.parties)
	return document{
		reference: referenceOf(number, b.items), party: partyOf(number), minor: b.amount(), on: b.first.AddDays(b.IntN(b.days)),
	}
}

// referenceOf writes a document's number as its partner does.
func referenceOf(partner, number int) string {
	switch partner % 4 {
	case 0:
		return "INV-2024-" + pad(number, 7)
	case 1:
		return "RE" + pad(number, 8)
	case 2:
		return pad(number, 7) + "/24"
	default:
		return "F24." + pad(number, 7)
	}
}

// amount is in minor units: most are spread evenly over the sizes, a seventh is one of a few hundred prices, so that
// unrelated lines often have one amount.
func (b *builder) amount() int64 {
	if b.chance(14) {
		return int64(b.between(1, 400)) * 2_500
	}
	return int64(math.Exp(b.Float64()*math.Log(10_000)) * 500)
}

// later is when the bank books what was due.
func (b *builder) later(on domain.Date) domain.Date {
	if b.chance(3) {
		return on.AddDays(b.between(5, 9))
	}
	return on.AddDays(b.IntN(4))
}

// ledger adds the document as an open item.
func (b *builder) ledger(d document) *domain.ReconLine {
	return b.add(domain.ReconLine{
		Source: domain.SourceLedger, Booked: d.on, Amount: domain.NewMoney(d.minor, Currency), Reference: d.reference,
		Counterparty: d.party.name, Text: "Invoice " + d.reference,
	})
}

// bank adds a movement over the document's amount without a reference.
func (b *builder) bank(d document, on domain.Date) *domain.ReconLine {
	return b.add(domain.ReconLine{
		Source: domain.SourceBank, Booked: on, Value: on, Amount: domain.NewMoney(d.minor, Currency),
		Counterparty: d.party.atBank(b.dice), Text: pick(b.dice, []string{"SEPA CREDIT TRANSFER", "PAYMENT", "UEBERWEISUNG", "VIREMENT"}),
	})
}

func (b *builder) add(l domain.ReconLine) *domain.ReconLine {
	b.truth.Lines = append(b.truth.Lines, len(b.set.Lines))
	b.set.Lines = append(b.set.Lines, l)
	return b.last(1)
}

// last is the line that was added last, or n-1 before it.
func (b *builder) last(n int) *domain.ReconLine { return &b.set.Lines[len(b.set.Lines)-n] }

// equal makes the last n lines one content.
func (b *builder) equal(n int) {
	for i := 1; i < n; i++ {
		*b.last(i) = *b.last(n)
	}
}

// paid adds an item and its payment, which tell writes on.
func (b *builder) paid(tell func(l *domain.ReconLine, d document)) {
	d := b.document()
	b.ledger(d)
	l := b.bank(d, b.later(d.on))
	tell(l, d)
	b.truth.Fate = Together
}

func (b *builder) instalments() {
	d := b.document()
	parts := b.between(2, 4)
	d.minor = max(d.minor, int64(parts)*5_000)
	b.ledger(d)
	left, on := d.minor, d.on
	for i := range parts {
		part := left
		if i < parts-1 {
			part = left / int64(parts-i) * int64(b.between(60, 140)) / 100
		}
		left -= part
		on = on.AddDays(b.between(0, 6))
		l := b.bank(d, on)
		l.Amount.Minor, l.Reference = part, d.reference
	}
	b.truth.Fate = Together
}

func (b *builder) batch() {
	n := b.between(2, 8)
	first := b.document()
	sum, references := int64(0), []string{}
	for i := range n {
		d := b.document()
		d.party, d.on = first.party, first.on.AddDays(-b.IntN(5))
		if i == 0 {
			d = first
		}
		b.ledger(d)
		sum += d.minor
		references = append(references, d.reference)
	}
	first.minor = sum
	l := b.bank(first, b.later(first.on))
	if n > 4 { // what a bank's text holds
		references = references[:3]
	}
	l.Text += " " + strings.Join(references, " ")
	b.truth.Fate = Together
}

func (b *builder) netting() {
	first := b.document()
	first.minor = max(first.minor, 40_000)
	b.ledger(first)
	sum, references := first.minor, []string{first.reference}
	if b.chance(50) {
		more := b.document()
		more.party, more.on = first.party, first.on
		b.ledger(more)
		sum, references = sum+more.minor, append(references, more.reference)
	}
	credit := b.document()
	credit.party, credit.on, credit.minor = first.party, first.on, -first.minor*int64(b.between(5, 30))/100
	b.ledger(credit).Text = "Credit note " + credit.reference
	sum, references = sum+credit.minor, append(references, credit.reference)
	part := sum * int64(b.between(20, 80)) / 100
	on := b.later(first.on)
	for _, minor := range []int64{part, sum - part} {
		l := b.bank(first, on)
		l.Amount.Minor = minor
		l.Text += " " + strings.Join(references, " ")
		on = on.AddDays(b.IntN(3))
	}
	b.truth.Fate = Together
}

func (b *builder) payout() {
	b.items++
	name := "PO-" + pad(b.items, 8)
	on := b.first.AddDays(b.IntN(b.days))
	sum := int64(0)
	for range b.between(3, 12) {
		d := b.document()
		d.minor, d.on = min(d.minor, 90_000), on.AddDays(-b.IntN(3))
		b.ledger(d)
		b.add(domain.ReconLine{
			Source: domain.SourceProcessor, Booked: d.on, Amount: domain.NewMoney(d.minor, Currency), Reference: d.reference,
			More: []string{name}, Counterparty: d.party.name, Text: "CHARGE",
		})
		sum += d.minor - ProcessorFee(d.minor)
	}
	b.add(domain.ReconLine{
		Source: domain.SourceBank, Booked: on.AddDays(b.between(1, 3)), Amount: domain.NewMoney(sum, Currency), Reference: name,
		Counterparty: "PAYWAY EUROPE", Text: "PAYOUT " + name,
	})
	b.last(1).Value = b.last(1).Booked
	b.truth.Fate = Together
}

// ProcessorFee is what the processor keeps of one charge, in minor units.
func ProcessorFee(minor int64) int64 {
	thousandths := minor * 14 // 1.4 %
	return (thousandths+500)/1000 + FeeFixed
}

func (b *builder) twins() {
	d := b.document()
	on := b.later(d.on)
	at := len(b.set.Lines)
	for range 2 {
		b.ledger(d)
	}
	for range 2 {
		b.bank(d, on).Reference = d.reference
	}
	b.equal(2)
	b.truth.Fate = Together
	second := *b.truth
	b.truth.Lines = []int{at, at + 2}
	second.Lines = []int{at + 1, at + 3}
	b.set.Truth = append(b.set.Truth, second)
}
