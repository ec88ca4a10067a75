package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"countersign/domain"
)

const matchesHeader = "group,state,rule,shape,score,solutions,side,id,date,amount,currency,reference,counterparty,remainder,adjustment,reasons"

// write writes one row for each line: those of each group together, then those that are ambiguous, set by set, then the
// rest. The order follows from the lines alone.
func (r *reconReport) write(path string) error {
	return writeCSV(path, matchesHeader, func(row func(...string) error) error {
		for i := range r.result.Groups {
			if err := r.writeGroup(i, row); err != nil {
				return err
			}
		}
		said := make([]bool, len(r.in))
		for i, a := range r.result.Ambiguities {
			for _, l := range a.Lines {
				if said[l] || r.result.States[l] != domain.LineAmbiguous {
					continue
				}
				said[l] = true
				if err := r.writeLine(l, row, "A"+strconv.Itoa(i+1), r.result.Rules[a.Rule].Name, "", "", "", "", "", a.Reason); err != nil {
					return err
				}
			}
		}
		var rest []int
		for l, state := range r.result.States {
			if r.result.GroupOf[l] < 0 && state != domain.LineAmbiguous {
				rest = append(rest, l)
			}
		}
		slices.SortFunc(rest, func(a, b int) int {
			x, y := &r.in[a], &r.in[b]
			return strings.Compare(string(x.Source)+x.ID, string(y.Source)+y.ID)
		})
		for _, l := range rest {
			if err := r.writeLine(l, row, "", "", "", "", "", "", "", ""); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *reconReport) writeGroup(i int, row func(...string) error) error {
	g := &r.result.Groups[i]
	others := r.result.Others[i]
	reasons := make([]string, 0, len(g.Reasons)+len(others))
	for _, reason := range g.Reasons {
		reasons = append(reasons, fmt.Sprintf("%s (%+.2f)", reason.Label, reason.Weight))
	}
	for _, other := range others {
		ids := make([]string, len(other))
		for n, l := range other {
			ids[n] = r.in[l].ID
		}
		reasons = append(reasons, "As good: "+strings.Join(ids, " "))
	}
	adjustment := ""
	if g.Adjustment != nil {
		adjustment = strings.TrimSpace(g.Adjustment.Reason + " " + g.Adjustment.Amount.String() + ": " + g.Adjustment.Name)
	}
	for _, l := range g.Lines {
		err := r.writeLine(l, row, strconv.Itoa(i+1), r.result.Rules[g.Rule].Name, string(g.Shape), strconv.FormatFloat(g.Score, 'f', 3, 64),
			strconv.Itoa(int(g.Solutions)), g.Remainder.Amount().String(), adjustment, strings.Join(reasons, "; "))
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *reconReport) writeLine(l int, row func(...string) error, group, rule, shape, score, solutions, remainder, adjustment, reasons string) error {
	x := &r.in[l]
	return row(group, string(r.result.States[l]), rule, shape, score, solutions, string(x.Source), x.ID, x.Booked.String(), x.Amount.Amount().String(),
		string(x.Amount.Currency), x.Reference, x.Counterparty, remainder, adjustment, reasons)
}
