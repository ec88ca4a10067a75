package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

// inflate unpacks a stream to at most limit bytes and at most maxRatio times its packed size.
//
// Errors: INVALID with reason hostile_pdf beyond a cap, truncated when the data ends early, pdf_unread for a filter other
// than FlateDecode or damaged data.
func inflate(o object, limit int) ([]byte, error) {
	d, _ := o.value.(dict)
	filter := d.get("Filter")
	if list, ok := filter.(array); ok {
		switch len(list) {
		case 0:
			filter = nil
		case 1:
			filter = list[0]
		}
	}
	switch filter {
	case nil:
		if len(o.packed) > limit {
			return nil, refuse(ReasonHostile, "The PDF embeds a file of more than %d bytes.", limit)
		}
		return o.packed, nil
	case name("FlateDecode"), name("Fl"):
	default:
		return nil, refuse(ReasonUnread, "The PDF packs its embedded file in a way that is not read here.")
	}
	limit = min(limit, freeUnpack+maxRatio*len(o.packed))
	// Twice over, so that a bomb is counted before anything is allocated for it.
	size, err := unpackTo(io.Discard, o.packed, limit)
	if err != nil {
		return nil, err
	}
	out := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = unpackTo(out, o.packed, limit)
	return out.Bytes(), err
}

func unpackTo(out io.Writer, packed []byte, limit int) (int64, error) {
	in, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return 0, refuse(ReasonUnread, "The embedded file of the PDF is damaged.")
	}
	size, err := io.Copy(out, io.LimitReader(in, int64(limit)+1))
	switch {
	case size > int64(limit):
		return size, refuse(ReasonHostile, "The PDF unpacks to more than %d bytes.", limit)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return size, refuse(ReasonTruncated, "The embedded file of the PDF ends too early.")
	case err != nil:
		return size, refuse(ReasonUnread, "The embedded file of the PDF is damaged.")
	}
	return size, nil
}
