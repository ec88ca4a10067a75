// Package pdf finds the files embedded in a PDF: the XML of a Factur-X, ZUGFeRD or hybrid XRechnung invoice.
//
// Owns: as much of ISO 32000 as it takes to get from a byte to an embedded file.
// Does not own: pages, and what the embedded file says (ubl, cii). It has no map.go, since a file is not an invoice.
// Start at read.go. Promise: nothing is drawn, run or fetched, and a small file cannot unpack into a big one.
//
//	29 0 obj << /Type /Filespec /F (factur-x.xml) /UF (factur-x.xml) /AFRelationship /Data /EF << /F 28 0 R >> >> endobj
//	28 0 obj << /Type /EmbeddedFile /Subtype /text#2Fxml /Filter /FlateDecode /Length 27 0 R >> stream ... endstream endobj
//
// The objects are found by walking the file, not through its cross-reference table: mail gateways and stamping programs
// leave tables behind that are wrong, and of two objects with one number the later one counts, as after an update. A
// general library was tried first: it refused 27 of 44 published sample invoices for attachments newer than the version
// in their first line, and inflated object streams without a bound.
package pdf
