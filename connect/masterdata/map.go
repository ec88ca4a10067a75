package masterdata

import (
	"strings"
	"time"

	"countersign/domain"
)

func (s *Sheet) entity(r *row) {
	e := domain.Entity{
		Code: r.code("code"), Name: r.upTo(140, "name"), Country: r.country("country"), Base: r.currency("currency"),
		TimeZone: r.text("time_zone"), Workdays: r.workdays("workdays"), TaxIDs: []string{},
	}
	if _, err := time.LoadLocation(e.TimeZone); err != nil || e.TimeZone == "Local" {
		r.add(r.line, "time_zone", "zone", "%q is not the IANA name of a time zone, such as Europe/Berlin.", cut(e.TimeZone))
	}
	for _, id := range r.list("tax_ids") {
		e.TaxIDs = append(e.TaxIDs, domain.FoldTaxID(id))
	}
	parent := r.code("parent")
	if parent != "" && parent == e.Code {
		r.add(r.line, "parent", "ring", "an entity does not stand above itself.")
	}
	s.Entities = append(s.Entities, domain.EntityRow{Row: r.line, Entity: e, Parent: parent})
}

// workdays reads "1|2|3|4|5", 1 for Monday; an empty cell is Monday to Friday.
func (r *row) workdays(column string) []int {
	parts := r.list(column)
	if len(parts) == 0 {
		return []int{1, 2, 3, 4, 5}
	}
	var days []int
	for _, part := range parts {
		if len(part) != 1 || part[0] < '1' || part[0] > '7' {
			r.add(r.line, column, "weekday", "%q is not a weekday from 1, Monday, to 7, Sunday.", cut(part))
			continue
		}
		days = append(days, int(part[0]-'0'))
	}
	return days
}

func (s *Sheet) costCenter(r *row) {
	c := domain.CostCenterRow{Row: r.line, Entity: r.code("entity"), Code: r.code("code"), Name: r.upTo(140, "name"), Owner: r.text("owner")}
	if c.Owner != "" && strings.Count(c.Owner, "@") != 1 {
		r.add(r.line, "owner", "email", "%q is not an e-mail address.", cut(c.Owner))
	}
	s.CostCenters = append(s.CostCenters, c)
}

func (s *Sheet) account(r *row) {
	s.Accounts = append(s.Accounts, domain.AccountRow{
		Row: r.line, Entity: r.code("entity"), Code: r.code("code"), Name: r.upTo(140, "name"),
		Kind: r.oneOf("kind", "PROFIT_LOSS", "BANK", "RECEIVABLE", "PAYABLE", "INTERCOMPANY", "CLEARING", "OTHER_BALANCE"),
	})
}

// supplier reads a supplier. Nothing that a file says makes a bank account a confirmed one.
func (s *Sheet) supplier(r *row) {
	one := domain.Supplier{
		Version: 1, Number: r.code("number"), Name: r.upTo(140, "name"), Country: r.country("country"),
		Status: r.oneOf("status", "ONBOARDING", "ACTIVE", "BLOCKED", "INACTIVE"),
		Risk:   r.oneOf("risk", "MEDIUM", "LOW", "HIGH", "CRITICAL"), PaymentTermDays: r.whole("payment_term_days", 0, 365, 30),
		DefaultAccount: r.code("default_account"), DefaultCenter: r.code("default_cost_center"), TaxIDs: []string{},
	}
	for _, id := range r.list("tax_ids") {
		one.TaxIDs = append(one.TaxIDs, domain.FoldTaxID(id))
	}
	for _, iban := range r.list("iban") {
		if !domain.ValidIBAN(iban) {
			r.add(r.line, "iban", "iso13616", "%s is not an IBAN: country, length or check digits are wrong.", domain.MaskAccount(iban))
			continue
		}
		folded := domain.FoldAccount(iban)
		one.BankAccounts = append(one.BankAccounts, domain.BankDetail{Account: folded, Masked: domain.MaskAccount(folded), Country: folded[:2]})
	}
	for _, number := range r.list("bank_account") {
		folded := domain.FoldAccount(number)
		if len(folded) < 4 || len(folded) > 34 {
			r.add(r.line, "bank_account", "length", "an account number has 4 to 34 letters and digits.")
			continue
		}
		one.BankAccounts = append(one.BankAccounts, domain.BankDetail{Account: folded, Masked: domain.MaskAccount(folded), Country: one.Country})
	}
	s.Suppliers = append(s.Suppliers, one)
}

func (s *Sheet) orderHead(r *row) int {
	s.Orders = append(s.Orders, domain.OrderRow{
		Row: r.line, Entity: r.code("entity"), Number: r.code("number"), Supplier: r.code("supplier"),
		OrderedOn: r.date("ordered_on"), Currency: r.currency("currency"),
	})
	return len(s.Orders) - 1
}

func (s *Sheet) orderLine(r *row, at int) {
	o := &s.Orders[at]
	line := domain.PoLine{
		Number: r.whole("line", 1, 100_000, 0), Text: r.upTo(1000, "text"), Quantity: r.aboveZero("quantity"),
		Unit: r.code("unit"), Price: r.atLeastZero("price"), Currency: o.Currency, CostCenter: r.code("cost_center"),
		Account: r.code("account"),
	}
	if line.Unit == "" {
		line.Unit = "C62"
	}
	for _, other := range o.Lines {
		if other.Number == line.Number {
			r.add(r.line, "line", "twice", "the order has a line %d already.", line.Number)
			return
		}
	}
	o.Lines = append(o.Lines, line)
}

func (s *Sheet) receipt(r *row) {
	s.Receipts = append(s.Receipts, domain.ReceiptRow{
		Row: r.line, Entity: r.code("entity"), Order: r.code("order"), Line: r.whole("line", 1, 100_000, 0),
		On: r.date("received_on"), Quantity: r.aboveZero("quantity"), Reference: r.upTo(100, "reference"),
	})
}

func (s *Sheet) budget(r *row) {
	s.Budgets = append(s.Budgets, domain.BudgetRow{
		Row: r.line, Entity: r.code("entity"), CostCenter: r.code("cost_center"), Year: r.whole("year", 2000, 2100, 0),
		Amount: r.atLeastZero("amount"),
	})
}

// rateDecimals is how fine rates are kept.
const rateDecimals = 9

func (s *Sheet) rate(r *row) {
	one := domain.Rate{
		From: r.currency("from"), To: r.currency("to"), On: r.date("day"), Rate: r.aboveZero("rate"), Source: r.upTo(100, "source"),
	}
	if one.From == one.To && one.From != "" {
		r.add(r.line, "to", "same", "a rate stands between two currencies.")
	}
	if one.Rate.Scale() > rateDecimals {
		r.add(r.line, "rate", "precision", "a rate has at most %d decimals.", rateDecimals)
	}
	s.Rates = append(s.Rates, one)
}

func (s *Sheet) item(r *row) {
	s.Items = append(s.Items, domain.ItemRow{
		Row: r.line, Own: r.upTo(100, "id"), On: r.date("date"), Amount: r.decimal("amount"), Currency: r.currency("currency"),
		Ref: r.text("reference"), Party: r.text("counterparty"), Text: r.text("text"),
	})
}
