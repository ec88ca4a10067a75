package workflow_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// lived enters as many invoices as a model of duplicates wants to see, and lets a month begin.
func (h *house) lived(n int) *domain.Invoice {
	h.t.Helper()
	var last *domain.Invoice
	for i := range n {
		last = h.enter(bill{number: fmt.Sprintf("RG-%d-%04d", 20+i%7, 4711+37*i), net: int64(100_00 + 1_37*(i*i%977))})
	}
	h.post(h.approve(last)) // a label, so that there is a mind
	h.sequenced()
	h.later(40 * 24 * time.Hour)
	return last
}

func TestAdvise_ATwinWithAMistypedNumberIsLaidBesideIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.adviser()
	last := h.lived(110)
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.NoError(t, h.service.FitTwins(h.system("clock")))
	again := h.enter(bill{number: last.Number[:len(last.Number)-1] + "O", net: last.Net.Minor}) // as a tired eye reads it
	var twin *domain.Recommendation
	for _, r := range h.invoice(again.ID).Advice {
		if r.Use == domain.UseDuplicate {
			twin = r
		}
	}
	require.NotNil(t, twin, "%s beside %s", again.Number, last.Number)
	require.Equal(t, domain.ActionReviewDuplicate, twin.Action.Kind)
	require.Equal(t, last.ID.UUID, twin.Action.TwinID)
	require.Equal(t, domain.ZoneSuggest, twin.Zone)
	require.NotEmpty(t, twin.Explanation.Reasons)
	require.Regexp(t, `^duplicates \d{4}-\d{2} 110 [0-9a-f]{12}$`, twin.Model, "it names what it was fitted to")

	reborn := h.another()
	_, err = reborn.Learn(h.system("clock"))
	require.NoError(t, err)
	require.NoError(t, reborn.FitTwins(h.system("clock")))
	ctx, in := h.input(bill{number: last.Number[:len(last.Number)-1] + "l", net: last.Net.Minor})
	item, err := reborn.CreateInvoice(ctx, in)
	require.NoError(t, err)
	for _, r := range h.invoice(item.Invoice).Advice {
		if r.Use == domain.UseDuplicate {
			require.Equal(t, twin.Model, r.Model, "a process of its own fits the same")
		}
	}

	_, err = h.service.DecideAdvice(h.as("jana.koehlert"), func() domain.DecideAdviceInput {
		in := h.answering(twin, domain.RejectAdvice)
		wrong := domain.FeedbackWrongValue
		in.Feedback = &wrong
		return in
	}())
	require.NoError(t, err)
	h.clean()
}

func TestAdvise_ALikelyTwinIsHeldOnlyWhereAPolicySaysSo(t *testing.T) {
	t.Parallel()
	h := setup(t)
	last := h.lived(110)
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.NoError(t, h.service.FitTwins(h.system("clock")))
	twin := func(ending string) *domain.Invoice {
		h.t.Helper()
		return h.invoice(h.enter(bill{number: last.Number[:len(last.Number)-1] + ending, net: last.Net.Minor}).ID)
	}
	free := twin("O")
	require.Equal(t, domain.StateInReview, free.State, "a doubt is laid before who is asked, and holds nothing")
	in, from := h.draft(), 0.5
	in.Use, in.Automatic, in.HoldFrom = domain.UseDuplicate, false, &from
	done, err := h.service.DraftAdvicePolicy(h.as(drafts), in)
	require.NoError(t, err)
	_, err = h.service.PublishAdvicePolicy(h.as(publishes), domain.PublishAdvicePolicyInput{ID: done.Policy, IdempotencyKey: h.key("publish")})
	require.NoError(t, err)
	held := twin("l")
	require.Equal(t, domain.StateOnHold, held.State)
	var found bool
	for _, c := range held.Checks {
		if c.Rule == "ADVICE_DUPLICATE" {
			found = true
			require.Equal(t, domain.CheckBlocker, c.Outcome)
		}
	}
	require.True(t, found)
	h.clean()
}

func TestAdvise_TooFewInvoicesSayNothingOfTwins(t *testing.T) {
	t.Parallel()
	h := setup(t)
	last := h.lived(5)
	_, err := h.service.Learn(h.system("clock"))
	require.NoError(t, err)
	require.NoError(t, h.service.FitTwins(h.system("clock")))
	again := h.enter(bill{number: last.Number + "0", net: last.Net.Minor})
	for _, r := range h.invoice(again.ID).Advice {
		require.NotEqual(t, domain.UseDuplicate, r.Use)
	}
}
