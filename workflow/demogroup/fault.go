package demogroup

import "fmt"

// fault ends a telling: live rules refuse what the generator did, which only a change of either can bring about.
type fault struct{ err error }

// insist ends the telling when err is not nil. A tale has too many steps to hand every impossible error up by hand; it
// comes out of caught as an error.
func insist(err error, format string, args ...any) {
	if err != nil {
		panic(fault{fmt.Errorf(format+": %w", append(args, err)...)}) // becomes an error in caught
	}
}

// must is insist with the invoice's place in the telling.
func (s *tale) must(err error) {
	insist(err, "invoice %d (%s)", s.plan.number, s.inv.Key)
}

// caught tells one piece and turns a fault into an error.
func (t *Telling) caught(p plan) (piece Piece, err error) {
	defer func() {
		switch stopped := recover().(type) {
		case nil:
		case fault:
			err = fmt.Errorf("tell the demo's history: %w", stopped.err)
		default:
			panic(stopped) // not ours
		}
	}()
	return t.tell(p), nil
}
