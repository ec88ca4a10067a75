// Package textdoc reads a text file, sent by a stranger, as UTF-8 and line by line, in the memory of one line.
//
// Owns: charsets, line ends, the longest line, and the words of a refusal that names a line.
// Does not own: what any line means; the formats do.
// Start at read.go. Promise: a byte that no charset explains is told, never dropped.
package textdoc
