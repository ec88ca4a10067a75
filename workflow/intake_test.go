package workflow_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
	"countersign/workflow"
)

func TestReceiveFile_KeepsEveryByteAndWhoBroughtIt(t *testing.T) {
	t.Parallel()
	h := setup(t)
	content := append([]byte("\xff\x00\r\n"), bytes.Repeat([]byte{0, 1, 2, 254}, 70_000)...)
	in := h.receive("emre.tasdemir", `C:\in\..\bill  №1.bin`, content)
	require.Equal(t, "bill  №1.bin", in.File.Name)
	require.Equal(t, "application/octet-stream", in.File.MediaType)
	file, got, err := h.service.File(h.as("jana.koehlert"), in.File.ID)
	require.NoError(t, err)
	require.Equal(t, content, got)
	require.Equal(t, in.SHA256, file.SHA256)
	kept := h.intake(in.ID)
	require.Equal(t, domain.IntakeReceived, kept.State)
	require.Equal(t, h.person("emre.tasdemir"), kept.ReceivedBy.ID)
	require.Equal(t, "Emre Taşdemir", kept.ReceivedBy.Name)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'file.received' AND subject_id = $1`, in.ID.UUID))
}

func TestReceiveFile_RefusesWhatIsEmptyTooLargeOrNotTheirs(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for name, c := range map[string]struct {
		by   string
		file workflow.ReceiveFile
		code domain.Code
	}{
		"empty":                {"emre.tasdemir", workflow.ReceiveFile{Entity: 2, Name: "a"}, domain.CodeInvalid},
		"too large":            {"emre.tasdemir", workflow.ReceiveFile{Entity: 2, Name: "a", Content: make([]byte, workflow.MaxFileBytes+1)}, domain.CodeInvalid},
		"of another entity":    {"emre.tasdemir", workflow.ReceiveFile{Entity: 3, Name: "a", Content: []byte("x")}, domain.CodeForbidden},
		"of no entity":         {"emre.tasdemir", workflow.ReceiveFile{Entity: 99, Name: "a", Content: []byte("x")}, domain.CodeForbidden},
		"by who only approves": {"ulrike.hagenau", workflow.ReceiveFile{Entity: 2, Name: "a", Content: []byte("x")}, domain.CodeForbidden},
	} {
		_, err := h.service.ReceiveFile(h.as(c.by), c.file)
		refused(t, err, c.code)
		require.Zero(t, value[int](h, `SELECT count(*)::int FROM file WHERE entity_id > 0`), name)
		if c.code != domain.CodeForbidden {
			continue
		}
		require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'access.refused' AND command = 'receiveFile'
			AND actor_id = $1 AND entity_id = $2`, h.person(c.by), c.file.Entity), name)
	}
	_, err := h.service.ReceiveFile(h.as("saskia.norholt"), workflow.ReceiveFile{Entity: 2, Name: "rates.csv", Content: []byte("x")})
	require.NoError(t, err, "who keeps master data brings files, too")
}

func TestReadFile_BecomesAnInvoiceOnce(t *testing.T) {
	t.Parallel()
	h := setup(t)
	content := h.ubl(paper{number: "A-1"})
	in := h.receive("emre.tasdemir", "bill.xml", content)
	task := h.importing("emre.tasdemir", in)
	for range 3 {
		require.NoError(t, h.service.ReadFile(t.Context(), task))
	}
	in = h.intake(in.ID)
	require.Equal(t, domain.IntakeAccepted, in.State, "%v", in.Problem)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM invoice`))
	inv := h.invoice(in.Invoice.ID)
	require.Equal(t, domain.StateInReview, inv.State, "%v", inv.Checks)
	require.Equal(t, "A-1", inv.Number)
	require.Equal(t, h.supplier(), inv.Supplier.ID)
	require.Equal(t, h.person("emre.tasdemir"), inv.EnteredBy.ID)
	require.Equal(t, inv.ComputeDigest(), inv.Digest)
	require.NotEmpty(t, inv.Lines[0].AccountCode, "booked as agreed with the supplier")
	require.Equal(t, in.File.ID, inv.Evidence[0].ID)
	require.NotEmpty(t, inv.Fields)
	job, err := h.service.Nodes(h.as("emre.tasdemir"), []domain.ID{{Kind: domain.NodeJob, Entity: 2, UUID: task.Job}}, 0)
	require.NoError(t, err)
	require.Equal(t, domain.JobDone, job[0].(*domain.Job).State)
	require.Equal(t, inv.ID, job[0].(*domain.Job).ResultID)
	require.Equal(t, domain.StatePosted, h.post(h.approve(inv)).State)
	h.clean()
}

func TestReadFile_HoldsABillThatNamesAnUnknownAccountBesideAKnownOne(t *testing.T) {
	t.Parallel()
	h := setup(t)
	second := `</cac:PaymentMeans><cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>` +
		`<cbc:ID>DE02 1203 0000 0000 2020 51</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>`
	content := bytes.Replace(h.ubl(paper{number: "A-2"}), []byte("</cac:PaymentMeans>"), []byte(second), 1)
	inv := h.bring("emre.tasdemir", content).Invoice
	require.Equal(t, domain.StateOnHold, inv.State)
	inv = h.invoice(inv.ID)
	at := slices.IndexFunc(inv.Checks, func(c domain.CheckResult) bool { return c.Rule == "SUPPLIER_BANK" })
	require.GreaterOrEqual(t, at, 0, "%v", inv.Checks)
	require.Equal(t, domain.CheckBlocker, inv.Checks[at].Outcome)
	require.Contains(t, inv.Checks[at].Message, "One of the 2 accounts that it names, DE•• •••• 2051, is not on file")
	require.Equal(t, "BT-84[2]", *inv.Checks[at].Field)
	require.Equal(t, []string{"DE02120300000000202051"}, inv.OtherAccounts, "kept, so that each later check compares it too")
	require.Equal(t, inv.ComputeDigest(), inv.Digest)
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM invoice WHERE bank_account LIKE '% DE02120300000000202051'`))
	h.clean()
}

func TestReadFile_NamesTheTwin(t *testing.T) {
	t.Parallel()
	h := setup(t)
	content := h.ubl(paper{number: "B-1"})
	first := h.bring("emre.tasdemir", content)
	key := first.Invoice.Key
	for name, bytes := range map[string][]byte{
		"the same bytes":                          content,
		"other bytes of the same bill":            h.ubl(paper{number: "B-1", note: "Copy"}),
		"the same number, written in another way": h.ubl(paper{number: "b 1", note: "Second copy"}),
	} {
		in := h.bring("jana.koehlert", bytes)
		require.Equal(t, domain.IntakeDuplicate, in.State, name)
		require.Equal(t, domain.CodeDuplicate, *in.ProblemCode, name)
		require.Contains(t, *in.Problem, key, name)
		require.Equal(t, first.Invoice.ID, in.Twin.ID, name)
		_, err := h.service.ImportInvoice(h.as("jana.koehlert"), domain.ImportInvoiceInput{UploadID: in.ID, IdempotencyKey: "once-more-" + in.ID.String()})
		refused(t, err, domain.CodeWrongState)
		_, err = h.service.DiscardIntake(h.as("jana.koehlert"), act(in.ID, in.Version, "Sent twice."))
		require.NoError(t, err)
	}
	require.Equal(t, 1, value[int](h, `SELECT count(*)::int FROM invoice`))
	other := h.bring("jana.koehlert", h.ubl(paper{number: "B-1", cents: 999_00}))
	require.Equal(t, domain.StateOnHold, other.Invoice.State, "another amount under the same number is for a person to judge")
	elsewhere, err := h.service.ReceiveFile(h.as("mathis.delorieux"), workflow.ReceiveFile{Entity: 3, Name: "a.xml", Channel: "UPLOAD", Content: content})
	require.NoError(t, err)
	require.NoError(t, h.service.ReadFile(t.Context(), h.importing("mathis.delorieux", elsewhere)))
	require.Equal(t, domain.IntakeAccepted, h.intake(elsewhere.ID).State, "another entity's books are another matter")
	h.clean()
}

func TestReadFile_TheSameBillTwiceAtOnceIsOneInvoice(t *testing.T) {
	t.Parallel()
	h := setup(t)
	for round := range 10 {
		same := h.ubl(paper{number: "C-" + string(rune('0'+round))})
		files := [][]byte{same, same}
		if round%2 == 1 {
			files[1] = bytes.Replace(same, []byte("<cbc:Note>"), []byte("<cbc:Note>Copy"), 1)
		}
		var tasks []domain.ReadFile
		for _, content := range files {
			tasks = append(tasks, h.importing("emre.tasdemir", h.receive("emre.tasdemir", "bill.xml", content)))
		}
		atOnce(2, func(i int) { require.NoError(t, h.service.ReadFile(t.Context(), tasks[i])) })
		states := map[domain.IntakeState]int{}
		for _, task := range tasks {
			in := h.intake(domain.ID{Kind: domain.NodeIntake, Entity: 2, UUID: task.Intake})
			states[in.State]++
			if in.State == domain.IntakeDuplicate {
				require.NotNil(t, in.Twin)
			}
		}
		accepted, duplicate, held := states[domain.IntakeAccepted], states[domain.IntakeDuplicate], value[int](h, `SELECT count(*)::int FROM invoice WHERE state = 'ON_HOLD'`)
		require.Equal(t, 2, accepted+duplicate, states)
		require.Equal(t, 1, accepted-held, "%v, %d on hold", states, held)
		h.exec(`UPDATE invoice SET state = 'CANCELLED' WHERE state = 'ON_HOLD'`)
	}
}

func TestReadFile_QuarantinesWithTheReasonAndLosesNothing(t *testing.T) {
	t.Parallel()
	h := setup(t)
	cut := h.ubl(paper{})
	cut = cut[:len(cut)/2]
	for name, c := range map[string]struct {
		content []byte
		problem string
	}{
		"cut off":          {cut, "."},
		"no invoice":       {[]byte("Please find attached our invoice.\n"), "."},
		"no number":        {bytes.Replace(h.ubl(paper{number: "X"}), []byte("<cbc:ID>X</cbc:ID>"), nil, 1), "number"},
		"a DTD":            {[]byte(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`), "."},
		"finer than cents": {bytes.ReplaceAll(h.ubl(paper{}), []byte("1190.00"), []byte("1190.001")), "decimals"},
	} {
		in := h.bring("emre.tasdemir", c.content)
		require.Equal(t, domain.IntakeQuarantined, in.State, name)
		require.NotEmpty(t, *in.ProblemCode, name)
		require.Contains(t, *in.Problem, c.problem, name)
		_, got, err := h.service.File(h.as("emre.tasdemir"), in.File.ID)
		require.NoError(t, err)
		require.Equal(t, c.content, got, name)
	}
	require.Equal(t, 5, value[int](h, `SELECT count(*)::int FROM event WHERE kind = 'file.quarantined'`))
	require.Equal(t, 5, value[int](h, `SELECT count(*)::int FROM job WHERE state = 'DONE' AND failed = 1 AND error IS NOT NULL`))
	require.Zero(t, value[int](h, `SELECT count(*)::int FROM invoice`))
	h.clean()
}

func TestResubmitIntake_ReadsAgainWhatWasMended(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.receive("emre.tasdemir", "bill.xml", h.ubl(paper{}))
	task := h.importing("emre.tasdemir", in)
	h.exec(`UPDATE role_grant SET valid_to = now() - interval '1 minute' WHERE person_id = $1`, h.person("emre.tasdemir"))
	h.exec(`UPDATE world SET authz = authz + 1`)
	require.NoError(t, h.service.ReadFile(t.Context(), task))
	in = h.intake(in.ID)
	require.Equal(t, domain.IntakeQuarantined, in.State, "who asked for it has lost the right")
	require.Equal(t, "emre.tasdemir@kaldervik.example", value[string](h, `SELECT email FROM person WHERE id = $1`, in.ReceivedBy.ID))

	_, err := h.service.ResubmitIntake(h.as("ulrike.hagenau"), act(in.ID, in.Version, ""))
	refused(t, err, domain.CodeForbidden)
	_, err = h.service.ResubmitIntake(h.as("jana.koehlert"), act(in.ID, in.Version-1, ""))
	refused(t, err, domain.CodeStale)
	job, err := h.service.ResubmitIntake(h.as("jana.koehlert"), act(in.ID, in.Version, ""))
	require.NoError(t, err)
	require.NoError(t, h.service.ReadFile(t.Context(), domain.ReadFile{Entity: 2, Intake: in.ID.UUID, Job: job.ID.UUID}))
	in = h.intake(in.ID)
	require.Equal(t, domain.IntakeAccepted, in.State, "%v", in.Problem)
	require.Nil(t, in.Problem)
	inv := h.invoice(in.Invoice.ID)
	require.Equal(t, h.person("jana.koehlert"), inv.EnteredBy.ID, "she answers for it now")
	_, err = h.service.ResubmitIntake(h.as("jana.koehlert"), act(in.ID, in.Version, ""))
	refused(t, err, domain.CodeWrongState)

	// Who brought the file stands on the entering side, too.
	h.holds("emre.tasdemir", "controller")
	h.exec(`UPDATE task SET candidates = $2 WHERE id = $1`, step(inv).ID.UUID, []domain.UUID{h.person("emre.tasdemir")})
	_, err = h.service.DecideTask(h.as("emre.tasdemir"), decision(step(inv), domain.DecideApprove))
	require.Equal(t, "SOD-009", refused(t, err, domain.CodeDutyConflict).Details["rule"])
}

func TestReadFile_OfWhoHasLeftWaitsForAColleague(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.receive("emre.tasdemir", "bill.xml", h.ubl(paper{}))
	task := h.importing("emre.tasdemir", in)
	h.leaves("emre.tasdemir")
	require.NoError(t, h.service.ReadFile(t.Context(), task))
	in = h.intake(in.ID)
	require.Equal(t, domain.IntakeQuarantined, in.State)
	require.Equal(t, domain.CodeUnauthenticated, *in.ProblemCode)
}

func TestDiscardIntake_NeedsAReasonAndKeepsTheBytes(t *testing.T) {
	t.Parallel()
	h := setup(t)
	in := h.bring("emre.tasdemir", []byte("no invoice"))
	for name, c := range map[string]struct {
		by, reason string
		version    int
		code       domain.Code
	}{
		"no reason":         {"emre.tasdemir", "", in.Version, domain.CodeInvalid},
		"a stale look":      {"emre.tasdemir", "Not ours.", in.Version - 1, domain.CodeStale},
		"who may not":       {"ulrike.hagenau", "Not ours.", in.Version, domain.CodeForbidden},
		"of another entity": {"mathis.delorieux", "Not ours.", in.Version, domain.CodeNotFound},
	} {
		_, err := h.service.DiscardIntake(h.as(c.by), act(in.ID, c.version, c.reason))
		require.Equal(t, c.code, domain.CodeOf(err), "%s: %v", name, err)
	}
	out, err := h.service.DiscardIntake(h.as("emre.tasdemir"), act(in.ID, in.Version, "Not ours."))
	require.NoError(t, err)
	require.Equal(t, domain.IntakeDiscarded, out.State)
	_, content, err := h.service.File(h.as("emre.tasdemir"), in.File.ID)
	require.NoError(t, err)
	require.Equal(t, "no invoice", string(content))
	_, err = h.service.ResubmitIntake(h.as("emre.tasdemir"), again(act(in.ID, out.Version, "")))
	refused(t, err, domain.CodeWrongState)
}

func TestImportInvoice_IsDoneByTheWorkers(t *testing.T) {
	t.Parallel()
	h := setup(t)
	h.working()
	in := h.receive("emre.tasdemir", "bill.xml", h.ubl(paper{}))
	h.importing("emre.tasdemir", in)
	require.Eventually(t, func() bool { return h.intake(in.ID).State == domain.IntakeAccepted }, 20*time.Second, 20*time.Millisecond)
	inv := h.invoice(h.intake(in.ID).Invoice.ID)
	h.approve(inv)
	h.later(undoWindow)
	h.exec(`UPDATE river_job SET scheduled_at = now() WHERE kind = 'post_document'`) // the queue has a clock of its own
	require.Eventually(t, func() bool { return h.invoice(inv.ID).State == domain.StatePosted }, 20*time.Second, 20*time.Millisecond)
}
