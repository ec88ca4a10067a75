// Package side reads one side of a reconciliation from a plain CSV file, for reconciling without a server.
//
// Owns: the seven columns, exact money, and a refusal that names the line.
// Does not own: bank exports, which are written in every other way (csv), nor what is matched with what.
// Start at read.go. Promise: a million lines take seconds and the memory of one; a line is exact or the file is refused.
//
//	id,date,amount,currency,reference,counterparty,text
//	B-1,2026-03-31,-1200.00,EUR,PAY-77,Kaldervik,"Wages, March"
//
// Columns may stand in any order; reference, counterparty and text may be missing. The text is UTF-8, amounts have a
// point, dates are YYYY-MM-DD. Cells with commas, quotation marks or line ends stand in quotation marks.
package side
