// Package side reads what reconciling without a server needs: the lines of a side from a plain CSV file, and the rules
// from YAML (rules.go).
//
// Owns: the columns, exact money, how a rule, a fee and a rate are written, and a refusal that names the line.
// Does not own: bank exports, which are written in every other way (csv), nor what is matched with what.
// Start at read.go. Promise: a million lines take seconds and the memory of one; a line is exact or the file is refused.
//
//	id,date,amount,currency,reference,counterparty,text
//	B-1,2026-03-31,-1200.00,EUR,PAY-77,Kaldervik,"Wages, March"
//
// Columns may stand in any order; reference, counterparty and text may be missing, and there may be value (a date), batch
// (further references, divided by blanks) and reversal (yes or no). The text is UTF-8, amounts have a
// point, dates are YYYY-MM-DD. Cells with commas, quotation marks or line ends stand in quotation marks.
package side
