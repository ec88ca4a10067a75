package demogroup

import (
	"slices"
	"time"

	"countersign/domain"
)

// end is where a tale is to stop.
type end int

const (
	endPosted end = iota
	endRejected
	endWithdrawn
	endReversed
	endFirstStep
	endLaterStep
	endHeld
	endReturned
	endDraft
	endPosting
	endFailed
)

// Where old and recent invoices stand, in percent.
var (
	oldEnds    = []weightedEnd{{endPosted, 950}, {endRejected, 22}, {endWithdrawn, 16}, {endReversed, 12}}
	recentEnds = []weightedEnd{
		{endFirstStep, 480}, {endLaterStep, 200}, {endHeld, 90}, {endReturned, 50}, {endDraft, 35}, {endFailed, 30},
		{endPosting, 15}, {endPosted, 70}, {endRejected, 15}, {endWithdrawn, 15},
	}
)

type weightedEnd struct {
	end    end
	weight int
}

// endOf takes ends in turn rather than by throwing, so that a short history has some of each.
func endOf(list []weightedEnd, number, of int) end {
	sum := 0
	for _, w := range list {
		sum += w.weight
	}
	// Steps of a prime visit every place once, far from each other, so that ends are mixed in time.
	step := 619
	if of%step == 0 {
		step = 617
	}
	at := (number * step % of) * sum / of
	for _, w := range list {
		if at < w.weight {
			return w.end
		}
		at -= w.weight
	}
	return list[0].end
}

// plan is what is known of an invoice before it is told.
type plan struct {
	number   int
	end      end
	place    *place
	center   string
	vendor   *vendor
	kind     domain.InvoiceKind
	received time.Time
	factor   int64 // how much larger than usual it is
	worth    int64 // about so much, in whole units of the group's currency; 0 leaves it to the throw
	recent   bool
}

const (
	historyDays = 730
	quietDays   = 14 // before now, in which nothing of the past is still on its way
	openDays    = 24
)

// recentCount is how many of n invoices are still on somebody's desk or were until just now: enough that each owner of
// a cost centre has a morning's work, and no more than that however long the history is.
func recentCount(n int) int { return min(n*3/20, 450+n/500) }

// old is how many invoices are of the past: none of them is still on anybody's desk.
func (t *Telling) old() int { return t.group.options.Invoices - recentCount(t.group.options.Invoices) }

// plan says what the number-th invoice is about. Old ones come first, in the order in which they were received.
func (t *Telling) plan(number int) plan {
	o := t.group.options
	d := diceFor(o.Seed, "plan", number)
	old := t.old()
	recent := o.Invoices - old
	p := plan{number: number, recent: number >= old, factor: 1}
	var desk desk
	if p.recent {
		n := number - old
		p.end = endOf(recentEnds, n, recent)
		desk = t.turns[n%len(t.turns)]
		left := float64(recent-n) / float64(recent) // most came in the last days, so that not everything is late
		p.received = o.Now.Add(-time.Hour - time.Duration(left*left*left*openDays*24*float64(time.Hour)))
	} else {
		p.end = endOf(oldEnds, number, old)
		desk = t.desks[weighted(d, t.weights)]
		span := (historyDays - quietDays) * 24 * time.Hour
		p.received = o.Now.Add(-historyDays*24*time.Hour + span/time.Duration(old)*time.Duration(number))
	}
	p.place, p.center = desk.place, desk.center
	p.received = p.received.Truncate(time.Minute).Add(d.wait(0, time.Minute-time.Millisecond))
	p.kind = []domain.InvoiceKind{domain.KindInvoice, domain.KindCreditNote, domain.KindCorrection, domain.KindPrepayment,
		domain.KindSelfBilled}[weighted(d, []int{890, 50, 15, 30, 15})]
	sellers := t.sellers[desk.key()]
	switch {
	case p.end == endHeld && d.chance(40):
		sellers = t.barred
	case p.end < endHeld && d.chance(2):
		sellers = t.strangers
	}
	p.vendor = pick(d, sellers)
	switch {
	case p.recent && number%53 == 7, !p.recent && d.chance(1):
		p.factor = 12
	case p.recent && number%31 == 11, !p.recent && number%401 == 11: // for the board
		p.worth, p.kind = int64(d.between(260_000, 900_000)), domain.KindInvoice
	}
	return p
}

// desk is a cost centre of an entity: where an invoice lands.
type desk struct {
	place  *place
	center string
	owner  domain.UUID
}

func (d desk) key() string { return d.place.Code + d.center }

// prepareDesks lays out who is asked in turn and who sells to whom.
func (t *Telling) prepareDesks() {
	byOwner := map[domain.UUID][]desk{}
	var owners []domain.UUID
	t.sellers = map[string][]*vendor{}
	for i, c := range t.group.Centers {
		d := desk{placeOf(c.ID.Entity), c.Code, c.OwnerID}
		t.desks = append(t.desks, d)
		t.weights = append(t.weights, d.place.share*centerWeight(i, t.group.Centers))
		if byOwner[c.OwnerID] == nil {
			owners = append(owners, c.OwnerID)
		}
		byOwner[c.OwnerID] = append(byOwner[c.OwnerID], d)
		t.sellers[d.key()] = t.sellersTo(d)
	}
	for round := range 12 {
		for _, owner := range owners {
			t.turns = append(t.turns, byOwner[owner][round%len(byOwner[owner])])
		}
	}
	for i := range t.group.vendors {
		if v := &t.group.vendors[i]; v.Status == "BLOCKED" || v.Status == "INACTIVE" {
			t.barred = append(t.barred, v)
		}
	}
	for i := range t.group.strangers {
		t.strangers = append(t.strangers, &t.group.strangers[i])
	}
}

func centerWeight(i int, centers []domain.CostCenter) int {
	for _, c := range centerPlan {
		if c.code == centers[i].Code && centers[i].ID.Entity != holding {
			return c.weight
		}
	}
	for _, c := range holdingCenters {
		if c.code == centers[i].Code {
			return c.weight
		}
	}
	return 1
}

// sellersTo are the active suppliers whose trade a cost centre buys: those of its country six times as often as others.
func (t *Telling) sellersTo(d desk) []*vendor {
	var out []*vendor
	for i := range t.group.vendors {
		v := &t.group.vendors[i]
		if v.Status == "BLOCKED" || v.Status == "INACTIVE" || !slices.Contains(v.trade.centers, d.center) {
			continue
		}
		out = append(out, v)
		if v.Country == d.place.Country {
			out = append(out, v, v, v, v, v)
		}
	}
	return out
}
