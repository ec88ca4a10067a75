package server

import (
	"bytes"
	"mime"
	"net/http"

	"github.com/go-chi/chi/v5"

	"countersign/domain"
)

// download answers a kept file, word for word, to who may see what it belongs to. A browser saves it and never runs it.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	id, err := domain.ParseID(chi.URLParam(r, "id"))
	if err != nil {
		s.refuse(w, r, domain.Refuse(domain.CodeNotFound, "There is no such file, or you may not see it."))
		return
	}
	file, content, err := s.o.House.File(r.Context(), id)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", harmless(file.MediaType))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": cleanName(file.Name)}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-cache")
	h.Set("ETag", `"`+file.SHA256+`"`)
	http.ServeContent(w, r, "", file.AddedAt, bytes.NewReader(content))
}

// harmless is the type itself when no browser runs it as a page, and plain bytes otherwise.
func harmless(mediaType string) string {
	switch mediaType {
	case "application/pdf", "application/xml", "text/csv", "text/plain", "image/png", "image/jpeg", "application/json":
		return mediaType
	case "text/xml":
		return "application/xml"
	}
	return "application/octet-stream"
}
