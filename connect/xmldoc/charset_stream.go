package xmldoc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// utf8Reader is utf8Text for a document that is read in pieces.
// Errors: INVALID with reason unknown_charset; reading may end with that reason too.
func utf8Reader(r io.Reader) (io.Reader, error) {
	in := bufio.NewReaderSize(r, streamBuffer)
	start, err := in.Peek(4 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	repaired := func(chain ...transform.Transformer) io.Reader {
		return transform.NewReader(in, transform.Chain(append(chain, &repairer{})...))
	}
	switch {
	case bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")):
		_, err := in.Discard(3)
		return repaired(), err
	case bytes.HasPrefix(start, []byte("\xFF\xFE")), bytes.HasPrefix(start, []byte("<\x00")):
		return repaired(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	case bytes.HasPrefix(start, []byte("\xFE\xFF")), bytes.HasPrefix(start, []byte("\x00<")):
		return repaired(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()), nil
	}
	found := declared.FindSubmatch(bytes.TrimLeft(start, " \t\r\n"))
	if found == nil {
		return repaired(), nil
	}
	name := strings.ToLower(string(found[1]))
	if name == "utf-8" || name == "utf8" {
		return repaired(), nil
	}
	charset, ok := charsets[name]
	if !ok {
		return nil, Refuse(ReasonUnknownCharset, "", "The document claims the encoding %q, which is not read here.", name)
	}
	return repaired(charset.NewDecoder()), nil
}

// repairer puts U+FFFD for bytes that UTF-8 forbids, as repaired does.
type repairer struct{ damage int }

func (p *repairer) Reset() { p.damage = 0 }

func (p *repairer) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	if len(src) <= len(dst) && utf8.Valid(src) {
		return copy(dst, src), len(src), nil
	}
	for nSrc < len(src) {
		c, size := utf8.DecodeRune(src[nSrc:])
		if c == utf8.RuneError && size == 1 {
			if !atEOF && !utf8.FullRune(src[nSrc:]) {
				return nDst, nSrc, transform.ErrShortSrc
			}
			if p.damage++; p.damage > maxDamage {
				return nDst, nSrc, Refuse(ReasonUnknownCharset, "", "The document is not in the encoding that it claims.")
			}
		}
		if nDst+utf8.UTFMax > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], c)
		nSrc += size
	}
	return nDst, nSrc, nil
}
