package connect

import "countersign/connect/masterdata"

// Sheet is the rows of a master data file, with the delimiter and character set that were found.
type Sheet = masterdata.Sheet

// ReadSheet understands a CSV file as rows of a kind (a value of enum MasterDataKind).
//
// Errors: INVALID; details.violations names every fault as "row 12, column iban".
func ReadSheet(kind string, data []byte) (*Sheet, error) { return masterdata.Read(kind, data) }
