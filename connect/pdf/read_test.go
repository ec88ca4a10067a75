package pdf_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/pdf"
	"countersign/domain"
)

func deflate(data string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return out.String()
}

func stream(number int, dict, data string) string {
	return fmt.Sprintf("%d 0 obj\n<< %s /Length %d >>\nstream\r\n%s\nendstream\nendobj\n", number, dict, len(data), data)
}

// files reads a PDF and returns the names and contents of what it embeds.
func files(t *testing.T, body string) map[string]string {
	t.Helper()
	found, err := pdf.Read([]byte("%PDF-1.7\n" + body))
	require.NoError(t, err)
	out := map[string]string{}
	for _, f := range found {
		data, err := f.Open()
		require.NoError(t, err)
		out[f.Name] = string(data)
	}
	return out
}

func TestRead_FindsEmbeddedFilesHoweverTheyAreWritten(t *testing.T) {
	t.Parallel()
	const spec = "1 0 obj <</Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /AFRelationship /Data /EF <</F 2 0 R>>>> endobj\n"
	want := map[string]string{"factur-x.xml": "<a/>"}
	const inner = `<</F (factur-x.xml)/EF 6 0 R/Desc (x \(y\) / z)>> `
	head := fmt.Sprintf("5 0 6 %d ", len(inner))
	objects := stream(9, fmt.Sprintf("/Type /ObjStm /N 2 /First %d /Filter /FlateDecode", len(head)), deflate(head+inner+"<</F 2 0 R>>"))
	for name, body := range map[string]string{
		"plain":                    spec + stream(2, "/Type /EmbeddedFile", "<a/>"),
		"packed":                   spec + stream(2, "/Type /EmbeddedFile /Filter /FlateDecode", deflate("<a/>")),
		"packed in a list":         spec + stream(2, "/Filter [/FlateDecode]", deflate("<a/>")),
		"stream before its name":   stream(2, "/Type /EmbeddedFile", "<a/>") + spec,
		"length elsewhere":         spec + "2 0 obj <</Type/EmbeddedFile/Length 3 0 R>> stream\n<a/>\nendstream endobj 3 0 obj 4 endobj",
		"length wrong":             spec + "2 0 obj <</Type/EmbeddedFile/Length 400>> stream\n<a/>\nendstream endobj",
		"inside the tree of names": "1 0 obj <</Names <</EmbeddedFiles <</Names [(factur-x.xml) <</F (factur-x.xml) /EF <</F 2 0 R>>>>]>>>>>> endobj\n" + stream(2, "", "<a/>"),
		"streams named elsewhere":  "1 0 obj <</F (factur-x.xml)/EF 3 0 R>> endobj 3 0 obj <</F 2 0 R>> endobj " + stream(2, "", "<a/>"),
		"only UF":                  "1 0 obj <</UF (factur-x.xml)/EF <</UF 2 0 R>>>> endobj " + stream(2, "", "<a/>"),
		"name in UTF-16":           "1 0 obj <</UF <FEFF006600610063007400750072002D0078002E0078006D006C>/EF <</F 2 0 R>>>> endobj " + stream(2, "", "<a/>"),
		"name with escapes":        "1 0 obj <</F (fac\\\ntur\\055x.xml)/EF <</F 2 0 R>>>> endobj " + stream(2, "", "<a/>"),
		"comments and odd blanks":  "1\t0\r\nobj % a comment >>\n<</F(factur-x.xml)/EF<</F 2 0 R>>>>endobj\n" + stream(2, "", "<a/>"),
		"in an object stream":      stream(2, "", "<a/>") + objects,
		"updated later":            spec + stream(2, "", "<old/>") + stream(2, "", "<a/>"),
	} {
		require.Equal(t, want, files(t, body), name)
	}
}

func TestRead_TellsMediaTypeAndRelationship(t *testing.T) {
	t.Parallel()
	found, err := pdf.Read([]byte("%PDF-1.7\n1 0 obj <</F (a.xml)/AFRelationship /Alternative/EF <</F 2 0 R>>>> endobj " + stream(2, "/Subtype /text#2FXML", "<a/>")))
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, "text/xml", found[0].MediaType)
	require.Equal(t, "Alternative", found[0].Relationship)
}

func TestRead_FindsNothingInAPlainPDF(t *testing.T) {
	t.Parallel()
	require.Empty(t, files(t, "1 0 obj <</Type /Catalog>> endobj\n"+stream(2, "/Filter /FlateDecode", deflate("q Q"))))
	require.Empty(t, files(t, "1 0 obj <</F (a.xml)/EF <</F 7 0 R>>>> endobj"), "the stream is missing")
	require.Empty(t, files(t, stream(2, "", "1 0 obj <</F (a.xml)/EF <</F 2 0 R>>>> endobj")), "inside a stream")
}

func TestSniff_AllowsABitOfSomethingElseFirst(t *testing.T) {
	t.Parallel()
	require.True(t, pdf.Sniff([]byte("%PDF-1.4")))
	require.True(t, pdf.Sniff([]byte("\xEF\xBB\xBF\n%PDF-1.4")))
	require.False(t, pdf.Sniff([]byte("PDF")))
	require.False(t, pdf.Sniff(append(make([]byte, 2000), "%PDF-1.4"...)))
}

// FuzzRead asks that any input gives files or a refusal with a reason, and that opening them does too.
func FuzzRead(f *testing.F) {
	f.Add([]byte("%PDF-1.7\n1 0 obj <</F (a.xml)/UF <FEFF0061>/EF <</F 2 0 R>>>> endobj\n" + stream(2, "/Filter/FlateDecode", deflate("<a/>")) + "trailer <</Root 1 0 R>>"))
	f.Add([]byte("%PDF-1.5\n" + stream(9, "/Type /ObjStm /N 1 /First 4 /Filter [/FlateDecode]", deflate("1 0 <</F (\\101\\))/EF<</F 2 0 R>>>>")) + stream(2, "", "<a/>")))
	f.Fuzz(func(t *testing.T, data []byte) {
		refused := func(err error) {
			var refusal *domain.Error
			if !errors.As(err, &refusal) || refusal.Details["reason"] == nil {
				t.Fatalf("not a refusal with a reason: %v", err)
			}
		}
		found, err := pdf.Read(data)
		if err != nil {
			refused(err)
			return
		}
		for _, file := range found {
			if _, err := file.Open(); err != nil {
				refused(err)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte("%PDF-1.7\n1 0 obj <</F (a.xml)/EF <</F 2 0 R>>>> endobj\n" + stream(2, "/Filter/FlateDecode", deflate("<a/>")) + stream(3, "/Subtype /Image", string(make([]byte, 1<<20))))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pdf.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
