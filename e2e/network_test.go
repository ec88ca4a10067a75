package e2e_test

import (
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
	"github.com/stretchr/testify/require"

	"countersign/store/storetest"
)

// full says that the loads are those of docs/proof.md and not the smaller ones of every day.
var full = os.Getenv("COUNTERSIGN_PROVE") == "full"

// stalls are ways in which a network fails between the program and its database, as toxiproxy takes them.
var stalls = []struct{ name, toxic string }{
	{"latency", `{"type":"latency","attributes":{"latency":80,"jitter":60}}`},
	{"latency on the way there", `{"type":"latency","stream":"upstream","attributes":{"latency":80,"jitter":60}}`},
	{"silence of the database", `{"type":"timeout","attributes":{"timeout":0}}`},
	{"silence towards the database", `{"type":"timeout","stream":"upstream","attributes":{"timeout":0}}`},
	{"connections that end in the middle", `{"type":"limit_data","attributes":{"bytes":30000}}`},
	{"resets", `{"type":"reset_peer","attributes":{"timeout":50}}`},
	{"little bandwidth", `{"type":"bandwidth","attributes":{"rate":40}}`},
	{"packets in pieces", `{"type":"slicer","attributes":{"average_size":64,"size_variation":32,"delay":200}}`},
}

// stallTime is how long each stall lasts: a second in every-day tests, three minutes for all of them in full.
func stallTime() time.Duration {
	if full {
		return 3 * time.Minute / time.Duration(len(stalls))
	}
	return time.Second
}

// through puts a proxy before a database, and returns it with the address of the database behind it.
func through(t *testing.T, db *storetest.Private) (*toxiproxy.Proxy, string) {
	t.Helper()
	zerolog.SetGlobalLevel(zerolog.Disabled) // its toxics log to a logger of their own
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())
	u, err := url.Parse(db.URL)
	require.NoError(t, err)
	p := toxiproxy.NewProxy(server, "postgres", "127.0.0.1:0", u.Host)
	require.NoError(t, p.Start())
	t.Cleanup(p.Stop)
	u.Host = p.Listen
	return p, u.String()
}

func TestDatabase_NothingAcknowledgedIsLostWhenTheNetworkStalls(t *testing.T) {
	t.Parallel()
	const people = 20
	own := storetest.NewPrivate(t, "")
	proxy, address := through(t, own)
	h, l := ownHouse(t, own, options{env: []string{"DATABASE_URL=" + address}})
	dice := seeded(t)
	l.enterAll(30, dice)
	l.work(people, dice)
	var slowest time.Duration
	for _, s := range stalls {
		_, err := proxy.Toxics.AddToxicJson(strings.NewReader(s.toxic))
		require.NoError(t, err, s.name)
		time.Sleep(stallTime())
		proxy.Toxics.ResetToxics(t.Context())
		healed := time.Now()
		require.NoError(t, h.awaitReady(30*time.Second), s.name)
		slowest = max(slowest, time.Since(healed))
		before := l.done()
		eventually(t, 30*time.Second, "people go on after "+s.name, func() bool { return l.done() > before })
	}
	h.endsWell(l, fmt.Sprintf("network: %d kinds of stall of %s, %d approvers", len(stalls), stallTime(), people), slowest)
}
