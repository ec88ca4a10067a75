// Package xmldoc reads one XML document, sent by a stranger, into the structs of a format.
//
// Owns: charsets, caps, well-formedness, namespaces, the rule that a single element occurs once, and the path at which
// each value stood.
// Does not own: what any element means; the formats say it with struct tags.
// Start at decode.go. Promise: a hostile document is refused before it is built, in time and memory that grow with its
// bytes alone; nothing is ever fetched or expanded.
//
//	bytes -> utf8 (charset.go) -> shape within caps? (scan.go) -> tokens of encoding/xml -> struct fields (decode.go)
//	                                                                                     -> domain values (values.go)
//
// A document of any length goes the same way in pieces (stream.go): charset_stream.go, guard.go for scan.go, and token.go
// for the tokens, since encoding/xml is too slow for a million entries.
//
// encoding/xml gives the tokens of a whole document, but does not fill the structs: its Unmarshal keeps the last of two
// elements where one is allowed, and forgets where a value stood. Both matter when the value is an amount that somebody
// will pay.
package xmldoc
