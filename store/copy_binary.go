package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// copyBinary sends rows by COPY as Postgres keeps them, for tables that take millions: row appends the n-th row's fields.
func (tx *Tx) copyBinary(ctx context.Context, into string, fields, count int, row func(n int, w *rowWriter)) error {
	if count == 0 {
		return nil
	}
	return tx.onConn(func(c *pgx.Conn) error {
		source := &binarySource{w: rowWriter{buf: append(make([]byte, 0, copyBuffer+4096), copyHeader...)}, fields: fields, count: count, row: row}
		tag, err := c.PgConn().CopyFrom(ctx, source, "COPY "+into+" FROM STDIN (FORMAT binary)")
		if err != nil {
			return fmt.Errorf("copy into %s: %w", into, err)
		}
		if tag.RowsAffected() != int64(count) {
			return fmt.Errorf("copy into %s: %d of %d rows arrived", into, tag.RowsAffected(), count)
		}
		return nil
	})
}

const (
	copyHeader = "PGCOPY\n\xff\r\n\x00\x00\x00\x00\x00\x00\x00\x00\x00" // signature, no flags, no extension
	copyBuffer = 64 << 10
)

// binarySource writes rows as they are asked for.
type binarySource struct {
	w             rowWriter
	at            int // in w.buf
	fields, count int
	next          int
	row           func(int, *rowWriter)
}

// Read fills p with what comes next.
func (s *binarySource) Read(p []byte) (int, error) {
	if s.at == len(s.w.buf) {
		if s.next > s.count {
			return 0, io.EOF
		}
		s.w.buf, s.at = s.w.buf[:0], 0
	}
	for len(s.w.buf) < copyBuffer && s.next <= s.count {
		if s.next == s.count {
			s.w.buf = append(s.w.buf, 0xff, 0xff)
		} else {
			s.w.buf = binary.BigEndian.AppendUint16(s.w.buf, uint16(s.fields))
			s.row(s.next, &s.w)
		}
		s.next++
	}
	n := copy(p, s.w.buf[s.at:])
	s.at += n
	return n, nil
}

// rowWriter appends fields in Postgres's binary form: length, then content; length -1 is null.
type rowWriter struct{ buf []byte }

func (w *rowWriter) size(n int) { w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(int32(n))) }
func (w *rowWriter) null()      { w.size(-1) }

func (w *rowWriter) int4(v int) {
	w.size(4)
	w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(int32(v)))
}

func (w *rowWriter) int8(v int64) {
	w.size(8)
	w.buf = binary.BigEndian.AppendUint64(w.buf, uint64(v))
}

// float4 takes the bits, see math.Float32bits.
func (w *rowWriter) float4(bits uint32) {
	w.size(4)
	w.buf = binary.BigEndian.AppendUint32(w.buf, bits)
}

func (w *rowWriter) bool(v bool) {
	w.size(1)
	if v {
		w.buf = append(w.buf, 1)
	} else {
		w.buf = append(w.buf, 0)
	}
}

func (w *rowWriter) text(s string) {
	w.size(len(s))
	w.buf = append(w.buf, s...)
}

// uuid writes an id; the zero id is null.
func (w *rowWriter) uuid(id domain.UUID) {
	if id.IsZero() {
		w.null()
		return
	}
	w.size(16)
	w.buf = append(w.buf, id[:]...)
}

// The types of lists, by their numbers in pg_type.
const (
	uuidOID = 2950
	textOID = 25
)

// list begins a list: one dimension, no nulls, type, length, first index; each element follows with its length.
func (w *rowWriter) list(oid, elements, bytes int) {
	w.size(20 + 4*elements + bytes)
	for _, v := range [...]int{1, 0, oid, elements, 1} {
		w.buf = binary.BigEndian.AppendUint32(w.buf, uint32(v))
	}
}

func (w *rowWriter) uuids(ids []domain.UUID) {
	w.list(uuidOID, len(ids), 16*len(ids))
	for i := range ids {
		w.size(16)
		w.buf = append(w.buf, ids[i][:]...)
	}
}

// texts writes a list of texts; an empty one is null.
func (w *rowWriter) texts(list []string) {
	if len(list) == 0 {
		w.null()
		return
	}
	bytes := 0
	for _, s := range list {
		bytes += len(s)
	}
	w.list(textOID, len(list), bytes)
	for _, s := range list {
		w.text(s)
	}
}

// date writes days since 2000; the zero date is null.
func (w *rowWriter) date(d domain.Date) {
	if d.IsZero() {
		w.null()
		return
	}
	w.int4(int(d.Time().Sub(postgresEpoch) / (24 * time.Hour)))
}

// jsonb writes a document: version 1, then its text; nil is null.
func (w *rowWriter) jsonb(text []byte) {
	if text == nil {
		w.null()
		return
	}
	w.size(1 + len(text))
	w.buf = append(append(w.buf, 1), text...)
}

var postgresEpoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// instant writes microseconds since 2000.
func (w *rowWriter) instant(at time.Time) { w.int8(at.Sub(postgresEpoch).Microseconds()) }
