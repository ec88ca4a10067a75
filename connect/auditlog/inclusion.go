package auditlog

import (
	"encoding/base64"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// CheckInclusion checks that a leaf stands at position in the log that a checkpoint covers: RFC 6962 section 2.1.1. hashes
// are base64, from the leaf's neighbour up.
// Errors: a checkpoint that none of the keys signed; hashes that do not lead from the leaf to its root.
func CheckInclusion(position int64, leaf tlog.Hash, hashes []string, checkpoint string, keys []note.Verifier) error {
	c, err := Open([]byte(checkpoint), note.VerifierList(keys...))
	if err != nil {
		return err
	}
	proof := make(tlog.RecordProof, len(hashes))
	for i, text := range hashes {
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(raw) != tlog.HashSize {
			return fmt.Errorf("hash %d of the proof is not one", i)
		}
		proof[i] = tlog.Hash(raw)
	}
	return tlog.CheckRecord(proof, c.Size, c.Root, position, leaf)
}
