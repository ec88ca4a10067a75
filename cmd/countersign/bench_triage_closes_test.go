package main

import (
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestReadClaims_ReadsALog(t *testing.T) {
	t.Parallel()
	event := func(at, did string) string {
		return fmt.Sprintf(`<event><date key="time:timestamp" value="%s"/><string key="(case)_BudgetNumber" value="budget 7"/><string key="concept:name" value="%s"/></event>`, at, did)
	}
	read := func(log string) ([]claim, error) {
		path := filepath.Join(t.TempDir(), "log.xes.gz")
		file, err := os.Create(path)
		require.NoError(t, err)
		packed := gzip.NewWriter(file)
		_, err = packed.Write([]byte(log))
		require.NoError(t, err)
		require.NoError(t, packed.Close())
		require.NoError(t, file.Close())
		return readClaims(path)
	}
	claims, err := read(`<log><trace><string key="concept:name" value="late"/>` + event("2018-01-12T23:30:00-01:00", claimApproved) +
		event("2018-01-02T10:00:00+01:00", "Declaration SUBMITTED by EMPLOYEE") + event("2018-01-04T10:00:00+01:00", "Declaration REJECTED by ADMINISTRATION") +
		event("2018-01-08T10:00:00+01:00", "Declaration APPROVED by ADMINISTRATION") + event("2018-01-09T10:00:00+01:00", claimApproved) +
		`</trace><trace><string key="concept:name" value="early"/>` + event("2018-01-01T00:30:00+01:00", "Declaration SAVED by EMPLOYEE") + `</trace></log>`)
	require.NoError(t, err)
	require.Equal(t, []claim{
		{id: "early", budget: "budget 7", begun: domain.NewDate(2017, 12, 31)},
		{id: "late", budget: "budget 7", begun: domain.NewDate(2018, 1, 2), ended: domain.NewDate(2018, 1, 13), first: domain.NewDate(2018, 1, 8), sentBack: domain.NewDate(2018, 1, 4)},
	}, claims)
	_, err = read(`<log><trace>` + event("yesterday", claimApproved) + `</trace></log>`)
	require.ErrorContains(t, err, "yesterday")
	_, err = read(`<log><trace>`)
	require.ErrorContains(t, err, "read the log")
}

// What comes later is not known: without it, what was foretold before is the same.
func TestWalkClaims_KnowsNothingOfLater(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(4, 2))
	var claims []claim
	for day := domain.NewDate(2017, 1, 2); day.Before(domain.NewDate(2018, 12, 1)); day = day.AddDays(1) {
		for range 3 {
			budget := dice.IntN(5)
			claims = append(claims, claim{
				id: fmt.Sprint(len(claims)), budget: fmt.Sprint(budget), begun: day, first: day.AddDays(1 + dice.IntN(3)), ended: day.AddDays(3 + dice.IntN(4+4*budget)),
			})
		}
	}
	cut := 0
	for claims[cut].begun.Before(domain.NewDate(2018, 7, 1)) {
		cut++
	}
	whole, before := walkClaims(claims), walkClaims(claims[:cut])
	require.Equal(t, []string{"2017H2", "2018H1", "2018H2"}, []string{whole[0].name, whole[1].name, whole[2].name})
	require.Equal(t, whole[:2], before)
	require.Less(t, whole[1].squared, whole[1].flat())
}
