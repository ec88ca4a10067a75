package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"countersign/graph"
	"countersign/workflow"
)

// Resolver is the root that gqlgen's resolvers hang on.
type Resolver struct{ workflow *workflow.Service }

// NewSchema is the whole API over the service.
func NewSchema(service *workflow.Service) graphql.ExecutableSchema {
	return loading{graph.NewExecutableSchema(graph.Config{Resolvers: &Resolver{service}}), service}
}
