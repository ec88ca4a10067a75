package ml

import (
	"encoding/json"
	"fmt"

	"countersign/domain"
)

// duplicatesFormat counts the ways in which pairs were ever described. A model of another format is fitted anew.
const duplicatesFormat = 1

type duplicatesState struct {
	Format int
	Seed   uint64
	Weight []float64
}

// MarshalBinary writes the whole model. Equal models give equal bytes.
func (d *Duplicates) MarshalBinary() ([]byte, error) {
	text, err := json.Marshal(duplicatesState{duplicatesFormat, d.seed, d.model.weight})
	if err != nil {
		return nil, fmt.Errorf("write model of duplicates: %w", err)
	}
	return text, nil
}

// UnmarshalBinary reads what MarshalBinary wrote, in place of whatever d knew.
//
// Errors: INVALID for bytes that are damaged or of another format; d is then as it was.
func (d *Duplicates) UnmarshalBinary(data []byte) error {
	var s duplicatesState
	if err := json.Unmarshal(data, &s); err != nil {
		return domain.Refuse(domain.CodeInvalid, "The model of duplicates is damaged: %v.", err)
	}
	if s.Format != duplicatesFormat {
		return domain.Refuse(domain.CodeInvalid, "The model of duplicates is of format %d, not %d: fit it anew.", s.Format, duplicatesFormat)
	}
	*d = Duplicates{seed: s.Seed, model: logistic{weight: s.Weight}}
	return nil
}

// Likeness is how alike two names of companies are, in [0,1], without legal forms, letter case and signs: 1 for the same.
func Likeness(one, other string) float64 {
	a, b := bare(one), bare(other)
	if a == b {
		return 1
	}
	return max(jaroWinkler(a, b), grams(a, b, 2))
}
