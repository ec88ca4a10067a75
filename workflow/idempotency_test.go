package workflow_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestKey_RepeatsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx, in := h.input(bill{})
	first, err := h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
	h.decide(h.invoice(first.Invoice), "ulrike.hagenau", domain.DecideReject) // whatever happened since
	second, err := h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
	require.Equal(t, first, second)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM invoice`))

	in.Number = "another bill"
	_, err = h.service.CreateInvoice(ctx, in)
	require.Equal(t, "idempotencyKey", refused(t, err, domain.CodeIdempotencyMismatch).Field)
}

func TestKey_BelongsToItsCallerAndOperation(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx, in := h.input(bill{})
	first, err := h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
	in.Number += "-b"
	other, err := h.service.CreateInvoice(h.as("jana.koehlert"), in)
	require.NoError(t, err, "the key of somebody else is another key")
	require.NotEqual(t, first, other)

	ask := act(first.Invoice, h.invoice(first.Invoice).Version, "Entered twice.")
	ask.IdempotencyKey = in.IdempotencyKey
	_, err = h.service.WithdrawInvoice(ctx, ask)
	require.NoError(t, err, "the key of another operation is another key")
}

func TestKey_OfWhatWasRefusedCanBeUsedAgain(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx, in := h.input(bill{})
	lines := in.Lines
	in.Lines = nil
	_, err := h.service.CreateInvoice(ctx, in)
	refused(t, err, domain.CodeInvalid)
	in.Lines = lines
	_, err = h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
}

func TestKey_IsNoWayAroundLeaving(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx, in := h.input(bill{})
	_, err := h.service.CreateInvoice(ctx, in)
	require.NoError(t, err)
	h.leaves("emre.tasdemir")
	_, err = h.service.CreateInvoice(ctx, in)
	refused(t, err, domain.CodeUnauthenticated)
}

func TestKey_HasABoundedLength(t *testing.T) {
	t.Parallel()
	h := setup(t)
	ctx, in := h.input(bill{})
	for _, key := range []string{"1234567", string(make([]byte, 101))} {
		in.IdempotencyKey = key
		_, err := h.service.CreateInvoice(ctx, in)
		require.Equal(t, "idempotencyKey", refused(t, err, domain.CodeInvalid).Field)
	}
}
