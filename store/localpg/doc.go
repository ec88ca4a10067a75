// Package localpg runs a private PostgreSQL server for the demo and the tests.
//
// Owns: finding the server's programs, the data directory, the account its processes run under, their life and death.
// Does not own: tables, migrations, the databases of production.
// Start at server.go. Promise: the server never outlives the process that started it, and is never left unable to start
// again by the way it died.
//
// What lies in a server's directory:
//
//	lock          held by the process that runs the server; the kernel lets go of it when that process dies
//	data/         the cluster, owned by the account that runs it
//	data.new/     a cluster being made; renamed to data when whole, thrown away otherwise
//	password      of the superuser, readable by the owner alone
//	url           where the running server answers, readable by the owner alone; gone when it is stopped in order
//	postgres.log  what the server said, kept from start to start
package localpg
