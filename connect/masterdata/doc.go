// Package masterdata reads master data and invoices from CSV files.
//
// Owns: finding delimiter and character set, the columns of each kind of rows, and saying everything that is wrong with
// a file by line and column.
// Does not own: whether what a row names exists; the store looks that up.
// Start reading at read.go. Promise: a file is read whole or refused whole, with every fault that it has.
//
// The layout is one header line and one record a line; orders and invoices have one line for each of their lines, whose
// head columns repeat:
//
//	entity,code,name,owner                                   COST_CENTERS
//	DE01,4100,Maintenance,soeren.plagge@kaldervik.example
//
// Cells are kept as they are written, also those that a spreadsheet would take for a formula: nothing here runs them.
// Whoever writes cells into a file for a spreadsheet neutralises them there.
package masterdata
