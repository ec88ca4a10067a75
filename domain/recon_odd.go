package domain

// LineOddity is an open line that is unlike others of its kind, and in what; enum values are those of the schema.
type LineOddity struct {
	Line     *Line
	Score    float64 // from 0, like the others, to 1
	Features []OddFeature
}

// OddFeature is one thing that is unlike the usual.
type OddFeature struct {
	Kind     string // AMOUNT SIGN TIMING FREQUENCY TEXT
	Sentence string
	Sigmas   float64 // robust standard deviations from the usual, at most 20
	Excess   *Money  // how far the amount lies from the usual, without sign; nil where it is not about the amount
}

// MaxOddities is how many lines of an account are told of at once.
const MaxOddities = 100
