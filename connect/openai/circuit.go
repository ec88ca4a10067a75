package openai

import "time"

const (
	// patience is how many failures in a row open the circuit: one may be a hiccup.
	patience = 3
	// pause is how long an open circuit asks nothing, doubled by each failure after it, to longestPause.
	pause        = 30 * time.Second
	longestPause = 15 * time.Minute
)

// circuit keeps people from waiting for an endpoint that does not answer. After its pause one question tries again.
type circuit struct {
	failures int
	until    time.Time // nothing is asked before it
	trying   bool      // one question is out to try
}

// enter says whether a question may be asked now.
func (c *circuit) enter(now time.Time) bool {
	if c.failures < patience {
		return true
	}
	if now.Before(c.until) || c.trying {
		return false
	}
	c.trying = true
	return true
}

// result is how a question ended.
type result uint8

const (
	answered  result = iota
	failed           // by the endpoint
	abandoned        // by who asked: it says nothing of the endpoint
)

func (c *circuit) leave(how result, now time.Time) {
	c.trying = false
	switch how {
	case answered:
		c.failures = 0
		return
	case abandoned:
		return
	}
	c.failures++
	if over := c.failures - patience; over >= 0 {
		c.until = now.Add(min(pause<<min(over, 10), longestPause))
	}
}
