package domain

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// hashBytes is a 64-bit hash that is the same in every process. Equal hashes are never taken for equal texts.
func hashBytes(b []byte) uint64 {
	h := uint64(len(b)) ^ 0x9E3779B97F4A7C15
	for len(b) >= 8 {
		h = mix64(h^binary.LittleEndian.Uint64(b), 0xD6E8FEB86659FD93)
		b = b[8:]
	}
	var tail [8]byte
	copy(tail[:], b)
	h = mix64(h^binary.LittleEndian.Uint64(tail[:]), 0xA0761D6478BD642F)
	return mix64(h^0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3)
}

func mix64(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// foldTo is the plain letters for those of European alphabets that banks' character sets lack.
var foldTo = map[rune]string{
	'Ä': "A", 'ä': "A", 'Á': "A", 'á': "A", 'À': "A", 'à': "A", 'Â': "A", 'â': "A", 'Ã': "A", 'ã': "A", 'Å': "A", 'å': "A", 'Ą': "A", 'ą': "A",
	'Æ': "AE", 'æ': "AE", 'Ç': "C", 'ç': "C", 'Č': "C", 'č': "C", 'Ć': "C", 'ć': "C", 'Ď': "D", 'ď': "D", 'É': "E", 'é': "E", 'È': "E", 'è': "E",
	'Ê': "E", 'ê': "E", 'Ë': "E", 'ë': "E", 'Ę': "E", 'ę': "E", 'Ě': "E", 'ě': "E", 'Í': "I", 'í': "I", 'Ì': "I", 'ì': "I", 'Î': "I", 'î': "I",
	'Ï': "I", 'ï': "I", 'Ł': "L", 'ł': "L", 'Ñ': "N", 'ñ': "N", 'Ń': "N", 'ń': "N", 'Ň': "N", 'ň': "N", 'Ö': "O", 'ö': "O", 'Ó': "O", 'ó': "O",
	'Ò': "O", 'ò': "O", 'Ô': "O", 'ô': "O", 'Õ': "O", 'õ': "O", 'Ø': "O", 'ø': "O", 'Œ': "OE", 'œ': "OE", 'Ř': "R", 'ř': "R", 'Š': "S", 'š': "S",
	'Ś': "S", 'ś': "S", 'Ş': "S", 'ş': "S", 'ß': "SS", 'Ť': "T", 'ť': "T", 'Ü': "U", 'ü': "U", 'Ú': "U", 'ú': "U", 'Ù': "U", 'ù': "U", 'Û': "U",
	'û': "U", 'Ů': "U", 'ů': "U", 'Ý': "Y", 'ý': "Y", 'Ž': "Z", 'ž': "Z", 'Ź': "Z", 'ź': "Z", 'Ż': "Z", 'ż': "Z",
}

// plainOf is the upper-case letter or digit of each byte of ASCII, 0 for signs and whatever else.
var plainOf = func() (of [256]byte) {
	for c := range of {
		switch {
		case 'a' <= c && c <= 'z':
			of[c] = byte(c) - 'a' + 'A'
		case 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			of[c] = byte(c)
		}
	}
	return of
}()

// appendPlain appends upper-case letters and digits of s; anything else goes, or becomes one gap between what it parts
// when gap is not 0. Letters of other alphabets stay as they are. What is appended is never longer than s.
func appendPlain(buf []byte, s string, gap byte) []byte {
	start := len(buf)
	buf = slices.Grow(buf, len(s))
	waiting := false
	for i := 0; i < len(s); {
		c := s[i]
		if plainOf[c] == 0 && c < utf8.RuneSelf {
			waiting = true
			i++
			continue
		}
		if waiting && gap != 0 && len(buf) > start {
			buf = append(buf, gap)
		}
		waiting = false
		if plainOf[c] != 0 {
			buf = append(buf, plainOf[c])
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if plain, ok := foldTo[r]; ok {
			buf = append(buf, plain...)
		} else if r != utf8.RuneError {
			buf = append(buf, s[i:i+size]...)
		}
		i += size
	}
	return buf
}

// minReference is how long a reference without blanks and signs is at least: shorter ones name too many things.
const minReference = 4

// identifies says whether a plain text can name one thing: it has digits, or it is too long for a word of every day.
func identifies(plain []byte) bool {
	if len(plain) < minReference {
		return false
	}
	digits := 0
	for _, c := range plain {
		if '0' <= c && c <= '9' {
			digits++
		}
	}
	return digits >= 2 || len(plain) >= 10
}

// hashReference is 0 for a reference that identifies nothing. buf is scratch space, handed back.
func hashReference(s string, buf []byte) (uint64, []byte) {
	buf = appendPlain(buf[:0], s, 0)
	if !identifies(buf) {
		return 0, buf
	}
	return hashBytes(buf), buf
}

// appendParty appends a counterparty's name in plain words without the legal form that it ends in.
func appendParty(buf []byte, s string) []byte {
	start := len(buf)
	buf = appendPlain(buf, s, ' ')
	for range 3 { // "GmbH & Co KG"
		cut := bytes.LastIndexByte(buf[start:], ' ')
		if cut < 0 || !isLegalForm(buf[start+cut+1:]) {
			break
		}
		buf = buf[:start+cut]
	}
	return buf
}

// isLegalForm says whether a word ends the name of a firm in one list and is left out in another.
func isLegalForm(word []byte) bool {
	switch string(word) {
	case "GMBH", "AG", "LTD", "LIMITED", "SARL", "BV", "NV", "SPA", "SRL", "AB", "INC", "KG", "OY", "SA", "SAS", "AS", "APS", "LLC", "PLC", "SE", "OHG",
		"UG", "EK", "CO", "CORP", "SL", "LDA", "SRO", "DOO", "KFT":
		return true
	}
	return false
}

// minParty is how long a counterparty's name in plain words is at least: shorter ones name nobody.
const minParty = 3

// cutName is where banks cut names at the earliest: the shortest field in use has 16 characters, and a part of it may be
// a blank and a letter.
const cutName = 14

// sameParty compares two plain names: equal, or one is the other's beginning as a bank's field cuts it.
func sameParty(a, b []byte) (equal, cut bool) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == len(b) {
		return bytes.Equal(a, b), false
	}
	return false, len(a) >= cutName && bytes.HasPrefix(b, a)
}

// slips says how far two plain references are apart: 0 equal, 1 one slip of a person (a character more, less or other, or
// two neighbours in each other's place), 2 close, 3 another reference.
func slips(a, b []byte) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return 0
	case len(a) <= 1 && len(b) <= 1, len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0]:
		return 1
	case len(a) <= 2 && len(b) <= 2:
		return 2
	}
	return 3
}
