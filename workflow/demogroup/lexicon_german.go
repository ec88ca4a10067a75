package demogroup

var german = lexicon{
	names: []string{
		"Brüning", "Köhlmeyer", "Hässler", "Lüdemann", "Oßwald", "Grünhagen", "Rößner", "Wärnecke", "Schönauer", "Tölke",
		"Ruhrtal", "Emscher", "Bergisch", "Nordheide", "Alpstein", "Jurafels", "Sauerbach", "Kröpelin", "Zschiesche",
		"Mühlenbrock", "Ästhofer", "Fährmann", "Übelacker", "Dörnberg",
	},
	trades: []string{
		"Stahlhandel", "Wälzlager", "Werkzeugbau", "Schmierstoffe", "Spedition", "Industrieservice", "Energie",
		"Personaldienste", "IT-Systeme", "Beratung", "Gebäudereinigung", "Verpackungen", "Bürobedarf", "Kommunikation",
	},
	items: [][]string{
		{"Rundstahl 42CrMo4, vergütet, Ø 60 mm", "Blankstahl C45E+C, gezogen", "Flachstahl S355J2 100 × 20 mm"},
		{"Kegelrollenlager 32210", "Radialwellendichtring 60×80×8 FKM", "Kupplungsflansch nach Zeichnung 4711-B"},
		{"Wälzfräser Modul 3, beschichtet", "Spannbacken gehärtet, Satz", "Hartmetall-Wendeschneidplatten, 10er-Pack"},
		{"Getriebeöl CLP 220", "Kühlschmierstoff, Konzentrat", "Hydrauliköl HLP 46"},
		{"Stückguttransport Dortmund–Grenchen", "Sammelgut Nahverkehr", "Expressfahrt, Zuschlag Wochenende"},
		{"Wartung Verzahnungsmaschine", "Instandsetzung Kühlanlage", "Prüfung ortsveränderlicher Geräte (DGUV V3)"},
		{"Stromlieferung Mittelspannung", "Netzentgelt Arbeitspreis", "Erdgaslieferung, Brennwert"},
		{"Zerspanungsmechaniker, Normalstunden", "Lagerhelfer, Normalstunden", "Nachtzuschlag 25 %"},
		{"Softwarepflege CAD, Monat", "Notebook 14\", 32 GB", "Dienstleistung Netzwerk, pauschal"},
		{"Projektberatung, Tagessatz", "Prüfung Jahresabschluss, Abschlag", "Rechtsberatung, Tagessatz"},
		{"Unterhaltsreinigung Büro", "Glasreinigung Halle 2", "Winterdienst, Einsatz"},
		{"Faltkarton 600×400×300", "Holzpalette 1200×800", "Stretchfolie 23 µm, Rolle"},
		{"Kopierpapier A4, Karton", "Toner schwarz", "Ordner 8 cm, breit"},
		{"Messestand, Anteil", "Reisekosten Montageteam", "Katalogdruck, Auflage 2.000"},
	},
	forms: []string{"GmbH", "GmbH & Co. KG", "AG", "e.K."}, join: spaced,
	street: "Industriestraße %d",
	cities: []string{"44147 Dortmund", "58095 Hagen", "42651 Solingen", "70173 Stuttgart", "09111 Chemnitz", "20095 Hamburg"},
	prefix: []string{"RE-", "R", "", "AR-", "2-"},
}
