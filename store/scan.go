package store

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// collect reads all rows into list; fields are found by column name.
func collect[T any](list *[]T) func(pgx.Rows) error {
	return func(rows pgx.Rows) (err error) {
		*list, err = pgx.CollectRows(rows, pgx.RowToStructByNameLax[T])
		return err
	}
}

// namesOf lists the columns of a row type, each after the table's alias.
func namesOf[T any](alias string) string {
	return alias + "." + strings.Join(planOf(reflect.TypeFor[T]()).columns, ", "+alias+".")
}

// scanCount reads a capped count.
func scanCount(row pgx.Row) (*domain.Count, error) {
	var n int
	if err := row.Scan(&n); err != nil {
		return nil, err
	}
	return &domain.Count{Value: min(n, domain.MaxCount), Capped: n > domain.MaxCount}, nil
}

// split is the two columns of a list of keys.
func split(ids []domain.ID) (entities []int32, uuids []string) {
	for _, id := range ids {
		entities = append(entities, int32(id.Entity))
		uuids = append(uuids, id.UUID.String())
	}
	return entities, uuids
}

func entityNumbers(s domain.Scope) []int32 {
	numbers := []int32{}
	for _, e := range s.Entities() {
		numbers = append(numbers, int32(e))
	}
	return numbers
}

// entitiesOf are the legal entities that ids name.
func entitiesOf(ids []domain.ID) []domain.EntityID {
	var list []domain.EntityID
	for _, id := range ids {
		list = append(list, id.Entity)
	}
	return list
}

func uuidsOf(ids []domain.ID) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = id.UUID.String()
	}
	return list
}

func texts[T ~string](values []T) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

func filterText(q *query, column string, f domain.StringFilter) {
	if f.Eq != nil {
		q.when(column+" = %s", *f.Eq)
	}
	if len(f.In) > 0 {
		q.when(column+" = ANY(%s)", f.In)
	}
	if f.Contains != nil {
		q.when(column+" ILIKE %s", "%"+like(*f.Contains)+"%")
	}
	if f.StartsWith != nil {
		q.when(column+" ILIKE %s", like(*f.StartsWith)+"%")
	}
}

func filterDate(q *query, column string, f domain.DateFilter) {
	if f.Eq != nil {
		q.when(column+" = %s::date", f.Eq.String())
	}
	if f.Gte != nil {
		q.when(column+" >= %s::date", f.Gte.String())
	}
	if f.Lt != nil {
		q.when(column+" < %s::date", f.Lt.String())
	}
}

// stringsOf reads a JSON list of texts.
func stringsOf(text []byte) (list []string, err error) {
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, fmt.Errorf("read a list of texts: %w", err)
	}
	return list, nil
}
