package xmldoc_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/connect/xmldoc"
)

func TestDecode_PanicsOnAStructThatItCannotFill(t *testing.T) {
	t.Parallel()
	doc := []byte(`<Doc xmlns="urn:a"/>`)
	require.PanicsWithValue(t, "xmldoc: string is no struct", func() {
		_, _ = xmldoc.Decode(doc, grammar, &struct {
			ID string `xml:"a:ID"`
		}{})
	})
	require.Panics(t, func() {
		_, _ = xmldoc.Decode(doc, grammar, &struct{ ID xmldoc.Text }{})
	})
}
