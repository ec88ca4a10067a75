// Package resolvers is the door for people: it turns GraphQL into calls of workflow and answers into nodes.
//
// Owns: input mapping, look-ahead, the error presenter.
// Does not own: rules, permissions, queries.
// Start reading at resolver.go. Promise: a resolver holds no rule and no query, and a page costs a fixed number of
// statements whatever its size.
package resolvers
