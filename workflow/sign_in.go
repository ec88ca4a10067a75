package workflow

import (
	"context"
	"fmt"

	"countersign/domain"
	"countersign/store"
)

// SignInRefused is a way in that was refused, and how often since it was last told.
type SignInRefused struct {
	Code    string // why, of a closed list: "TOKEN", "LOGIN" or "STRANGER"
	Why     string // in words
	Email   string // as it was shown, at most 254 characters; "" when none was
	Address string // of the client
	Times   int    // at least 1
}

// RecordRefusedSignIns writes to the log that somebody was not let in. Nobody is known yet, so it is an act of the door of
// the house; whoever has that address is named when they are on file. Like a refusal over rights it changes nothing else.
//
// Errors: the database's.
func (s *Service) RecordRefusedSignIns(ctx context.Context, list []SignInRefused) error {
	door := domain.SystemActor("door")
	return s.db.InTx(ctx, func(tx *store.Tx) error {
		w := &work{tx: tx, actor: door, command: command{name: "signIn"}, at: s.now(), rulebook: s.gate.Version()}
		people := s.directory.Load().list.People
		for _, one := range list {
			w.actor.Address = one.Address
			text := "A sign-in was refused"
			if one.Email != "" {
				text += " as " + one.Email
			}
			if one.Times > 1 {
				text += fmt.Sprintf(", %d times", one.Times)
			}
			e := domain.Happened("access.sign_in_refused", domain.EntityNode(0), text+": "+one.Why).With("code", one.Code).With("times", one.Times)
			for _, p := range people {
				if one.Email != "" && p.Email == one.Email {
					e = e.With("person", p.ID.UUID)
				}
			}
			w.note(e)
		}
		if err := tx.AppendEvents(ctx, w.events); err != nil {
			return err
		}
		return tx.Notify(ctx)
	})
}
