package e2e_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/stretchr/testify/require"
)

// person is somebody as the API tells of them; Name alone for a part of the house.
type person struct{ Email, Name string }

// task is a task as the tests look at it.
type task struct {
	ID         string
	Version    int
	Kind       string
	State      string
	Step       int
	Because    string
	Candidates []person
	Subject    struct{ ID, Key string }
}

// decision is what was decided on a step.
type decision struct {
	Outcome  string
	Standing bool
	Comment  string
	Digest   string
	Actor    person
}

// invoice is an invoice as the tests look at it.
type invoice struct {
	ID, Key, Number, State, Digest, Format, SellerName string
	Version                                            int
	EnteredBy                                          person
	Gross                                              *struct{ Amount, Currency string }
	Supplier                                           *struct{ ID, Number string }
	Lines                                              []struct {
		Number  int
		Text    string
		Amount  struct{ Amount string }
		Account *struct{ Code string }
	}
	Checks []struct{ Rule, Outcome, Message string }
	Route  *struct {
		Round     int
		Automatic bool
		Steps     []struct {
			Order     int
			State     string
			Approvers []person
			Decision  *decision
		}
	}
	Tasks   []task
	Posting *struct {
		State, Reference, Problem, ReversalReference string
		Attempts                                     int
	}
	Evidence []struct{ ID, Name, DownloadURL, Sha256 string }
	Timeline struct {
		Edges []struct {
			Node struct {
				Text  string
				Actor *person
				Event *struct{ Kind, Command, Authority string }
			}
		}
	}
}

const invoiceFields = `
fragment Actor on Actor { ... on User { email name } ... on SystemActor { name } }
fragment Whole on Invoice {
  id version key number state digest format sellerName
  enteredBy { ...Actor } gross { amount currency } supplier { id number }
  lines { number text amount { amount } account { code } }
  checks { rule outcome message }
  route { round automatic steps { order state approvers { email } decision { outcome standing comment digest actor { ...Actor } } } }
  tasks { id version kind state step because candidates { email } }
  posting { state reference problem attempts reversalReference }
  evidence { id name downloadUrl sha256 }
  timeline(first: 100) { edges { node { text actor { ...Actor } event { kind command authority } } } }
}`

// invoice reads an invoice whole.
func (c *client) invoice(id string) *invoice {
	c.t.Helper()
	got := ask[struct{ Node *invoice }](c, `query($id: ID!) { node(id: $id) { ...Whole } }`+invoiceFields, vars{"id": id})
	require.NotNil(c.t, got.Node, "%s sees no %s", c.email, id)
	return got.Node
}

// steps are the approval tasks of the invoice that are open.
func (i *invoice) open(kind string) *task {
	at := slices.IndexFunc(i.Tasks, func(t task) bool { return t.State == "READY" && t.Kind == kind })
	if at < 0 {
		return nil
	}
	return &i.Tasks[at]
}

// check is the outcome of a rule, "" when it was not asked.
func (i *invoice) check(rule string) string {
	for _, c := range i.Checks {
		if c.Rule == rule {
			return c.Outcome
		}
	}
	return ""
}

// told are the kinds of the invoice's events in order.
func (i *invoice) told() []string {
	var kinds []string
	for _, e := range i.Timeline.Edges {
		if e.Node.Event != nil {
			kinds = append(kinds, e.Node.Event.Kind)
		}
	}
	return kinds
}

var keys atomic.Int64

// key is an idempotency key that nobody has used.
func key() string { return fmt.Sprintf("e2e-%d-%d", time.Now().UnixNano(), keys.Add(1)) }

// decideTask is the document of a decision.
const decideTask = `mutation($in: DecideTaskInput!) { decideTask(input: $in) { task { id version state } item { id version state } nextTask { id } counts { kind open } } }`

// decided is a decision's answer.
type decided struct {
	DecideTask struct {
		Task, Item struct {
			ID, State string
			Version   int
		}
		NextTask *struct{ ID string }
		Counts   []struct {
			Kind string
			Open int
		}
	}
}

// decision is the input of a decision on a task.
func (t *task) decision(outcome string) vars {
	in := vars{"id": t.ID, "version": t.Version, "outcome": outcome, "idempotencyKey": key()}
	if outcome != "APPROVE" {
		in["reasonCode"], in["comment"] = "OTHER", "The amounts are not what was agreed."
	}
	return vars{"in": in}
}

// decide takes an open step of an invoice.
func (c *client) decide(t *task, outcome string) decided {
	c.t.Helper()
	return ask[decided](c, decideTask, t.decision(outcome))
}

// The acts that need no more than a node, its version and perhaps a reason.
const (
	submitItem     = `mutation($in: ActInput!) { submitItem(input: $in) { item { id version state } } }`
	withdrawItem   = `mutation($in: ActInput!) { withdrawItem(input: $in) { item { id version state } } }`
	postItem       = `mutation($in: ActInput!) { postItem(input: $in) { item { id version state } } }`
	reversePosting = `mutation($in: ActInput!) { reversePosting(input: $in) { item { id version state } } }`
	undoDecision   = `mutation($in: ActInput!) { undoDecision(input: $in) { item { id version state } } }`
	resubmitIntake = `mutation($in: ActInput!) { resubmitIntake(input: $in) { job { id } } }`
	discardIntake  = `mutation($in: ActInput!) { discardIntake(input: $in) { intake { id state } } }`
	updateInvoice  = `mutation($in: UpdateInvoiceInput!) { updateInvoice(input: $in) { item { id version state } } }`
	codeInvoice    = `mutation($in: CodeInvoiceInput!) { codeInvoice(input: $in) { item { id version state } } }`
	createInvoice  = `mutation($in: CreateInvoiceInput!) { createInvoice(input: $in) { item { id version state } } }`
	importInvoice  = `mutation($in: ImportInvoiceInput!) { importInvoice(input: $in) { job { id state } } }`
	importRows     = `mutation($in: ImportMasterDataInput!) { importMasterData(input: $in) { job { id state } } }`
)

// act is the input of an act; reason may be empty.
func act(id string, version int, reason string) vars {
	in := vars{"id": id, "version": version, "idempotencyKey": key()}
	if reason != "" {
		in["reason"] = reason
	}
	return vars{"in": in}
}

// do carries out one of the acts above.
func (c *client) do(document string, v vars) {
	c.t.Helper()
	ask[vars](c, document, v)
}

// entity is the id of a legal entity by its code.
func (c *client) entity(code string) string {
	c.t.Helper()
	got := ask[struct{ Entities []struct{ ID, Code string } }](c, `{ entities { id code } }`, nil)
	for _, e := range got.Entities {
		if e.Code == code {
			return e.ID
		}
	}
	c.t.Fatalf("%s sees no entity %s", c.email, code)
	return ""
}

// supplier is somebody who bills the group.
type supplier struct {
	ID, Number, Name, Country, Status, Risk string
	TaxIDs                                  []string
}

// suppliers are the active suppliers of a country with this risk, by number.
func (c *client) suppliers(country, risk string) []supplier {
	c.t.Helper()
	type page struct {
		Suppliers struct{ Edges []struct{ Node supplier } }
	}
	got := ask[page](c, `query($f: SupplierFilter) { suppliers(filter: $f, sort: [{field: "number"}], first: 100) {
		edges { node { id number name country status risk taxIds } } } }`,
		vars{"f": vars{"country": []string{country}, "risk": []string{risk}, "status": []string{"ACTIVE"}}})
	list := make([]supplier, len(got.Suppliers.Edges))
	for i, e := range got.Suppliers.Edges {
		list[i] = e.Node
	}
	require.NotEmpty(c.t, list)
	return list
}

// intake is a received file as the tests look at it.
type intake struct {
	ID, State, Channel, Format, ProblemCode, Problem string
	Version                                          int
	Invoice, Twin                                    *struct{ ID, Key string }
	File                                             struct{ Name, DownloadURL, Sha256 string }
}

const intakeFields = `
fragment File on Intake { id version state channel format problemCode problem invoice { id key } twin { id key } file { name downloadUrl sha256 } }`

// intake reads a received file.
func (c *client) intake(id string) *intake {
	c.t.Helper()
	got := ask[struct{ Node *intake }](c, `query($id: ID!) { node(id: $id) { ...File } }`+intakeFields, vars{"id": id})
	require.NotNil(c.t, got.Node)
	return got.Node
}

// follow waits for a job to end and returns its error, "" when it ended well.
func (c *client) follow(job string) string {
	c.t.Helper()
	type node struct {
		Node struct {
			State string
			Error string
		}
	}
	var last node
	eventually(c.t, 30*time.Second, "the job ends", func() bool {
		last = ask[node](c, `query($id: ID!) { node(id: $id) { ... on Job { state error } } }`, vars{"id": job})
		return last.Node.State == "DONE" || last.Node.State == "FAILED"
	})
	return last.Node.Error
}

// bring uploads a file, has it read, and waits for what becomes of it.
func (c *client) bring(entity, name string, content []byte) *intake {
	c.t.Helper()
	id := c.upload(entity, name, content)
	c.read(id)
	return c.intake(id)
}

// read has an uploaded file read and waits for the end.
func (c *client) read(id string) {
	c.t.Helper()
	type answer struct {
		ImportInvoice struct{ Job struct{ ID string } }
	}
	got := ask[answer](c, importInvoice, vars{"in": vars{"uploadId": id, "idempotencyKey": key()}})
	c.follow(got.ImportInvoice.Job.ID)
}

// state waits until an invoice stands there.
func (c *client) state(id, state string) *invoice {
	c.t.Helper()
	var inv *invoice
	eventually(c.t, 30*time.Second, "the invoice is "+state, func() bool {
		inv = c.invoice(id)
		return inv.State == state
	})
	return inv
}
