package demogroup

import (
	"strconv"
	"time"

	"countersign/domain"
)

// centerPlan are the cost centres that every plant has. Owner is an index among the plant's owners, wrapped around.
var centerPlan = []struct {
	code, name string
	owner      int
	weight     int // of its invoices, relative
}{
	{"1000", "Management", -1, 2},
	{"2100", "Finance and administration", -1, 2},
	{"3100", "Gear cutting", 0, 9},
	{"3200", "Assembly", 0, 8},
	{"4100", "Maintenance", 1, 9},
	{"5100", "Inbound logistics", 2, 7},
	{"5200", "Dispatch", 2, 6},
	{"6100", "Tooling", 1, 5},
	{"7100", "Engineering", 3, 5},
}

// holdingCenters are the cost centres of the group's top.
var holdingCenters = []struct {
	code, name string
	owner      int
	weight     int
}{
	{"1000", "Board office", 1, 3},
	{"2100", "Group finance", 1, 4},
	{"8100", "Group IT", 0, 8},
	{"8200", "Group services", 1, 5},
}

// centers makes the cost centres with who answers for them: an owner of the plant, else its managing director.
func centers() []domain.CostCenter {
	var out []domain.CostCenter
	for _, p := range places {
		plan := centerPlan
		if p.Number == holding {
			plan = holdingCenters
		}
		owners := seatsOf(p.Number, roleOwner)
		for _, c := range plan {
			owner := seatsOf(p.Number, roleDirector)[0]
			if c.owner >= 0 {
				owner = owners[c.owner%len(owners)]
			}
			out = append(out, domain.CostCenter{
				ID:   domain.ID{Kind: domain.NodeCostCenter, Entity: p.Number, UUID: domain.UUIDOf("center", p.Code, c.code)},
				Code: c.code, Name: c.name, OwnerID: personID(owner.local).UUID,
			})
		}
	}
	return out
}

func seatsOf(entity domain.EntityID, role string) []seat {
	var out []seat
	for _, s := range seats {
		if s.entity == entity && s.role == role {
			out = append(out, s)
		}
	}
	return out
}

// accountPlan is the chart of accounts, one for the whole group.
var accountPlan = []struct{ code, name, kind string }{
	{"1200", "Bank", "BANK"},
	{"1400", "Trade receivables", "RECEIVABLE"},
	{"1570", "Input VAT", "OTHER_BALANCE"},
	{"1590", "Goods received, invoice pending", "CLEARING"},
	{"1600", "Trade payables", "PAYABLE"},
	{"1700", "Intercompany", "INTERCOMPANY"},
	{"5000", "Raw material", "PROFIT_LOSS"},
	{"5100", "Bought components", "PROFIT_LOSS"},
	{"5200", "Consumables", "PROFIT_LOSS"},
	{"5300", "Freight", "PROFIT_LOSS"},
	{"5400", "Packaging", "PROFIT_LOSS"},
	{"6000", "Maintenance and repair", "PROFIT_LOSS"},
	{"6100", "Energy", "PROFIT_LOSS"},
	{"6200", "Temporary labour", "PROFIT_LOSS"},
	{"6300", "IT and software", "PROFIT_LOSS"},
	{"6600", "Marketing and travel", "PROFIT_LOSS"},
	{"6700", "Advice and audit", "PROFIT_LOSS"},
	{"6800", "Cleaning and facilities", "PROFIT_LOSS"},
	{"6900", "Office supplies", "PROFIT_LOSS"},
	{"7200", "Tools", "PROFIT_LOSS"},
}

func accounts() []domain.Account {
	var out []domain.Account
	for _, p := range places {
		for _, a := range accountPlan {
			out = append(out, domain.Account{
				ID:   domain.ID{Kind: domain.NodeAccount, Entity: p.Number, UUID: domain.UUIDOf("account", p.Code, a.code)},
				Code: a.code, Name: a.name, Kind: a.kind,
			})
		}
	}
	return out
}

// periods are the months from three calendar years back to the end of next year. The month before now is soft closed
// where books close early and open elsewhere.
func periods(now time.Time) []domain.Period {
	today := domain.DateOf(now)
	month := today.Year()*12 + int(today.Month())
	var out []domain.Period
	for _, p := range places {
		for year := today.Year() - 3; year <= today.Year()+1; year++ {
			for number := 1; number <= 12; number++ {
				first := domain.NewDate(year, time.Month(number), 1)
				period := domain.Period{
					ID:     domain.UUIDOf("period", p.Code, strconv.Itoa(year), strconv.Itoa(number)),
					Entity: p.Number, Year: year, Number: number, First: first,
					Last: domain.DateOf(first.Time().AddDate(0, 1, -1)), State: domain.PeriodClosed,
				}
				switch behind := month - (year*12 + number); {
				case behind < 0:
					period.State = domain.PeriodFuture
				case behind == 0, behind == 1 && p.Number%2 == 0:
					period.State = domain.PeriodOpen
				case behind == 1:
					period.State = domain.PeriodSoftClosed
				}
				out = append(out, period)
			}
		}
	}
	return out
}
