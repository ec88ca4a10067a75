package auditlog

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func keys(t *testing.T, name string) (note.Signer, note.Verifier) {
	t.Helper()
	secret, public, err := note.GenerateKey(rand.Reader, name)
	require.NoError(t, err)
	signer, err := note.NewSigner(secret)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	return signer, verifier
}

func some(size int64) Checkpoint {
	return Checkpoint{
		Origin: DefaultOrigin, Size: size, Root: tlog.RecordHash([]byte("root")),
		At: time.Date(2026, 3, 1, 8, 0, 0, 120_000_000, time.UTC),
	}
}

func TestCheckpoint_IsWrittenAsTheStandardSays(t *testing.T) {
	t.Parallel()
	c := some(1204)
	require.Equal(t, "countersign/log\n1204\n"+c.Root.String()+"\nat 2026-03-01T08:00:00.120000Z\n", c.Text())
	read, err := Parse(c.Text())
	require.NoError(t, err)
	require.Equal(t, c, read)
	read, err = Parse(c.Text() + "another line of a later version\n")
	require.NoError(t, err)
	require.Equal(t, c, read)
}

func TestOpen_TellsWhoSigned(t *testing.T) {
	t.Parallel()
	signer, verifier := keys(t, DefaultOrigin)
	_, stranger := keys(t, DefaultOrigin)
	signed, err := some(7).Sign(signer)
	require.NoError(t, err)

	read, err := Open(signed, note.VerifierList(stranger, verifier))
	require.NoError(t, err)
	require.Equal(t, some(7), read)

	_, err = Open(signed, note.VerifierList(stranger))
	var unverified *note.UnverifiedNoteError
	require.ErrorAs(t, err, &unverified)

	forged := strings.Replace(string(signed), "\n7\n", "\n8\n", 1)
	_, err = Open([]byte(forged), note.VerifierList(verifier))
	var invalid *note.InvalidSignatureError
	require.ErrorAs(t, err, &invalid)
}

func TestSign_RefusesTheKeyOfAnotherLog(t *testing.T) {
	t.Parallel()
	signer, _ := keys(t, "elsewhere/log")
	_, err := some(7).Sign(signer)
	require.EqualError(t, err, "a checkpoint of countersign/log cannot be signed with the key of elsewhere/log")
}

func TestParse_RefusesWhatTextWouldNotWrite(t *testing.T) {
	t.Parallel()
	root := some(0).Root.String()
	const at = "at 2026-03-01T08:00:00.120000Z"
	for name, text := range map[string]string{
		"nothing":            "",
		"no origin":          "\n7\n" + root + "\n" + at + "\n",
		"no time":            "o\n7\n" + root + "\n",
		"no last line break": "o\n7\n" + root + "\n" + at,
		"leading zero":       "o\n07\n" + root + "\n" + at + "\n",
		"sign":               "o\n+7\n" + root + "\n" + at + "\n",
		"negative":           "o\n-7\n" + root + "\n" + at + "\n",
		"short root":         "o\n7\nqINS\n" + at + "\n",
		"no base64":          "o\n7\n" + strings.Repeat("!", 44) + "\n" + at + "\n",
		"zone":               "o\n7\n" + root + "\nat 2026-03-01T08:00:00.120000+01:00\n",
		"milliseconds":       "o\n7\n" + root + "\nat 2026-03-01T08:00:00.120Z\n",
		"another fourth":     "o\n7\n" + root + "\n2026-03-01T08:00:00.120000Z\n",
	} {
		_, err := Parse(text)
		require.ErrorContains(t, err, "this is not a checkpoint", name)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(some(7).Text())
	f.Add("o\n0\n\nat \n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(c.Text()); err != nil || again != c {
			t.Fatalf("%q was read as %v and then as %v: %v", text, c, again, err)
		}
	})
}
