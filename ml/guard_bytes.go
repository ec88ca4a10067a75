package ml

import (
	"encoding/json"
	"fmt"

	"countersign/domain"
)

// guardState is a Guard as it is written. Maps are written in the order of their keys, so equal guards give equal bytes.
type guardState struct {
	Options   GuardOptions
	Window    []Decision
	Threshold Threshold
	Stop      *Stop
	Alarms    [alarms]alarmState
	Armed     bool
	Fresh     map[string]bool
	Known     map[string]bool
	Since     map[string]bool
	Recent    []Outcome
	Before    []Outcome
}

type alarmState struct {
	Limit, Sum    float64
	Tries, Errors int
}

// MarshalBinary writes the whole guard. Equal guards give equal bytes.
func (g *Guard) MarshalBinary() ([]byte, error) {
	s := guardState{
		Options: g.o, Window: g.window, Threshold: g.threshold, Stop: g.stop, Armed: g.armed, Fresh: g.fresh, Known: g.known, Since: g.since,
		Recent: g.health.recent, Before: g.health.before,
	}
	for i, a := range g.alarms {
		s.Alarms[i] = alarmState{a.limit, a.sum, a.tries, a.errors}
	}
	text, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("write guard: %w", err)
	}
	return text, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, in place of whatever g knew.
//
// Errors: INVALID for bytes that are damaged; g is then as it was.
func (g *Guard) UnmarshalBinary(data []byte) error {
	var s guardState
	if err := json.Unmarshal(data, &s); err != nil {
		return domain.Refuse(domain.CodeInvalid, "The guard is damaged: %v.", err)
	}
	if _, err := NewGuard(s.Options); err != nil {
		return err
	}
	*g = Guard{
		o: s.Options, window: s.Window, threshold: s.Threshold, stop: s.Stop, armed: s.Armed, fresh: s.Fresh, known: s.Known, since: s.Since,
		health: health{s.Recent, s.Before},
	}
	for i, a := range s.Alarms {
		g.alarms[i] = alarm{a.Limit, a.Sum, a.Tries, a.Errors}
	}
	return nil
}

// SetOptions changes what the owner decided; what was confirmed stays, and the threshold is found anew.
//
// Errors: as NewGuard, and then nothing changes.
func (g *Guard) SetOptions(o GuardOptions) error {
	fresh, err := NewGuard(o)
	if err != nil {
		return err
	}
	g.o = fresh.o
	if over := len(g.window) - g.o.Window; over > 0 {
		g.window = g.window[over:]
	}
	g.Refit()
	return nil
}
