package demogroup

var swedish = lexicon{
	names: []string{
		"Ängelsbro", "Björkvalla", "Dalälven", "Ekeröd", "Fågelsta", "Gråbo", "Hällefors-Öst", "Järnboda", "Kärrsjö",
		"Mälarstrand", "Norrhult", "Östanå", "Råneå", "Sjövik", "Tjällmo", "Väsby",
	},
	trades: []string{
		"Stål", "Kullager", "Verktyg", "Smörjteknik", "Åkeri", "Underhåll", "Energi", "Bemanning", "Datasystem",
		"Rådgivning", "Städservice", "Emballage", "Kontorsvaror", "Reklambyrå",
	},
	items: [][]string{
		{"Rundstång 42CrMo4 seghärdad, 60 mm", "Kalldragen stång C45E", "Plattstång S355J2"},
		{"Koniskt rullager 32210", "Axeltätning 60×80×8", "Kopplingsfläns enligt ritning"},
		{"Snäckfräs modul 3", "Härdade backar, sats", "Hårdmetallskär, 10-pack"},
		{"Växellådsolja ISO VG 220", "Skärvätska, koncentrat", "Hydraulolja ISO VG 46"},
		{"Styckegods Västerås–Dortmund", "Samlastning, närtrafik", "Expresstillägg"},
		{"Service kuggfräsmaskin", "Reparation kylaggregat", "Elsäkerhetskontroll"},
		{"Elleverans", "Nätavgift, rörlig del", "Fjärrvärme"},
		{"CNC-operatör, ordinarie tid", "Lagerarbetare, ordinarie tid", "Natt-OB 25 %"},
		{"Programunderhåll CAD, månad", "Bärbar dator 14\"", "Nätverkstjänst, fast pris"},
		{"Konsultarvode, dag", "Revision, delfaktura", "Juridisk rådgivning, dag"},
		{"Kontorsstädning", "Fönsterputs hall 2", "Snöröjning, insats"},
		{"Wellåda 600×400×300", "Träpall 1200×800", "Sträckfilm 23 µm"},
		{"Kopieringspapper A4, kartong", "Toner svart", "Pärmar A4"},
		{"Mässmonter, andel", "Resekostnader montörer", "Katalogtryck"},
	},
	forms: []string{"AB", "HB"}, join: spaced,
	street: "Verkstadsgatan %d",
	cities: []string{"721 30 Västerås", "632 20 Eskilstuna", "411 04 Göteborg", "581 02 Linköping"},
	prefix: []string{"", "F", "FAKT-"},
}
