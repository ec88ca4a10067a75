package migrations

import "embed"

// FS holds the files as 0001_noun_phrase.tx.up.sql and .tx.down.sql; without .tx. a file runs outside a transaction.
//
//go:embed *.sql
var FS embed.FS
