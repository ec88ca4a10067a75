// Command countersign is the key to the house: it reads the configuration, builds every part once, starts and stops them.
//
// Owns: the verbs (one file each), the configuration, logging and tracing, the order of starting and stopping.
// Does not own: anything that a second program could want.
// Start reading at main.go, then app.go. Promise: each verb ends with one clear sentence when it cannot do its work, and
// leaves no process behind.
package main
