package workflow_test

import "sync"

// atOnce runs do n times at the same moment, numbered from 0, and waits for all.
func atOnce(n int, do func(i int)) {
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	all.Wait()
}
