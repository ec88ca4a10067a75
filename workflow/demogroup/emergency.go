package demogroup

import (
	"slices"
	"time"

	"countersign/domain"
)

// reviewers give everybody who leads somebody the right to certify their access, where those work.
func reviewers(from time.Time) []domain.Grant {
	where := map[string][]domain.EntityID{}
	var order []string
	for _, s := range seats {
		if s.boss == "" {
			continue
		}
		if where[s.boss] == nil {
			order = append(order, s.boss)
		}
		if !slices.Contains(where[s.boss], s.entity) {
			where[s.boss] = append(where[s.boss], s.entity)
		}
	}
	out := make([]domain.Grant, len(order))
	for i, local := range order {
		out[i] = domain.Grant{
			ID: domain.UUIDOf("grant", local, roleReviewer), Person: personID(local).UUID, Role: roleReviewer, Entities: where[local],
			ValidFrom: from, Record: domain.Record{From: from},
		}
	}
	return out
}

// bundles are what can be had in an emergency.
func bundles(now time.Time) []domain.EmergencyBundle {
	from := time.Date(now.Year()-3, time.January, 1, 0, 0, 0, 0, time.UTC)
	everywhere := []domain.EntityID{0}
	for _, p := range places {
		everywhere = append(everywhere, p.Number)
	}
	bundle := func(key, name, purpose, role, controller string, minutes int, instant bool) domain.EmergencyBundle {
		return domain.EmergencyBundle{
			ID: domain.ID{Kind: domain.NodeBundle, UUID: domain.UUIDOf("bundle", key)}, Key: key, Name: name, Purpose: purpose, Role: role,
			Entities: everywhere, MaxMinutes: minutes, Instant: instant, ControllerID: personID(controller).UUID, Record: domain.Record{From: from},
		}
	}
	cover := bundle("approver_cover", "Approver cover", "When an approver is away without a deputy and an invoice falls due.",
		roleCover, "dagmar.wesseling", 120, false)
	cover.Limit = domain.NewMoney(25_000_00, groupCurrency)
	return []domain.EmergencyBundle{
		bundle("posting_recovery", "Posting recovery", "When the ledger refuses postings and nobody of treasury can be reached.",
			roleRecovery, "dagmar.wesseling", 240, false),
		bundle("invoice_desk", "Invoice desk out of hours", "When an invoice must be entered or mended before the next working day.",
			roleDesk, "beatrix.amsholt", 60, true),
		cover,
	}
}
