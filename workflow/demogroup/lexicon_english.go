package demogroup

var english = lexicon{
	names: []string{
		"Ashcombe", "Birkdale", "Calder Vale", "Dunmore", "Eastbrook", "Fellside", "Granby", "Hollinwood", "Ironbridge Road",
		"Kelham", "Lakeshore", "Marrowby", "Northgate", "O'Hanrahan", "Prairie Creek", "Quarry Hill", "Ridgeline",
		"Sheaf Valley", "Two Rivers", "Upper Don", "Vantongeren", "Wexcombe", "Yarrowdale", "Zephyr Point",
	},
	trades: []string{
		"Steel", "Bearings", "Tooling", "Lubricants", "Haulage", "Engineering Services", "Energy", "Staffing", "Systems",
		"Advisory", "Facilities", "Packaging", "Office Supply", "Media",
	},
	items: [][]string{
		{"Round bar 42CrMo4 hardened and tempered, 60 mm", "Cold drawn bar C45E", "Flat bar S355J2 100 x 20 mm"},
		{"Tapered roller bearing 32210", "Shaft seal 60x80x8 FKM", "Coupling flange to drawing"},
		{"Gear hob module 3, coated", "Hardened jaws, set", "Carbide inserts, box of 10"},
		{"Gear oil ISO VG 220", "Cutting fluid concentrate", "Hydraulic oil ISO VG 46"},
		{"Part load, Sheffield to Dortmund", "Regional groupage", "Express surcharge, weekend"},
		{"Service of gear cutting machine", "Repair of chiller", "Portable appliance testing"},
		{"Electricity supply", "Distribution charges", "Natural gas supply"},
		{"CNC setter, standard hours", "Warehouse operative, standard hours", "Night premium 25%"},
		{"CAD maintenance, monthly", "Laptop 14\", 32 GB", "Network services, fixed price"},
		{"Consulting, daily rate", "Audit fee, interim", "Legal advice, daily rate"},
		{"Office cleaning", "Window cleaning, hall 2", "Grounds maintenance visit"},
		{"Folding carton 600x400x300", "Wooden pallet 1200x800", "Stretch film 23 µm, roll"},
		{"Copy paper A4, box", "Toner, black", "Lever arch files"},
		{"Trade fair stand, share", "Travel of installation team", "Catalogue print run"},
	},
	forms: []string{"Ltd", "Limited", "plc"}, join: spaced,
	street: "%d Foundry Lane",
	cities: []string{"S9 2QF Sheffield", "B6 7SS Birmingham", "LS10 1AA Leeds", "M17 1AB Manchester"},
	prefix: []string{"INV", "SI-", "", "INV-"},
}

// american differs from english by where companies sit and how they are formed.
var american = func() lexicon {
	l := english
	l.forms = []string{"Inc.", "LLC", "Corp."}
	l.street = "%d Commerce Drive"
	l.cities = []string{"53202 Milwaukee, WI", "44114 Cleveland, OH", "46204 Indianapolis, IN", "48226 Detroit, MI"}
	return l
}()
