package main

import (
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/prometheus/client_golang/prometheus"
)

// poolNumbers are those of the database's connections.
type poolNumbers struct {
	pool  *pgxpool.Pool
	total *prometheus.Desc
	busy  *prometheus.Desc
	limit *prometheus.Desc
	waits *prometheus.Desc
	wait  *prometheus.Desc
}

func newPoolNumbers(pool *pgxpool.Pool) *poolNumbers {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("countersign_db_"+name, help, nil, nil)
	}
	return &poolNumbers{
		pool:  pool,
		total: desc("connections", "Open connections to the database."),
		busy:  desc("connections_busy", "Connections in use."),
		limit: desc("connections_limit", "Most connections that may be open."),
		waits: desc("waits_total", "Times that somebody had to wait for a connection."),
		wait:  desc("wait_seconds_total", "Time spent getting a connection."),
	}
}

// Describe lists the numbers.
func (n *poolNumbers) Describe(out chan<- *prometheus.Desc) { prometheus.DescribeByCollect(n, out) }

// Collect reads them.
func (n *poolNumbers) Collect(out chan<- prometheus.Metric) {
	s := n.pool.Stat()
	out <- prometheus.MustNewConstMetric(n.total, prometheus.GaugeValue, float64(s.TotalConns()))
	out <- prometheus.MustNewConstMetric(n.busy, prometheus.GaugeValue, float64(s.AcquiredConns()))
	out <- prometheus.MustNewConstMetric(n.limit, prometheus.GaugeValue, float64(s.MaxConns()))
	out <- prometheus.MustNewConstMetric(n.waits, prometheus.CounterValue, float64(s.EmptyAcquireCount()))
	out <- prometheus.MustNewConstMetric(n.wait, prometheus.CounterValue, s.AcquireDuration().Seconds())
}
