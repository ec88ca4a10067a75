package server

import (
	"crypto/sha256"
	"sync"
	"time"
)

const (
	// tokenKeep is how long a verified token is believed without looking at its signature again, which is two thirds of
	// what the porch costs. A key that was withdrawn is trusted that much longer.
	tokenKeep = 30 * time.Second
	// tokensKept bounds the memory: a session for every person of a large group.
	tokensKept = 20_000
)

// tokenMemory remembers good tokens by their digest; never the token itself, and never a bad one.
type tokenMemory struct {
	mu    sync.RWMutex
	known map[[sha256.Size]byte]keptSession
}

type keptSession struct {
	session Session
	until   time.Time
}

func (m *tokenMemory) recall(token string, now time.Time) (Session, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	kept, ok := m.known[sha256.Sum256([]byte(token))]
	return kept.session, ok && now.Before(kept.until) && now.Before(kept.session.Expires.Add(tokenLeeway))
}

func (m *tokenMemory) keep(token string, session Session, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) >= tokensKept {
		m.known = map[[sha256.Size]byte]keptSession{}
	}
	m.known[sha256.Sum256([]byte(token))] = keptSession{session, now.Add(tokenKeep)}
}
