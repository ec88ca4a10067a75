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
	in, err := zlib.NewReader(bytes.NewReader(o.packed))
	if err != nil {
		return nil, refuse(ReasonUnread, "The embedded file of the PDF is damaged.")
	}
	var out bytes.Buffer
	_, err = io.Copy(&out, io.LimitReader(in, int64(limit)+1))
	switch {
	case out.Len() > limit:
		return nil, refuse(ReasonHostile, "The PDF unpacks to more than %d bytes.", limit)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, refuse(ReasonTruncated, "The embedded file of the PDF ends too early.")
	case err != nil:
		return nil, refuse(ReasonUnread, "The embedded file of the PDF is damaged.")
	}
	return out.Bytes(), nil
}
