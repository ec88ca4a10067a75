package store

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"countersign/domain"
)

// sortKey is one key of an order: a column expression that is never null, and the type its text is read back as.
type sortKey struct {
	expr string
	cast string
	desc bool
}

// query builds one list statement: conditions, order and page, with arguments as $1, $2 ….
type query struct {
	where []string
	args  []any
	keys  []sortKey
	page  domain.PageRequest
	bound string // digest of filter and sort; a cursor holds for it alone
}

// arg adds an argument and returns its placeholder.
func (q *query) arg(v any) string {
	q.args = append(q.args, v)
	return fmt.Sprintf("$%d", len(q.args))
}

// when adds a condition; each %s in it is filled with the placeholder of the next value.
func (q *query) when(condition string, values ...any) {
	places := make([]any, len(values))
	for i, v := range values {
		places[i] = q.arg(v)
	}
	q.where = append(q.where, fmt.Sprintf(condition, places...))
}

// sorted chooses the order from the fields that a list offers; the id is always the last key.
// Errors: INVALID for a field that is not offered.
func (q *query) sorted(offered map[string]sortKey, asked []*domain.SortInput, standard sortKey, id string) error {
	for _, s := range asked {
		key, ok := offered[s.Field]
		if !ok {
			names := make([]string, 0, len(offered))
			for name := range offered {
				names = append(names, name)
			}
			slices.Sort(names)
			return domain.RefuseField(domain.CodeInvalid, "sort", "This list can be sorted by %s.", strings.Join(names, ", "))
		}
		key.desc = s.Direction == domain.Descending
		q.keys = append(q.keys, key)
	}
	if len(q.keys) == 0 {
		q.keys = []sortKey{standard}
	}
	q.keys = append(q.keys, sortKey{expr: id, cast: "uuid", desc: q.keys[len(q.keys)-1].desc})
	return nil
}

// bind ties cursors to the filter and the order.
func (q *query) bind(filter any) {
	text, _ := json.Marshal(filter) //nolint:errchkjson // plain structs of ours
	sum := sha256.Sum256(fmt.Appendf(text, "%v", q.keys))
	q.bound = hex.EncodeToString(sum[:6])
}

type cursor struct {
	Bound string   `json:"b"`
	Keys  []string `json:"k"`
}

func (q *query) cursorOf(keys []string) string {
	text, _ := json.Marshal(cursor{q.bound, keys}) //nolint:errchkjson // strings only
	return base64.RawURLEncoding.EncodeToString(text)
}

// seek adds the condition that begins the page behind its cursor. Errors: BAD_CURSOR.
func (q *query) seek() error {
	text := q.page.After + q.page.Before
	if text == "" {
		return nil
	}
	var c cursor
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || json.Unmarshal(raw, &c) != nil || c.Bound != q.bound || len(c.Keys) != len(q.keys) {
		return domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
	}
	var either []string
	equal := ""
	for i, key := range q.keys {
		op := ">"
		if key.desc != (q.page.Last > 0) {
			op = "<"
		}
		value := q.arg(c.Keys[i]) + "::text::" + key.cast
		either = append(either, fmt.Sprintf("(%s%s %s %s)", equal, key.expr, op, value))
		equal += fmt.Sprintf("%s = %s AND ", key.expr, value)
	}
	q.where = append(q.where, "("+strings.Join(either, " OR ")+")")
	return nil
}

// conditions is the WHERE clause.
func (q *query) conditions() string {
	if len(q.where) == 0 {
		return "true"
	}
	return strings.Join(q.where, " AND ")
}

// text is the statement: the columns, then the keys as a text array; one row more than asked tells of a next page.
func (q *query) text(columns, from string) string {
	keys := make([]string, len(q.keys))
	order := make([]string, len(q.keys))
	for i, key := range q.keys {
		keys[i] = "(" + key.expr + ")::text"
		order[i] = key.expr
		if key.desc != (q.page.Last > 0) {
			order[i] += " DESC"
		}
	}
	return fmt.Sprintf("SELECT %s, ARRAY[%s] AS sort_keys FROM %s WHERE %s ORDER BY %s LIMIT %d",
		columns, strings.Join(keys, ", "), from, q.conditions(), strings.Join(order, ", "), q.page.Size()+1)
}

// paged cuts rows, which may hold one more than asked, into a page in reading order.
func paged[R, T any](q *query, rows []R, keys func(*R) []string, record func(*R) T) domain.Page[T] {
	more := len(rows) > q.page.Size()
	if more {
		rows = rows[:q.page.Size()]
	}
	if q.page.Last > 0 {
		slices.Reverse(rows)
	}
	p := domain.Page[T]{Items: make([]T, len(rows)), Cursors: make([]string, len(rows))}
	for i := range rows {
		p.Items[i] = record(&rows[i])
		p.Cursors[i] = q.cursorOf(keys(&rows[i]))
	}
	if q.page.Last > 0 {
		p.HasPrevious, p.HasNext = more, q.page.Before != ""
	} else {
		p.HasNext, p.HasPrevious = more, q.page.After != ""
	}
	return p
}

// like escapes text for a LIKE pattern.
func like(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
