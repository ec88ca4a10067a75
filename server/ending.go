package server

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2/ast"
)

// ending is a schema whose subscriptions may end with an error. What a resolver adds to the operation's errors after it
// has handed out its channel becomes the last answer; gqlgen by itself drops it, and a client would take a stream that
// broke for one that has nothing more to say.
type ending struct{ graphql.ExecutableSchema }

// Exec runs one operation.
func (s ending) Exec(ctx context.Context) graphql.ResponseHandler {
	run := s.ExecutableSchema.Exec(ctx)
	if graphql.GetOperationContext(ctx).Operation.Operation != ast.Subscription {
		return run
	}
	over := false
	return func(each context.Context) *graphql.Response {
		if over {
			return nil
		}
		if response := run(each); response != nil {
			return response
		}
		over = true
		if errs := graphql.GetErrors(ctx); len(errs) > 0 {
			return &graphql.Response{Errors: errs}
		}
		return nil
	}
}

// endsIt says whether a response is the end of its operation and not one of its results: it has errors and no data at
// all, not even null.
func endsIt(response *graphql.Response) bool { return len(response.Errors) > 0 && response.Data == nil }

// endSocket makes the response that ends an operation on a socket the protocol's own message for that, after which
// nothing follows.
func endSocket(run graphql.ResponseHandler) graphql.ResponseHandler {
	return func(ctx context.Context) *graphql.Response {
		response := run(ctx)
		if response == nil || !endsIt(response) {
			return response
		}
		for _, err := range response.Errors {
			transport.AddSubscriptionError(ctx, err)
		}
		return nil
	}
}
