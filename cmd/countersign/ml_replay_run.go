package main

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"countersign/domain"
	"countersign/ml"
)

type example = ml.Example

// replay is one walk through a stream of coded lines.
type replay struct {
	use           string
	train, stream []example
	targets       []float64
	audit         float64
	seed          uint64
	change        relabelling
}

// promise is one target, kept apart from the others as if it were the only one.
type promise struct {
	target    float64
	guard     *ml.Guard
	periods   []kept
	stops     []stopped
	again     domain.Date // when a person may promote after a stop
	automatic int         // since the last promotion
	wrong     int
	change    *relabelled
}

// run learns, walks and measures.
func (r *replay) run() (*replayReport, error) {
	coder := ml.NewCoder(r.seed)
	promises, err := r.promises()
	if err != nil {
		return nil, err
	}
	out := &replayReport{Use: r.use, TrainLines: len(r.train), Lines: len(r.stream)}
	took := start()
	err = coder.Fit(r.train, func(day []example, told []ml.Suggestion) {
		for _, p := range promises {
			p.guard.Confirm(outcomes(coder, day, told))
		}
	})
	if err != nil {
		return nil, fmt.Errorf("learn: %w", err)
	}
	out.TrainSeconds, out.TrainClockSeconds = took.processor(), took.clock()
	for _, p := range promises {
		p.guard.Refit()
	}
	model, err := coder.MarshalBinary()
	if err != nil {
		return nil, fmt.Errorf("write model: %w", err)
	}
	out.Model, out.ModelBytes = coder.Version(), len(model)
	r.change.apply(r.train, r.stream)
	r.frozen(coder, out)
	score := newScore()
	for rest := r.stream; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Line.Date == rest[0].Line.Date {
			n++
		}
		if n < len(rest) && rest[n].Line.Date.Before(rest[0].Line.Date) {
			return nil, fmt.Errorf("a line of %s follows one of %s; the stream is ordered by date", rest[n].Line.Date, rest[0].Line.Date)
		}
		r.day(coder, rest[:n], promises, score)
		rest = rest[n:]
	}
	score.fill(out, r.targets)
	for _, p := range promises {
		out.Kept, out.Stops = append(out.Kept, p.periods...), append(out.Stops, p.stops...)
		if p.change != nil {
			p.change.Bearable = p.target*float64(p.change.Automatic) + 50
			out.Relabelled = append(out.Relabelled, *p.change)
		}
	}
	return out, nil
}

func (r *replay) promises() ([]*promise, error) {
	var list []*promise
	for _, t := range r.targets {
		g, err := ml.NewGuard(ml.GuardOptions{Target: t, Audit: r.audit, Seed: r.seed})
		if err != nil {
			return nil, fmt.Errorf("promise %g: %w", t, err)
		}
		p := &promise{target: t, guard: g}
		if !r.change.from.IsZero() {
			p.change = &relabelled{Target: t, Date: r.change.from.String()}
		}
		list = append(list, p)
	}
	return list, nil
}

// frozen measures the model as it is, without learning, and how fast it is.
func (r *replay) frozen(coder *ml.Coder, out *replayReport) {
	took, right := start(), 0
	for i := range r.stream {
		if s := coder.Suggest(r.stream[i].Line); len(s.Choices) > 0 && s.Choices[0].Label == r.stream[i].Label {
			right++
		}
	}
	out.PredictionsPerSecond = float64(len(r.stream)) / max(took.processor(), 1e-6)
	out.AccuracyFrozen = float64(right) / float64(max(len(r.stream), 1))
}

// day predicts a day, decides what would be automatic, and then learns what people say.
func (r *replay) day(coder *ml.Coder, day []example, promises []*promise, score *score) {
	told := coder.Learn(day) // it judges all before it learns any
	list := outcomes(coder, day, told)
	for i := range list {
		score.add(told[i], day[i].Label)
	}
	for _, p := range promises {
		p.day(r, list, told)
	}
}

// outcomes compares suggestions with labels. It asks whether a label is new after the day was learned, which is the same answer: what
// is first seen today is new today.
func outcomes(coder *ml.Coder, day []example, told []ml.Suggestion) []ml.Outcome {
	list := make([]ml.Outcome, len(day))
	for i, s := range told {
		list[i] = ml.Outcome{Date: day[i].Line.Date, Vendor: s.Vendor, Label: day[i].Label, Unseen: s.Unseen,
			New: coder.New(day[i].Label, day[i].Line.Date)}
		if len(s.Choices) > 0 {
			list[i].Choice, list[i].Confidence = s.Choices[0].Label, s.Choices[0].Confidence
		}
	}
	return list
}

// promoteAfter is how long the person who promotes looks on, in working days: a month, in which most suppliers bill once.
const promoteAfter = 20

func (p *promise) day(r *replay, list []ml.Outcome, told []ml.Suggestion) {
	date := list[0].Date
	half := fmt.Sprintf("%dH%d", date.Year(), (int(date.Month())+5)/6)
	if n := len(p.periods); n == 0 || p.periods[n-1].Period != half {
		p.periods = append(p.periods, kept{Target: p.target, Period: half})
	}
	period := &p.periods[len(p.periods)-1]
	mine := make([]ml.Outcome, len(list))
	zones, probes := p.guard.Zones(told)
	p.guard.Withhold(told, zones, slices.DeleteFunc(probes, func(i int) bool { return list[i].Choice == list[i].Label }))
	for i, o := range list {
		o.Zone = zones[i]
		o.Audited = o.Zone == ml.ZoneAuto && p.guard.Audits(date.String()+"/"+strconv.Itoa(i))
		mine[i] = o
		period.Lines++
		if o.Zone == ml.ZoneAuto {
			wrong := 0
			if o.Choice != o.Label {
				wrong = 1
			}
			period.N++
			period.Errors += wrong
			p.automatic++
			p.wrong += wrong
			if p.change != nil && !date.Before(r.change.from) {
				p.change.Automatic++
				p.change.Wrong += wrong
				if p.change.Stopped == "" {
					p.change.WrongBefore += wrong
				}
			}
		}
	}
	period.Coverage = float64(period.N) / float64(period.Lines)
	period.RealisedError = float64(period.Errors) / float64(max(period.N, 1))
	running := p.guard.Stopped() == nil
	p.guard.Confirm(mine)
	stop := p.guard.Stopped()
	if running && stop != nil {
		p.stopped(r, date, stop)
	}
	if t := p.guard.Refit(); stop != nil && t.Holds && !date.Before(p.again) {
		p.guard.Promote()
		p.automatic, p.wrong = 0, 0
		p.stops[len(p.stops)-1].Promoted = date.String()
	}
}

func (p *promise) stopped(r *replay, date domain.Date, stop *ml.Stop) {
	p.stops = append(p.stops, stopped{Date: date.String(), Use: r.use, Target: p.target, Cause: string(stop.Cause), Reason: stop.Reason,
		EvidenceLines: stop.Tries, EvidenceErrors: stop.Errors, AutomaticBefore: p.automatic, ErrorsBefore: p.wrong})
	p.again = date
	for working := 0; working < promoteAfter; {
		p.again = p.again.AddDays(1)
		if day := p.again.Time().Weekday(); day != time.Saturday && day != time.Sunday {
			working++
		}
	}
	if c := p.change; c != nil && c.Stopped == "" && !date.Before(r.change.from) {
		c.Stopped = date.String()
		c.WorkingDays = workingDays(r.change.from, date)
	}
}

// workingDays counts Mondays to Fridays from one date to another, both included.
func workingDays(from, to domain.Date) int {
	n := 0
	for d := from; !to.Before(d); d = d.AddDays(1) {
		if day := d.Time().Weekday(); day != time.Saturday && day != time.Sunday {
			n++
		}
	}
	return n
}
