package server

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// gauges are the porch's own numbers. Every label takes its values from a closed list of ours, never from a request.
type gauges struct {
	registry   *prometheus.Registry
	inFlight   prometheus.Gauge
	streams    *prometheus.GaugeVec
	requests   *prometheus.HistogramVec
	operations *prometheus.HistogramVec
	cost       prometheus.Histogram
	refused    *prometheus.CounterVec
}

// durations reach from a cached answer to the limit of an operation, in seconds.
var durations = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func newGauges(others []prometheus.Collector) *gauges {
	g := &gauges{
		registry: prometheus.NewRegistry(),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{Name: "countersign_http_in_flight", Help: "Requests being answered, open streams included."}),
		streams:  prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "countersign_streams", Help: "Open streams, by transport."}, []string{"transport"}),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "countersign_http_request_seconds", Help: "Time to answer a request.",
			Buckets: durations}, []string{"route", "method", "status"}),
		operations: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "countersign_graphql_operation_seconds",
			Help: "Time to answer a query or mutation, by its first root field.", Buckets: durations}, []string{"operation", "kind", "outcome"}),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "countersign_graphql_cost", Help: "Cost of admitted operations.",
			Buckets: []float64{1, 5, 10, 25, 50, 100, 250, 500, 1000}}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "countersign_graphql_refused_total", Help: "Operations refused before they ran, by code."},
			[]string{"code"}),
	}
	g.registry.MustRegister(g.inFlight, g.streams, g.requests, g.operations, g.cost, g.refused,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	g.registry.MustRegister(others...)
	return g
}

func (g *gauges) handler() http.Handler {
	return promhttp.HandlerFor(g.registry, promhttp.HandlerOpts{})
}

func (g *gauges) request(route, method string, status int, took time.Duration) {
	switch method {
	case http.MethodGet, http.MethodPost, http.MethodHead, http.MethodOptions:
	default:
		method = "other" // the caller chooses the word, so it may not name a series
	}
	g.requests.WithLabelValues(route, method, strconv.Itoa(status)).Observe(took.Seconds())
}
