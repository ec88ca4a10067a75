package demogroup

// Countries that only suppliers come from: own names and forms; their lines are in English.
var (
	italian = foreign([]string{"Brembana", "Valsugana", "Cittàdella", "Fratelli Orsenigo", "Perù & Niccolò", "Lombardini"},
		[]string{"S.p.A.", "S.r.l."}, "Via dell'Industria %d", []string{"24121 Bergamo", "40121 Bologna"}, []string{"FT-", ""})
	dutch = foreign([]string{"Van Oosterzee", "IJsselstroom", "De Korte & Zn.", "Twentsche", "Zuiderveld"},
		[]string{"B.V.", "N.V."}, "Industrieweg %d", []string{"7547 AA Enschede", "3011 AB Rotterdam"}, []string{"VF", ""})
	spanish = foreign([]string{"Ibaizábal", "Peñalver", "Hermanos Güell", "Cantábrica", "Logroño"},
		[]string{"S.L.", "S.A."}, "Polígono Industrial %d", []string{"48001 Bilbao", "08001 Barcelona"}, []string{"FAC-", ""})
	czech = foreign([]string{"Říčanská", "Žďárské", "Křižík", "Pražský Břeh", "Šumava"},
		[]string{"s.r.o.", "a.s."}, "Průmyslová %d", []string{"301 00 Plzeň", "602 00 Brno"}, []string{"FV", ""})
	norwegian = foreign([]string{"Østfjord", "Brønnøy", "Hålogaland", "Sørvåg"},
		[]string{"AS", "ASA"}, "Industriveien %d", []string{"5003 Bergen", "7010 Trondheim"}, []string{"", "F"})
	danish = foreign([]string{"Ærøskov", "Søndermark", "Brødrene Højgård", "Nørrelund"},
		[]string{"A/S", "ApS"}, "Industrivej %d", []string{"8000 Aarhus", "5000 Odense"}, []string{"", "F-"})
	austrian = foreign([]string{"Ennstaler", "Mürzhofer", "Innviertler", "Größing"},
		[]string{"GmbH", "AG"}, "Werkstraße %d", []string{"8010 Graz", "4020 Linz"}, []string{"RE", ""})
)

func foreign(names, forms []string, street string, cities, prefix []string) lexicon {
	l := english
	l.names, l.forms, l.street, l.cities, l.prefix = names, forms, street, cities, prefix
	return l
}

// country is where suppliers come from and how VAT is charged there.
type country struct {
	code     string
	currency string
	words    *lexicon
	standard string // rate of VAT in percent
	reduced  string // "" for none
	union    bool   // member of the European Union
	weight   int    // of the suppliers, relative
	level    int    // prices in its currency are about so many times those in euro
}

var countries = []country{
	{"DE", "EUR", &german, "19", "7", true, 84, 1},
	{"FR", "EUR", &french, "20", "5.5", true, 48, 1},
	{"GB", "GBP", &english, "20", "", false, 40, 1},
	{"CH", "CHF", &german, "8.1", "2.6", false, 32, 1},
	{"SE", "SEK", &swedish, "25", "12", true, 32, 11},
	{"PL", "PLN", &polish, "23", "8", true, 40, 4},
	{"JP", "JPY", &japanese, "10", "8", false, 32, 160},
	{"US", "USD", &american, "0", "", false, 36, 1},
	{"IT", "EUR", &italian, "22", "10", true, 10, 1},
	{"NL", "EUR", &dutch, "21", "9", true, 10, 1},
	{"ES", "EUR", &spanish, "21", "10", true, 8, 1},
	{"CZ", "CZK", &czech, "21", "12", true, 10, 25},
	{"NO", "NOK", &norwegian, "25", "15", false, 7, 11},
	{"DK", "DKK", &danish, "25", "", true, 7, 7},
	{"AT", "EUR", &austrian, "20", "10", true, 8, 1},
}
