package domain

import (
	"fmt"
	"time"
)

// UsualCloseDays is by which working day after its end a period is to be certified where nobody said otherwise.
const UsualCloseDays = 10

// DueOn is the day by the end of which a period of the account is to be certified, in UTC.
func (a *ReconAccount) DueOn(period *Period, calendar *WorkCalendar, holidays Holidays) Date {
	return calendar.AddWorkingDays(period.Last.AddDays(1), a.CloseDays-1, holidays)
}

// CertifiedOn is the first day on which everybody who must had signed, and nothing had voided it yet; zero when there is none.
func (r *Reconciliation) CertifiedOn() Date {
	for i := range r.SignOffs {
		if at := r.SignOffs[i].At; r.certifiedAt(at) {
			return DateOf(at)
		}
	}
	return Date{}
}

// Certified is CertifiedOn, nil while there is none.
func (r *Reconciliation) Certified() *Date { return r.CertifiedOn().stated() }

func (r *Reconciliation) certifiedAt(at time.Time) bool {
	for _, role := range r.Needs() {
		signed := false
		for i := range r.SignOffs {
			s := &r.SignOffs[i]
			signed = signed || s.Role == role && !s.At.After(at) && (s.VoidedAt == nil || s.VoidedAt.After(at))
		}
		if !signed {
			return false
		}
	}
	return true
}

// CloseStanding is what can be seen of a period while it is not certified. All counts are 0 where all is well.
type CloseStanding struct {
	Prepared bool `json:"prepared"` // the preparer has signed
	Voided   bool `json:"voided"`   // it was signed, and must be anew
	Feeds    int  `json:"feeds"`    // statements of it that are missing
	Open     int  `json:"open"`     // lines of the account that nothing settles
	Notes    int  `json:"notes"`    // of them, those that keep it from being signed
	Cases    int  `json:"cases"`    // open ones about the account
	Overdue  int  `json:"overdue"`  // of them
	Backlog  int  `json:"backlog"`  // other periods that its preparer has still to sign
}

// CloseForecast is how a period was likely to end, as it was told on one day, and what came of it. It is told once a day and never
// told otherwise later.
type CloseForecast struct {
	ID        UUID
	Entity    EntityID
	AccountID UUID
	PeriodID  UUID
	Day       Date // on which it was told
	DueOn     Date
	Passed    int // working days since the period's end that were over
	Due       int // working days that it has
	Standing  CloseStanding
	Base      float64 // chance of being late by the past of the account alone
	Chance    float64 // the same, all considered
	Expected  Date    // by when it is certified as likely as not; zero beyond what can be foreseen
	Low       Date    // the same, one time in ten
	High      Date    // the same, nine times in ten
	Drivers   []AdviceReason
	Model     string // what it was told from
	Event     UUID
	MadeAt    time.Time
	Missed    *bool // nil while it is open and not late
	SettledAt *time.Time
	Period    *Period
}

// forecastLasts is after how many days a forecast is too old to be shown as one of now.
const forecastLasts = 7

// Current says whether it is still worth a word: nothing came of it yet, and it is not old.
func (f *CloseForecast) Current(today Date) bool {
	return f.Missed == nil && f.Day.DaysUntil(today) <= forecastLasts && !f.DueOn.Before(today)
}

// NewCloseForecast is a forecast of a period for a day, of which nothing is told yet. Its id is made of them, so that it is told once.
func NewCloseForecast(r *Reconciliation, day, due Date) *CloseForecast {
	return &CloseForecast{
		ID: UUIDOf("close-forecast", r.ID.UUID.String(), day.String()), Entity: r.ID.Entity, AccountID: r.AccountID, PeriodID: r.PeriodID, Day: day, DueOn: due,
		Due: r.Account.CloseDays, Period: r.Period,
	}
}

// ExpectedOn is Expected, nil beyond what can be foreseen.
func (f *CloseForecast) ExpectedOn() *Date { return f.Expected.stated() }

// Earliest is Low, nil beyond what can be foreseen.
func (f *CloseForecast) Earliest() *Date { return f.Low.stated() }

// Latest is High, nil beyond what can be foreseen.
func (f *CloseForecast) Latest() *Date { return f.High.stated() }

func (d Date) stated() *Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// CloseForetold is the event of forecasts of an entity on a day, and of what came of earlier ones.
func CloseForetold(entity EntityID, told []*CloseForecast, settled int) Event {
	late := 0
	for _, f := range told {
		if f.Chance > 0.5 {
			late++
		}
	}
	periods := fmt.Sprintf("%d open periods", len(told))
	if len(told) == 1 {
		periods = "1 open period"
	}
	text := fmt.Sprintf("When %s will be certified was foretold; %d rather late than not.", periods, late)
	if len(told) == 0 {
		text = "What came of forecasts is known."
	}
	return Happened("close.foretold", EntityNode(entity), text).With("told", len(told)).With("late", late).With("settled", settled)
}
