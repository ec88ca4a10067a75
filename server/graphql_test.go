package server

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestGraphQL_AnswersAQuery(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.ask("{hello me}")
	require.Equal(t, http.StatusOK, r.status)
	require.Equal(t, map[string]any{"hello": "world", "me": "Ana"}, r.data(t))
	require.Equal(t, "application/json; charset=utf-8", r.header.Get("Content-Type"))
	require.Equal(t, "no-store", r.header.Get("Cache-Control"))
}

func TestGraphQL_AnswersInTheTypeThatIsAsked(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for accept, want := range map[string]string{
		"":    jsonAnswer,
		"*/*": jsonAnswer,
		"application/graphql-response+json;q=0.9, application/json": graphqlAnswer,
		"application/json, application/graphql-response+json":       jsonAnswer,
		"text/html": jsonAnswer,
	} {
		r := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{hello}"}`), "Accept", accept)
		require.Equal(t, want, r.header.Get("Content-Type"), accept)
	}
}

func TestGraphQL_SaysARefusalOfTheHouse(t *testing.T) {
	t.Parallel()
	r := setup(t).ask("{refused}")
	require.Equal(t, http.StatusOK, r.status, "the operation ran")
	e := r.errors(t)[0]
	require.Equal(t, "STALE", e.Extensions.Code)
	require.Equal(t, "version", e.Extensions.Field)
	require.EqualValues(t, 7, e.Extensions.Details["current"])
	require.Equal(t, []any{"refused"}, e.Path)
	require.NotEmpty(t, e.Extensions.RequestID)
}

func TestGraphQL_HidesItsOwnFaults(t *testing.T) {
	t.Parallel()
	p := setup(t)
	for _, field := range []string{"broken", "panics"} {
		r := p.ask("{" + field + "}")
		require.Equal(t, "INTERNAL", r.code(t), field)
		require.NotContains(t, r.text, "secret", field)
		require.NotEmpty(t, r.errors(t)[0].Extensions.RequestID, field)
	}
}

func TestGraphQL_LogsAPanicWithItsStackUnderTheRequestID(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.ask("{panics}")
	lines := p.log.lines(t, "panic")
	require.Len(t, lines, 1)
	require.Equal(t, "the secret of the panic", lines[0]["panic"])
	require.Contains(t, lines[0]["stack"], "fake_test.go")
	require.Equal(t, r.errors(t)[0].Extensions.RequestID, lines[0]["request_id"])
}

func TestGraphQL_StopsAQueryThatTakesTooLong(t *testing.T) {
	t.Parallel()
	p := setup(t, limited(func(l *Limits) { l.Operation = 50 * time.Millisecond }))
	began := time.Now()
	r := p.ask("{hello slow}")
	require.Less(t, time.Since(began), 5*time.Second)
	require.Equal(t, http.StatusServiceUnavailable, r.status)
	require.Equal(t, "TIMEOUT", r.code(t))
}

func TestGraphQL_TakesGetForQueriesOfBearersAlone(t *testing.T) {
	t.Parallel()
	p := setup(t)
	get := func(query string, header ...string) reply {
		return p.do(http.MethodGet, "/graphql?query="+url.QueryEscape(query), nil, header...)
	}
	require.Equal(t, map[string]any{"hello": "world"}, get("{hello}").data(t))
	require.Equal(t, "OPERATION_NOT_ALLOWED", get(`mutation{act(input:{})}`).code(t))
	require.Equal(t, "OPERATION_NOT_ALLOWED", get(`subscription{forever}`).code(t))
	cookie := get("{hello}", "Authorization", "", "Cookie", sessionCookie+"="+p.token)
	require.Equal(t, http.StatusForbidden, cookie.status)
	require.Equal(t, http.StatusBadRequest, p.do(http.MethodGet, "/graphql?query=%7Bhello%7D&variables=nonsense", nil).status)
}

func TestGraphQL_RefusesOtherMethodsAndTypes(t *testing.T) {
	t.Parallel()
	p := setup(t)
	require.Equal(t, http.StatusMethodNotAllowed, p.do(http.MethodPut, "/graphql", strings.NewReader("{}")).status)
	for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql", "application/json; charset=utf-16"} {
		r := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"query":"{hello}"}`), "Content-Type", kind)
		require.Equal(t, http.StatusUnsupportedMediaType, r.status, kind)
		require.Equal(t, "BAD_REQUEST", r.code(t), kind)
	}
}

func TestGraphQL_RefusesSubscriptionsByPost(t *testing.T) {
	t.Parallel()
	require.Equal(t, "OPERATION_NOT_ALLOWED", setup(t).ask("subscription{forever}").code(t))
}

func TestGraphQL_RunsOneCommandPerRequest(t *testing.T) {
	t.Parallel()
	p := setup(t)
	require.Equal(t, map[string]any{"act": "world"}, p.ask(`mutation{act(input:{note:"n"})}`).data(t))
	for _, two := range []string{
		`mutation{act(input:{}) other}`,
		`mutation{a:act(input:{}) b:act(input:{})}`,
		`mutation{...f other} fragment f on Mutation{act(input:{})}`,
		`mutation{...on Mutation{act(input:{}) other}}`,
	} {
		r := p.ask(two)
		require.Equal(t, "OPERATION_NOT_ALLOWED", r.code(t), two)
		require.NotContains(t, r.text, `"data"`, two)
	}
}

func TestGraphQL_NeedsAPermissionToReadTheSchema(t *testing.T) {
	t.Parallel()
	p := setup(t, oidcMode)
	documents := []string{"{__schema{types{name}}}", `{__type(name:"Row"){name}}`, "{hello ...f} fragment f on Query{__schema{types{name}}}"}
	for _, d := range documents {
		require.Equal(t, "FORBIDDEN", p.ask(d).code(t), d)
	}
	p.house.maySchema = true
	for _, d := range documents {
		require.Empty(t, p.ask(d).code(t), d)
	}
	require.Equal(t, map[string]any{"__typename": "Query"}, setup(t, oidcMode).ask("{__typename}").data(t), "a type's own name is no secret")
}

func TestGraphQL_GuardsFieldsWithAuth(t *testing.T) {
	t.Parallel()
	p := setup(t)
	r := p.ask("{hello secret schemaSecret}")
	require.Equal(t, map[string]any{"hello": "world", "secret": nil, "schemaSecret": nil}, r.data(t))
	require.Len(t, r.errors(t), 2)
	require.Equal(t, "FORBIDDEN", r.errors(t)[0].Extensions.Code)
	require.Equal(t, []any{"secret"}, r.errors(t)[0].Path)
	p.house.mayAudit, p.house.maySchema = true, true
	require.Empty(t, p.ask("{secret schemaSecret}").errors(t))
}

func TestGraphQL_TellsWhichVariableIsWrongWithoutQuotingIt(t *testing.T) {
	t.Parallel()
	p := setup(t)
	document := "mutation($IgnoreMe:ActInput!){act(input:$IgnoreMe)}"
	for name, c := range map[string]struct {
		value any
		field string
	}{
		"absent":             {nil, "variables"},
		"of another type":    {map[string]any{"amount": "<script>"}, "variables.amount"},
		"inside a list":      {map[string]any{"lines": []any{map[string]any{"n": "<script>"}}}, "variables.lines.n"},
		"not of the input":   {map[string]any{"<script>": 1}, "variables"},
		"wider than 32 bits": {map[string]any{"amount": 1 << 40}, "amount"},
		"wide, in a list":    {map[string]any{"lines": []any{map[string]any{"n": 1}, map[string]any{"n": -1 << 40}}}, "lines"},
	} {
		r := p.ask(document, "IgnoreMe", c.value)
		require.Equal(t, "INVALID", r.code(t), name)
		require.Equal(t, c.field, r.errors(t)[0].Extensions.Field, name)
		require.NotContains(t, r.text, "script", name)
		require.NotContains(t, r.text, "IgnoreMe", name)
	}
}

func TestGraphQL_RefusesWideIntegersInTheDocument(t *testing.T) {
	t.Parallel()
	p := setup(t)
	require.Empty(t, p.ask("{count(n:2147483647)}").code(t))
	require.Equal(t, "GRAPHQL_VALIDATION_FAILED", p.ask("{count(n:2147483648)}").code(t))
	require.Equal(t, "GRAPHQL_VALIDATION_FAILED", p.ask("{count(in:{amount:-2147483649})}").code(t))
}

// TestGraphQL_TellsArgumentsItCannotRead asks the product's own schema, whose scalars read themselves.
func TestGraphQL_TellsArgumentsItCannotRead(t *testing.T) {
	t.Parallel()
	p := setup(t, realContract)
	for document, field := range map[string]string{
		`{node(id:"<script>"){id}}`:                                     "id",
		`{nodes(ids:["<script>"]){id}}`:                                 "ids",
		`{invoices(filter:{issuedOn:{gte:"<script>"}}){edges{cursor}}}`: "filter.issuedOn.gte",
		`{invoices(filter:{gross:{gte:"<script>"}}){edges{cursor}}}`:    "filter.gross.gte",
		`{invoices(filter:{currency:["<script>"]}){edges{cursor}}}`:     "filter.currency",
	} {
		r := p.ask(document)
		require.Equal(t, "INVALID", r.code(t), document)
		require.Equal(t, field, r.errors(t)[0].Extensions.Field, document)
		require.NotContains(t, r.text, "script", document)
	}
}

func TestGraphQL_ChoosesTheOperationByName(t *testing.T) {
	t.Parallel()
	p := setup(t)
	ask := func(name any) reply {
		return p.do(http.MethodPost, "/graphql", asJSON(t, map[string]any{"query": "query a{hello} query b{me}", "operationName": name}))
	}
	require.Equal(t, map[string]any{"me": "Ana"}, ask("b").data(t))
	for _, name := range []any{nil, "", "c"} {
		require.Equal(t, "BAD_REQUEST", ask(name).code(t), name)
	}
}

func persistedOf(document string) ([]byte, string) {
	sum := sha256.Sum256([]byte(document))
	digest := hex.EncodeToString(sum[:])
	text, _ := json.Marshal(map[string]string{digest: document})
	return text, digest
}

func TestPersisted_RunsByDigest(t *testing.T) {
	t.Parallel()
	kept, digest := persistedOf("query Hello{hello}")
	p := setup(t, func(o *Options) { o.Persisted = kept })
	for _, body := range []string{
		`{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"` + digest + `"}}}`,
		`{"documentId":"sha256:` + digest + `"}`,
		`{"documentId":"` + digest + `","operationName":"Hello"}`,
	} {
		require.Equal(t, map[string]any{"hello": "world"}, p.do(http.MethodPost, "/graphql", strings.NewReader(body)).data(t), body)
	}
	unknown := p.do(http.MethodPost, "/graphql", strings.NewReader(`{"documentId":"`+strings.Repeat("0", 64)+`"}`))
	require.Equal(t, "OPERATION_NOT_ALLOWED", unknown.code(t))
}

func TestPersisted_IsAllThatABrowserSessionMaySend(t *testing.T) {
	t.Parallel()
	kept, digest := persistedOf("query Hello{hello}")
	p := setup(t, oidcMode, func(o *Options) { o.Persisted = kept })
	ask := func(body string) reply {
		return p.do(http.MethodPost, "/graphql", strings.NewReader(body), "Authorization", "", "Cookie", sessionCookie+"="+p.token)
	}
	require.Equal(t, map[string]any{"hello": "world"}, ask(`{"documentId":"`+digest+`"}`).data(t))
	require.Equal(t, map[string]any{"hello": "world"}, ask(`{"query":"query Hello{hello}"}`).data(t), "the same words are the same document")
	require.Equal(t, "OPERATION_NOT_ALLOWED", ask(`{"query":"{me}"}`).code(t))
	require.Equal(t, "OPERATION_NOT_ALLOWED", ask(`{"query":"{me}","documentId":"`+digest+`"}`).code(t), "a known digest does not vouch for other words")
	require.Equal(t, map[string]any{"me": "Ana"}, p.ask("{me}").data(t), "a program may ask what it wants")
}

func TestPersisted_RefusesADocumentThatIsNotWhatItsNameSays(t *testing.T) {
	t.Parallel()
	_, err := readPersisted([]byte(`{"abc":"{hello}"}`))
	require.Error(t, err)
	_, err = readPersisted([]byte(`[]`))
	require.Error(t, err)
}
