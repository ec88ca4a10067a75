package demogroup

import "countersign/domain"

// The keys of the roles.
const (
	roleClerk      = "ap_clerk"
	roleOwner      = "cost_center_owner"
	roleApprover   = "ap_approver"
	roleController = "controller"
	roleDirector   = "managing_director"
	roleCFO        = "cfo"
	rolePoster     = "ap_poster"
	roleAuditor    = "auditor"
	roleAdmin      = "admin"
	roleMaster     = "master_data"
	roleDraughts   = "policy_editor"
	rolePublisher  = "policy_publisher"
	roleDeveloper  = "developer"
	roleControl    = "internal_control"
	roleOnCall     = "on_call"
	roleReviewer   = "access_reviewer"
	roleRecovery   = "emergency_poster"
	roleDesk       = "emergency_clerk"
	roleCover      = "emergency_approver"
	roleReconciler = "account_reconciler"
	roleSecond     = "reconciliation_reviewer"
	roleAdvised    = "advice_desk"
	roleModels     = "model_owner"
)

// seat is one person's place in the group. Boss is the local part of an address, "" for the top.
type seat struct {
	entity domain.EntityID
	local  string // of the address, unique
	name   string
	title  string
	role   string // "" for people who only appear in the tree
	boss   string
}

// seats are the people. Nobody holds both sides of a segregation rule, but for the stewards whose conflict was accepted: clerks and posters approve nothing, who grants
// roles or writes policies does no business.
var seats = []seat{
	{1, "astrid.lindqvarn", "Astrid Lindqvarn", "Chief executive officer", roleDirector, ""},
	{1, "matthias.ohlendiek", "Matthias Ohlendiek", "Chief financial officer", roleCFO, "astrid.lindqvarn"},
	{1, "ingeborg.tessmar", "Ingeborg Teßmar", "Group controller", roleController, "matthias.ohlendiek"},
	{1, "ruben.kaltenfeld", "Ruben Kaltenfeld", "Head of group IT", roleOwner, "astrid.lindqvarn"},
	{1, "hella.brokmann", "Hella Brokmann", "Head of group services", roleOwner, "astrid.lindqvarn"},
	{1, "jonas.wiebelt", "Jonas Wiebelt", "Accounts payable clerk", roleClerk, "ingeborg.tessmar"},
	{1, "greta.sundermoor", "Greta Sundermoor", "Treasury accountant", rolePoster, "matthias.ohlendiek"},
	{1, "oskar.fenwald", "Oskar Fenwald", "Treasury accountant", rolePoster, "matthias.ohlendiek"},
	{1, "marit.holvaag", "Marit Holvaag", "Internal auditor", roleAuditor, "astrid.lindqvarn"},
	{1, "tilman.ruschke", "Tilman Ruschke", "Access administrator", roleAdmin, "ruben.kaltenfeld"},
	{1, "saskia.norholt", "Saskia Norholt", "Master data steward", roleMaster, "ingeborg.tessmar"},
	{1, "pavel.dvorny", "Pavel Dvorný", "Master data steward", roleMaster, "ingeborg.tessmar"},
	{1, "lennart.quist", "Lennart Qvist", "Process owner procure to pay", roleDraughts, "ingeborg.tessmar"},
	{1, "beatrix.amsholt", "Beatrix Amsholt", "Head of internal control", rolePublisher, "astrid.lindqvarn"},
	{1, "noor.veldmans", "Noor Veldmans", "Integration developer", roleDeveloper, "ruben.kaltenfeld"},
	{1, "dagmar.wesseling", "Dagmar Wesseling", "Internal control officer", roleControl, "beatrix.amsholt"},

	{2, "klaus.brandhorst", "Klaus Brandhorst", "Managing director", roleDirector, "astrid.lindqvarn"},
	{2, "yildiz.ackermann", "Yıldız Ackermann", "Plant controller", roleController, "klaus.brandhorst"},
	{2, "dieter.moosbrugger", "Dieter Moosbrugger", "Head of accounts payable", roleApprover, "yildiz.ackermann"},
	{2, "jana.koehlert", "Jana Köhlert", "Accounts payable clerk", roleClerk, "dieter.moosbrugger"},
	{2, "emre.tasdemir", "Emre Taşdemir", "Accounts payable clerk", roleClerk, "dieter.moosbrugger"},
	{2, "ulrike.hagenau", "Ulrike Hagenau", "Head of production", roleOwner, "klaus.brandhorst"},
	{2, "soeren.plagge", "Sören Plagge", "Head of maintenance", roleOwner, "klaus.brandhorst"},
	{2, "birgit.wuelfing", "Birgit Wülfing", "Head of logistics", roleOwner, "klaus.brandhorst"},
	{2, "henrik.steinkamp", "Henrik Steinkamp", "Head of engineering", roleOwner, "klaus.brandhorst"},

	{3, "camille.rochebrune", "Camille Rochebrune", "Directrice générale", roleDirector, "astrid.lindqvarn"},
	{3, "thibault.marcenay", "Thibault Marcenay", "Contrôleur de gestion", roleController, "camille.rochebrune"},
	{3, "elodie.vasseurin", "Élodie Vasseurin", "Chef comptable fournisseurs", roleApprover, "thibault.marcenay"},
	{3, "mathis.delorieux", "Mathis Delorieux", "Comptable fournisseurs", roleClerk, "elodie.vasseurin"},
	{3, "helene.abrivard", "Hélène Abrivard", "Chef de production", roleOwner, "camille.rochebrune"},
	{3, "youssef.belkhadir", "Youssef Belkhadir", "Chef de la maintenance", roleOwner, "camille.rochebrune"},
	{3, "francois.noirmont", "François Noirmont", "Chef de la logistique", roleOwner, "camille.rochebrune"},

	{4, "fiona.ashgrove", "Fiona Ashgrove", "Managing director", roleDirector, "astrid.lindqvarn"},
	{4, "callum.threlfeld", "Callum Threlfeld", "Finance controller", roleController, "fiona.ashgrove"},
	{4, "priya.namboor", "Priya Namboor", "Purchase ledger manager", roleApprover, "callum.threlfeld"},
	{4, "owen.pritchley", "Owen Pritchley", "Purchase ledger clerk", roleClerk, "priya.namboor"},
	{4, "gareth.lindwell", "Gareth Lindwell", "Works manager", roleOwner, "fiona.ashgrove"},
	{4, "aisling.corrane", "Aisling Corrane", "Supply chain manager", roleOwner, "fiona.ashgrove"},

	{5, "reto.zumbrunnen", "Reto Zumbrünnen", "Geschäftsführer", roleDirector, "klaus.brandhorst"},
	{5, "nadja.caflischer", "Nadja Caflischer", "Leiterin Controlling", roleController, "reto.zumbrunnen"},
	{5, "luca.bernaschino", "Luca Bernaschino", "Leiter Kreditoren", roleApprover, "nadja.caflischer"},
	{5, "sandra.oberholz", "Sandra Oberholz", "Kreditorenbuchhalterin", roleClerk, "luca.bernaschino"},
	{5, "urs.tannmatter", "Urs Tannmatter", "Leiter Fertigung", roleOwner, "reto.zumbrunnen"},
	{5, "corinne.fauxpierre", "Corinne Fauxpierre", "Leiterin Technik", roleOwner, "reto.zumbrunnen"},

	{6, "elin.bergstrand", "Elin Bergstrand", "Verkställande direktör", roleDirector, "astrid.lindqvarn"},
	{6, "johan.akerhielmsson", "Johan Åkerhielmsson", "Controller", roleController, "elin.bergstrand"},
	{6, "maja.sjoqvarn", "Maja Sjöqvarn", "Leverantörsreskontrachef", roleApprover, "johan.akerhielmsson"},
	{6, "viktor.lofdahlin", "Viktor Löfdahlin", "Leverantörsreskontra", roleClerk, "maja.sjoqvarn"},
	{6, "kerstin.nordgard", "Kerstin Nordgård", "Produktionschef", roleOwner, "elin.bergstrand"},
	{6, "anders.hagblomst", "Anders Hagblomst", "Logistikchef", roleOwner, "elin.bergstrand"},

	{7, "agnieszka.wronkowicz", "Agnieszka Wronkowicz", "Prezes zarządu", roleDirector, "klaus.brandhorst"},
	{7, "tomasz.zielonecki", "Tomasz Zielonecki", "Kontroler finansowy", roleController, "agnieszka.wronkowicz"},
	{7, "malgorzata.sledzinska", "Małgorzata Śledzińska", "Kierownik działu zobowiązań", roleApprover, "tomasz.zielonecki"},
	{7, "kamil.brzozwiak", "Kamil Brzóżwiak", "Księgowy ds. zobowiązań", roleClerk, "malgorzata.sledzinska"},
	{7, "lukasz.gorniewski", "Łukasz Górniewski", "Kierownik produkcji", roleOwner, "agnieszka.wronkowicz"},
	{7, "zofia.halczyk", "Zofia Hałczyk", "Kierownik utrzymania ruchu", roleOwner, "agnieszka.wronkowicz"},

	{8, "haruto.kanzawa", "神沢 陽翔", "代表取締役", roleDirector, "astrid.lindqvarn"},
	{8, "yui.morisaki", "森咲 結衣", "経理部長", roleController, "haruto.kanzawa"},
	{8, "sota.tanibe", "谷部 蒼太", "買掛金課長", roleApprover, "yui.morisaki"},
	{8, "mei.hoshikura", "星倉 芽依", "買掛金担当", roleClerk, "sota.tanibe"},
	{8, "kenji.uramoto", "浦本 健司", "製造部長", roleOwner, "haruto.kanzawa"},
	{8, "aoi.shirasawa", "白澤 葵", "物流部長", roleOwner, "haruto.kanzawa"},

	{9, "marcus.haldane", "Marcus Haldane", "President", roleDirector, "astrid.lindqvarn"},
	{9, "denise.okaforth", "Denise Okaforth", "Controller", roleController, "marcus.haldane"},
	{9, "tyler.brannigan", "Tyler Brannigan", "Accounts payable manager", roleApprover, "denise.okaforth"},
	{9, "rosa.velardes", "Rosa Velardes", "Accounts payable clerk", roleClerk, "tyler.brannigan"},
	{9, "wyatt.colbourne", "Wyatt Colbourne", "Plant manager", roleOwner, "marcus.haldane"},
	{9, "linh.tranova", "Linh Tranova", "Supply chain director", roleOwner, "marcus.haldane"},
}

// locales are how numbers and dates are written where people work.
var locales = []string{"en-GB", "de-DE", "fr-FR", "en-GB", "de-CH", "sv-SE", "pl-PL", "ja-JP", "en-US"}

// mailDomain is reserved for examples (RFC 2606), so nothing is ever delivered.
const mailDomain = "@kaldervik.example"

// people makes the persons, managers before those they manage, and one who has left.
func people() []domain.User {
	users := make([]domain.User, 0, len(seats)+1)
	for _, s := range seats {
		u := domain.User{
			ID: personID(s.local), Name: s.name, Email: s.local + mailDomain, Title: s.title,
			Locale: locales[s.entity-1], Home: s.entity, Active: true,
		}
		if s.boss != "" {
			u.ManagerID = personID(s.boss).UUID
		}
		users = append(users, u)
	}
	return append(users, domain.User{
		ID: personID("rainer.ostkamp"), Name: "Rainer Ostkamp", Email: "rainer.ostkamp" + mailDomain,
		Title: "Head of accounts payable", Locale: "de-DE", Home: 2, ManagerID: personID("yildiz.ackermann").UUID,
	})
}

func personID(local string) domain.ID {
	return domain.ID{Kind: domain.NodeUser, UUID: domain.UUIDOf("person", local+mailDomain)}
}
