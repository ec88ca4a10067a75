package resolvers

import (
	"context"
	"sync"
)

// loader loads what the fields of one answer ask for: the first thing alone, and everything alike as soon as a second is
// asked for. So one thing costs one small statement, and a list of any length costs two.
type loader[K comparable, V any] struct {
	one   func(context.Context, K) (V, error)
	all   func(context.Context, K) (map[K]V, error) // everything alike
	alike func(K) any                               // what keys have in common that are loaded together
	mu    sync.Mutex
	parts map[any]*part[K, V]
}

// part is what was asked for of things that are alike.
type part[K comparable, V any] struct {
	first K
	one   func() (V, error)
	all   func() (map[K]V, error)
}

// get is what belongs to a key; the zero value when nothing does.
func (l *loader[K, V]) get(ctx context.Context, key K) (V, error) {
	p := l.partOf(ctx, key)
	if key == p.first {
		return p.one()
	}
	found, err := p.all()
	return found[key], err
}

func (l *loader[K, V]) partOf(ctx context.Context, key K) *part[K, V] {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.parts == nil {
		l.parts = map[any]*part[K, V]{}
	}
	p := l.parts[l.alike(key)]
	if p == nil {
		p = &part[K, V]{
			first: key,
			one:   sync.OnceValues(func() (V, error) { return l.one(ctx, key) }),
			all:   sync.OnceValues(func() (map[K]V, error) { return l.all(ctx, key) }),
		}
		l.parts[l.alike(key)] = p
	}
	return p
}
