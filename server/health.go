package server

import (
	"context"
	"net/http"
	"time"
)

// readyPatience bounds how long readiness may take to find out; a balancer asks every few seconds.
const readyPatience = 2 * time.Second

// healthz says that the process lives, whatever becomes of its database.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, "application/json", map[string]string{"status": "ok"})
}

// readyz says whether requests can be answered: the database is reached and its tables are those of this program.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyPatience)
	defer cancel()
	if s.o.Ready != nil {
		if err := s.o.Ready(ctx); err != nil {
			s.log.WarnContext(ctx, "not ready", "error", err)
			writeJSON(w, http.StatusServiceUnavailable, "application/json", map[string]string{"status": "not ready"})
			return
		}
	}
	writeJSON(w, http.StatusOK, "application/json", map[string]string{"status": "ready"})
}
