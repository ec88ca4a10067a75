package jobs

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestNightly_IsOnceADay(t *testing.T) {
	t.Parallel()
	day := func(text string) time.Time {
		at, err := time.Parse(time.RFC3339, text)
		require.NoError(t, err)
		return at
	}
	for after, next := range map[string]string{
		"2026-11-25T00:00:00Z":      "2026-11-25T23:00:00Z",
		"2026-11-25T22:59:59Z":      "2026-11-25T23:00:00Z",
		"2026-11-25T23:00:00Z":      "2026-11-26T23:00:00Z",
		"2026-12-31T23:30:00Z":      "2027-01-01T23:00:00Z",
		"2026-11-26T08:00:00+09:00": "2026-11-26T23:00:00Z",
	} {
		require.Equal(t, day(next), nightly{}.Next(day(after)), after)
	}
}
