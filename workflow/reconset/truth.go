package reconset

// Fate is what is true of some lines.
type Fate string

// The fates.
const (
	Together Fate = "together" // they belong together
	Unclear  Fate = "unclear"  // nobody can know which of them belong together: a person decides
	Apart    Fate = "apart"    // none of them belongs to a line of another side
)

// Truth is one thing that happened, with its lines: indices into Set.Lines, ascending.
type Truth struct {
	Class Class
	Fate  Fate
	Lines []int
}
