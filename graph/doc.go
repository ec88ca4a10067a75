// Package graph is the contract in words: the GraphQL schema and what gqlgen makes of it.
//
// Owns: schema/*.graphqls, written by hand; everything else here is generated and never edited.
// Does not own: how a field is answered (resolvers) or what it means (domain).
// Start reading at schema/root.graphqls. Promise: the schema changes only additively.
package graph
