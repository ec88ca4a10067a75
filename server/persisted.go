package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/99designs/gqlgen/graphql"
)

// persisted are the documents of our own console, by their digest. They are the only ones that a browser session may
// send where people sign in for real: a stolen cookie then cannot ask what no page asks.
type persisted struct {
	byDigest map[string]string
	texts    map[string]bool
}

// readPersisted reads the object that the console's build writes: digest to document.
func readPersisted(text []byte) (*persisted, error) {
	p := &persisted{byDigest: map[string]string{}, texts: map[string]bool{}}
	if len(text) == 0 {
		return p, nil
	}
	if err := json.Unmarshal(text, &p.byDigest); err != nil {
		return nil, fmt.Errorf("read the persisted documents: %w", err)
	}
	for digest, document := range p.byDigest {
		if sum := sha256.Sum256([]byte(document)); hex.EncodeToString(sum[:]) != digest {
			return nil, fmt.Errorf("persisted document %.12s does not have the SHA-256 digest that names it", digest)
		}
		p.texts[document] = true
	}
	return p, nil
}

// digestOf is the digest by which a request names its document, "" when it names none. Both common spellings are read:
// extensions.persistedQuery.sha256Hash, and documentId of the GraphQL-over-HTTP appendix.
func digestOf(params *graphql.RawParams) string {
	query, _ := params.Extensions["persistedQuery"].(map[string]any)
	digest, _ := query["sha256Hash"].(string)
	return digest
}
