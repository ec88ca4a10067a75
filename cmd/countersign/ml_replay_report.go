package main

import (
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"syscall"
	"time"

	"countersign/domain"
	"countersign/ml"
)

// replayReport are the figures of one replay. Shares lie in [0,1].
type replayReport struct {
	Use                  string       `json:"use"`
	TrainLines           int          `json:"train_lines"`
	Lines                int          `json:"lines"`
	AccuracyFrozen       float64      `json:"accuracy_frozen"`
	AccuracyOnline       float64      `json:"accuracy_online"`
	MacroF1              float64      `json:"macro_f1"`
	Top3                 float64      `json:"top3"`
	CoverageAt           []coverage   `json:"coverage_at"`
	Kept                 []kept       `json:"kept"`
	ECE                  float64      `json:"ece"`
	Stops                []stopped    `json:"stops"`
	Relabelled           []relabelled `json:"relabelled,omitempty"`
	TrainSeconds         float64      `json:"train_seconds"`          // processor time
	TrainClockSeconds    float64      `json:"train_clock_seconds"`    // more, where others use the machine
	PredictionsPerSecond float64      `json:"predictions_per_second"` // of processor time
	ModelBytes           int          `json:"model_bytes"`
	Model                string       `json:"model"`
}

// coverage is the largest share of lines, most confident first, with at most Target errors among them.
type coverage struct {
	Target   float64 `json:"target"`
	Coverage float64 `json:"coverage"`
}

// kept is how one promise fared in one half-year: N automatic lines of Lines, and the errors among the N.
type kept struct {
	Target        float64 `json:"target"`
	Period        string  `json:"period"`
	N             int     `json:"n"`
	Coverage      float64 `json:"coverage"`
	RealisedError float64 `json:"realised_error"`
	Errors        int     `json:"errors"`
	Lines         int     `json:"lines"`
}

// stopped is one stop. ErrorsBefore counts wrong automatic lines since the stream began or a person last promoted.
type stopped struct {
	Date            string  `json:"date"`
	Use             string  `json:"use"`
	Target          float64 `json:"target"`
	Cause           string  `json:"cause"`
	Reason          string  `json:"reason"`
	EvidenceLines   int     `json:"evidence_lines"`
	EvidenceErrors  int     `json:"evidence_errors"`
	AutomaticBefore int     `json:"automatic_before"`
	ErrorsBefore    int     `json:"errors_before"`
	Promoted        string  `json:"promoted,omitempty"`
}

// relabelled is what a change of labels did: when automation stopped first, on which working day counted from the change, and
// automatic lines since the change.
type relabelled struct {
	Target      float64 `json:"target"`
	Date        string  `json:"date"`
	Stopped     string  `json:"stopped"`
	WorkingDays int     `json:"working_days"`
	Automatic   int     `json:"automatic"`
	Wrong       int     `json:"wrong"`
	WrongBefore int     `json:"wrong_before_stop"`
	Bearable    float64 `json:"bearable"` // the promised share of Automatic, and 50 lines
}

// relabelling renames labels from a date on.
type relabelling struct {
	from  domain.Date
	share float64
	swap  bool
}

// apply changes the stream in place. Which labels are renamed depends on their names alone; the most frequent one always is.
func (c relabelling) apply(train, stream []example) {
	if c.from.IsZero() {
		return
	}
	count := map[string]int{}
	for _, e := range train {
		count[e.Label]++
	}
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	})
	renamed := map[string]string{}
	for i, name := range names {
		h := fnv.New32a()
		_, _ = h.Write([]byte(name)) // a hash takes everything
		if i > 0 && float64(h.Sum32()%1000) >= 1000*c.share {
			continue
		}
		renamed[name] = name + " (renamed)"
		if c.swap {
			renamed[name] = names[(i+1)%len(names)]
		}
	}
	for i := range stream {
		if e := &stream[i]; !e.Line.Date.Before(c.from) {
			if to, ok := renamed[e.Label]; ok {
				e.Label = to
			}
		}
	}
}

// score collects what was suggested and what was right.
type score struct {
	tries       []ml.Decision
	top3        int
	calibration ml.Calibration
	hit         map[string]int
	miss        map[string]int // right label, another one suggested
	false       map[string]int // suggested, another one right
}

func newScore() *score {
	return &score{hit: map[string]int{}, miss: map[string]int{}, false: map[string]int{}}
}

func (s *score) add(told ml.Suggestion, label string) {
	d := ml.Decision{}
	for i, c := range told.Choices {
		if c.Label == label {
			s.top3++
			d.Right = i == 0
		}
	}
	suggested := ""
	if len(told.Choices) > 0 {
		suggested, d.Confidence = told.Choices[0].Label, told.Choices[0].Confidence
	}
	s.tries = append(s.tries, d)
	s.calibration.Add(d.Confidence, d.Right)
	if d.Right {
		s.hit[label]++
		return
	}
	s.miss[label]++
	if suggested != "" {
		s.false[suggested]++
	}
}

func (s *score) fill(out *replayReport, targets []float64) {
	n := float64(max(len(s.tries), 1))
	right := 0
	for _, d := range s.tries {
		if d.Right {
			right++
		}
	}
	out.AccuracyOnline, out.Top3, out.ECE, out.MacroF1 = float64(right)/n, float64(s.top3)/n, s.calibration.Error(), s.macroF1()
	for _, t := range targets {
		out.CoverageAt = append(out.CoverageAt, coverage{t, oracle(s.tries, t)})
	}
}

// macroF1 is the mean over labels that were right or suggested at least once.
func (s *score) macroF1() float64 {
	all := map[string]bool{}
	for _, m := range []map[string]int{s.hit, s.miss, s.false} {
		for label := range m {
			all[label] = true
		}
	}
	sum := 0.0
	for _, label := range slices.Sorted(maps.Keys(all)) {
		sum += 2 * float64(s.hit[label]) / float64(2*s.hit[label]+s.miss[label]+s.false[label])
	}
	return sum / float64(max(len(all), 1))
}

// oracle is the largest coverage at a share of errors, for who knows all answers; equal confidences stay together.
func oracle(tries []ml.Decision, target float64) float64 {
	list := slices.Clone(tries)
	slices.SortStableFunc(list, func(a, b ml.Decision) int {
		switch {
		case a.Confidence > b.Confidence:
			return -1
		case a.Confidence < b.Confidence:
			return 1
		}
		return 0
	})
	best, wrong := 0, 0
	for i, d := range list {
		if !d.Right {
			wrong++
		}
		tied := i+1 < len(list) && list[i+1].Confidence == d.Confidence
		if !tied && float64(wrong) <= target*float64(i+1) {
			best = i + 1
		}
	}
	return float64(best) / float64(max(len(list), 1))
}

// stopwatch tells processor time and time by the clock: on a shared machine only the first one is ours.
type stopwatch struct {
	began time.Time
	used  float64
}

func start() stopwatch { return stopwatch{time.Now(), processorSeconds()} }

func (w stopwatch) clock() float64     { return time.Since(w.began).Seconds() }
func (w stopwatch) processor() float64 { return processorSeconds() - w.used }

func processorSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
}
