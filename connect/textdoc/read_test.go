package textdoc_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"countersign/connect/textdoc"
	"countersign/domain"
)

func TestNewReader_FindsTheCharset(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		in      string
		charset textdoc.Charset
		mark    bool
		want    string
	}{
		"plain":              {"Rent 12\n", textdoc.ASCII, false, "Rent 12\n"},
		"UTF-8":              {"Fräse €\n", textdoc.UTF8, false, "Fräse €\n"},
		"a mark":             {"\xEF\xBB\xBFRent\n", textdoc.UTF8, true, "Rent\n"},
		"Windows-1252":       {"Fr\xE4se \x80\n", textdoc.Windows1252, false, "Fräse €\n"},
		"UTF-16, low first":  {"\xFF\xFER\x00\xE4\x00", textdoc.UTF16, true, "Rä"},
		"UTF-16, high first": {"\xFE\xFF\x00R\x00\xE4", textdoc.UTF16, true, "Rä"},
		"nothing":            {"", textdoc.ASCII, false, ""},
		"one damaged letter": {"Fräser für \xC3", textdoc.UTF8, false, "Fräser für Ã"},
	} {
		r := textdoc.NewReader(iotest.OneByteReader(strings.NewReader(c.in)))
		text, err := io.ReadAll(r)
		require.NoError(t, err, name)
		require.Equal(t, c.want, string(text), name)
		require.Equal(t, c.charset, r.Charset(), name)
		require.Equal(t, c.mark, r.Mark(), name)
	}
}

func TestNewReader_CountsLaterBytesThatUTF8Forbids(t *testing.T) {
	t.Parallel()
	r := textdoc.NewReader(strings.NewReader(strings.Repeat("a", 70<<10) + "caf\xE9 caf\xC3\xA9"))
	text, err := io.ReadAll(r)
	require.NoError(t, err)
	require.True(t, bytes.HasSuffix(text, []byte("café café")))
	require.Equal(t, textdoc.ASCII, r.Charset())
	require.Equal(t, 1, r.Repaired())
}

func TestNewReader_RefusesWhatIsNoText(t *testing.T) {
	t.Parallel()
	_, err := io.ReadAll(textdoc.NewReader(strings.NewReader("a\x00b")))
	require.Equal(t, domain.CodeInvalid, domain.CodeOf(err))
}

func TestLines_EndInEveryWay(t *testing.T) {
	t.Parallel()
	l := textdoc.NewLines(strings.NewReader("one\r\n\ntwo\nthree"))
	var got []string
	for {
		line, err := l.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		got = append(got, line)
		require.Equal(t, len(got), l.No())
	}
	require.Equal(t, []string{"one", "", "two", "three"}, got)
}

func TestLines_RefuseOneWithoutEnd(t *testing.T) {
	t.Parallel()
	l := textdoc.NewLines(io.MultiReader(strings.NewReader("one\n"), strings.NewReader(strings.Repeat("x", 3<<20))))
	_, err := l.Next()
	require.NoError(t, err)
	_, err = l.Next()
	var refusal *domain.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "line 2", refusal.Field)
	require.Equal(t, "too_large", refusal.Details["reason"])
}
