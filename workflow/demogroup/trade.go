package demogroup

// trade is a line of business: what its suppliers sell, where it is booked, and for how much.
type trade struct {
	account string
	centers []string // where a plant books it, the likeliest first
	orders  int      // per cent of its invoices that name a purchase order
	weight  int      // of its suppliers, relative
	unit    string   // UN/ECE Recommendation 20
	low     int      // price of a unit in euro cents, from
	high    int      // and to
	most    int      // units on one line
}

// The lines of business, in the order of the words in each lexicon.
var trades = []trade{
	{"5000", []string{"3100", "3200"}, 85, 9, "KGM", 95, 640, 9000},             // steel
	{"5100", []string{"3200", "3100"}, 85, 12, "C62", 450, 18500, 180},          // components
	{"7200", []string{"6100", "3100"}, 70, 6, "C62", 1900, 64000, 24},           // tools
	{"5200", []string{"4100", "3100"}, 60, 5, "LTR", 210, 1450, 800},            // lubricants
	{"5300", []string{"5100", "5200"}, 10, 9, "KMT", 95, 310, 1400},             // freight
	{"6000", []string{"4100", "3200"}, 45, 9, "HUR", 6200, 14800, 60},           // maintenance
	{"6100", []string{"4100", "2100"}, 0, 3, "KWH", 11, 34, 90000},              // energy
	{"6200", []string{"3200", "5200"}, 20, 5, "HUR", 2350, 5900, 340},           // temporary labour
	{"6300", []string{"8100", "7100", "2100"}, 40, 8, "C62", 900, 98000, 30},    // IT and software
	{"6700", []string{"1000", "2100", "7100"}, 15, 6, "DAY", 78000, 190000, 18}, // advice
	{"6800", []string{"8200", "4100", "2100"}, 5, 5, "HUR", 2100, 4600, 160},    // cleaning
	{"5400", []string{"5200", "5100"}, 65, 6, "C62", 35, 4200, 900},             // packaging
	{"6900", []string{"2100", "8200", "1000"}, 20, 5, "C62", 140, 9800, 40},     // office supplies
	{"6600", []string{"1000", "8200", "7100"}, 5, 4, "C62", 12000, 460000, 3},   // marketing and travel
}

// lexicon is one language's words: trades in the order of the table above, each with what its lines say.
type lexicon struct {
	names  []string // family names, places and made-up brands that company names begin with
	trades []string
	items  [][]string
	forms  []string                              // legal forms
	join   func(name, trade, form string) string // how the three make a company name
	street string                                // "%d" is the number
	cities []string
	prefix []string // of invoice numbers
}

func spaced(name, trade, form string) string { return name + " " + trade + " " + form }
