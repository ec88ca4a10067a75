package main

import (
	"context"

	"github.com/alecthomas/kong"
)

// Run takes every pending step.
func (*MigrateUpCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	return migrateUp(ctx, c.DatabaseURL, k.Stdout)
}

// Run takes back the last steps.
func (m *MigrateDownCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	steps := m.Steps
	if m.All {
		steps = 0
	}
	return migrateDown(ctx, c.DatabaseURL, steps, k.Stdout)
}

// Run lists all steps.
func (*MigrateStatusCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	return migrateStatus(ctx, c.DatabaseURL, k.Stdout)
}

// Run spreads the tables.
func (*MigrateDistributeCmd) Run(ctx context.Context, c *Config, k *kong.Kong) error {
	return migrateDistribute(ctx, c.DatabaseURL, k.Stdout)
}
