package server

import (
	"net/http"
	"net/url"
	"slices"

	"countersign/domain"
)

// requestedWith is a header that a form of another site cannot send; its value says nothing.
const requestedWith = "X-Requested-With"

// sameOrigin refuses changes that a page of another site could have caused: every POST carries X-Requested-With, and a
// browser that names another site as its starting point is turned away.
func (s *Server) sameOrigin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && r.Header.Get(requestedWith) == "" {
			s.refuse(w, r, domain.Refuse(domain.CodeNotAllowed, "Send the header X-Requested-With with every POST."))
			return
		}
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && !s.knownOrigin(r) {
			s.refuse(w, r, domain.Refuse(domain.CodeNotAllowed, "Requests from other sites are not taken."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// knownOrigin says whether the page that asks is ours: none is named (no browser), our own host, or one of the options.
func (s *Server) knownOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == r.Host || slices.Contains(s.o.Origins, origin)
}

// secureHeaders say what a browser may do with whatever we answer.
func secureHeaders(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
		next.ServeHTTP(w, r)
	})
}
