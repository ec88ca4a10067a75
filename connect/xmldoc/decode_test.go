package xmldoc_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

type document struct {
	ID    xmldoc.Text   `xml:"a:ID,a:OldID"`
	Notes []xmldoc.Text `xml:"a:Note"`
	Group *struct {
		Value xmldoc.Text `xml:"b:Value"`
	} `xml:"a:Group"`
	Lines []struct {
		Value xmldoc.Text `xml:"b:Value"`
	} `xml:"a:Line"`
	Blob xmldoc.Text `xml:"a:BinaryObject"`
}

var grammar = xmldoc.Grammar{
	Roots: []xml.Name{{Space: "urn:a", Local: "Doc"}},
	Words: xmldoc.Vocabulary{"urn:a": "a", "urn:b": "b", "urn:b:older": "b"},
}

func decode(t *testing.T, text string) document {
	t.Helper()
	var d document
	root, err := xmldoc.Decode([]byte(text), grammar, &d)
	require.NoError(t, err)
	require.Equal(t, xml.Name{Space: "urn:a", Local: "Doc"}, root)
	return d
}

func TestDecode_FillsFieldsWithValuesAndPaths(t *testing.T) {
	t.Parallel()
	d := decode(t, `<?xml version="1.0"?><!-- c --><x:Doc xmlns:x="urn:a" xmlns="urn:b">
		<x:ID scheme=" 7 "> A<!-- inside -->&amp;<![CDATA[<B>]]>&#x43; </x:ID>
		<x:Note>1</x:Note><x:Line><Value>v1</Value></x:Line><x:Note/><x:Line xmlns:old="urn:b:older"><old:Value>v2</old:Value></x:Line>
		<x:Group><Value>g</Value><x:Value>another namespace</x:Value></x:Group>
		<x:BinaryObject>QUJD
		RA==</x:BinaryObject>
	</x:Doc>`)
	require.Equal(t, "A&<B>C", d.ID.Value)
	require.Equal(t, "/a:Doc/a:ID", d.ID.Path)
	require.Equal(t, "7", d.ID.Attr("scheme"))
	require.Empty(t, d.ID.Attr("other"))
	require.Len(t, d.Notes, 2)
	require.Equal(t, "/a:Doc/a:Note[2]", d.Notes[1].Path)
	require.Equal(t, "v2", d.Lines[1].Value.Value)
	require.Equal(t, "/a:Doc/a:Line[2]/b:Value", d.Lines[1].Value.Path)
	require.Equal(t, "g", d.Group.Value.Value)
	require.Equal(t, 4, d.Blob.Size)
	require.Empty(t, d.Blob.Value)
}

func TestDecode_AbsentGroupIsNil(t *testing.T) {
	t.Parallel()
	d := decode(t, `<Doc xmlns="urn:a"><OldID>1</OldID></Doc>`)
	require.Nil(t, d.Group)
	require.Equal(t, "/a:Doc/a:OldID", d.ID.Path)
}

func TestDecode_ReadsTheCharsetsThatSendersUse(t *testing.T) {
	t.Parallel()
	const body = `<Doc xmlns="urn:a"><ID>Größe</ID></Doc>`
	latin, err := charmap.ISO8859_15.NewEncoder().String(`<?xml version="1.0" encoding="ISO-8859-15"?>` + `<Doc xmlns="urn:a"><ID>Größe €</ID></Doc>`)
	require.NoError(t, err)
	windows, err := charmap.Windows1252.NewEncoder().String(`<?xml version='1.0' encoding='windows-1252'?>` + body)
	require.NoError(t, err)
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?>` + body)
	require.NoError(t, err)
	big, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String(body)
	require.NoError(t, err)
	for name, text := range map[string]string{
		"UTF-8": body, "UTF-8 with a mark": "\xEF\xBB\xBF" + body, "UTF-8 declared": `<?xml version="1.0" encoding="utf-8"?>` + body,
		"windows-1252": windows, "UTF-16 with a mark": little, "UTF-16 without": big,
	} {
		require.Equal(t, "Größe", decode(t, text).ID.Value, name)
		require.True(t, grammar.Sniff([]byte(text)), name)
		require.True(t, xmldoc.Looks([]byte(text)), name)
	}
	require.Equal(t, "Größe €", decode(t, latin).ID.Value)
}

func TestDecode_KeepsADamagedLetterVisible(t *testing.T) {
	t.Parallel()
	require.Equal(t, "Gr\uFFFDe", decode(t, "<Doc xmlns=\"urn:a\"><ID>Gr\xF6\xDFe</ID></Doc>").ID.Value)
}

func TestDecode_RefusesAnElementThatOccursTwice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, field string }{
		{"a value", "<ID>1</ID><ID>1</ID>", "/a:Doc/a:ID"},
		{"one value under two names", "<ID>1</ID><OldID>1</OldID>", "/a:Doc/a:OldID"},
		{"a group", "<Group/><Group/>", "/a:Doc/a:Group"},
		{"a value in a repeated group", `<Line xmlns:b="urn:b"/><Line xmlns:b="urn:b"><b:Value/><b:Value/></Line>`, "/a:Doc/a:Line[2]/b:Value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var d document
			_, err := xmldoc.Decode([]byte(`<Doc xmlns="urn:a">`+c.body+`</Doc>`), grammar, &d)
			var refusal *domain.Error
			require.ErrorAs(t, err, &refusal)
			require.Equal(t, xmldoc.ReasonRepeatedElement, refusal.Details["reason"])
			require.Equal(t, c.field, refusal.Field)
		})
	}
}

func TestTerm_WritesPositions(t *testing.T) {
	t.Parallel()
	require.Equal(t, "BT-1", xmldoc.Term("BT-1"))
	require.Equal(t, "BT-131[2]", xmldoc.Term("BT-131", 2))
	require.Equal(t, "BT-136[12.3]", xmldoc.Term("BT-136", 12, 3))
}

// FuzzDecode asks that whatever is read here is well formed to encoding/xml's own checks too, once it is UTF-8.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`<?xml version="1.0"?><x:Doc xmlns:x="urn:a"><x:ID a="1">1</x:ID><x:Note><![CDATA[x]]></x:Note></x:Doc>`))
	f.Add([]byte(`<Doc xmlns="urn:a"><Line><Value xmlns="urn:b">&lt;</Value></Line><!-- c --><?p i?></Doc>`))
	f.Add([]byte("<Doc xmlns='urn:a'></Doc >\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var d document
		if _, err := xmldoc.Decode(data, grammar, &d); err != nil {
			var refusal *domain.Error
			if !errors.As(err, &refusal) || refusal.Details["reason"] == nil {
				t.Fatalf("not a refusal with a reason: %v", err)
			}
			return
		}
		if !grammar.Sniff(data) {
			t.Fatal("read, but not recognised")
		}
		if !utf8.Valid(data) || bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) || bytes.ContainsRune(data, 0) {
			return // transcoded before it was read
		}
		tokens := xml.NewDecoder(bytes.NewReader(data))
		tokens.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
		for {
			if _, err := tokens.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("encoding/xml: %v", err)
			}
		}
	})
}
