// Package bai2 reads cash management balance reports in BAI2, version 2 of the Bank Administration Institute's format.
//
// Owns: records, their continuations, funds types, control totals and record counts, and which type code is money in.
// Does not own: charsets and lines (textdoc), nor what becomes of a movement.
// Start at read.go. Promise: a file without its trailer is refused; totals that do not add up are told, never mended.
//
//	01 file      sender, receiver, date, time, id, record length, block size, version
//	├─ 02 group      receiver, originator, status, as-of date, time, currency, modifier
//	│  ├─ 03 account     number, currency, { type, amount, items, funds type … }   010 opening, 015 closing ledger
//	│  │  ├─ 16 movement     type, amount, funds type …, bank reference, customer reference, text
//	│  │  └─ 49 account trailer   sum of the amounts in 03 and 16, records
//	│  └─ 98 group trailer   sum of the 49, accounts, records
//	└─ 99 file trailer   sum of the 98, groups, records
//
// 88 continues the record before it. A record ends at "/" or at the end of its line; some banks put several on a line.
// Funds type V carries a value date and a time, S three amounts, D a number of days with as many amounts; 0, 1, 2 and Z
// carry nothing. Amounts have no point: the currency says how many decimals they have.
package bai2
