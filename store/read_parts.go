package store

import (
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"countersign/domain"
)

// Parts says what is wanted of a record beyond its row.
type Parts uint32

// The parts of an invoice, then those of an account to reconcile and of its statements and lines. Each costs a statement or
// two for a whole page.
const (
	PartLines Parts = 1 << iota
	PartDetail
	PartChecks
	PartRoute
	PartTasks
	PartDecisions
	PartEvidence
	PartPosting
	PartEvents
	PartUsed
	PartSupplier
	PartFormerRoutes // the routes of all rounds, each with the one before
	PartFeed
	PartTallies
	PartEquation
	PartAging
	PartAccount   // of a statement or line
	PartStatement // of a line, or the one that replaced a statement
	PartFile      // of a statement
	PartCase      // of a line
	PartGroup     // of a line, with its lines
	PartAdvice    // of an invoice and its lines
	PartSimilar   // of advice: items that looked the same
	PartForecast  // of an account
)

// Has says whether p is wanted, or one of several.
func (w Parts) Has(p Parts) bool { return w&p != 0 }

// keyed joins a table to the wanted keys, which stand in $1 and $2.
const keyed = ` JOIN unnest($1::int[], $2::uuid[]) AS k (e, u) ON t.entity_id = k.e AND `

// decisionColumns leaves out what is the same in every decision, see migration 0008.
var decisionColumns = namesOf[decisionRow]("t")

// partLoader reads parts for many invoices in one round trip.
type partLoader struct {
	parts        Parts
	entities     []int32
	uuids        []string
	lines        []lineRow
	details      []detailRow
	reports      []reportRow
	routes       []routeRow
	tasks        []taskRow
	decisions    []decisionRow
	files        []fileOfRow
	postings     []postingRow
	events       []eventRow
	used         []usedRow
	usedInEntity []dutyRow
	suppliers    []supplierRow
	advice       []recommendationRow
}

type usedRow struct {
	InvoiceID domain.UUID
	dutyRow
}

type fileOfRow struct {
	fileRow
	InvoiceID domain.UUID
}

func newPartLoader(ids []domain.ID, parts Parts) *partLoader {
	p := &partLoader{parts: parts}
	p.entities, p.uuids = split(ids)
	return p
}

// load reads the parts, and what else comes first with them, as the instant's last round trip unless twins may follow.
func (p *partLoader) load(ctx context.Context, at *instant, first func(*pgx.Batch)) error {
	ask := at.askLast
	if p.parts.Has(PartChecks | PartAdvice) {
		ask = at.ask
	}
	return ask(ctx, func(batch *pgx.Batch) {
		first(batch)
		p.queue(batch)
	})
}

func (p *partLoader) queue(batch *pgx.Batch) {
	routes := `SELECT DISTINCT ON (t.entity_id, t.invoice_id) t.* FROM approval_route t` + keyed +
		`t.invoice_id = k.u ORDER BY t.entity_id, t.invoice_id, t.round DESC`
	if p.parts.Has(PartFormerRoutes) {
		routes = `SELECT t.* FROM approval_route t` + keyed + `t.invoice_id = k.u ORDER BY t.entity_id, t.invoice_id, t.round`
	}
	for _, one := range []struct {
		part Parts
		sql  string
		take func(pgx.Rows) error
	}{
		{PartLines, `SELECT t.* FROM invoice_line t` + keyed + `t.invoice_id = k.u ORDER BY t.invoice_id, t.number`, collect(&p.lines)},
		{PartDetail, `SELECT t.* FROM invoice_detail t` + keyed + `t.id = k.u`, collect(&p.details)},
		{PartChecks, `SELECT DISTINCT ON (t.entity_id, t.invoice_id) t.* FROM check_report t` + keyed +
			`t.invoice_id = k.u ORDER BY t.entity_id, t.invoice_id, t.id DESC`, collect(&p.reports)},
		{PartRoute | PartFormerRoutes, routes, collect(&p.routes)},
		{PartTasks, `SELECT t.* FROM task t` + keyed + `t.invoice_id = k.u ORDER BY t.invoice_id, t.round, t.step, t.id`, collect(&p.tasks)},
		{PartDecisions, `SELECT ` + decisionColumns + ` FROM decision t` + keyed + `t.invoice_id = k.u ORDER BY t.invoice_id, t.at`, collect(&p.decisions)},
		{PartEvidence, `SELECT t.entity_id, t.id, t.name, t.media_type, t.sha256, t.bytes, ''::bytea AS content, t.added_by,
			t.added_at, i.id AS invoice_id FROM invoice i JOIN unnest($1::int[], $2::uuid[]) AS k (e, u)
			ON i.entity_id = k.e AND i.id = k.u JOIN file t ON t.entity_id = i.entity_id AND t.id = i.file_id`, collect(&p.files)},
		{PartPosting, `SELECT DISTINCT ON (t.entity_id, t.invoice_id) t.* FROM posting t` + keyed +
			`t.invoice_id = k.u AND t.effect = 'post' ORDER BY t.entity_id, t.invoice_id, t.revision DESC`, collect(&p.postings)},
		{PartEvents, `SELECT e.* FROM unnest($1::int[], $2::uuid[]) AS k (e, u), LATERAL (
			SELECT ` + eventColumns + `
			FROM event t WHERE t.entity_id = k.e AND t.subject_id = k.u ORDER BY t.id DESC LIMIT 500) AS e`, collect(&p.events)},
		// On the invoice, its supplier and its orders, there and for the group; what was used in an entity as a whole is asked once for all.
		{PartUsed, `SELECT i.id AS invoice_id, t.* FROM invoice i JOIN unnest($1::int[], $2::uuid[]) AS k (e, u) ON i.entity_id = k.e AND i.id = k.u
			JOIN LATERAL (SELECT d.* FROM duty_use d WHERE d.entity_id IN (i.entity_id, 0) AND d.chain = ANY (ARRAY[i.id, i.supplier_id] || ARRAY(
				SELECT o.id FROM purchase_order o WHERE o.entity_id = i.entity_id AND o.number IN (
					SELECT unnest(f.orders) FROM invoice_detail f WHERE f.entity_id = i.entity_id AND f.id = i.id
					UNION SELECT l.order_number FROM invoice_line l WHERE l.entity_id = i.entity_id AND l.invoice_id = i.id)))) AS t ON true`, collect(&p.used)},
		{PartSupplier, `SELECT s.* FROM supplier s WHERE s.id IN (SELECT t.supplier_id FROM invoice t` + keyed + `t.id = k.u)`, collect(&p.suppliers)},
		{PartAdvice, `SELECT t.* FROM recommendation t` + keyed + `t.invoice_id = k.u WHERE t.state <> 'SUPERSEDED' ORDER BY t.made_at DESC, t.use, t.line`, collect(&p.advice)},
	} {
		if p.parts.Has(one.part) {
			batch.Queue(one.sql, p.entities, p.uuids).Query(one.take)
		}
	}
	if p.parts.Has(PartUsed) {
		entities, chains := p.entityChains()
		batch.Queue(`SELECT t.* FROM duty_use t`+keyed+`t.chain = k.u`, entities, chains).Query(collect(&p.usedInEntity))
	}
}

// entityChains are the chains of the group and of the entities that occur, each once.
func (p *partLoader) entityChains() (entities []int32, chains []string) {
	entities, chains = []int32{0}, []string{domain.EntityChain(0).String()}
	for _, e := range p.entities {
		if !slices.Contains(entities, e) {
			entities, chains = append(entities, e), append(chains, domain.EntityChain(domain.EntityID(e)).String())
		}
	}
	return entities, chains
}

// attach puts what was read where it belongs.
func (p *partLoader) attach(byID map[domain.UUID]*domain.Invoice) {
	for i := range p.lines {
		if inv := byID[p.lines[i].InvoiceID]; inv != nil {
			inv.Lines = append(inv.Lines, p.lines[i].record(inv.Currency))
		}
	}
	for i := range p.details {
		if inv, d := byID[p.details[i].ID], &p.details[i]; inv != nil {
			inv.Taxes, inv.Fields, inv.Orders, inv.Findings = d.Taxes, d.Fields, d.Orders, d.Findings
		}
	}
	for i := range p.reports {
		if inv, r := byID[p.reports[i].InvoiceID], &p.reports[i]; inv != nil {
			inv.Checks, inv.MatchLines, inv.Budget, inv.Duplicates = r.Results, r.Match, r.Budget, r.Duplicates
		}
	}
	for i := range p.routes {
		if inv := byID[p.routes[i].InvoiceID]; inv != nil {
			route := p.routes[i].record()
			route.ChangedFrom = inv.Route
			inv.Route = route
		}
	}
	for i := range p.tasks {
		if inv := byID[p.tasks[i].InvoiceID]; inv != nil {
			task := p.tasks[i].record()
			task.Subject = inv
			inv.Tasks = append(inv.Tasks, task)
		}
	}
	for i := range p.decisions {
		inv := byID[p.decisions[i].InvoiceID]
		if inv == nil {
			continue
		}
		for _, t := range inv.Tasks {
			// A step that was taken back waits again, or fell away since: what was once decided on it is not its decision.
			if t.ID.UUID == p.decisions[i].TaskID && t.State == domain.TaskDone {
				t.Decision = p.decisions[i].record()
			}
		}
	}
	for i := range p.files {
		if inv := byID[p.files[i].InvoiceID]; inv != nil {
			inv.Evidence = append(inv.Evidence, p.files[i].record())
		}
	}
	for i := range p.postings {
		if inv := byID[p.postings[i].InvoiceID]; inv != nil {
			inv.Posting = p.postings[i].record()
		}
	}
	for i := len(p.events) - 1; i >= 0; i-- { // they come newest first
		if inv := byID[p.events[i].SubjectID.Bytes]; inv != nil {
			inv.Events = append(inv.Events, p.events[i].record())
		}
	}
	for i := range p.used {
		if inv := byID[p.used[i].InvoiceID]; inv != nil {
			inv.Used = append(inv.Used, p.used[i].record())
		}
	}
	for i := range p.usedInEntity {
		for _, inv := range byID {
			if e := p.usedInEntity[i].EntityID; e == 0 || e == inv.ID.Entity {
				inv.Used = append(inv.Used, p.usedInEntity[i].record())
			}
		}
	}
	for i := range p.advice {
		if inv := byID[p.advice[i].InvoiceID]; inv != nil {
			r := p.advice[i].record(inv.Group.Currency)
			r.Invoice = inv
			inv.Advice = append(inv.Advice, r)
		}
	}
	for _, inv := range byID {
		for i := range inv.Lines {
			inv.Lines[i].Advice = inv.CodingAdvice(inv.Lines[i].Number)
		}
	}
	suppliers := make(map[domain.UUID]*domain.Supplier, len(p.suppliers))
	for i := range p.suppliers {
		suppliers[p.suppliers[i].ID] = p.suppliers[i].record()
	}
	if p.parts.Has(PartSupplier) {
		for _, inv := range byID {
			inv.Supplier = suppliers[inv.SupplierID]
		}
	}
}
