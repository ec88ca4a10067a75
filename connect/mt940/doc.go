// Package mt940 reads bank statements in SWIFT MT940 (end of day) and MT942 (interim), with what banks write instead of
// the standard.
//
// Owns: fields and lines, the dialects of field 86, encodings, and what makes a message complete.
// Does not own: whether the balances agree (the reader of the report).
// Start at read.go. Promise: an amount is what the field says, with the sign that it has for the account, or the file is
// refused; a file of any length needs the memory of one entry.
//
//	{1:F01BANKNL2AXXXX0000000000}{2:I940BANKNL2AXXXXN}{4:     SWIFT's envelope, often absent
//	:20:reference
//	:25:[bank/]account[currency]
//	:28C:number[/page]                                          a statement in several messages: each is shown as its page
//	:60F:C140101EUR1000,00      60M   opening balance; M on a page that is not the first
//	:61:1401020103RD12,50NTRFcustomer//bank                     one movement
//	    ^value^book^side     ^type ^references
//	    further line: a counter account, charges, text
//	:86:...                           what the movement is about, see detail.go
//	:62F:C140131EUR987,50       62M   closing balance; M on a page that is not the last
//	:64: :65:                         available balances, not read
//	-}  or  -                         end
//
// MT942 has :34F: (floor limit), :13D: (time), :90D: and :90C: (sums) instead of the balances.
//
// Sides: C and D; RC takes money in back and so is a debit, RD a credit, both are reversals; EC and ED are expected.
package mt940
