package workflow

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"

	"countersign/domain"
	"countersign/ml"
)

// mindState is what of a mind is small enough for JSON.
type mindState struct {
	Position int64
	Learned  int64
	Data     []byte
	Day      domain.Date `json:",omitzero"`
	Open     []ml.Outcome
	Record   []bool
}

// MarshalBinary writes the whole mind, but for the model of duplicates, which is not learned from labels. Equal minds
// give equal bytes.
func (m *mind) MarshalBinary() ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	head, err := json.Marshal(mindState{m.position, m.learned, m.data[:], m.day, m.open, m.record})
	if err != nil {
		return nil, fmt.Errorf("write mind: %w", err)
	}
	out := part(nil, head)
	for _, of := range []interface{ MarshalBinary() ([]byte, error) }{m.guard, m.account, m.center} {
		text, err := of.MarshalBinary()
		if err != nil {
			return nil, fmt.Errorf("write mind: %w", err)
		}
		out = part(out, text)
	}
	return out, nil
}

func part(to, bytes []byte) []byte {
	return append(binary.AppendUvarint(to, uint64(len(bytes))), bytes...)
}

// UnmarshalBinary reads what MarshalBinary wrote into a new mind. Errors: INVALID for bytes that are damaged or of another format.
func (m *mind) UnmarshalBinary(data []byte) error {
	var parts [4][]byte
	for i := range parts {
		size, n := binary.Uvarint(data)
		if n <= 0 || size > uint64(len(data)-n) {
			return domain.Refuse(domain.CodeInvalid, "The checkpoint is cut short.")
		}
		parts[i], data = data[n:n+int(size)], data[n+int(size):]
	}
	var head mindState
	if err := json.Unmarshal(parts[0], &head); err != nil || len(head.Data) != len(m.data) {
		return domain.Refuse(domain.CodeInvalid, "The checkpoint is damaged.")
	}
	for i, of := range []interface{ UnmarshalBinary([]byte) error }{m.guard, m.account, m.center} {
		if err := of.UnmarshalBinary(parts[i+1]); err != nil {
			return err
		}
	}
	m.position, m.learned, m.day, m.open, m.record = head.Position, head.Learned, head.Day, head.Open, head.Record
	copy(m.data[:], head.Data)
	return nil
}

// pack makes bytes small, and loses none.
func pack(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.DefaultCompression)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if _, err := w.Write(raw); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return out.Bytes(), nil
}

// unpack reads what pack wrote, at most size bytes.
func unpack(packed []byte, size int64) ([]byte, error) {
	raw := make([]byte, size)
	r := flate.NewReader(bytes.NewReader(packed))
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return raw, nil
}
