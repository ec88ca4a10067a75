package masterdata

import (
	"strings"

	"countersign/domain"
)

// Sheet is a file's rows; only those of its Kind are there.
type Sheet struct {
	Kind      domain.MasterDataKind
	Delimiter string // "," ";" or a tab, as found
	Charset   string // UTF-8, UTF-16 or Windows-1252, as found
	Rows      int    // records that were read, blank lines left out

	Entities    []domain.EntityRow
	CostCenters []domain.CostCenterRow
	Accounts    []domain.AccountRow
	Suppliers   []domain.Supplier
	Orders      []domain.OrderRow
	Receipts    []domain.ReceiptRow
	Budgets     []domain.BudgetRow
	Rates       []domain.Rate
	Invoices    []domain.InvoiceRow
	Items       []domain.ItemRow `json:",omitempty"`
}

// Read understands a file as rows of a kind (a value of enum MasterDataKind).
//
// Delimiter and character set are found by content. Every cell is looked at, so that a refusal names all faults at once.
// Errors: INVALID; details.violations has one entry for each fault, whose field is "row 12, column iban" with rows
// counted as a text editor does, at most 1,000 of them and then how many more there are.
func Read(kind string, data []byte) (*Sheet, error) {
	s := &Sheet{Kind: domain.MasterDataKind(kind)}
	if _, known := layouts[s.Kind]; !known {
		return nil, domain.RefuseField(domain.CodeInvalid, "kind", "There are no rows of the kind %.40q.", kind)
	}
	text, charset, err := utf8Text(data)
	if err != nil {
		return nil, err
	}
	t := &table{delimiter: delimiterOf(text)}
	s.Delimiter, s.Charset = string(t.delimiter), charset
	take := s.taker()
	t.each(text, s.Kind, func(r *row) {
		s.Rows++
		take(r)
	})
	if err := t.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

// taker is what understands the rows of the sheet's kind.
func (s *Sheet) taker() func(*row) {
	switch s.Kind {
	case domain.RowsEntities:
		return once(s.entity, "code")
	case domain.RowsCostCenters:
		return once(s.costCenter, "entity", "code")
	case domain.RowsAccounts:
		return once(s.account, "entity", "code")
	case domain.RowsSuppliers:
		return once(s.supplier, "number")
	case domain.RowsPurchaseOrders:
		return gather(s.orderHead, s.orderLine, []string{"entity", "number"}, "supplier", "ordered_on", "currency")
	case domain.RowsReceipts:
		return once(s.receipt, "entity", "order", "line", "reference")
	case domain.RowsBudgets:
		return once(s.budget, "entity", "cost_center", "year")
	case domain.RowsRates:
		return once(s.rate, "from", "to", "day")
	case domain.RowsItems:
		return once(s.item, "id")
	default:
		return gather(s.invoiceHead, s.invoiceLine, []string{"entity", "supplier", "number"},
			"kind", "issued_on", "due_on", "currency", "gross", "tax", "bank_account")
	}
}

// once refuses a second row with the same key: which of the two would count is anybody's guess.
func once(take func(*row), keys ...string) func(*row) {
	seen := map[string]int{}
	return func(r *row) {
		key := r.key(keys)
		if before := seen[key]; before > 0 {
			r.add(r.line, keys[len(keys)-1], "twice", "row %d is about the same one.", before)
			return
		}
		seen[key] = r.line
		take(r)
	}
}

// gather makes one record of all rows with the same key. The columns that belong to the whole must agree.
func gather(head func(*row) int, line func(*row, int), keys []string, shared ...string) func(*row) {
	type whole struct {
		at, row int
		shared  []string
	}
	seen := map[string]whole{}
	return func(r *row) {
		key := r.key(keys)
		w, known := seen[key]
		if !known {
			w = whole{row: r.line}
			for _, column := range shared {
				w.shared = append(w.shared, strings.Clone(r.raw(column)))
			}
			w.at = head(r)
			seen[key] = w
		} else {
			for i, column := range shared {
				if r.raw(column) != w.shared[i] {
					r.add(r.line, column, "agree", "it differs from row %d, which is about the same one.", w.row)
				}
			}
		}
		line(r, w.at)
	}
}

// key joins cells by a sign that stands in none of them.
func (r *row) key(columns []string) string {
	parts := make([]string, len(columns))
	for i, column := range columns {
		parts[i] = r.raw(column)
	}
	return strings.Join(parts, "\x00")
}
