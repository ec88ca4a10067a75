package workflow_test

import (
	"countersign/domain"
	"countersign/workflow"
)

// list asks for the first n.
func list(n int) workflow.List { return workflow.List{Page: domain.PageRequest{First: n}} }
