package resolvers

import (
	"strconv"
	"strings"

	"countersign/domain"
	"countersign/graph"
	"countersign/workflow"
)

// listOf reads the arguments of a connection.
func listOf(sort []*domain.SortInput, first *int, after *string, last *int, before *string) (workflow.List, error) {
	page, err := domain.NewPage(first, after, last, before)
	return workflow.List{Sort: sort, Page: page}, err
}

// edges turns a page's items into edges.
func edges[T, E any](page domain.Page[T], edge func(cursor string, node T) E) []E {
	list := make([]E, len(page.Items))
	for i, node := range page.Items {
		list[i] = edge(page.Cursors[i], node)
	}
	return list
}

func pageInfo[T any](page domain.Page[T]) *graph.PageInfo {
	info := &graph.PageInfo{HasNextPage: page.HasNext, HasPreviousPage: page.HasPrevious}
	if n := len(page.Cursors); n > 0 {
		info.StartCursor, info.EndCursor = &page.Cursors[0], &page.Cursors[n-1]
	}
	return info
}

// count is the total, or an empty one when nobody asked.
func count[T any](page domain.Page[T]) *domain.Count {
	if page.Total == nil {
		return &domain.Count{}
	}
	return page.Total
}

func invoiceConnection(page domain.Page[*domain.Invoice]) *graph.InvoiceConnection {
	return &graph.InvoiceConnection{
		Edges:    edges(page, func(c string, n *domain.Invoice) *graph.InvoiceEdge { return &graph.InvoiceEdge{Cursor: c, Node: n} }),
		PageInfo: pageInfo(page), TotalCount: count(page),
	}
}

func taskConnection(page domain.Page[*domain.Task]) *graph.TaskConnection {
	return &graph.TaskConnection{
		Edges:    edges(page, func(c string, n *domain.Task) *graph.TaskEdge { return &graph.TaskEdge{Cursor: c, Node: n} }),
		PageInfo: pageInfo(page), TotalCount: count(page),
	}
}

// orZero is the value, or the zero value for an argument that was left out.
func orZero[T any](v *T) T {
	if v == nil {
		var zero T
		return zero
	}
	return *v
}

// cursorOf and placeOf are the cursor of a list that is held whole: how many stand before it.
func cursorOf(place int) string { return "p" + strconv.Itoa(place) }

func placeOf(cursor string) (int, error) {
	text, ok := strings.CutPrefix(cursor, "p")
	n, err := strconv.Atoi(text)
	if !ok || err != nil || n < 0 {
		return 0, domain.Refuse(domain.CodeBadCursor, "This cursor belongs to another list; begin again without one.")
	}
	return n, nil
}

// values are what pointers of a generated argument point at.
func values[T any](pointers []*T) []T {
	list := make([]T, len(pointers))
	for i, p := range pointers {
		list[i] = *p
	}
	return list
}
