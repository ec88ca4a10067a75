package reconset

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"countersign/domain"
)

// Class is one kind of thing that happens between the sides; doc.go says what each is.
type Class string

// Mix says how often each class happens, as weights. A class that is not named does not happen.
type Mix map[Class]int

//go:embed mix.json
var defaultMix []byte

// DefaultMix is the mix that the public figures are measured on.
func DefaultMix() Mix {
	mix, _ := ReadMix(defaultMix) // a test reads it
	return mix
}

// ReadMix reads a mix: one JSON object of classes and weights.
// Errors: INVALID for what is no such object, unknown classes, weights below zero or above a million, and a mix in which nothing happens.
func ReadMix(text []byte) (Mix, error) {
	var mix Mix
	if err := json.Unmarshal(text, &mix); err != nil {
		return nil, domain.Refuse(domain.CodeInvalid, "A mix is one JSON object of classes and weights: %s.", err)
	}
	sum := 0
	for class, weight := range mix {
		if _, ok := makers[class]; !ok {
			return nil, domain.Refuse(domain.CodeInvalid, "There is no class %q; there are %s.", class, strings.Join(names(Classes()), ", "))
		}
		if weight < 0 || weight > 1_000_000 {
			return nil, domain.Refuse(domain.CodeInvalid, "The weight of %s is %d; it has 0 to 1,000,000.", class, weight)
		}
		sum += weight
	}
	if sum == 0 {
		return nil, domain.Refuse(domain.CodeInvalid, "Nothing happens in this mix.")
	}
	return mix, nil
}

// Classes are all classes, in the order of doc.go.
func Classes() []Class { return slices.Clone(order) }

func names(classes []Class) []string {
	out := make([]string, len(classes))
	for i, c := range classes {
		out[i] = string(c)
	}
	return out
}

// wheel turns the weights into a choice; the order is fixed, so that equal throws choose equal classes.
type wheel struct {
	classes []Class
	upTo    []int
}

func (m Mix) wheel() wheel {
	var w wheel
	sum := 0
	for _, c := range order {
		if m[c] > 0 {
			sum += m[c]
			w.classes, w.upTo = append(w.classes, c), append(w.upTo, sum)
		}
	}
	return w
}

func (w wheel) turn(d dice) Class {
	at := d.IntN(w.upTo[len(w.upTo)-1])
	i, _ := slices.BinarySearch(w.upTo, at+1)
	return w.classes[i]
}
