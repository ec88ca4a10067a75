package e2e_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIntake_TheSameBytesBecomeOneInvoice(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	de := c.entity("DE01")
	file := german(c.suppliers("DE", "LOW")[0], 500).ubl(t)
	first := c.bring(de, "a.xml", file)
	require.Equal(t, "ACCEPTED", first.State)
	require.Equal(t, "UPLOAD", first.Channel)
	require.NotEmpty(t, first.Format)
	second := h.as(otherClerk).bring(de, "b.xml", file)
	require.Equal(t, "DUPLICATE", second.State)
	require.Equal(t, "DUPLICATE", second.ProblemCode)
	require.Equal(t, first.Invoice.ID, second.Twin.ID)
	require.Contains(t, second.Problem, first.Invoice.Key, "the refusal names the twin")
	require.Nil(t, second.Invoice)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM invoice`))
}

func TestIntake_TheSameNumberInOtherBytesIsATwinToo(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	de := c.entity("DE01")
	b := german(c.suppliers("DE", "LOW")[0], 500)
	first := c.bring(de, "a.xml", b.ubl(t))
	b.Number = strings.ToLower(strings.ReplaceAll(b.Number, "-", " / "))
	second := c.bring(de, "b.xml", b.ubl(t))
	require.Equal(t, "DUPLICATE", second.State, second.Problem)
	require.Equal(t, first.Invoice.ID, second.Twin.ID)
	b.Seller = c.suppliers("DE", "LOW")[1]
	third := c.bring(de, "c.xml", b.ubl(t))
	require.Equal(t, "ACCEPTED", third.State, "another supplier may use the same number")
}

func TestIntake_ManyAtOnceBecomeOneInvoice(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	de := c.entity("DE01")
	file := german(c.suppliers("DE", "LOW")[0], 500).ubl(t)
	h.as(otherClerk)
	var all sync.WaitGroup
	states := make(chan string, 8)
	for i := range 8 {
		all.Go(func() { states <- h.as([]string{clerk, otherClerk}[i%2]).bring(de, "a.xml", file).State })
	}
	all.Wait()
	close(states)
	n := map[string]int{}
	for s := range states {
		n[s]++
	}
	require.Equal(t, map[string]int{"ACCEPTED": 1, "DUPLICATE": 7}, n)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM invoice`))
	h.clean()
}

func TestIntake_WhatCannotBeReadIsKept(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	broken := []byte("<?xml version=\"1.0\"?>\n<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"><cbc:ID>1</cbc:ID>")
	in := c.bring(c.entity("DE01"), "halb & halb.xml", broken)
	require.Equal(t, "QUARANTINED", in.State)
	require.Equal(t, "INVALID", in.ProblemCode)
	require.NotEmpty(t, in.Problem)
	require.Nil(t, in.Invoice)
	status, again := c.get(in.File.DownloadURL)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, broken, again, "it can be downloaded again, word for word")
	sum := sha256.Sum256(broken)
	require.Equal(t, hex.EncodeToString(sum[:]), in.File.Sha256)

	type resubmitted struct {
		ResubmitIntake struct{ Job struct{ ID string } }
	}
	c.refused("STALE", resubmitIntake, act(in.ID, in.Version+5, ""))
	job := ask[resubmitted](c, resubmitIntake, act(in.ID, in.Version, "")).ResubmitIntake.Job
	require.Equal(t, in.Problem, c.follow(job.ID))
	in = c.intake(in.ID)
	require.Equal(t, "QUARANTINED", in.State, "it is no better for being read again")

	c.refused("INVALID", discardIntake, act(in.ID, in.Version, ""))
	c.do(discardIntake, act(in.ID, in.Version, "The supplier sends a new one"))
	in = c.intake(in.ID)
	require.Equal(t, "DISCARDED", in.State)
	c.refused("WRONG_STATE", resubmitIntake, act(in.ID, in.Version, ""))
	status, again = c.get(in.File.DownloadURL)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, broken, again, "what is put aside stays")
	h.clean()
}

func TestIntake_ResubmittedAfterTheCauseWasMended(t *testing.T) {
	t.Parallel()
	h := open(t, options{args: []string{"--workers=false"}})
	c := h.as(clerk)
	id := c.upload(c.entity("DE01"), "a.xml", german(c.suppliers("DE", "LOW")[0], 500).ubl(t))
	type asked struct {
		ImportInvoice struct{ Job struct{ ID string } }
	}
	job := ask[asked](c, importInvoice, vars{"in": vars{"uploadId": id, "idempotencyKey": key()}}).ImportInvoice.Job
	right := func(value string) {
		_, err := h.db.Pool.Exec(t.Context(), `UPDATE role SET actions = `+value+` WHERE key = 'ap_clerk'`)
		require.NoError(t, err)
		h.rightsChanged()
	}
	right(`array_remove(actions, 'INVOICE_ENTER')`)
	h.serve()
	require.NotEmpty(t, c.follow(job.ID))
	in := c.intake(id)
	require.Equal(t, "QUARANTINED", in.State)
	require.Equal(t, "FORBIDDEN", in.ProblemCode, "it is read with the rights of who brought it, as they are then")
	right(`actions || '{INVOICE_ENTER}'`)
	type resubmitted struct {
		ResubmitIntake struct{ Job struct{ ID string } }
	}
	again := ask[resubmitted](c, resubmitIntake, act(in.ID, in.Version, "")).ResubmitIntake.Job
	require.Empty(t, c.follow(again.ID))
	in = c.intake(id)
	require.Equal(t, "ACCEPTED", in.State)
	require.Empty(t, in.ProblemCode)
	require.Equal(t, "IN_REVIEW", c.invoice(in.Invoice.ID).State)
}

func TestIntake_WhatDoesNotAddUpIsHeld(t *testing.T) {
	t.Parallel()
	h := open(t, options{})
	c := h.as(clerk)
	b := german(c.suppliers("DE", "LOW")[0], 500)
	b.Broken = true
	in := c.bring(c.entity("DE01"), "a.xml", b.ubl(t))
	require.Equal(t, "ACCEPTED", in.State, "it is a document, if a wrong one")
	inv := c.invoice(in.Invoice.ID)
	require.Equal(t, "ON_HOLD", inv.State)
	require.Equal(t, "BLOCKER", inv.check("BR-CO-15"), "%v", inv.Checks)
	require.Nil(t, inv.Route)
	mend := inv.open("FIX_DATA")
	require.Equal(t, []person{{Email: clerk + "@kaldervik.example"}}, mend.Candidates, "who brought it is asked to mend it")
	c.do(withdrawItem, act(inv.ID, inv.Version, "The supplier sends a new one"))
	b.Broken = false
	require.Equal(t, "ACCEPTED", c.bring(c.entity("DE01"), "b.xml", b.ubl(t)).State, "a document taken back is no twin")
	h.clean()
}

func TestIntake_UploadsAreRefusedBeforeTheyAreKept(t *testing.T) {
	t.Parallel()
	h := open(t, options{env: []string{"COUNTERSIGN_UPLOAD_MEGABYTES=1"}})
	c := h.as(clerk)
	de := url.QueryEscape(c.entity("DE01"))
	for name, r := range map[string]struct {
		path   string
		body   int
		status int
		code   string
	}{
		"no entity": {"/uploads?name=a.xml", 9, http.StatusBadRequest, "BAD_REQUEST"},
		"empty":     {"/uploads?entity=" + de, 0, http.StatusBadRequest, "INVALID"},
		"too large": {"/uploads?entity=" + de, 1<<20 + 1, http.StatusRequestEntityTooLarge, "INVALID"},
	} {
		status, body := c.post(r.path, "application/octet-stream", make([]byte, r.body))
		require.Equal(t, r.status, status, "%s: %s", name, body)
		require.Contains(t, string(body), `"code":"`+r.code+`"`, name)
	}
	status, body := h.nobody().post("/uploads?entity="+de, "application/xml", []byte("<Invoice/>"))
	require.Equal(t, http.StatusUnauthorized, status, "%s", body)
	require.Zero(t, h.count(`SELECT count(*) FROM event WHERE kind = 'access.refused'`))
	status, body = h.as(auditor).post("/uploads?entity="+de, "application/xml", []byte("<Invoice/>"))
	require.Equal(t, http.StatusForbidden, status, "%s", body)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM event e JOIN person p ON p.id = e.actor_id WHERE e.kind = 'access.refused'
		AND e.command = 'receiveFile' AND e.data->>'code' = 'FORBIDDEN' AND p.email = '`+auditor+`@kaldervik.example'`), "the log tells of the attempt")
	require.Zero(t, h.count(`SELECT count(*) FROM file WHERE entity_id > 0`))
}

func TestIntake_TheCommandTakesFilesIn(t *testing.T) {
	t.Parallel()
	h := prepare(t, options{})
	dir := t.TempDir()
	good, bad := filepath.Join(dir, "good.xml"), filepath.Join(dir, "bad.xml")
	seller := supplier{Name: "Nobody We Know GmbH", Country: "DE", TaxIDs: []string{"DE811569869"}}
	require.NoError(t, os.WriteFile(good, german(seller, 400).ubl(t), 0o600))
	require.NoError(t, os.WriteFile(bad, []byte("no invoice at all"), 0o600))
	out, code := h.run("import", "--entity=DE01", "--as="+clerk+"@kaldervik.example", good)
	require.Zero(t, code, out)
	require.Contains(t, out, "1 of 1 files accepted")
	out, code = h.run("import", "--entity=DE01", "--as="+clerk+"@kaldervik.example", good, bad)
	require.Equal(t, 1, code)
	require.Contains(t, out, "0 of 2 files accepted")
	require.Equal(t, 1, h.count(`SELECT count(*) FROM intake WHERE channel = 'COMMAND' AND state = 'DUPLICATE'`))
	require.Equal(t, 1, h.count(`SELECT count(*) FROM intake WHERE state = 'QUARANTINED'`))
	_, code = h.run("import", "--entity=DE01", "--as="+auditor+"@kaldervik.example", good)
	require.Equal(t, 1, code, "the auditor may not bring anything")
	require.Equal(t, 3, h.count(`SELECT count(*) FROM file WHERE entity_id > 0`))
}
