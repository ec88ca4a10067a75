// Package server is the porch: everything between the network and the two doors of the house.
//
// Owns: routes, sign-in and sessions, limits, uploads and downloads, the console's files, health, metrics, the log line
// and the trace of a request.
// Does not own: rules, permissions, queries, the words of the contract.
// Start reading at server.go, then graphql.go for the path of one operation.
// Promise: nothing of a request is echoed, and nobody is inside who has not shown who they are within the last minute.
package server
