package main

import (
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"countersign/domain"
	"countersign/ml"
)

const (
	// claimDue is by which working day a claim of the log counts as late: about the slower half are.
	claimDue = 6
	// claimsLearned bounds the forecasts that are learned from, as the running program does.
	claimsLearned = 20_000
	claimApproved = "Declaration FINAL_APPROVED by SUPERVISOR"
)

// claim is an expense claim of the log. It stands for a period of an account: the budget that it is booked on.
type claim struct {
	id, budget string
	begun      domain.Date
	ended      domain.Date // when its supervisor approved it at last; zero for never
	first      domain.Date // when anybody approved it at first; zero for never
	sentBack   domain.Date // when it was rejected at first; zero for never
}

// closes are the bars of forecasts of what is late. No log of closes is public, so real expense claims stand for them: how long each took
// until its supervisor had approved it, walked day by day.
func (b *BenchTriageCmd) closes() ([]advice, error) {
	claims, err := readClaims(filepath.Join(b.Sets, "log-domestic-declarations", "DomesticDeclarations.xes.gz"))
	if err != nil {
		return nil, err
	}
	var rows []advice
	for _, p := range walkClaims(claims) {
		note := fmt.Sprintf("%d forecasts, %.0f %% late", p.n, 100*p.share())
		rows = append(rows,
			advice{"late claims, " + p.name + ": calibration error", p.calibration.Error(), 0.05, false, note},
			advice{"late claims, " + p.name + ": squared error against the mean's", p.squared / p.flat(), 0.75, false, fmt.Sprintf("by the past alone %.3f", p.base/p.flat())})
	}
	return rows, nil
}

// claimPeriod is what was foretold in half a year.
type claimPeriod struct {
	name          string
	n, late       int
	squared, base float64
	calibration   ml.Calibration
}

func (p *claimPeriod) share() float64 { return float64(p.late) / float64(p.n) }

// flat is the squared error of who always says the period's own share, which nobody knows before.
func (p *claimPeriod) flat() float64 { return float64(p.n) * p.share() * (1 - p.share()) }

func (p *claimPeriod) add(f *ml.CloseForecast, late bool) {
	came := 0.0
	if p.n++; late {
		p.late, came = p.late+1, 1
	}
	p.squared += (f.Missed - came) * (f.Missed - came)
	p.base += (f.Base - came) * (f.Base - came)
	p.calibration.Add(f.Missed, late)
}

// foretoldClaim is what was said of a claim on a day.
type foretoldClaim struct {
	ml.Foretold
	known domain.Date // from which day on it is known what came
}

// walkClaims foretells every open claim on every working day after the first half year, by a model that is made anew each Monday of what is
// known then.
func walkClaims(claims []claim) []*claimPeriod {
	var periods []*claimPeriod
	var model *ml.CloseModel
	var told []foretoldClaim
	first, last := claims[0].begun, claims[len(claims)-1].begun
	for day, from := first, 0; !last.Before(day); day = day.AddDays(1) {
		if weekday := day.Time().Weekday(); weekday == time.Saturday || weekday == time.Sunday {
			continue
		} else if weekday == time.Monday || model == nil {
			model = claimModel(claims, told, day)
		}
		for from < len(claims) && workdaysBetween(claims[from].begun, day) > claimDue {
			from++
		}
		open := claims[from:]
		if n := slices.IndexFunc(open, func(c claim) bool { return !c.begun.Before(day) }); n >= 0 {
			open = open[:n]
		}
		waiting := map[string]int{}
		for _, c := range open {
			if c.openOn(day) {
				waiting[c.budget]++
			}
		}
		for _, c := range open {
			passed := workdaysBetween(c.begun, day) - 1
			if !c.openOn(day) || passed >= claimDue {
				continue
			}
			standing := domain.CloseStanding{Prepared: c.by(c.first, day), Voided: c.by(c.sentBack, day), Backlog: waiting[c.budget] - 1}
			f := model.Foretell(ml.Closing{Account: c.budget, Passed: passed, Due: claimDue, CloseStanding: standing})
			if f == nil {
				continue
			}
			late := c.ended.IsZero() || workdaysBetween(c.begun, c.ended) > claimDue
			known := c.ended.AddDays(1)
			if late {
				for known = day; workdaysBetween(c.begun, known) <= claimDue; {
					known = known.AddDays(1)
				}
			}
			told = append(told, foretoldClaim{ml.Foretold{Period: c.id, Passed: passed, Base: f.Base, CloseStanding: standing, Missed: late}, known})
			if half := halfYear(day); first.DaysUntil(day) > 180 {
				if len(periods) == 0 || periods[len(periods)-1].name != half {
					periods = append(periods, &claimPeriod{name: half})
				}
				periods[len(periods)-1].add(f, late)
			}
		}
	}
	return slices.DeleteFunc(periods, func(p *claimPeriod) bool { return p.n < 1000 })
}

// claimModel is made of what is known at the beginning of a day.
func claimModel(claims []claim, told []foretoldClaim, day domain.Date) *ml.CloseModel {
	var past []ml.Closed
	for _, c := range claims {
		if !c.begun.Before(day) {
			break
		}
		one := ml.Closed{Account: c.budget, Ended: c.begun, Due: claimDue, Seen: workdaysBetween(c.begun, day) - 1}
		if !c.openOn(day) {
			one.Day = max(workdaysBetween(c.begun, c.ended), 1)
		}
		past = append(past, one)
	}
	var known []ml.Foretold
	for _, f := range slices.Backward(told) {
		if len(known) < claimsLearned && !day.Before(f.known) {
			known = append(known, f.Foretold)
		}
	}
	return ml.NewCloseModel(past, known, day)
}

func (c *claim) openOn(day domain.Date) bool { return c.ended.IsZero() || !c.ended.Before(day) }

func (c *claim) by(what, day domain.Date) bool { return !what.IsZero() && what.Before(day) }

// workdaysBetween counts Mondays to Fridays after from, up to and including to.
func workdaysBetween(from, to domain.Date) int { return workdaysUntil(to) - workdaysUntil(from) }

// workdaysUntil counts them from the first Monday of 1900.
func workdaysUntil(day domain.Date) int {
	days := domain.NewDate(1900, time.January, 1).DaysUntil(day)
	return days/7*5 + min(days%7+1, 5)
}

func halfYear(d domain.Date) string { return fmt.Sprintf("%dH%d", d.Year(), (int(d.Month())+5)/6) }

// xesEvent is an event of a log in XES.
type xesEvent struct {
	Texts []xesValue `xml:"string"`
	Times []xesValue `xml:"date"`
}

type xesValue struct {
	Key   string `xml:"key,attr"`
	Value string `xml:"value,attr"`
}

func valueOf(list []xesValue, key string) string {
	for _, v := range list {
		if v.Key == key {
			return v.Value
		}
	}
	return ""
}

// readClaims reads the claims of a log, oldest first.
func readClaims(path string) ([]claim, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the log: %w", err)
	}
	defer func() { _ = file.Close() }()
	packed, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("unpack the log: %w", err)
	}
	var claims []claim
	reader := xml.NewDecoder(packed)
	for {
		token, err := reader.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the log: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "trace" {
			continue
		}
		var trace struct {
			Texts  []xesValue `xml:"string"`
			Events []xesEvent `xml:"event"`
		}
		if err := reader.DecodeElement(&trace, &start); err != nil {
			return nil, fmt.Errorf("read the log: %w", err)
		}
		one, err := claimOf(valueOf(trace.Texts, "concept:name"), trace.Events)
		if err != nil {
			return nil, err
		}
		claims = append(claims, one)
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return a.begun.Time().Compare(b.begun.Time()) })
	return claims, nil
}

func claimOf(id string, events []xesEvent) (claim, error) {
	c := claim{id: id}
	for _, e := range events {
		at, err := time.Parse(time.RFC3339, valueOf(e.Times, "time:timestamp"))
		if err != nil {
			return c, fmt.Errorf("claim %s: %w", id, err)
		}
		day, did := domain.DateOf(at.UTC()), valueOf(e.Texts, "concept:name")
		if c.begun.IsZero() || day.Before(c.begun) {
			c.begun = day
		}
		c.budget = valueOf(e.Texts, "(case)_BudgetNumber")
		switch {
		case did == claimApproved && c.ended.Before(day):
			c.ended = day
		case strings.Contains(did, "REJECTED") && (c.sentBack.IsZero() || day.Before(c.sentBack)):
			c.sentBack = day
		case strings.Contains(did, "APPROVED") && (c.first.IsZero() || day.Before(c.first)):
			c.first = day
		}
	}
	return c, nil
}
