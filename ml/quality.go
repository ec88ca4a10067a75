package ml

import "time"

// RubberStamp is how long a person takes at least to read advice of one line with its reasons. Who accepts sooner has not read it.
const RubberStamp = 3 * time.Second

// Quality is how good the advice of a period was. Shares are in [0,1], and 0 where there is nothing to take a share of.
type Quality struct {
	N         int     // pieces of advice, known or not
	Known     int     // of these, turned out right or wrong
	Precision float64 // right ones among those known where something was advised
	Recall    float64 // right ones among all known, where nothing was advised too

	CalibrationError float64
	Bins             []Bin   // 15, the least confident first
	Drift            float64 // population stability of the confidences against the period before; above 0.25 is a change

	Decided         int     // by a person before it took effect
	OverrideRate    float64 // of these, those where the person chose something else
	Accepted        int     // of these, taken as advised
	RubberStampRate float64 // of the accepted ones, those whose evidence was not opened, or sooner than RubberStamp

	Automatic  int
	WrongAuto  int   // automatic ones that turned out wrong
	WrongMoney int64 // the sum of what these are about, in minor units
}

// Bin is advice of about one confidence.
type Bin struct {
	From, To  float64
	N         int     // known ones
	Announced float64 // their mean confidence, 0 without any
	Observed  float64 // their share right, 0 without any
}

// Tally takes advice one by one and keeps no more of it than Quality needs. The zero Tally is ready.
type Tally struct {
	q           Quality
	told, right int // known with something advised; right among them
	overridden  int
	stamped     int
	calibration Calibration
	now, before spread
}

// Add takes one piece of advice of the period.
func (t *Tally) Add(a Advised) {
	t.q.N++
	if a.Choice != "" {
		t.now.add(a.Confidence)
	}
	if a.Automatic {
		t.q.Automatic++
		if a.wrong() {
			t.q.WrongAuto++
			t.q.WrongMoney += a.Worth
		}
	}
	if !a.Known() {
		return
	}
	t.q.Known++
	if a.Choice == "" {
		return
	}
	t.told++
	t.calibration.Add(a.Confidence, a.right())
	if a.right() {
		t.right++
	}
	if a.byPerson() {
		t.decided(&a)
	}
}

func (t *Tally) decided(a *Advised) {
	t.q.Decided++
	if !a.Accepted {
		t.overridden++
		return
	}
	t.q.Accepted++
	if !a.Opened || a.Took > 0 && a.Took < RubberStamp {
		t.stamped++
	}
}

// AddBefore takes one piece of advice of the period before, which confidences are compared with.
func (t *Tally) AddBefore(a Advised) {
	if a.Choice != "" {
		t.before.add(a.Confidence)
	}
}

// Quality is what was added so far.
func (t *Tally) Quality() Quality {
	q := t.q
	q.Precision, q.Recall = share(t.right, t.told), share(t.right, q.Known)
	q.OverrideRate, q.RubberStampRate = share(t.overridden, q.Decided), share(t.stamped, q.Accepted)
	q.CalibrationError, q.Bins, q.Drift = t.calibration.Error(), t.calibration.Bins(), t.before.stability(&t.now)
	return q
}

func share(part, whole int) float64 { return float64(part) / float64(max(whole, 1)) }
