package ml

import "countersign/domain"

// Learn takes labels that people confirmed, one step for each. What is learned together is first judged as it would have been
// suggested, so that the calibration never sees an answer before it is asked.
// It returns these suggestions, in the order of the batch.
func (c *Coder) Learn(batch []Example) []Suggestion {
	told := make([]Suggestion, len(batch))
	views := make([]*view, len(batch))
	for i := range batch {
		views[i] = c.look(&batch[i].Line)
		told[i] = c.suggestion(views[i])
	}
	for i := range batch {
		label := c.number(batch[i].Label, batch[i].Line.Date)
		c.stack.learn(&views[i].evidence, label)
		c.fast.learn(&views[i].keys, label)
		c.slow.learn(views[i].features, label)
		c.learned++
		c.history = joinText(join(c.history, views[i].digest()), batch[i].Label)
	}
	return told
}

func (v *view) digest() uint64 {
	h := uint64(len(v.features))
	for _, f := range v.features {
		h = join(h, uint64(f))
	}
	return h
}

// number is the label's; a new one takes the next.
func (c *Coder) number(label string, date domain.Date) int32 {
	i, known := c.index[label]
	if !known {
		i = int32(len(c.labels))
		c.index[label] = i
		c.labels = append(c.labels, label)
		c.since = append(c.since, date)
		c.slow.grow(len(c.labels))
	}
	return i
}

// New says whether a label is unknown, or was first confirmed within NewDays before date.
func (c *Coder) New(label string, date domain.Date) bool {
	i, known := c.index[label]
	return !known || c.since[i].DaysUntil(date) <= NewDays
}

// Fit learns a history, each day of it together, as it would have been learned while it happened. Watch, when not nil, is
// told each day with the suggestions as they were before it was learned.
//
// Errors: INVALID when a line lies before the one that precedes it, and then nothing after that line's day is learned.
func (c *Coder) Fit(history []Example, watch func(day []Example, told []Suggestion)) error {
	for len(history) > 0 {
		n := sameDay(history)
		told := c.Learn(history[:n])
		if watch != nil {
			watch(history[:n], told)
		}
		if n < len(history) && history[n].Line.Date.Before(history[0].Line.Date) {
			return domain.RefuseField(domain.CodeInvalid, "history", "A line of %s follows one of %s; a history is ordered by date.",
				history[n].Line.Date, history[0].Line.Date)
		}
		history = history[n:]
	}
	return nil
}

// sameDay is how many examples at the beginning share their date.
func sameDay(list []Example) int {
	n := 1
	for n < len(list) && list[n].Line.Date == list[0].Line.Date {
		n++
	}
	return n
}
