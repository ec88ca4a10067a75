package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// console answers the built console's files. They are read and compressed once, at start.
type console struct {
	files map[string]*asset
	index *asset // nil when the console was not built
}

type asset struct {
	contentType string
	plain       []byte
	gzipped     []byte // nil when not worth it
	etag        string
	lasting     bool   // its name holds its digest
	policy      string // Content-Security-Policy
}

// pagePolicy lets the console run its own scripts and nothing else. Styles may be inline, for the component library sets
// positions that way; documents are shown from blobs.
const pagePolicy = "default-src 'self'; script-src 'self'%s; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; object-src 'none'; worker-src 'self' blob:; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

func newConsole(files fs.FS) (*console, error) {
	c := &console{files: map[string]*asset{}}
	if files == nil {
		return c, nil
	}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		c.files["/"+name] = newAsset(name, content)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the console: %w", err)
	}
	c.index = c.files["/index.html"]
	return c, nil
}

func newAsset(name string, content []byte) *asset {
	sum := sha256.Sum256(content)
	a := &asset{plain: content, etag: `"` + hex.EncodeToString(sum[:12]) + `"`, contentType: mime.TypeByExtension(path.Ext(name))}
	if a.contentType == "" {
		a.contentType = "application/octet-stream"
	}
	a.lasting = strings.HasPrefix(name, "assets/") // the bundler names these by their content
	a.policy = fmt.Sprintf(pagePolicy, inlineScripts(content))
	if compressible(a.contentType) {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is known
		_, _ = z.Write(content)
		_ = z.Close()
		if b.Len() < len(content)*9/10 {
			a.gzipped = b.Bytes()
		}
	}
	return a
}

func compressible(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") || strings.HasSuffix(kind, "javascript") || strings.HasSuffix(kind, "json") || kind == "image/svg+xml"
}

var scriptTag = regexp.MustCompile(`(?s)<script(?:\s[^>]*)?>(.+?)</script>`)

// inlineScripts names each script written inside the page by its digest, so that exactly these may run.
func inlineScripts(page []byte) string {
	if !bytes.HasPrefix(bytes.TrimSpace(page), []byte("<!")) {
		return ""
	}
	var b strings.Builder
	for _, m := range scriptTag.FindAllSubmatch(page, -1) {
		sum := sha256.Sum256(m[1])
		b.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
	}
	return b.String()
}

// ServeHTTP answers a file of the console, and its first page for every address that the console itself routes.
func (c *console) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "Nothing is done here.", http.StatusMethodNotAllowed)
		return
	}
	a := c.files[path.Clean(r.URL.Path)]
	if a == nil && !strings.HasPrefix(r.URL.Path, "/assets/") && (path.Ext(r.URL.Path) == "" || strings.Contains(r.Header.Get("Accept"), "text/html")) {
		a = c.index
	}
	switch {
	case a != nil:
		a.serve(w, r)
	case c.index == nil && r.URL.Path == "/":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, "The console is not part of this build; `make build` builds it. The API answers at /graphql.\n")
	default:
		http.Error(w, "There is nothing here.", http.StatusNotFound)
	}
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", a.contentType)
	h.Set("Content-Security-Policy", a.policy)
	h.Set("ETag", a.etag)
	h.Set("Cache-Control", "no-cache")
	if a.lasting {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	if r.Header.Get("If-None-Match") == a.etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := a.plain
	if a.gzipped != nil {
		h.Set("Vary", "Accept-Encoding")
		if acceptsGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = a.gzipped
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

func acceptsGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(part), ";")
		if name == "gzip" && strings.TrimSpace(quality) != "q=0" {
			return true
		}
	}
	return false
}
