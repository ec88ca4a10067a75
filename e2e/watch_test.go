package e2e_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// folder is a watched folder of the house.
type folder struct {
	t   *testing.T
	dir string
}

// drop puts a file into the folder as a careful sender does: under another name until it is whole.
func (f *folder) drop(name string, content []byte) {
	f.t.Helper()
	path := filepath.Join(f.dir, name)
	require.NoError(f.t, os.WriteFile(path+".part", content, 0o600))
	require.NoError(f.t, os.Rename(path+".part", path))
}

// appears waits for a file and returns what is in it.
func (f *folder) appears(name string) string {
	f.t.Helper()
	var text []byte
	eventually(f.t, 60*time.Second, name+" appears", func() (there bool) {
		var err error
		text, err = os.ReadFile(filepath.Join(f.dir, name))
		return err == nil
	})
	return string(text)
}

// came reads the received file of this name.
func (c *client) came(name string) *intake {
	c.t.Helper()
	type page struct {
		Intakes struct{ Edges []struct{ Node intake } }
	}
	got := ask[page](c, `{ intakes(first: 50) { edges { node { ...File } } } }`+intakeFields, nil)
	for i := range got.Intakes.Edges {
		if in := &got.Intakes.Edges[i].Node; in.File.Name == name {
			return in
		}
	}
	c.t.Fatalf("no file %s came", name)
	return nil
}

func TestWatch_AFileInTheFolderBecomesAnInvoiceOrIsKeptWithItsReason(t *testing.T) {
	t.Parallel()
	f := &folder{t, t.TempDir()}
	require.NoError(t, os.Mkdir(filepath.Join(f.dir, "DE01"), 0o750))
	h := open(t, options{args: []string{"--watch=" + f.dir}})
	c := h.as(clerk)
	bill := german(c.suppliers("DE", "LOW")[0], 500).ubl(t)
	f.drop("DE01/good.xml", bill)
	f.drop("DE01/bad.xml", []byte("no invoice at all"))
	f.drop("lost.xml", bill) // no legal entity is meant

	require.Equal(t, string(bill), f.appears("DE01/done/good.xml"), "word for word")
	require.Equal(t, "no invoice at all", f.appears("DE01/failed/bad.xml"))
	reason := f.appears("DE01/failed/bad.xml.txt")
	bad := c.came("bad.xml")
	require.Equal(t, "QUARANTINED", bad.State)
	require.Equal(t, bad.Problem+"\n", reason, "the sender reads what the console shows")
	_, kept := c.get(bad.File.DownloadURL)
	require.Equal(t, "no invoice at all", string(kept))
	eventually(t, 20*time.Second, "the good one is an invoice", func() bool { return c.came("good.xml").State == "ACCEPTED" })
	good := c.came("good.xml")
	require.Equal(t, "FOLDER", good.Channel)
	require.Equal(t, "IN_REVIEW", c.invoice(good.Invoice.ID).State)
	require.FileExists(t, filepath.Join(f.dir, "lost.xml"), "it stays where it is")

	h.kill()
	f.drop("DE01/again.xml", bill) // while nobody watches
	require.NoError(t, h.again())
	require.Contains(t, f.appears("DE01/failed/again.xml.txt"), "here already as "+good.Invoice.Key)
	require.Equal(t, 1, h.count(`SELECT count(*) FROM invoice`))
	h.clean()
}
