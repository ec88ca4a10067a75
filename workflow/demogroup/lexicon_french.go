package demogroup

var french = lexicon{
	names: []string{
		"Bérangier", "Château-Vieux", "Dauphinois", "Gérardin", "Hémery", "Lefébure-Noël", "Maçonnais", "Nîmoise",
		"Pélissard", "Rhône-Sud", "Sébastien Vauclin", "Thévenard", "Valréas", "Forézienne", "Côte-Rôtie", "Aubriève",
		"Beaujolaise", "Crémieu", "Isère", "Écully",
	},
	trades: []string{
		"Aciers", "Roulements", "Outillage", "Lubrifiants", "Transports", "Maintenance", "Énergie", "Intérim",
		"Informatique", "Conseil", "Propreté", "Emballages", "Fournitures", "Communication",
	},
	items: [][]string{
		{"Barre ronde 42CrMo4 trempée, Ø 60 mm", "Acier étiré C45E", "Plat laminé S355J2"},
		{"Roulement conique 32210", "Joint à lèvre 60×80×8", "Bride d'accouplement selon plan"},
		{"Fraise-mère module 3", "Mors de serrage trempés, jeu", "Plaquettes carbure, boîte de 10"},
		{"Huile d'engrenage CLP 220", "Fluide de coupe concentré", "Huile hydraulique HLP 46"},
		{"Transport de lots Lyon–Dortmund", "Messagerie régionale", "Supplément express"},
		{"Entretien tailleuse d'engrenages", "Réparation groupe froid", "Vérification périodique réglementaire"},
		{"Fourniture d'électricité", "Acheminement, part variable", "Fourniture de gaz naturel"},
		{"Opérateur régleur, heures normales", "Cariste, heures normales", "Majoration de nuit 25 %"},
		{"Maintenance logiciel CAO, mois", "Ordinateur portable 14\"", "Prestation réseau, forfait"},
		{"Conseil en organisation, journée", "Commissariat aux comptes, acompte", "Honoraires d'avocat, journée"},
		{"Nettoyage des bureaux", "Vitrerie atelier", "Espaces verts, passage"},
		{"Caisse carton 600×400×300", "Palette bois 1200×800", "Film étirable 23 µm"},
		{"Papier A4, carton", "Toner noir", "Classeurs dos 8 cm"},
		{"Stand de salon, part", "Frais de déplacement", "Impression catalogue"},
	},
	forms: []string{"SAS", "SARL", "SA"}, join: func(name, trade, form string) string { return trade + " " + name + " " + form },
	street: "%d rue de l'Industrie",
	cities: []string{"69007 Lyon", "38000 Grenoble", "42000 Saint-Étienne", "59000 Lille", "67000 Strasbourg"},
	prefix: []string{"FA", "F-", "FACT", ""},
}
