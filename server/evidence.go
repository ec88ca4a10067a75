package server

import (
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"countersign/domain"
	"countersign/workflow"
)

// evidence answers one of an auditor's requests as an archive of table, lines and manifest, row by row as they are read. The
// query takes what EvidenceResult.downloadUrl names: from, to, entity and subject.
func (s *Server) evidence(w http.ResponseWriter, r *http.Request) {
	in, err := askedEvidence(r)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	begun := false
	err = s.o.House.EvidenceArchive(r.Context(), in, func(name string) io.Writer {
		begun = true
		h := w.Header()
		h.Set("Content-Type", "application/zip")
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		h.Set("Cache-Control", "no-store")
		return w
	})
	switch {
	case err != nil && !begun:
		s.refuse(w, r, err)
	case err != nil:
		s.log.WarnContext(r.Context(), "an answer to an auditor was cut short", "request", in.Number, "error", err)
	}
}

// askedEvidence reads path and query. Errors: NOT_FOUND for no number; INVALID.
func askedEvidence(r *http.Request) (in workflow.AskEvidence, err error) {
	if in.Number, err = strconv.Atoi(chi.URLParam(r, "number")); err != nil {
		return in, domain.Refuse(domain.CodeNotFound, "There is no such request.")
	}
	query := r.URL.Query()
	for name, at := range map[string]**time.Time{"from": &in.From, "to": &in.To} {
		if text := query.Get(name); text != "" {
			read, err := time.Parse(time.RFC3339, text)
			if err != nil {
				return in, domain.RefuseField(domain.CodeInvalid, name, "That is not an instant, for example 2026-03-31T12:00:00Z.")
			}
			*at = &read
		}
	}
	for name, id := range map[string]*domain.ID{"entity": &in.Entity, "subject": &in.Subject} {
		if text := query.Get(name); text != "" {
			if *id, err = domain.ParseID(text); err != nil {
				return in, domain.RefuseField(domain.CodeInvalid, name, "That is not an id.")
			}
		}
	}
	return in, nil
}
