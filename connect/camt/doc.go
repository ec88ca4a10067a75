// Package camt reads and writes bank statements in ISO 20022: camt.053 (statement), camt.052 (report of the day) and
// camt.054 (notification), in every version that is in use.
//
// Owns: which element carries which part of a statement, and how the versions name it.
// Does not own: charsets, caps, streaming and paths (xmldoc), nor whether the balances agree (the reader of the report).
// Start at read.go. Promise: an amount is what the element says, with the sign that it has for the account, or the file
// is refused; a file of any length needs the memory of one transaction.
//
//	Document
//	└─ BkToCstmrStmt 053 | BkToCstmrAcctRpt 052 | BkToCstmrDbtCdtNtfctn 054    (version 1: the same with V01)
//	   ├─ GrpHdr/MsgPgntn            page of the message
//	   └─ Stmt | Rpt | Ntfctn        one account, one period
//	      ├─ Id, LglSeqNb, ElctrncSeqNb, StmtPgntn, FrToDt
//	      ├─ Acct                    Id/IBAN | Id/Othr/Id, Ccy, Svcr
//	      ├─ Bal                     OPBD opening, PRCD closing of the period before, CLBD closing; others are not read
//	      └─ Ntry                    one booking
//	         ├─ Amt, CdtDbtInd, RvslInd, Sts (from version 8 on Sts/Cd), BookgDt, ValDt, AcctSvcrRef, BkTxCd
//	         ├─ NtryDtls
//	         │  ├─ Btch              NbOfTxs
//	         │  └─ TxDtls            Refs, Amt, RltdPties, RmtInf (version 1: directly below Ntry)
//	         └─ AddtlNtryInf
//
// CdtDbtInd says how the booking moves the account, also where RvslInd says that it takes an earlier one back: a
// reversed credit is a debit. So the sign never looks at RvslInd. Source: ISO 20022 message definition report, Bank to
// Customer Cash Management, ReversalIndicator.
package camt
