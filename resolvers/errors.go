package resolvers

import (
	"context"
	"errors"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.opentelemetry.io/otel/trace"

	"countersign/domain"
)

// PresentError turns any error into what a client may see: a refusal with its code, field and details, or INTERNAL
// with a reference under which the cause stands in the log.
func PresentError(ctx context.Context, err error) *gqlerror.Error {
	out := &gqlerror.Error{Path: graphql.GetPath(ctx), Extensions: map[string]any{}}
	var refusal *domain.Error
	var ours *gqlerror.Error
	switch {
	case errors.As(err, &refusal):
		out.Message = refusal.Message
		out.Extensions["code"] = refusal.Code
		if refusal.Field != "" {
			out.Extensions["field"] = refusal.Field
		}
		if refusal.Details != nil {
			out.Extensions["details"] = refusal.Details
		}
	case errors.Is(err, context.DeadlineExceeded):
		out.Message = "This took longer than we allow; ask for less at once."
		out.Extensions["code"] = domain.CodeTimeout
	case errors.As(err, &ours) && ours.Extensions["code"] != nil:
		out = ours
	default:
		out.Message = "Something went wrong on our side. The request id below helps us find it."
		out.Extensions["code"] = domain.CodeInternal
		slog.ErrorContext(ctx, "request failed", "error", err)
	}
	if out.Extensions == nil {
		out.Extensions = map[string]any{}
	}
	if actor, err := domain.ActorFrom(ctx); err == nil {
		out.Extensions["requestId"] = actor.RequestID
	}
	if span := trace.SpanContextFromContext(ctx); span.HasTraceID() {
		out.Extensions["traceId"] = span.TraceID().String()
	}
	return out
}
