package server

import (
	"context"
	"errors"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"countersign/domain"
)

// present words an error of a running operation. What the house refused goes through its presenter; what gqlgen says of
// arguments would quote them and is told in words of ours.
func (e *endpoint) present(ctx context.Context, err error) *gqlerror.Error {
	var ready *gqlerror.Error
	if errors.As(err, &ready) && errors.Is(ready.Err, errPorch) {
		return ready
	}
	var refusal *domain.Error
	if argumentsUnread(ctx) { // also when a scalar of ours says what is wrong, for it quotes what it was given
		err = unreadArgument(ctx, ready)
	} else if !errors.As(err, &refusal) {
		switch {
		case errors.Is(err, errPanicked):
			refusal = internal()
		case errors.Is(err, context.DeadlineExceeded):
			refusal = domain.Refuse(domain.CodeTimeout, "It took longer than %g seconds and was stopped.", e.s.o.Limits.Operation.Seconds())
		case errors.Is(err, context.Canceled):
			refusal = domain.Refuse(domain.CodeTimeout, "The request was given up.")
		}
		if refusal != nil {
			err = refusal
		}
	}
	told := e.s.o.Present(ctx, err)
	if told.Path == nil {
		told.Path = graphql.GetPath(ctx)
	}
	rq := requestFrom(ctx)
	if told.Extensions == nil {
		told.Extensions = map[string]any{"code": string(domain.CodeInternal)}
	}
	for name, value := range map[string]string{"requestId": rq.id, "traceId": rq.trace} {
		if _, there := told.Extensions[name]; !there && value != "" {
			told.Extensions[name] = value
		}
	}
	return told
}

// argumentsUnread says whether the field stands before its arguments: then gqlgen has declared some and holds none.
func argumentsUnread(ctx context.Context) bool {
	fc := graphql.GetFieldContext(ctx)
	return fc != nil && fc.Args == nil && fc.Field.Field != nil && fc.Field.Definition != nil && len(fc.Field.Definition.Arguments) > 0
}

// unreadArgument names the argument by its path of our names.
func unreadArgument(ctx context.Context, found *gqlerror.Error) *domain.Error {
	var names []string
	if found != nil {
		for _, part := range found.Path[min(len(graphql.GetPath(ctx)), len(found.Path)):] {
			if name, ok := part.(ast.PathName); ok {
				names = append(names, string(name))
			}
		}
	}
	field := strings.Join(names, ".")
	return domain.RefuseField(domain.CodeInvalid, field, "This value cannot be read as what it should be; see the type of the argument in the schema.")
}

// errPanicked stands for a panic that was logged already.
var errPanicked = errors.New("panic in an operation")

// recovered logs a panic of a resolver with its stack.
func (e *endpoint) recovered(ctx context.Context, what any) error {
	e.s.logPanic(ctx, what)
	return errPanicked
}
