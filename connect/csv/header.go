package csv

import (
	"strings"
)

// names are what banks call their columns, in the languages that the house meets, without accents. They are asked in this
// order and a column takes the first that fits: a phrase is the whole name, or begins with "~" and stands anywhere in it
// as words. An empty role is a column that must not be taken for another.
var names = []struct {
	role    Role
	phrases []string
}{
	{"", []string{"~amount currency", "~original amount", "~original currency", "~balance impact", "~account status", "~time zone", "timezone",
		"time", "fee", "gross", "~shipping", "~insurance", "~sales tax", "~due date", "income", "expenses", "~income entries",
		"~expenses entries", "~data do balancete", "~account name", "~date of birth"}},
	{Opening, []string{"~initial balance", "~opening balance", "~anfangssaldo", "~solde initial", "~beginsaldo", "~saldo inicial"}},
	{Closing, []string{"~final balance", "~closing balance", "~endsaldo", "~solde final", "~eindsaldo", "~saldo final"}},
	{Value, []string{"~value date", "value", "~valuta", "wert", "wertstellung", "~date de valeur", "~fecha valor", "~rentedatum", "~valor fecha"}},
	{Booked, []string{"~transaction date", "~booking date", "~posting date", "~posted date", "~date de l operation", "~date operation", "~date comptable",
		"~buchungstag", "~buchungsdatum", "~buchung", "~fecha operacion", "~boekdatum", "~data contabile", "date", "datum", "data", "fecha", "dato"}},
	{Sign, []string{"d c", "dc", "dr cr", "debit credit", "~af bij", "~credit debit", "soll haben", "sign", "s h"}},
	{Debit, []string{"~debit", "~withdrawal", "~withdrawals", "~paid out", "~money out", "soll", "~ausgang", "~af", "~dare", "~cargo"}},
	{Credit, []string{"~credit", "~deposit", "~deposits", "~paid in", "~money in", "haben", "~eingang", "~bij", "~avere", "~abono"}},
	{Balance, []string{"~balance", "~saldo", "~solde", "~kontostand"}},
	{Amount, []string{"~amount", "~betrag", "~montant", "~bedrag", "~importe", "~importo", "~belob", "~valor", "net", "umsatz", "sum"}},
	{Currency, []string{"~currency", "~wahrung", "~devise", "~valuta", "~moneda", "~munt", "~moeda", "~divisa", "ccy"}},
	{CounterAcct, []string{"~bank account", "~iban", "~counterparty account", "~kontonummer empfanger", "~tegenrekening"}},
	{Counterparty, []string{"~partner name", "~counterparty", "~payee", "~beneficiary", "~empfanger", "~auftraggeber", "~beneficiaire", "~tegenpartij", "name",
		"~zahlungspflichtiger"}},
	{EndToEnd, []string{"~end to end", "~endtoend", "~e2e"}},
	{CustomerRef, []string{"~customer reference", "~kundenreferenz", "~invoice number", "~reference1", "reference", "ref", "~your reference"}},
	{BankRef, []string{"~transaction id", "~operation number", "~document number", "~bank reference", "~numero do documento", "~transaction number"}},
	{Account, []string{"~account number", "~account no", "~numero de compte", "~kontonummer", "account", "konto", "rekening"}},
	{Bank, []string{"~bank code", "bic", "blz"}},
	{Code, []string{"type", "~transaction type", "~buchungstext", "~category"}},
	{Text, []string{"~description", "~label", "~note", "~memo", "~text", "~libelle", "~verwendungszweck", "~omschrijving", "~detail", "~details",
		"~remarque", "~historico", "~concepto", "~narrative", "~particulars", "~item1", "~item2", "~subject", "~causale"}},
}

var fold = strings.NewReplacer("à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ç", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"í", "i", "ì", "i", "î", "i", "ñ", "n", "ó", "o", "ò", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ú", "u", "ù", "u", "û", "u", "ü", "u",
	"_", " ", "-", " ", "/", " ", ".", " ", "'", " ", "’", " ", "(", " ", ")", " ")

func plain(name string) string {
	return strings.Join(strings.Fields(fold.Replace(strings.ToLower(name))), " ")
}

// roleOf is what a column of that name holds, and whether the name is known at all.
func roleOf(name string) (Role, bool) {
	name = plain(name)
	if name == "" {
		return "", false
	}
	for _, n := range names {
		for _, phrase := range n.phrases {
			words, anywhere := strings.CutPrefix(phrase, "~")
			if name == words || anywhere && strings.Contains(" "+name+" ", " "+words+" ") {
				return n.role, true
			}
		}
	}
	return "", false
}

// headerColumns are the columns that a line names, nil when it is no header: one names a date and money.
func headerColumns(r row) map[Role][]int {
	columns := map[Role][]int{}
	for i, cell := range r.cells {
		if _, isDate := dayOf(cell); isDate || len(cell) > 60 {
			return nil
		}
		if _, isNumber := numberOf(cell); isNumber {
			return nil
		}
		role, known := roleOf(cell)
		if known && role != "" && (role == Text || columns[role] == nil) {
			columns[role] = append(columns[role], i+1)
		}
	}
	if columns[Booked] == nil && columns[Value] != nil {
		columns[Booked] = columns[Value]
		delete(columns, Value)
	}
	if columns[Booked] == nil || columns[Amount] == nil && (columns[Debit] == nil || columns[Credit] == nil) {
		return nil
	}
	if columns[Amount] != nil {
		delete(columns, Debit)
		delete(columns, Credit)
	}
	return columns
}

// balanceLine says which balance a line of the preamble or the footer states.
func balanceLine(cell string) Role {
	name := " " + plain(cell) + " "
	if !containsAny(name, "balance", "saldo", "solde", "kontostand") {
		return ""
	}
	switch {
	case containsAny(name, " start", " opening", " beginning", " anfang", " initial", " alter ", " anterior", " previous"):
		return Opening
	case containsAny(name, " end ", " closing", " ending", " final", " neuer ", " current"):
		return Closing
	}
	return ""
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// direction is what a word says of an amount: 1 for money in, -1 for money out, 0 for nothing.
func direction(word string) int {
	switch plain(word) {
	case "c", "cr", "credit", "haben", "h", "bij", "in", "deposit", "avoir", "+":
		return 1
	case "d", "dr", "debit", "soll", "s", "af", "out", "withdrawal", "debet", "-":
		return -1
	}
	return 0
}
