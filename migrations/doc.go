// Package migrations holds the schema of the database as numbered SQL files.
//
// Owns: the tables, their keys and constraints, the application's role and what it may do.
// Does not own: applying the files, which is store.MigrateUp; the tables of the job queue, which bring their own.
// Start at 0001_reference.tx.up.sql. Promise: a file that has shipped is never edited, each has its way back, and every
// table of documents is keyed by its legal entity.
package migrations
