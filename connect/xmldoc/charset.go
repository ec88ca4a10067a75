package xmldoc

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// charsets are the encodings that senders use besides UTF-8. Encodings with a shift state, UTF-7 above all, are left out:
// they can hide markup from whoever looks at the bytes.
var charsets = map[string]encoding.Encoding{
	"us-ascii":     charmap.Windows1252,
	"iso-8859-1":   charmap.ISO8859_1,
	"iso-8859-2":   charmap.ISO8859_2,
	"iso-8859-5":   charmap.ISO8859_5,
	"iso-8859-7":   charmap.ISO8859_7,
	"iso-8859-9":   charmap.ISO8859_9,
	"iso-8859-15":  charmap.ISO8859_15,
	"latin1":       charmap.ISO8859_1,
	"windows-1250": charmap.Windows1250,
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
	"windows-1253": charmap.Windows1253,
	"windows-1254": charmap.Windows1254,
	"windows-1257": charmap.Windows1257,
}

// declared finds the encoding of an XML declaration. Source: XML 1.0 production 23.
var declared = regexp.MustCompile(`^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,30})["']`)

// utf8Text returns the document as UTF-8 without a byte order mark. Bytes that UTF-8 forbids become U+FFFD, so that a
// damaged letter in a name does not stop an invoice; a damaged figure is no decimal and is refused later.
// Errors: INVALID with reason too_large or unknown_charset.
func utf8Text(data []byte) ([]byte, error) {
	if len(data) > MaxBytes {
		return nil, Refuse(ReasonTooLarge, "", "The document has %d bytes; the limit is %d.", len(data), MaxBytes)
	}
	text, err := transcode(data)
	if err != nil {
		return nil, err
	}
	if len(text) > MaxBytes {
		return nil, Refuse(ReasonTooLarge, "", "The document has %d bytes as UTF-8; the limit is %d.", len(text), MaxBytes)
	}
	return repaired(text)
}

// maxDamage bounds the bytes that are replaced: a few come from one pasted letter, thousands from a wrong declaration.
const maxDamage = 1000

// repaired puts U+FFFD for each run of bytes that UTF-8 forbids.
func repaired(text []byte) ([]byte, error) {
	if utf8.Valid(text) {
		return text, nil
	}
	damage := 0
	for rest := text; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			if damage++; damage > maxDamage {
				return nil, Refuse(ReasonUnknownCharset, "", "The document is not in the encoding that it claims.")
			}
		}
		rest = rest[size:]
	}
	return bytes.ToValidUTF8(text, []byte("\uFFFD")), nil
}

func transcode(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		return data[3:], nil
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("<\x00")):
		return utf16Text(data, unicode.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xFE\xFF")), bytes.HasPrefix(data, []byte("\x00<")):
		return utf16Text(data, unicode.BigEndian)
	}
	found := declared.FindSubmatch(bytes.TrimLeft(head(data), " \t\r\n"))
	if found == nil {
		return data, nil
	}
	name := strings.ToLower(string(found[1]))
	if name == "utf-8" || name == "utf8" {
		return data, nil
	}
	charset, ok := charsets[name]
	if !ok {
		return nil, Refuse(ReasonUnknownCharset, "", "The document claims the encoding %q, which is not read here.", name)
	}
	text, err := charset.NewDecoder().Bytes(data)
	if err != nil {
		return nil, Refuse(ReasonUnknownCharset, "", "The document is not in the encoding %q that it claims.", name)
	}
	return text, nil
}

// utf16Text reads UTF-16 whose byte order is told by a mark or, without one, by the first "<".
func utf16Text(data []byte, order unicode.Endianness) ([]byte, error) {
	if len(data) > MaxBytes/2 { // UTF-8 needs up to three bytes for two of UTF-16
		return nil, Refuse(ReasonTooLarge, "", "The document has %d bytes of UTF-16; the limit is %d.", len(data), MaxBytes/2)
	}
	text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data)
	if err != nil {
		return nil, Refuse(ReasonUnknownCharset, "", "The document is not valid UTF-16.")
	}
	return bytes.TrimPrefix(text, []byte("\uFEFF")), nil
}

// head is the part of a document in which a declaration and the root's name are looked for.
func head(data []byte) []byte { return data[:min(len(data), 4<<10)] }
