package server

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/trace"

	"countersign/domain"
	"countersign/workflow"
)

// House is what the porch asks of the business; *workflow.Service answers it.
type House interface {
	// PersonByEmail is the person with that address, active or not. Errors: NOT_FOUND.
	PersonByEmail(ctx context.Context, email string) (*domain.User, error)
	// DemoPeople lists whom one may sign in as in the demo.
	DemoPeople(ctx context.Context) ([]workflow.DemoPerson, error)
	// May says whether the caller holds an action anywhere.
	May(ctx context.Context, action domain.Action) bool
	// MayReadSchema says whether the caller holds SCHEMA_READ.
	MayReadSchema(ctx context.Context) bool
	// ReceiveFile keeps a file for the caller and answers its intake.
	ReceiveFile(ctx context.Context, in workflow.ReceiveFile) (*domain.Intake, error)
	// File answers a kept file to who may see what it belongs to. Errors: NOT_FOUND.
	File(ctx context.Context, id domain.ID) (*domain.Evidence, []byte, error)
	// EvidenceArchive answers one of an auditor's requests as a zip, to where begin says. Errors: before begin is called,
	// those that a person may read.
	EvidenceArchive(ctx context.Context, in workflow.AskEvidence, begin func(name string) io.Writer) error
	// RecordRefusedSignIns writes to the log that somebody was not let in.
	RecordRefusedSignIns(ctx context.Context, list []workflow.SignInRefused) error
}

// Options say how the porch is built. Zero values take the defaults named here.
type Options struct {
	House   House                    // required
	Schema  graphql.ExecutableSchema // required
	Present Presenter                // required; turns what resolvers return into errors of the contract
	SignIn  SignIn                   // required; how people show who they are

	Console    fs.FS                       // the built console; nil answers a sentence instead
	Persisted  []byte                      // JSON object of digest to document; nil allows none by digest
	Ready      func(context.Context) error // what /readyz asks; nil is always ready
	Collectors []prometheus.Collector      // metrics of other rooms
	Log        *slog.Logger                // nil: slog.Default()
	Tracer     trace.TracerProvider        // nil: the global one
	Limits     Limits                      // zero fields take DefaultLimits
	Origins    []string                    // further origins, as "https://host", that may open websockets
	Metrics    bool                        // serve /metrics here; else only MetricsHandler does
	Now        func() time.Time            // nil: time.Now
}

// Presenter turns an error of the house into one of the contract: extensions.code of the closed list and no more text
// than the caller may read.
type Presenter func(ctx context.Context, err error) *gqlerror.Error

// Server is the porch. Make it with New, end it with Close.
type Server struct {
	o         Options
	log       *slog.Logger
	tracer    trace.Tracer
	gauges    *gauges
	people    *peopleCache
	refused   *refusedSignIns
	gql       *endpoint
	files     *console
	signIn    SignIn
	uploads   chan struct{}
	uploading *openStreams
	perHead   func(http.Handler) http.Handler // the rate limit of a person, one count for every path
	life      context.Context                 // ends the streams
	end       context.CancelFunc
	ended     sync.WaitGroup // what goes on behind requests
	handler   http.Handler
}

// New builds the porch; it opens no port. Errors: when the persisted documents or the console cannot be read.
func New(o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Tracer == nil {
		o.Tracer = globalTracer()
	}
	o.Limits = o.Limits.orDefault()
	s := &Server{o: o, log: o.Log, tracer: o.Tracer.Tracer("countersign/server"), gauges: newGauges(o.Collectors), signIn: o.SignIn}
	s.life, s.end = context.WithCancel(context.Background())
	s.people = newPeopleCache(o.House, o.Limits.PersonMemory, o.Now)
	s.uploads = make(chan struct{}, o.Limits.UploadsAtOnce)
	s.uploading = newOpenStreams(uploadsPerPerson)
	s.perHead = s.ratePerPerson()
	var err error
	if s.files, err = newConsole(o.Console); err != nil {
		return nil, err
	}
	if s.gql, err = newEndpoint(s); err != nil {
		return nil, err
	}
	s.handler, s.refused = s.routes(), newRefusedSignIns()
	s.ended.Go(func() {
		s.refused.tell(s.life, o.House, o.Now, func(err error) {
			s.log.ErrorContext(s.life, "refused sign-ins could not be written to the log", "error", err)
		})
	})
	return s, nil
}

// Handler answers every path of the porch.
func (s *Server) Handler() http.Handler { return s.handler }

// MetricsHandler answers the metrics alone, for a listener of their own.
func (s *Server) MetricsHandler() http.Handler { return s.gauges.handler() }

// Close ends every open stream, so that an http.Server can shut down, and has told of every refused sign-in when it returns.
// Calling it again does nothing.
func (s *Server) Close() {
	s.end()
	s.ended.Wait()
}

func (s *Server) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(s.observe, s.rescue, secureHeaders)
	r.Get("/healthz", s.healthz)
	r.Get("/readyz", s.readyz)
	if s.o.Metrics {
		r.Handle("/metrics", s.gauges.handler())
	}
	r.Route("/auth", s.authRoutes)
	r.Group(func(r chi.Router) {
		r.Use(s.sameOrigin, s.identify, s.perHead)
		r.Post("/uploads", s.upload)
		r.Get("/files/{id}", s.download)
		r.Get("/files/evidence/{number}", s.evidence)
	})
	r.Group(func(r chi.Router) {
		r.Use(s.sameOrigin)
		r.HandleFunc("/graphql", s.graphql)
	})
	r.Get("/uploads", s.files.ServeHTTP) // a page of the console bears the name too
	r.NotFound(s.files.ServeHTTP)
	r.MethodNotAllowed(func(w http.ResponseWriter, r *http.Request) {
		s.refuseStatus(w, r, http.StatusMethodNotAllowed, domain.Refuse(domain.CodeBadRequest, "This path does not take that method."))
	})
	return otelhttp.NewHandler(r, "http", otelhttp.WithTracerProvider(s.o.Tracer), otelhttp.WithFilter(traced))
}

// traced leaves out the questions of machines, which would drown everything else.
func traced(r *http.Request) bool {
	return r.URL.Path != "/healthz" && r.URL.Path != "/readyz" && r.URL.Path != "/metrics"
}
