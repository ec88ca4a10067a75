package countersign_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

// The schema has categories and codes of cases as text, so that a new one breaks no client; our own console has a word for each.
func TestConsole_HasAWordForEveryCategoryAndCodeOfACase(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("web/src/i18n/en/cases.json")
	require.NoError(t, err)
	var words map[string]string
	require.NoError(t, json.Unmarshal(text, &words))
	for _, category := range domain.CaseCategories() {
		require.NotEmpty(t, words["caseCategory."+category], category)
		codes := (&domain.Case{Category: category}).Codes()
		require.NotEmpty(t, codes, category)
		for _, code := range codes {
			require.NotEmpty(t, words["resolution."+code], "%s of %s", code, category)
		}
	}

	text, err = os.ReadFile("web/src/routes/cases/search.ts")
	require.NoError(t, err)
	list := regexp.MustCompile(`(?s)categories = \[(.*?)\]`).FindSubmatch(text)
	require.NotNil(t, list)
	var offered []string
	for _, one := range regexp.MustCompile(`'(\w+)'`).FindAllSubmatch(list[1], -1) {
		offered = append(offered, string(one[1]))
	}
	slices.Sort(offered)
	require.Equal(t, domain.CaseCategories(), offered, "the filter of the list offers them all, and nothing else")
}
