// Package csv reads bank exports in CSV, whose layout every bank makes up for itself.
//
// Owns: finding out how a file is written and saying so (Detect), and reading it by a layout that was found or saved (Read).
// Does not own: where mappings are kept, nor which account a file belongs to when it does not say.
// Start at mapping.go. Promise: what a file leaves open is told as a blocker and must be settled in a saved mapping;
// nothing is guessed in silence.
//
//	preamble lines: account, currency, closing or opening balance, whatever the bank prints
//	header line, or none
//	one movement a line:  booked | value | text … | amount             signed, or in parentheses, or inverted on cards
//	                                              | debit | credit     one of them filled
//	                                              | amount | D or C    a word for the sign
//	                                              | balance | currency | counterparty | references
//	footer lines: as the preamble
package csv
