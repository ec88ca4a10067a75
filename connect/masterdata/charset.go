package masterdata

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"countersign/domain"
)

// The character sets that are told apart.
const (
	charsetUTF8    = "UTF-8"
	charsetUTF16   = "UTF-16"
	charsetWindows = "Windows-1252"
)

var (
	markUTF8 = []byte{0xEF, 0xBB, 0xBF}
	markLE   = []byte{0xFF, 0xFE}
	markBE   = []byte{0xFE, 0xFF}
)

// utf8Text is the file as UTF-8 without a byte order mark, and what it was written in. What is no UTF-8 is taken for
// Windows-1252, as Western European spreadsheets write; every sequence of bytes is readable as that, so whoever reads
// the answer is told.
// Errors: INVALID for bytes that stand in no text file.
func utf8Text(data []byte) (text []byte, charset string, err error) {
	switch {
	case bytes.HasPrefix(data, markUTF8):
		data = data[len(markUTF8):]
	case bytes.HasPrefix(data, markLE), bytes.HasPrefix(data, markBE):
		text, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err != nil || bytes.IndexByte(text, 0) >= 0 {
			return nil, "", notText()
		}
		return text, charsetUTF16, nil
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, "", notText()
	}
	if utf8.Valid(data) {
		return data, charsetUTF8, nil
	}
	text, err = charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return nil, "", notText()
	}
	return text, charsetWindows, nil
}

func notText() error {
	return domain.RefuseField(domain.CodeInvalid, "file", "The file is no text: it holds bytes that stand in no CSV file.")
}
