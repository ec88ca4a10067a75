package server

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"countersign/domain"
)

// authRoutes are the ways in and out. Sign-in attempts are counted by address, for nobody is known yet.
func (s *Server) authRoutes(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(s.rate(s.o.Limits.SignIns, func(r *http.Request) (string, error) {
			return clientAddress(r), nil
		}))
		r.Get("/config", s.authConfig)
		if s.signIn.Demo != nil {
			r.With(s.sameOrigin).Post("/demo", s.signInDemo)
			r.Get("/keys", s.demoKeys)
		}
		if s.signIn.OIDC != nil {
			r.Get("/login", s.signIn.OIDC.login)
			r.Get("/callback", s.oidcCallback)
		}
	})
	r.With(s.sameOrigin).Post("/sign-out", s.signOut)
}

// demoPerson is a person one may sign in as in the demo.
type demoPerson struct {
	ID     domain.ID `json:"id"`
	Name   string    `json:"name"`
	Title  string    `json:"title"`
	Email  string    `json:"email"`
	Entity string    `json:"entity"` // code of where they work
	Hint   string    `json:"hint"`   // what they may do and how much waits for them
}

// authConfig tells the console how to sign in: {"mode","people"}; people only in the demo.
func (s *Server) authConfig(w http.ResponseWriter, r *http.Request) {
	answer := struct {
		Mode   string       `json:"mode"`
		People []demoPerson `json:"people"`
	}{Mode: "oidc", People: []demoPerson{}}
	if s.signIn.Demo != nil {
		people, err := s.o.House.DemoPeople(r.Context())
		if err != nil {
			s.refuse(w, r, err)
			return
		}
		answer.Mode = "demo"
		for _, p := range people {
			answer.People = append(answer.People, demoPerson{
				ID: p.User.ID, Name: p.User.Name, Title: p.User.Title, Email: p.User.Email, Entity: p.Entity, Hint: p.Hint,
			})
		}
	}
	writeJSON(w, http.StatusOK, "application/json; charset=utf-8", answer)
}

// signInDemo takes {"email"}, answers {"token","expiresAt"} and sets the session cookie.
func (s *Server) signInDemo(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Email string `json:"email"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10)).Decode(&in); err != nil || in.Email == "" {
		s.refuse(w, r, domain.RefuseField(domain.CodeBadRequest, "email", "Name the e-mail address of a demo person."))
		return
	}
	person, err := s.people.find(r.Context(), in.Email)
	if err != nil {
		s.refused.stranger(r.Context(), in.Email, err)
		s.refuse(w, r, err)
		return
	}
	token, until, err := s.signIn.Demo.Token(person.Email)
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	s.setSession(w, token, until)
	writeJSON(w, http.StatusOK, "application/json", map[string]any{"token": token, "expiresAt": until.UTC()})
}

// demoKeys publishes the demo issuer's public key as a JWK set.
func (s *Server) demoKeys(w http.ResponseWriter, r *http.Request) {
	keys, err := s.signIn.Demo.Keys(r.Context())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	set, err := keys.JSONPublic(r.Context())
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(set)
}

// signOut makes the browser forget its session.
func (s *Server) signOut(w http.ResponseWriter, _ *http.Request) {
	s.setSession(w, "", time.Unix(0, 0))
	w.Header().Set("Clear-Site-Data", `"cache"`)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) setSession(w http.ResponseWriter, token string, until time.Time) {
	c := &http.Cookie{ //nolint:gosec // plain HTTP is for loopback alone, see SignIn
		Name: sessionCookie, Value: token, Path: "/", Expires: until.UTC(), HttpOnly: true,
		Secure: s.signIn.SecureCookie, SameSite: http.SameSiteStrictMode,
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
