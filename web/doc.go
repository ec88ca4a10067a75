// Package web carries the built console inside the program.
//
// Owns: the embedded files of the console and the list of operations that it may send.
// Does not own: how they are served (server) or what the operations mean (graph, resolvers).
// Start at embed.go for Go, at src/main.tsx for the console itself.
// Promise: the list of operations was generated from the same sources as the console beside it.
package web
