package demogroup

var polish = lexicon{
	names: []string{
		"Żelazny Most", "Bądkowski", "Ćwiklak", "Dąbrówka", "Gęsiński", "Kołaczyk", "Łęczycki", "Miśkiewicz-Żuk", "Nałęcz",
		"Ożarów", "Pszczyna", "Rożnów", "Śląskie", "Świętokrzyskie", "Wądolny", "Źródło", "Żwirek", "Sołtysiak",
	},
	trades: []string{
		"Stal", "Łożyska", "Narzędzia", "Oleje", "Spedycja", "Serwis", "Energia", "Praca Tymczasowa", "Informatyka",
		"Doradztwo", "Czystość", "Opakowania", "Biuro", "Reklama",
	},
	items: [][]string{
		{"Pręt okrągły 42CrMo4, Ø 60 mm", "Pręt ciągniony C45E", "Płaskownik S355J2"},
		{"Łożysko stożkowe 32210", "Uszczelniacz wału 60×80×8", "Kołnierz sprzęgła wg rysunku"},
		{"Frez ślimakowy moduł 3", "Szczęki hartowane, komplet", "Płytki węglikowe, 10 szt."},
		{"Olej przekładniowy CLP 220", "Chłodziwo, koncentrat", "Olej hydrauliczny HLP 46"},
		{"Transport Katowice–Dortmund", "Drobnica, ruch lokalny", "Dopłata ekspres"},
		{"Przegląd frezarki obwiedniowej", "Naprawa agregatu chłodniczego", "Pomiary elektryczne"},
		{"Dostawa energii elektrycznej", "Opłata dystrybucyjna", "Dostawa gazu ziemnego"},
		{"Operator CNC, godziny", "Magazynier, godziny", "Dodatek nocny"},
		{"Utrzymanie oprogramowania CAD", "Laptop 14\"", "Usługi sieciowe, ryczałt"},
		{"Doradztwo, dzień", "Badanie sprawozdania, zaliczka", "Obsługa prawna, dzień"},
		{"Sprzątanie biura", "Mycie okien, hala 2", "Odśnieżanie"},
		{"Karton 600×400×300", "Paleta drewniana 1200×800", "Folia stretch 23 µm"},
		{"Papier A4, karton", "Toner czarny", "Segregatory A4"},
		{"Stoisko targowe, udział", "Podróże zespołu montażowego", "Druk katalogu"},
	},
	forms:  []string{"Sp. z o.o.", "S.A.", "Sp. j."},
	join:   func(name, trade, form string) string { return name + " " + trade + " " + form },
	street: "ul. Przemysłowa %d",
	cities: []string{"40-384 Katowice", "44-100 Gliwice", "30-001 Kraków", "50-001 Wrocław"},
	prefix: []string{"FV/", "FS ", "F/", ""},
}
