package authz

import (
	"slices"
	"strings"

	"countersign/domain"
)

// SideName is what a side of a segregation rule is called: the duty of the control catalogue that consists of exactly
// these actions, else the actions in words.
func SideName(actions []domain.Action) string {
	for _, d := range duties {
		if sameActions(d.actions, actions) {
			return d.name
		}
	}
	words := make([]string, len(actions))
	for i, action := range actions {
		if words[i] = acts[action].do; words[i] == "" {
			words[i] = string(action)
		}
	}
	text := strings.Join(words, " or ")
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func sameActions(a, b []domain.Action) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(one domain.Action) bool { return !slices.Contains(b, one) })
}
