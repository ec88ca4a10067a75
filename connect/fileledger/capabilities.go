package fileledger

import (
	"context"
	"slices"

	"countersign/connect"
)

// maxConcurrent is how many calls are worth making at a time: writers of one entity queue for its lock.
const maxConcurrent = 8

// Describe looks into the directory and tells what it finds there.
func (l *Ledger) Describe(ctx context.Context) (connect.Description, error) {
	var d connect.Description
	err := l.call(ctx, call{op: OnDescribe}, func() (bool, error) {
		entities, err := l.entities()
		if err != nil {
			return false, err
		}
		d = connect.Description{System: "fileledger", Version: "1", Capabilities: connect.Capabilities(l),
			Limits: connect.Limits{Concurrent: maxConcurrent, Lines: maxLines}}
		for _, code := range entities {
			name := code
			at := slices.IndexFunc(l.config.Companies, func(c connect.Company) bool { return c.Code == code })
			if at >= 0 {
				name = l.config.Companies[at].Name
			}
			d.Companies = append(d.Companies, connect.Company{Code: code, Name: name})
		}
		return false, nil
	})
	return d, err
}
