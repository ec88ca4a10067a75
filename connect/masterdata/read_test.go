package masterdata

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"countersign/domain"
)

var update = flag.Bool("update", false, "write the golden files anew")

// kinds are all kinds with the file that shows each.
var kinds = map[domain.MasterDataKind]string{
	domain.RowsEntities: "entities", domain.RowsCostCenters: "cost_centers", domain.RowsAccounts: "accounts",
	domain.RowsSuppliers: "suppliers", domain.RowsPurchaseOrders: "purchase_orders", domain.RowsReceipts: "receipts",
	domain.RowsBudgets: "budgets", domain.RowsRates: "rates", domain.RowsInvoices: "invoices",
	domain.RowsItems: "items",
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRead_UnderstandsEachKind(t *testing.T) {
	t.Parallel()
	for kind, name := range kinds {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sheet, err := Read(string(kind), file(t, name+".csv"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(sheet, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", name+".golden.json")
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if want := bytes.TrimSpace(file(t, name+".golden.json")); !bytes.Equal(got, want) {
				t.Errorf("got %s\nwant %s", got, want)
			}
		})
	}
}

// faults are "field: rule" of every violation of a refusal.
func faults(t *testing.T, err error) []string {
	t.Helper()
	var refusal *domain.Error
	if !errors.As(err, &refusal) || refusal.Code != domain.CodeInvalid {
		t.Fatalf("got %v, want a refusal", err)
	}
	list, _ := refusal.Details["violations"].([]domain.Violation)
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.Field + ": " + v.Rule
	}
	return out
}

func TestRead_NamesEveryFaultByRowAndColumn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		kind domain.MasterDataKind
		text string
		want []string
	}{
		"unknown and missing columns": {domain.RowsAccounts, "entity,code,label\nDE01,1,x\n",
			[]string{"row 1, column label: unknown", "row 1, column name: missing", "row 1, column kind: missing"}},
		"a column twice": {domain.RowsBudgets, "entity,cost_center,year,amount,year\n", []string{"row 1, column year: twice"}},
		"an empty file":  {domain.RowsBudgets, "", []string{"row 1: empty"}},
		"only a header":  {domain.RowsBudgets, "entity,cost_center,year,amount\n", []string{"row 1: empty"}},
		"cells of all rows": {domain.RowsSuppliers,
			"number,name,country,iban,risk,payment_term_days\nS 1,,de,DE00990000000000000000,ODD,900\n\nS-2,Two,FR,,,\n,Three,FR,,LOW,\n",
			[]string{"row 2, column number: code", "row 2, column name: required", "row 2, column country: iso3166",
				"row 2, column risk: oneOf", "row 2, column payment_term_days: number", "row 2, column iban: iso13616",
				"row 5, column number: required"}},
		"numbers and dates": {domain.RowsReceipts, "entity,order,line,received_on,quantity,reference\nDE01,45,0,2026-02-31,\"1,5\",a\nDE01,45,1,2026-02-28,-1,b\nDE01,45,2,,0,c\n",
			[]string{"row 2, column line: number", "row 2, column received_on: date", "row 2, column quantity: decimal",
				"row 3, column quantity: sign", "row 4, column received_on: required", "row 4, column quantity: sign"}},
		"too many and too few cells": {domain.RowsBudgets, "entity,cost_center,year,amount\nDE01,1,2026\nDE01,1,2026,5,6\n",
			[]string{"row 2: cells", "row 3: cells"}},
		"an open quotation mark": {domain.RowsBudgets, "entity,cost_center,year,amount\n\"DE01,1,2026,5\n", []string{"row 2: quotes"}},
		"the same one twice":     {domain.RowsBudgets, "entity,cost_center,year,amount\nDE01,1,2026,5\nDE01,1,2026,6\n", []string{"row 3, column year: twice"}},
		"heads that do not agree": {domain.RowsPurchaseOrders,
			"entity,number,supplier,ordered_on,currency,line,text,quantity,price\nDE01,45,S-1,2026-01-05,EUR,1,a,1,1\nDE01,45,S-2,2026-01-05,USD,1,b,1,1\n",
			[]string{"row 3, column supplier: agree", "row 3, column currency: agree", "row 3, column line: twice"}},
		"finer than the currency": {domain.RowsInvoices,
			"entity,supplier,number,issued_on,currency,gross,tax,text,amount\nJP01,S-1,1,2026-01-05,JPY,10.5,0,a,10.55\n",
			[]string{"row 2, column gross: precision", "row 2, column amount: precision"}},
		"a line break inside a cell": {domain.RowsCostCenters, "entity,code,name\nDE01,1,\"two\nlines\"\nDE01,2,\n", []string{"row 4, column name: required"}},
		"a wrong zone and weekday": {domain.RowsEntities, "code,name,country,currency,time_zone,workdays,parent\nDE01,x,DE,EUR,Mars/Base,1|8,DE01\n",
			[]string{"row 2, column workdays: weekday", "row 2, column time_zone: zone", "row 2, column parent: ring"}},
		"a rate between the same": {domain.RowsRates, "from,to,day,rate,source\nEUR,EUR,2026-01-05,1.0000000001,x\n",
			[]string{"row 2, column to: same", "row 2, column rate: precision"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(string(c.kind), []byte(c.text))
			if got := faults(t, err); !slices.Equal(got, c.want) {
				t.Errorf("got %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestRead_FindsDelimiterAndCharset(t *testing.T) {
	t.Parallel()
	plain := "entity;code;name\nDE01;1;Fräserei\n"
	windows, err := charmap.Windows1252.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ text, delimiter, charset string }{
		"semicolons":           {plain, ";", "UTF-8"},
		"commas":               {strings.ReplaceAll(plain, ";", ","), ",", "UTF-8"},
		"tabs":                 {strings.ReplaceAll(plain, ";", "\t"), "\t", "UTF-8"},
		"a byte order mark":    {"\xEF\xBB\xBF" + plain, ";", "UTF-8"},
		"Windows-1252":         {windows, ";", "Windows-1252"},
		"UTF-16":               {wide, ";", "UTF-16"},
		"line ends of Windows": {strings.ReplaceAll(plain, "\n", "\r\n"), ";", "UTF-8"},
	} {
		sheet, err := Read("COST_CENTERS", []byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if sheet.Delimiter != c.delimiter || sheet.Charset != c.charset || sheet.CostCenters[0].Name != "Fräserei" {
			t.Errorf("%s: found %q, %s, %q", name, sheet.Delimiter, sheet.Charset, sheet.CostCenters[0].Name)
		}
	}
}

func TestRead_TakesACommaForThePointOnlyWhereItDividesNothing(t *testing.T) {
	t.Parallel()
	sheet, err := Read("BUDGETS", []byte("entity;cost_center;year;amount\nDE01;1;2026;1234,50\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got := sheet.Budgets[0].Amount.String(); got != "1234.50" {
		t.Errorf("got %s", got)
	}
	_, err = Read("BUDGETS", []byte("entity;cost_center;year;amount\nDE01;1;2026;1.234,50\n"))
	if got := faults(t, err); !slices.Equal(got, []string{"row 2, column amount: decimal"}) {
		t.Errorf("got %q", got)
	}
}

func TestRead_NeverMakesABankAccountAConfirmedOne(t *testing.T) {
	t.Parallel()
	sheet, err := Read("SUPPLIERS", file(t, "suppliers.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sheet.Suppliers {
		for _, b := range s.BankAccounts {
			if b.VerifiedAt != nil {
				t.Errorf("%s has a confirmed account", s.Number)
			}
		}
	}
}

func TestRead_HoldsItsCaps(t *testing.T) {
	t.Parallel()
	header := "entity,cost_center,year,amount\n"
	var rows strings.Builder
	rows.WriteString(header)
	for i := range MaxRows + 1 {
		fmt.Fprintf(&rows, "DE01,%d,2026,1\n", i)
	}
	_, err := Read("BUDGETS", []byte(rows.String()))
	if got := faults(t, err); !slices.Equal(got, []string{fmt.Sprintf("row %d: rows", MaxRows+2)}) {
		t.Errorf("got %q", got)
	}
	_, err = Read("BUDGETS", []byte(header+strings.Repeat("9", MaxCellChars+1)+",1,2026,1\n"))
	if got := faults(t, err); !slices.Equal(got, []string{"row 2, column entity: length"}) {
		t.Errorf("got %q", got)
	}
	_, err = Read("BUDGETS", []byte(header+strings.Repeat("DE 01,1,2026,x\n", 2000)))
	if got := faults(t, err); len(got) != maxViolations+1 || got[maxViolations] != "file: more" {
		t.Errorf("%d faults, the last %q", len(got), got[len(got)-1])
	}
	_, err = Read("BUDGETS", []byte(header+"DE01,\x00,2026,1\n"))
	if domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("got %v", err)
	}
	if _, err = Read("PEOPLE", []byte(header)); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

// TestColumns_StandInTheManual holds docs/import.md to the layouts.
func TestColumns_StandInTheManual(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile(filepath.Join("..", "..", "docs", "import.md"))
	if err != nil {
		t.Fatal(err)
	}
	for kind := range kinds {
		_, section, found := strings.Cut(string(manual), "## "+string(kind)+"\n")
		section, _, _ = strings.Cut(section, "\n## ")
		required, optional := Columns(kind)
		if !found || len(required) == 0 {
			t.Errorf("%s is not in the manual", kind)
		}
		for _, name := range required {
			if !strings.Contains(section, "| `"+name+"` | yes |") {
				t.Errorf("%s: the manual does not say that %s is required", kind, name)
			}
		}
		for _, name := range optional {
			if !strings.Contains(section, "| `"+name+"` | |") {
				t.Errorf("%s: the manual does not show %s", kind, name)
			}
		}
		_, example, _ := strings.Cut(section, "```csv\n")
		example, _, _ = strings.Cut(example, "```")
		if _, err := Read(string(kind), []byte(example)); err != nil {
			t.Errorf("%s: the manual's example: %v", kind, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for kind, name := range kinds {
		f.Add(string(kind), file(f, name+".csv"))
	}
	f.Add("BUDGETS", []byte("entity;cost_center;year;amount\nDE01;\"1\"\"\";2026;1,5\n"))
	f.Fuzz(func(t *testing.T, kind string, data []byte) {
		sheet, err := Read(kind, data)
		if err != nil {
			if domain.CodeOf(err) != domain.CodeInvalid {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		again, err := Read(kind, data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(sheet, again, cmp.AllowUnexported(domain.Date{}, domain.Decimal{})); diff != "" {
			t.Fatalf("read twice, understood differently: %s", diff)
		}
		if sheet.Rows == 0 || sheet.Rows > MaxRows {
			t.Fatalf("%d rows", sheet.Rows)
		}
	})
}
