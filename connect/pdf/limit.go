package pdf

import (
	"countersign/domain"
)

// What a PDF may hold.
const (
	// MaxBytes is the size of the file: an invoice with scanned enclosures.
	MaxBytes = 32 << 20

	maxUnpacked = 16 << 20 // bytes of all embedded files that are opened, and of all object streams
	maxRatio    = 100      // unpacked to packed; invoice XML packs 5 to 30 times
	freeUnpack  = 64 << 10 // bytes that the ratio does not count: a short file may be very regular
	maxObjects  = 200_000
	maxValues   = 600_000 // numbers, names, strings and containers of all objects together
	maxDepth    = 32
	maxRescans  = 4 // how often a byte may be looked at on average before the file is called hostile
)

// Reasons for a refusal, found in the error's details under "reason".
const (
	ReasonTooLarge  = "too_large"
	ReasonHostile   = "hostile_pdf"
	ReasonEncrypted = "pdf_encrypted"
	ReasonTruncated = "truncated"
	ReasonUnread    = "pdf_unread"
)

func refuse(reason, format string, args ...any) *domain.Error {
	return domain.Refuse(domain.CodeInvalid, format, args...).With("reason", reason)
}
