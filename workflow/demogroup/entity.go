package demogroup

import "countersign/domain"

// holding is the number of the group's top.
const holding domain.EntityID = 1

// place is what the generator must know of an entity beyond its row.
type place struct {
	domain.Entity
	language string
	hours    int // offset of working time from UTC; summer time moves nobody's lunch here
	share    int // of the group's invoices, relative
	street   string
	post     string
	city     string
}

// places are the legal entities: eight countries, each with its own currency but for the two of the euro.
var places = []place{
	{entity(1, "HQ00", "Kaldervik Holding SE", "DE", "EUR", "Europe/Berlin", 0, "DE399000011"), "de", 1, 4, "Am Sandtorpark 20", "20457", "Hamburg"},
	{entity(2, "DE01", "Kaldervik Antriebstechnik GmbH", "DE", "EUR", "Europe/Berlin", 1, "DE399000022"), "de", 1, 26, "Zahnradstraße 7", "44149", "Dortmund"},
	{entity(3, "FR01", "Kaldervik Transmissions SAS", "FR", "EUR", "Europe/Paris", 1, "FR40990000033"), "fr", 1, 14, "12 rue des Forges", "69007", "Lyon"},
	{entity(4, "GB01", "Kaldervik Gears Ltd", "GB", "GBP", "Europe/London", 1, "GB999000044"), "en", 0, 11, "Unit 4 Anvil Park", "S9 2QF", "Sheffield"},
	{entity(5, "CH01", "Kaldervik Präzision AG", "CH", "CHF", "Europe/Zurich", 2, "CHE999000055MWST"), "de", 1, 9, "Uhrwerkweg 3", "2540", "Grenchen"},
	{entity(6, "SE01", "Kaldervik Drivteknik AB", "SE", "SEK", "Europe/Stockholm", 1, "SE999000066601"), "sv", 1, 9, "Kugghjulsgatan 14", "721 36", "Västerås"},
	{entity(7, "PL01", "Kaldervik Napędy Sp. z o.o.", "PL", "PLN", "Europe/Warsaw", 2, "PL9990000077"), "pl", 1, 11, "ul. Przekładniowa 9", "40-384", "Katowice"},
	{entity(8, "JP01", "Kaldervik Japan K.K.", "JP", "JPY", "Asia/Tokyo", 1, "T9990000000088"), "ja", 9, 8, "中区歯車町2-1", "460-0008", "名古屋市"},
	{entity(9, "US01", "Kaldervik Drives Inc.", "US", "USD", "America/Chicago", 1, "US990000099"), "en", -6, 12, "880 Ratchet Drive", "53202", "Milwaukee"},
}

func entity(number domain.EntityID, code, name, country string, base domain.Currency, zone string, parent domain.EntityID, taxID string) domain.Entity {
	return domain.Entity{
		ID:     domain.ID{Kind: domain.NodeEntity, Entity: number},
		Number: number, Code: code, Name: name, Country: country, Base: base, TimeZone: zone, ParentNo: parent,
		TaxIDs: []string{taxID}, Workdays: []int{1, 2, 3, 4, 5},
	}
}

// placeOf is the entity with this number.
func placeOf(number domain.EntityID) *place { return &places[number-1] }
