package domain

// TaxesOf is the VAT breakdown of an invoice that was typed in: its lines by category and rate, in order of first
// appearance, with VAT as base times rate, rounded half away from zero. The check of arithmetic compares it with the
// VAT total that was stated.
func TaxesOf(i *Invoice) []TaxLine {
	type rated struct{ category, rate string }
	var list []TaxLine
	at := map[rated]int{}
	for _, l := range i.Lines {
		category, rate := "S", Decimal{}
		if l.TaxCategory != nil {
			category = *l.TaxCategory
		}
		if l.TaxRate != nil {
			rate = *l.TaxRate
		}
		key := rated{category, rate.String()}
		n, ok := at[key]
		if !ok {
			n = len(list)
			at[key] = n
			list = append(list, TaxLine{Category: category, Rate: &rate, Base: NewMoney(0, i.Currency), Tax: NewMoney(0, i.Currency)})
		}
		list[n].Base = list[n].Base.Add(l.Amount)
	}
	for n := range list {
		list[n].Tax = vatOf(list[n].Base, *list[n].Rate)
	}
	return list
}

// vatOf is rate percent of base, rounded half away from zero to the minor unit.
func vatOf(base Money, rate Decimal) Money {
	exact := base.Amount().Rat()
	exact.Mul(exact, rate.Rat())
	d, err := RoundRat(exact.Quo(exact, NewDecimal(100, 0).Rat()), base.Currency.Digits())
	if err != nil {
		return NewMoney(0, base.Currency)
	}
	return NewMoney(d.coef, base.Currency)
}
