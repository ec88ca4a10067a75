// Package ubl reads invoices and credit notes in OASIS UBL 2.1, as EN 16931-3-2 binds them (Peppol BIS 3, XRechnung,
// national variants), and older or wider profiles as far as they use the same elements.
//
// Owns: which element carries which business term, and the differences between the two roots.
// Does not own: charsets, caps and paths (xmldoc), nor whether the figures agree (domain).
// Start at read.go. Promise: an amount is what the element says, or the file is refused.
//
//	Invoice | CreditNote
//	├─ CustomizationID BT-24, ProfileID BT-23, ID BT-1, IssueDate BT-2, DueDate BT-9, InvoiceTypeCode BT-3, Note BT-22 ...
//	├─ OrderReference BT-13, BillingReference BG-3, ContractDocumentReference BT-12, AdditionalDocumentReference BG-24
//	├─ AccountingSupplierParty BG-4, AccountingCustomerParty BG-7, PayeeParty BG-10, TaxRepresentativeParty BG-11
//	├─ Delivery BG-13, PaymentMeans BG-16, PaymentTerms BT-20
//	├─ AllowanceCharge BG-20, BG-21
//	├─ TaxTotal                BT-110 in the document's currency; another one, BT-111, in the tax currency
//	│  └─ TaxSubtotal          BG-23
//	├─ LegalMonetaryTotal      BG-22
//	└─ InvoiceLine | CreditNoteLine   BG-25
//	   ├─ InvoicedQuantity | CreditedQuantity BT-129, LineExtensionAmount BT-131
//	   ├─ AllowanceCharge      BG-27, BG-28
//	   ├─ Item                 BG-31
//	   └─ Price                BG-29
package ubl
