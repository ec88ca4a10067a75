// Package ofx reads statements in Open Financial Exchange, versions 1 (SGML) and 2 (XML), and the files that banks offer
// for Quicken (QFX) and QuickBooks (QBO), which are the same with other names.
//
// Owns: tags with and without their ends, which element carries which word of a statement, decimal commas, time zones.
// Does not own: charsets and lines (textdoc), nor whether balances agree (OFX states no opening balance).
// Start at read.go. Promise: an element that is not closed as it must be ends the reading; no amount is mended.
//
//	header: "OFXHEADER:100 …" or "<?OFX OFXHEADER="200" …?>" or nothing; all before <OFX> is passed over
//	OFX
//	├─ SIGNONMSGSRSV1
//	├─ BANKMSGSRSV1 · CREDITCARDMSGSRSV1 · INVSTMTMSGSRSV1
//	│  └─ STMTTRNRS · CCSTMTTRNRS · INVSTMTTRNRS
//	│     ├─ STATUS                 CODE, SEVERITY, MESSAGE: why there is no statement
//	│     └─ STMTRS · CCSTMTRS · INVSTMTRS
//	│        ├─ CURDEF, BANKACCTFROM · CCACCTFROM · INVACCTFROM
//	│        ├─ BANKTRANLIST · INVTRANLIST    DTSTART, DTEND
//	│        │  └─ STMTTRN                    TRNTYPE, DTPOSTED, TRNAMT, FITID, NAME, MEMO …; in INVBANKTRAN too
//	│        ├─ BANKTRANLISTP                 STMTTRNP: announced
//	│        └─ LEDGERBAL                     BALAMT, DTASOF: the closing balance
//
// In SGML an element with a value need not be closed, one with elements must be.
package ofx
