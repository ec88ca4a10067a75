package textdoc

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Charset is what a file was written in.
type Charset string

// The charsets that are told apart. ISO-8859-1 is read as Windows-1252, which has all of its letters.
const (
	ASCII       Charset = "ASCII"
	UTF8        Charset = "UTF-8"
	UTF16       Charset = "UTF-16"
	Windows1252 Charset = "Windows-1252"
)

// Reader is a file as UTF-8 without a byte order mark.
type Reader struct {
	io.Reader
	charset Charset
	mark    bool
	single  *singleBytes
}

// NewReader finds the charset in the first 64 KiB. What is no UTF-8 there is taken for Windows-1252, as Western European
// banks write; a byte further on that UTF-8 forbids is read as that charset too, and counted.
//
// Reading ends with INVALID, reason malformed, at a NUL byte: it stands in no text.
func NewReader(r io.Reader) *Reader {
	in := bufio.NewReaderSize(r, headBytes)
	head, _ := in.Peek(headBytes) // an error comes again when the file is read
	t := &Reader{single: &singleBytes{}}
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		_, _ = in.Discard(3)
		t.charset, t.mark = UTF8, true
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		t.charset, t.mark = UTF16, true
		wide := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder()
		t.Reader = transform.NewReader(transform.NewReader(in, wide), t.single)
		return t
	default:
		t.charset = charsetOf(head)
	}
	t.single.all = t.charset == Windows1252
	t.Reader = transform.NewReader(in, t.single)
	return t
}

// Charset is what the beginning of the file was written in.
func (t *Reader) Charset() Charset { return t.charset }

// Mark says whether the file began with a byte order mark.
func (t *Reader) Mark() bool { return t.mark }

// Repaired counts the bytes, until now, that were read as Windows-1252 in a file that had begun otherwise.
func (t *Reader) Repaired() int { return t.single.repaired }

// charsetOf looks at a beginning that may end within a letter. A file in which most letters beyond ASCII are sound UTF-8
// is that, with damage.
func charsetOf(head []byte) Charset {
	sound, broken := 0, 0
	for i := 0; i < len(head); {
		r, size := utf8.DecodeRune(head[i:])
		switch {
		case r < utf8.RuneSelf:
		case r != utf8.RuneError || size > 1:
			sound++
		case len(head) < headBytes || utf8.FullRune(head[i:]):
			broken++
		}
		i += size
	}
	switch {
	case broken > sound:
		return Windows1252
	case sound > 0:
		return UTF8
	}
	return ASCII
}

// singleBytes passes UTF-8 on and reads every byte that it forbids, or all of them, as Windows-1252.
type singleBytes struct {
	transform.NopResetter
	all      bool
	repaired int
}

func (s *singleBytes) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		c := src[nSrc]
		if c == 0 {
			return nDst, nSrc, Refuse(ReasonMalformed, 0, "The file is no text: it holds a NUL byte.")
		}
		r, size := rune(c), 1
		if c >= utf8.RuneSelf {
			if r, size = utf8.DecodeRune(src[nSrc:]); s.all || (r == utf8.RuneError && size == 1) {
				if !s.all && !atEOF && !utf8.FullRune(src[nSrc:]) {
					return nDst, nSrc, transform.ErrShortSrc
				}
				r, size = charmap.Windows1252.DecodeByte(c), 1
				if !s.all {
					s.repaired++
				}
			}
		}
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
		nSrc += size
	}
	return nDst, nSrc, nil
}

// Lines hands over a file's lines.
type Lines struct {
	*Reader
	in *bufio.Reader
	no int
}

// NewLines reads r as NewReader does.
func NewLines(r io.Reader) *Lines {
	t := NewReader(r)
	return &Lines{Reader: t, in: bufio.NewReaderSize(t, headBytes)}
}

// No is the number of the line that Next gave last, from 1.
func (l *Lines) No() int { return l.no }

// Next is the next line as UTF-8 without its end, io.EOF after the last.
// Errors: INVALID, reason too_large, for a line above MaxLineBytes; as NewReader says.
func (l *Lines) Next() (string, error) {
	var long []byte
	for {
		part, err := l.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			if long = append(long, part...); len(long) > MaxLineBytes {
				return "", Refuse(ReasonTooLarge, l.no+1, "The line has more than %d bytes.", MaxLineBytes)
			}
			continue
		}
		if err != nil && (!errors.Is(err, io.EOF) || len(long)+len(part) == 0) {
			return "", err
		}
		l.no++
		if long != nil {
			part = append(long, part...)
		}
		return string(bytes.TrimRight(part, "\r\n")), nil
	}
}
