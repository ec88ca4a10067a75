package connect

import "countersign/connect/masterdata"

// Sheet is the rows of a master data file.
type Sheet = masterdata.Sheet

// ReadRows understands a CSV file as rows of a kind. Errors: INVALID with every fault by row and column.
func ReadRows(kind string, data []byte) (*Sheet, error) { return masterdata.Read(kind, data) }
