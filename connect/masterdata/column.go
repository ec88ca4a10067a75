package masterdata

import "countersign/domain"

// column is one column of a kind of rows.
type column struct {
	name     string
	required bool // must stand in the header, and every cell must be filled
}

func must(names ...string) []column { return columnsOf(true, names) }
func may(names ...string) []column  { return columnsOf(false, names) }

func columnsOf(required bool, names []string) []column {
	list := make([]column, len(names))
	for i, name := range names {
		list[i] = column{name, required}
	}
	return list
}

// layouts are the columns of each kind. docs/import.md shows each with an example, and a test compares the two.
var layouts = map[domain.MasterDataKind][]column{
	domain.RowsEntities: append(must("code", "name", "country", "currency", "time_zone"),
		may("parent", "tax_ids", "workdays")...),
	domain.RowsCostCenters: append(must("entity", "code", "name"), may("owner")...),
	domain.RowsAccounts:    must("entity", "code", "name", "kind"),
	domain.RowsSuppliers: append(must("number", "name", "country"),
		may("tax_ids", "status", "risk", "payment_term_days", "default_account", "default_cost_center", "iban", "bank_account")...),
	domain.RowsPurchaseOrders: append(
		must("entity", "number", "supplier", "ordered_on", "currency", "line", "text", "quantity", "price"),
		may("unit", "cost_center", "account")...),
	domain.RowsReceipts: must("entity", "order", "line", "received_on", "quantity", "reference"),
	domain.RowsBudgets:  must("entity", "cost_center", "year", "amount"),
	domain.RowsRates:    must("from", "to", "day", "rate", "source"),
	domain.RowsInvoices: append(
		must("entity", "supplier", "number", "issued_on", "currency", "gross", "tax", "text", "amount"),
		may("kind", "due_on", "bank_account", "quantity", "unit", "price", "tax_category", "tax_rate", "account", "cost_center",
			"order_number")...),
	domain.RowsItems: append(must("id", "date", "amount", "currency"), may("reference", "counterparty", "text")...),
}

// Columns lists the columns of a kind in order, those that must be there first. It is empty for an unknown kind.
func Columns(kind domain.MasterDataKind) (required, optional []string) {
	for _, c := range layouts[kind] {
		if c.required {
			required = append(required, c.name)
		} else {
			optional = append(optional, c.name)
		}
	}
	return required, optional
}
