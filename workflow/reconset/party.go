package reconset

import "strings"

// party is an invented business partner, as the ledger writes it and as banks do.
type party struct{ name, bank string }

var (
	firsts = strings.Fields(`Adler Alto Amber Arden Aspen Basalt Birch Bolt Brisa Cedar Cobalt Coral Delta Dorn Eiger Elm Fabel
		Falken Ferro Fjord Garnet Glenn Granit Hafen Halde Harbor Hazel Iris Jade Juniper Kastell Kiefer Koral Lagune Larch
		Linden Loden Marl Meridian Mistral Nadel Nordlicht Oker Onyx Opal Orchard Pinie Quarz Raven Rigel Saffron Sienna Silber
		Sonnen Tamar Terra Thule Tundra Ulmen Vale Vesper Weiden Wolfram Zeder Zinnober`)
	seconds = strings.Fields(`Antriebe Bau Beverage Chemicals Components Coatings Druck Electric Energy Fabrics Foods Freight Gears Glas
		Hydraulics Instruments Kabel Kunststoffe Labels Logistics Lumber Maschinen Metall Motion Optics Packaging Paper Pumps
		Robotics Sensors Software Spedition Stahl Systems Textil Tools Transport Valves Werkzeug Wire`)
	forms = []string{"GmbH", "AG", "Ltd", "SARL", "BV", "SpA", "AB", "Inc", "KG", "Oy"}
)

// partyOf is the number-th partner: there are as many as are asked for, and no two are called alike.
func partyOf(number int) party {
	n := number
	first := firsts[n%len(firsts)]
	n /= len(firsts)
	second := seconds[n%len(seconds)]
	n /= len(seconds)
	form := forms[number%len(forms)]
	base := first + " " + second
	if n > 0 {
		base += " " + pad(n, 2)
	}
	return party{name: base + " " + form, bank: strings.ToUpper(base)}
}

// atBank is how a bank writes the partner: in full, without the legal form, or cut to what its field holds.
func (p party) atBank(d dice) string {
	switch d.IntN(4) {
	case 0:
		return p.name
	case 1:
		return strings.ToUpper(p.name)
	case 2:
		if len(p.bank) > 18 {
			return p.bank[:18]
		}
		return p.bank
	default:
		return p.bank
	}
}
