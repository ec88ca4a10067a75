package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var files embed.FS

// Dist is the built console with index.html at its root; only a placeholder, or nothing at all,
// in a program that was built without Node.
var Dist = must(fs.Sub(files, "dist"))

// PersistedDocuments is a JSON object from the SHA-256 of each operation that the console sends, in
// hexadecimal, to its text: the allow-list of POST /graphql. Source: `npm run generate`.
//
//go:embed src/api/generated/persisted-documents.json
var PersistedDocuments []byte

// must is for paths fixed at build time: a failure is a typing error in this file.
func must(f fs.FS, err error) fs.FS {
	if err != nil {
		panic(err)
	}
	return f
}
