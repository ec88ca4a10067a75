package xmldoc_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

type batch struct {
	ID    xmldoc.Text `xml:"a:ID"`
	Items []struct {
		Own   xmldoc.Text   `xml:"."`
		Value xmldoc.Text   `xml:"b:Value"`
		Notes []xmldoc.Text `xml:"a:Note"`
	} `xml:"a:Item" each:"true"`
}

type batches struct {
	Head    xmldoc.Text `xml:"a:Head"`
	Batches []batch     `xml:"a:Batch" each:"true"`
}

func TestStream_GivesEachElementAndForgetsIt(t *testing.T) {
	t.Parallel()
	var out batches
	var given []string
	root, err := xmldoc.Stream(iotest.OneByteReader(strings.NewReader(`<Doc xmlns="urn:a" xmlns:b="urn:b"><Head>h</Head>
		<Batch><ID>1</ID><Item> own <b:Value u="x">v1</b:Value></Item><Item><Note>n1</Note><Note>n2</Note></Item></Batch>
		<Batch><Item/><ID>2</ID></Batch></Doc>`)), grammar, &out, func(element any) error {
		switch e := element.(type) {
		case *batch:
			require.LessOrEqual(t, len(e.Items), 1, "only the last is kept")
			given = append(given, "batch "+e.ID.Value+e.ID.Path)
		default:
			require.Same(t, &out.Batches[0].Items[0], element)
			i := out.Batches[0].Items[0]
			given = append(given, "item "+out.Batches[0].ID.Value+" "+i.Own.Value+i.Value.Value+i.Value.Attr("u")+i.Value.Path)
			for _, n := range i.Notes {
				given = append(given, n.Path)
			}
		}
		return nil
	})
	require.NoError(t, err)
	require.Equal(t, xml.Name{Space: "urn:a", Local: "Doc"}, root)
	require.Equal(t, "/a:Doc/a:Head", out.Head.Path)
	require.Equal(t, []string{"item 1 ownv1xb:Value", "item 1 ", "a:Note[1]", "a:Note[2]", "batch 1a:ID", "item  ", "batch 2a:ID"}, given)
}

func TestStream_CompletesThePathOfARefusal(t *testing.T) {
	t.Parallel()
	for field, want := range map[string]string{
		"b:Value": "/a:Doc/a:Batch[1]/a:Item[2]/b:Value", "": "/a:Doc/a:Batch[1]/a:Item[2]", "/elsewhere": "/elsewhere",
	} {
		given := 0
		_, err := xmldoc.Stream(strings.NewReader(`<Doc xmlns="urn:a"><Batch><Item/><Item/></Batch></Doc>`), grammar, &batches{}, func(any) error {
			if given++; given == 2 {
				return xmldoc.Refuse(xmldoc.ReasonBadDate, field, "No.")
			}
			return nil
		})
		var refusal *domain.Error
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, want, refusal.Field)
	}
}

func TestStream_EndsWithTheErrorOfReaderOrCaller(t *testing.T) {
	t.Parallel()
	gone := errors.New("gone")
	none := func(any) error { return nil }
	_, err := xmldoc.Stream(iotest.ErrReader(gone), grammar, &batches{}, none)
	require.ErrorIs(t, err, gone)
	_, err = xmldoc.Stream(io.MultiReader(strings.NewReader(`<Doc xmlns="urn:a">`+strings.Repeat("<Head/>", 1)+strings.Repeat(" ", 8<<10)), iotest.ErrReader(gone)), grammar, &batches{}, none)
	require.ErrorIs(t, err, gone)
	_, err = xmldoc.Stream(strings.NewReader(`<Doc xmlns="urn:a"><Batch/></Doc>`), grammar, &batches{}, func(any) error { return gone })
	require.ErrorIs(t, err, gone)
}

func TestStream_ReadsOtherCharsets(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"ISO-8859-1":           "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Doc xmlns=\"urn:a\"><Head>N\xe4rke</Head></Doc>",
		"UTF-8 with a mark":    "\xEF\xBB\xBF<Doc xmlns=\"urn:a\"><Head>Närke</Head></Doc>",
		"UTF-16 little-endian": "\xFF\xFE" + wide(`<Doc xmlns="urn:a"><Head>Närke</Head></Doc>`),
	} {
		var out batches
		_, err := xmldoc.Stream(iotest.HalfReader(strings.NewReader(text)), grammar, &out, func(any) error { return nil })
		require.NoError(t, err, name)
		require.Equal(t, "Närke", out.Head.Value, name)
	}
	var out batches
	_, err := xmldoc.Stream(strings.NewReader("<Doc xmlns=\"urn:a\"><Head>N\xe4rke</Head></Doc>"), grammar, &out, func(any) error { return nil })
	require.NoError(t, err)
	require.Equal(t, "N\uFFFDrke", out.Head.Value)
	_, err = xmldoc.Stream(strings.NewReader(`<?xml version="1.0" encoding="UTF-7"?>+ADw-`), grammar, &out, func(any) error { return nil })
	require.ErrorContains(t, err, "utf-7")
}

// wide is a text as UTF-16, little-endian.
func wide(s string) string {
	var b strings.Builder
	for _, c := range s {
		b.WriteByte(byte(c))
		b.WriteByte(byte(c >> 8))
	}
	return b.String()
}

// printed is a document as text, in which no attributes and an empty list of them look alike.
func printed(d document) string {
	group := ""
	if d.Group != nil {
		group = fmt.Sprintf("%+v", *d.Group)
	}
	d.Group = nil
	return fmt.Sprintf("%+v %s", d, group)
}

// FuzzStream holds the tokens of a stream against those of encoding/xml: what one reads the other reads alike.
func FuzzStream(f *testing.F) {
	for _, text := range []string{
		`<?xml version="1.0"?><!-- c --><x:Doc xmlns:x="urn:a" xmlns="urn:b"><x:ID scheme=" 7 "> A<!-- in -->&amp;<![CDATA[<B>]]>&#x43; </x:ID><x:Note/></x:Doc>`,
		"<Doc xmlns=\"urn:a\"\r\n a='&lt;\r\n' ><Note >a\r\nb\rc</Note\t></Doc >",
		`<Doc xmlns="urn:a"><ID a="1" b='>'/><Note>&#65;&quot;</Note></Doc>`,
		`<Doc xmlns="urn:a">]]></Doc>`, `<Doc xmlns="urn:a"><Note><![CDATA[a]]]]></Note></Doc>`, `<Doc a=1/>`, `<Doc a/>`, `<Doc xmlns="urn:a" a="<"/>`,
		`<Doc xmlns="urn:a"><a--b/><!-- a--b --></Doc>`, `<:Doc/>`, `<Doc xmlns="urn:a"><a:/></Doc>`, "<Doc xmlns=\"urn:a\">\x01</Doc>", "<Doc xmlns=\"urn:a\"><ä ö='ü'/></Doc>",
		`<Doc xmlns="urn:a"/>trail`, `<Doc xmlns="urn:a"><?p i?></Doc>`, `<Doc xmlns="urn:a"><? ?></Doc>`, `<Doc xmlns="urn:a">&#0;</Doc>`, `<Doc xmlns="urn:a">&x</Doc>`,
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "<?xml") && strings.Count(text, "<?") != strings.Count(text, `<?xml version="1.0"?>`) {
			t.Skip("encoding/xml looks into the declaration, whose encoding was read before")
		}
		var whole, streamed document
		_, err := xmldoc.Decode([]byte(text), grammar, &whole)
		_, errStream := xmldoc.Stream(iotest.HalfReader(strings.NewReader(text)), grammar, &streamed, func(any) error { return nil })
		if (err == nil) != (errStream == nil) {
			t.Fatalf("whole: %v, streamed: %v", err, errStream)
		}
		if err == nil {
			require.Equal(t, printed(whole), printed(streamed))
		} else {
			require.Equal(t, domain.CodeInvalid, domain.CodeOf(errStream))
		}
	})
}
