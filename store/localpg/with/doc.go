// Command with lends a private PostgreSQL server to another program: with COMMAND ARGUMENT... With -find it only
// prints where the server's programs are.
//
// Owns: one borrowed server for the time that the command runs, its address in DATABASE_URL, the command's exit code.
// Does not own: how the server is found and started, which is package localpg.
// Start at main.go. Promise: a DATABASE_URL that is set already is left alone and no server is started.
package main
