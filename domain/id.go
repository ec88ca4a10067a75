package domain

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"database/sql/driver"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// UUID is a 128-bit record id, unique in its table. New ones are version 7 (RFC 9562): they sort by time of making.
type UUID [16]byte

// NewUUID makes a version 7 id for the instant at; the random part comes from the operating system.
func NewUUID(at time.Time) UUID {
	id, err := UUIDFrom(at, rand.Reader)
	if err != nil { // crypto/rand never fails on a supported system
		panic(err)
	}
	return id
}

// UUIDFrom makes a version 7 id with its 62 random bits read from source; a seeded source repeats its ids. Ids of instants
// a microsecond apart sort by instant.
func UUIDFrom(at time.Time, source io.Reader) (UUID, error) {
	var u UUID
	if _, err := io.ReadFull(source, u[6:]); err != nil {
		return u, fmt.Errorf("read random bits: %w", err)
	}
	ms := at.UnixMilli()
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	fraction := int64(at.Nanosecond()%1e6) * 4096 / 1e6 // RFC 9562 section 6.2, method 3: finer time in place of 12 random bits
	u[6] = byte(fraction>>8) | 0x70
	u[7] = byte(fraction)
	u[8] = u[8]&0x3f | 0x80
	return u, nil
}

// UUIDOf derives a version 8 id from parts: equal parts give equal ids.
func UUIDOf(parts ...string) UUID {
	var room [512]byte // enough for most, so that naming a line of millions takes no memory
	text := room[:0]
	for _, part := range parts {
		text = append(append(strconv.AppendInt(text, int64(len(part)), 10), ':'), part...)
	}
	sum := sha256.Sum256(text)
	var u UUID
	copy(u[:], sum[:])
	u[6] = u[6]&0x0f | 0x80
	u[8] = u[8]&0x3f | 0x80
	return u
}

// ParseUUID reads the canonical text form, 8-4-4-4-12 hexadecimal digits.
func ParseUUID(s string) (UUID, error) {
	var u UUID
	plain := strings.ReplaceAll(s, "-", "")
	raw, err := hex.DecodeString(plain)
	if err != nil || len(raw) != 16 {
		return u, RefuseField(CodeInvalid, "id", "This is not an id.")
	}
	copy(u[:], raw)
	return u, nil
}

// IsZero says whether the id was never set.
func (u UUID) IsZero() bool { return u == UUID{} }

// Compare orders ids by their bytes, as Postgres does: those of version 7 by time.
func (u UUID) Compare(other UUID) int { return bytes.Compare(u[:], other[:]) }

func (u UUID) String() string {
	var text [36]byte
	hex.Encode(text[:8], u[:4])
	hex.Encode(text[9:13], u[4:6])
	hex.Encode(text[14:18], u[6:8])
	hex.Encode(text[19:23], u[8:10])
	hex.Encode(text[24:], u[10:])
	text[8], text[13], text[18], text[23] = '-', '-', '-', '-'
	return string(text[:])
}

// MarshalText writes the canonical text form.
func (u UUID) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads the canonical text form.
func (u *UUID) UnmarshalText(text []byte) (err error) {
	*u, err = ParseUUID(string(text))
	return err
}

// Value stores the id as uuid; the zero id is NULL.
func (u UUID) Value() (driver.Value, error) {
	if u.IsZero() {
		return nil, nil
	}
	return u.String(), nil
}

// Scan reads a uuid column; NULL becomes the zero id.
func (u *UUID) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*u = UUID{}
		return nil
	case string:
		return u.UnmarshalText([]byte(v))
	case [16]byte:
		*u = v
		return nil
	case []byte:
		if len(v) == 16 {
			copy(u[:], v)
			return nil
		}
		return u.UnmarshalText(v)
	}
	return fmt.Errorf("scan uuid from %T", src)
}

// EntityID is the small number of a legal entity; every volume table begins its key with it. 0 is "of the whole group".
type EntityID int32

// NodeKind is the kind of a node in the public API, three lower-case letters.
type NodeKind string

// The kinds of nodes that have a public id.
const (
	NodeEntity        NodeKind = "ent"
	NodeUser          NodeKind = "usr"
	NodeCostCenter    NodeKind = "ccr"
	NodeAccount       NodeKind = "acc"
	NodeSupplier      NodeKind = "sup"
	NodePurchaseOrder NodeKind = "pox"
	NodePoLine        NodeKind = "pol"
	NodeReceipt       NodeKind = "rcp"
	NodeInvoice       NodeKind = "inv"
	NodeInvoiceLine   NodeKind = "inl"
	NodeDecision      NodeKind = "dec"
	NodeTask          NodeKind = "tsk"
	NodePosting       NodeKind = "pst"
	NodePolicy        NodeKind = "pcy"
	NodePolicyVersion NodeKind = "pcv"
	NodePolicyRow     NodeKind = "pcr"
	NodeEvidence      NodeKind = "evd"
	NodeIntake        NodeKind = "itk"
	NodeJob           NodeKind = "job"
	NodeEvent         NodeKind = "evt"
	NodeRole          NodeKind = "rol"
	NodeGrant         NodeKind = "grt"
	NodeDutyRule      NodeKind = "sod"
	NodeDelegation    NodeKind = "dlg"
	NodeMitigation    NodeKind = "mit"
	NodeService       NodeKind = "svc"
	NodeAccessChange  NodeKind = "chg"
	NodeEmergency     NodeKind = "ems"
	NodeReview        NodeKind = "rvw"
	NodeReviewItem    NodeKind = "rvi"
	NodeCase          NodeKind = "cas"
	NodeCaseOwner     NodeKind = "cow"
	NodeBundle        NodeKind = "emb"
	NodeReconAccount  NodeKind = "rac"
	NodeStatement     NodeKind = "bst"
	NodeLine          NodeKind = "rln"
	NodeReconRun      NodeKind = "rrn"
	NodeMatchGroup    NodeKind = "mgr"
	NodeRuleSet       NodeKind = "mrs"
	NodeRule          NodeKind = "mru"
	NodeAdjustment    NodeKind = "adj"
	NodeCluster       NodeKind = "clu"
	NodeAdvicePolicy  NodeKind = "adp"
	NodeModel         NodeKind = "mdl"
	NodeModelVersion  NodeKind = "mdv"
	NodeLabel         NodeKind = "lbl"

	NodeReconciliation NodeKind = "rcn"
	NodeRecommendation NodeKind = "rec"
	NodePeriod         NodeKind = "per"
)

// ID is a public node id: kind, legal entity and record. Its text is opaque to clients; it carries the entity so that
// node(id) is one look-up in one shard.
type ID struct {
	Kind   NodeKind
	Entity EntityID
	UUID   UUID
}

// String is "<kind>_<entity>_<22 characters of base64url>".
func (id ID) String() string {
	return string(id.Kind) + "_" + strconv.Itoa(int(id.Entity)) + "_" + base64.RawURLEncoding.EncodeToString(id.UUID[:])
}

// ParseID reads the text of a public id. Errors: INVALID for anything that String does not write.
func ParseID(s string) (ID, error) {
	bad := RefuseField(CodeInvalid, "id", "This is not an id of ours.")
	kind, rest, ok := strings.Cut(s, "_")
	if !ok || len(kind) != 3 {
		return ID{}, bad
	}
	entityText, uuidText, ok := strings.Cut(rest, "_")
	if !ok {
		return ID{}, bad
	}
	entity, err := strconv.ParseInt(entityText, 10, 32)
	if err != nil || entity < 0 {
		return ID{}, bad
	}
	raw, err := base64.RawURLEncoding.DecodeString(uuidText)
	if err != nil || len(raw) != 16 {
		return ID{}, bad
	}
	id := ID{Kind: NodeKind(kind), Entity: EntityID(entity)}
	copy(id.UUID[:], raw)
	return id, nil
}

// IsZero says whether the id was never set.
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText writes String.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what ParseID reads.
func (id *ID) UnmarshalText(text []byte) (err error) {
	*id, err = ParseID(string(text))
	return err
}

// EntityNode is the public id of a legal entity; its number is all that it needs.
func EntityNode(n EntityID) ID { return ID{Kind: NodeEntity, Entity: n} }

// FirstUUID is below every version 7 id made at the instant or later, and above all made a millisecond before.
func FirstUUID(at time.Time) UUID {
	var u UUID
	ms := at.UnixMilli()
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i))
	}
	return u
}
