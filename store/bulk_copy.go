package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"

	"countersign/domain"
)

// copying is rows on their way into one table.
type copying struct {
	table   string
	columns []string
	count   int
	row     func(int) ([]any, error)
}

// copier is a connection or a transaction on it.
type copier interface {
	CopyFrom(ctx context.Context, table pgx.Identifier, columns []string, rows pgx.CopyFromSource) (int64, error)
}

// copy sends all rows by COPY; none is not an error.
func (c copying) copy(ctx context.Context, to copier) error {
	if c.count == 0 {
		return nil
	}
	_, err := to.CopyFrom(ctx, pgx.Identifier{c.table}, c.columns, pgx.CopyFromSlice(c.count, c.row))
	return wrap("copy into "+c.table, err)
}

// listed copies records whose columns are named by hand.
func listed[T any](table string, records []T, columns []string, values func(*T) []any) copying {
	return copying{table, columns, len(records), func(i int) ([]any, error) {
		row := values(&records[i])
		for n, v := range row {
			plain, err := plainValue(reflect.ValueOf(v), false)
			if err != nil {
				return nil, fmt.Errorf("column %s: %w", columns[n], err)
			}
			row[n] = plain
		}
		return row, nil
	}}
}

// asJSON is a value for a jsonb column.
type asJSON struct{ of any }

// copyOf copies rows as Bun maps them, so that a column is named in one place only.
func copyOf[T any](rows []T) copying {
	plan := planOf(reflect.TypeFor[T]())
	buffer := make([]any, len(plan.fields)) // COPY is done with a row before it asks for the next
	return copying{plan.table, plan.columns, len(rows), func(i int) ([]any, error) {
		return buffer, plan.values(reflect.ValueOf(&rows[i]).Elem(), buffer)
	}}
}

// copyPlan is which columns a row type has.
type copyPlan struct {
	table   string
	columns []string
	fields  []*schema.Field
	json    []bool
}

// values writes a row's values to into, in the order of the columns.
func (p *copyPlan) values(row reflect.Value, into []any) (err error) {
	for n, f := range p.fields {
		if into[n], err = plainValue(row.FieldByIndex(f.Index), p.json[n]); err != nil {
			return fmt.Errorf("column %s: %w", p.columns[n], err)
		}
	}
	return nil
}

var (
	copyTables = pgdialect.New().Tables()
	copyPlans  sync.Map // reflect.Type -> *copyPlan
)

func planOf(row reflect.Type) *copyPlan {
	if known, ok := copyPlans.Load(row); ok {
		return known.(*copyPlan)
	}
	table := copyTables.Get(row)
	plan := &copyPlan{table: table.Name}
	for _, f := range table.Fields {
		plan.columns = append(plan.columns, f.Name)
		plan.fields = append(plan.fields, f)
		plan.json = append(plan.json, strings.Contains(f.StructField.Tag.Get("bun"), "type:jsonb"))
	}
	copyPlans.Store(row, plan)
	return plan
}

// plainValue turns a value of ours into one that pgx writes in binary without asking it for text.
func plainValue(v reflect.Value, inJSON bool) (any, error) {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return nil, nil
		}
		v = v.Elem()
	}
	if inJSON {
		text, err := json.Marshal(v.Interface())
		return json.RawMessage(text), err
	}
	switch value := v.Interface().(type) {
	case asJSON:
		return plainValue(reflect.ValueOf(value.of), true)
	case domain.UUID:
		return pgtype.UUID{Bytes: value, Valid: !value.IsZero()}, nil
	case []domain.UUID:
		ids := make([]pgtype.UUID, len(value))
		for i := range value {
			ids[i] = pgtype.UUID{Bytes: value[i], Valid: true}
		}
		return ids, nil
	case domain.Date:
		return pgtype.Date{Time: value.Time(), Valid: !value.IsZero()}, nil
	case domain.Decimal:
		return numeric(value)
	case time.Time, []byte, json.RawMessage:
		return value, nil
	}
	switch v.Kind() {
	case reflect.String:
		return v.String(), nil
	case reflect.Int, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Slice:
		return plainList(v), nil
	default:
		return v.Interface(), nil
	}
}

// plainList turns a list of numbers or texts of ours into one that pgx knows.
func plainList(v reflect.Value) any {
	switch v.Type().Elem().Kind() {
	case reflect.Int32:
		numbers := make([]int32, v.Len())
		for i := range numbers {
			numbers[i] = int32(v.Index(i).Int())
		}
		return numbers
	case reflect.String:
		texts := make([]string, v.Len())
		for i := range texts {
			texts[i] = v.Index(i).String()
		}
		return texts
	default:
		return v.Interface()
	}
}

// numeric is the exact value in Postgres's own form.
func numeric(d domain.Decimal) (pgtype.Numeric, error) {
	r := d.Rat()
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.Scale())), nil)
	scaled := r.Mul(r, new(big.Rat).SetInt(scale))
	if !scaled.IsInt() {
		return pgtype.Numeric{}, fmt.Errorf("%s is no decimal of scale %d", d, d.Scale())
	}
	return pgtype.Numeric{Int: scaled.Num(), Exp: -int32(d.Scale()), Valid: true}, nil
}
