package resolvers

import (
	"bytes"
	"context"
	"encoding/json"
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
			out.Extensions["details"] = onTheWire(refusal.Details)
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

// onTheWire writes a refusal's details as the contract does: wherever an amount stands in them, it is decimal text with
// its currency and not minor units.
func onTheWire(details map[string]any) any {
	text, err := json.Marshal(details)
	if err != nil { // a shape that cannot be written is left out; the code and the message stand
		return nil
	}
	var plain any
	read := json.NewDecoder(bytes.NewReader(text))
	read.UseNumber()
	if err := read.Decode(&plain); err != nil {
		return nil
	}
	return withAmounts(plain)
}

func withAmounts(value any) any {
	switch v := value.(type) {
	case []any:
		for i := range v {
			v[i] = withAmounts(v[i])
		}
	case map[string]any:
		minor, counted := v["minor"].(json.Number)
		currency, named := v["currency"].(string)
		if n, err := minor.Int64(); counted && named && len(v) == 2 && err == nil {
			return map[string]any{"amount": domain.NewMoney(n, domain.Currency(currency)).Amount(), "currency": currency}
		}
		for name := range v {
			v[name] = withAmounts(v[name])
		}
	}
	return value
}
