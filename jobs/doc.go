// Package jobs is the door for the clock: River workers and the timetable.
//
// Owns: how often, how many at once, how long.
// Does not own: what is done; each worker calls one method of workflow.
// Start reading at jobs.go. Promise: every worker is safe to repeat.
package jobs
