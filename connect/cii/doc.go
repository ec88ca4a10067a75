// Package cii reads invoices and credit notes in UN/CEFACT Cross Industry Invoice: D16B as EN 16931-3-3 binds it
// (Factur-X and ZUGFeRD 2 in all profiles, XRechnung), and the CrossIndustryDocument of ZUGFeRD 1.0.
//
// Owns: which element carries which business term, and the names that the older edition gave the same elements.
// Does not own: charsets, caps and paths (xmldoc), the PDF around a Factur-X (pdf), nor whether the figures agree (domain).
// Start at read.go. Promise: an amount is what the element says, or the file is refused.
//
//	CrossIndustryInvoice                                   CrossIndustryDocument, where it differs
//	├─ ExchangedDocumentContext      BT-23, BT-24          SpecifiedExchangedDocumentContext
//	├─ ExchangedDocument             BT-1, 2, 3, 22        HeaderExchangedDocument
//	└─ SupplyChainTradeTransaction                         SpecifiedSupplyChainTradeTransaction
//	   ├─ IncludedSupplyChainTradeLineItem   BG-25
//	   │  ├─ AssociatedDocumentLineDocument  BT-126, 127
//	   │  ├─ SpecifiedTradeProduct           BG-31
//	   │  ├─ SpecifiedLineTradeAgreement     BG-29, BT-132 SpecifiedSupplyChainTradeAgreement
//	   │  ├─ SpecifiedLineTradeDelivery      BT-129        SpecifiedSupplyChainTradeDelivery
//	   │  └─ SpecifiedLineTradeSettlement    BT-131, BG-27 SpecifiedSupplyChainTradeSettlement
//	   ├─ ApplicableHeaderTradeAgreement     BG-4, 7, BT-13    ApplicableSupplyChainTradeAgreement
//	   ├─ ApplicableHeaderTradeDelivery      BG-13             ApplicableSupplyChainTradeDelivery
//	   └─ ApplicableHeaderTradeSettlement    BG-16, 20, 21, 23 ApplicableSupplyChainTradeSettlement
//	      └─ SpecifiedTradeSettlementHeaderMonetarySummation BG-22   SpecifiedTradeSettlementMonetarySummation
//
// Dates are DateTimeString with a format code of UNTDID 2379: 102 is CCYYMMDD.
package cii
