package e2e_test

import "countersign/store/storetest"

// cost adds to m what a process and PostgreSQL used while act ran.
func cost(pid, postmaster int, act func() (*measured, error)) (*measured, error) {
	before, err := storetest.ProcessTime(pid)
	if err != nil {
		return nil, err
	}
	cluster, err := storetest.ServerTime(postmaster)
	if err != nil {
		return nil, err
	}
	m, err := act()
	if err != nil {
		return nil, err
	}
	after, err := storetest.ProcessTime(pid)
	if err != nil {
		return nil, err
	}
	clusterAfter, err := storetest.ServerTime(postmaster)
	m.answerer, m.postgres = after-before, clusterAfter-cluster
	return m, err
}
