package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

var (
	germany = domain.ID{Kind: domain.NodeEntity, Entity: 3, UUID: domain.UUIDOf("DE")}
	foreign = domain.ID{Kind: domain.NodeEntity, Entity: 9, UUID: domain.UUIDOf("XX")}
)

func uploadPath(entity domain.ID, name string) string {
	return "/uploads?entity=" + entity.String() + "&name=" + url.QueryEscape(name)
}

func form(t *testing.T, files ...string) (body io.Reader, contentType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	require.NoError(t, w.WriteField("note", "not a file"))
	for _, name := range files {
		part, err := w.CreateFormFile("file", name)
		require.NoError(t, err)
		_, err = io.WriteString(part, "<Invoice/>")
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return &b, w.FormDataContentType()
}

func TestUpload_KeepsTheBytesOfTheBody(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.do(http.MethodPost, uploadPath(germany, `C:\in\Rechnung 7.xml`), strings.NewReader("<Invoice/>"), "Content-Type", "application/octet-stream")
	require.Equal(t, http.StatusCreated, r.status, r.text)
	var got uploaded
	require.NoError(t, json.Unmarshal([]byte(r.text), &got))
	sum := sha256.Sum256([]byte("<Invoice/>"))
	require.Equal(t, hex.EncodeToString(sum[:]), got.SHA256)
	require.Equal(t, 10, got.Bytes)
	require.Equal(t, "Rechnung 7.xml", got.Name)
	require.Equal(t, domain.NodeIntake, got.ID.Kind)
	require.Len(t, p.house.received, 1)
	require.Equal(t, domain.EntityID(3), p.house.received[0].Entity)
	require.Equal(t, "UPLOAD", p.house.received[0].Channel)
}

func TestUpload_TakesTheOneFileOfAForm(t *testing.T) {
	t.Parallel()
	p := setup(t)
	body, kind := form(t, "a.xml")
	r := p.do(http.MethodPost, "/uploads?entity="+germany.String(), body, "Content-Type", kind)
	require.Equal(t, http.StatusCreated, r.status, r.text)
	require.Equal(t, "a.xml", p.house.received[0].Name)
	require.Equal(t, "<Invoice/>", string(p.house.received[0].Content))

	for _, files := range [][]string{{}, {"a.xml", "b.xml"}} {
		body, kind := form(t, files...)
		r := p.do(http.MethodPost, "/uploads?entity="+germany.String(), body, "Content-Type", kind)
		require.Equal(t, http.StatusBadRequest, r.status, files)
		require.Equal(t, "file", r.errors(t)[0].Extensions.Field, files)
	}
	require.Len(t, p.house.received, 1, "of two files none is kept")
}

func TestUpload_Refuses(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.UploadBytes = 1 << 20 }))
	for _, c := range []struct {
		name, path, body string
		status           int
		code, field      string
	}{
		{"no entity", "/uploads?name=a", "x", 400, "BAD_REQUEST", "entity"},
		{"an id of another kind", "/uploads?entity=" + domain.ID{Kind: domain.NodeUser, UUID: domain.UUIDOf("x")}.String(), "x", 400, "BAD_REQUEST", "entity"},
		{"nothing in it", uploadPath(germany, "a"), "", 400, "INVALID", "file"},
		{"one byte too much", uploadPath(germany, "a"), strings.Repeat("x", 1<<20+1), 413, "INVALID", "file"},
		{"far too much", uploadPath(germany, "a"), strings.Repeat("x", 3<<20), 413, "INVALID", "file"},
		{"an entity of others", uploadPath(foreign, "a"), "x", 403, "FORBIDDEN", ""},
	} {
		r := p.do(http.MethodPost, c.path, strings.NewReader(c.body), "Content-Type", "application/octet-stream")
		require.Equal(t, c.status, r.status, c.name)
		require.Equal(t, c.code, r.code(t), c.name)
		require.Equal(t, c.field, r.errors(t)[0].Extensions.Field, c.name)
	}
	require.Empty(t, p.house.received)
	r := p.do(http.MethodPost, uploadPath(germany, "a"), strings.NewReader(strings.Repeat("x", 1<<20)))
	require.Equal(t, http.StatusCreated, r.status, "the limit itself is taken")
	require.Equal(t, http.StatusUnauthorized, p.do(http.MethodPost, uploadPath(germany, "a"), strings.NewReader("x"), "Authorization", "").status)
}

func TestCleanName(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a.xml": "a.xml", "../../etc/passwd": "passwd", `..\..\a.xml`: "a.xml", "": "file", ".": "file", "..": "file", "/": "file",
		"a\x00b\nc.xml": "abc.xml", "\u202egpj.exe": "gpj.exe", "Rechnung Köln №7.pdf": "Rechnung Köln №7.pdf", "a:b?.xml": "ab.xml",
		"\xff\xfe.xml": ".xml", strings.Repeat("ä", 300): strings.Repeat("ä", 100),
	} {
		require.Equal(t, want, cleanName(in), "%q", in)
	}
}

func TestDownload_SavesAndNeverRuns(t *testing.T) {
	t.Parallel()
	p := setup(t)
	p.do(http.MethodPost, uploadPath(germany, "a.html"), strings.NewReader("<script>alert(1)</script>"))
	ids := slices.Collect(maps.Keys(p.house.files))
	require.Len(t, ids, 1)
	id := ids[0]
	r := p.do(http.MethodGet, "/files/"+id.String(), nil)
	require.Equal(t, http.StatusOK, r.status)
	require.Equal(t, "<script>alert(1)</script>", r.text, "word for word")
	require.Equal(t, "application/octet-stream", r.header.Get("Content-Type"), "a page is not shown as one")
	require.Equal(t, "nosniff", r.header.Get("X-Content-Type-Options"))
	require.Contains(t, r.header.Get("Content-Security-Policy"), "sandbox")
	require.True(t, strings.HasPrefix(r.header.Get("Content-Disposition"), "attachment;"), r.header.Get("Content-Disposition"))
	require.NotContains(t, r.header.Get("Content-Disposition"), `""`)

	for _, path := range []string{"/files/nonsense", "/files/" + germany.String()} {
		require.Equal(t, http.StatusNotFound, p.do(http.MethodGet, path, nil).status, path)
	}
	require.Equal(t, http.StatusUnauthorized, p.do(http.MethodGet, "/files/"+id.String(), nil, "Authorization", "").status)
}

func TestUpload_CountsThoseOfOnePerson(t *testing.T) {
	t.Parallel()
	p := setup(t)
	var ends []*io.PipeWriter
	answers := make(chan int, uploadsPerPerson)
	for range uploadsPerPerson {
		body, end := io.Pipe()
		ends = append(ends, end)
		go func() { answers <- p.do(http.MethodPost, uploadPath(germany, "slow"), body).status }()
		_, err := io.WriteString(end, "x")
		require.NoError(t, err)
	}
	require.Eventually(t, func() bool {
		return p.do(http.MethodPost, uploadPath(germany, "one more"), strings.NewReader("x")).status == http.StatusTooManyRequests
	}, 5*time.Second, 10*time.Millisecond)
	time.Sleep(requestPatience)
	for _, end := range ends {
		require.NoError(t, end.Close())
	}
	for range uploadsPerPerson {
		require.Equal(t, http.StatusCreated, <-answers, "slow, and longer than other requests may take")
	}
	require.Equal(t, http.StatusCreated, p.do(http.MethodPost, uploadPath(germany, "after"), strings.NewReader("x")).status)
}
