// Package connect is how the house meets other systems: the port that every connector fits, and the formats of the
// files that come in.
//
// Owns: the port (connect.go), the classes of what can go wrong out there (error.go), and which format a file has
// (read.go). One package beside it per format and per system.
// Does not own: time, retries, queues, circuits, credentials, audit: a connector makes one attempt per call and says
// exactly how it ended; the loop around it is in workflow.
// Start reading at connect.go. Promise: an error says whether the request may have arrived.
package connect
