package workflow

import (
	"slices"
	"sync"

	"countersign/domain"
)

// shelfPlaces is for how many accounts an accountShelf keeps something, a few kilobytes each.
const shelfPlaces = 64

// accountShelf keeps in memory what is costly to make of an account, for those that were last asked for, as long as K stays what it
// was made of. Its zero value is empty.
type accountShelf[K comparable, V any] struct {
	mutex sync.Mutex
	kept  map[domain.ID]*kept[K, V]
	order []domain.ID // the one that was asked for longest ago first
}

// kept is what is kept of one account; while it is made, who asks waits.
type kept[K comparable, V any] struct {
	mutex sync.Mutex
	key   K
	made  V
	known bool
}

// get is what is kept of an account when it was made of what now stands, else what anew makes. Who gets it changes nothing in it.
func (s *accountShelf[K, V]) get(account domain.ID, now K, anew func() (V, K, error)) (V, error) {
	one := s.of(account)
	one.mutex.Lock()
	defer one.mutex.Unlock()
	if one.known && one.key == now {
		return one.made, nil
	}
	made, key, err := anew()
	if err != nil {
		return made, err
	}
	one.made, one.key, one.known = made, key, true
	return made, nil
}

// of is the place of an account, which was asked for last now.
func (s *accountShelf[K, V]) of(account domain.ID) *kept[K, V] {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.kept == nil {
		s.kept = map[domain.ID]*kept[K, V]{}
	}
	s.order = append(slices.DeleteFunc(s.order, func(id domain.ID) bool { return id == account }), account)
	if len(s.order) > shelfPlaces {
		delete(s.kept, s.order[0])
		s.order = s.order[1:]
	}
	if s.kept[account] == nil {
		s.kept[account] = &kept[K, V]{}
	}
	return s.kept[account]
}
