package store

import (
	"strings"
	"time"

	"github.com/uptrace/bun"

	"countersign/domain"
)

// invoiceRow is a row of invoice. Field names are column names without underscores.
type invoiceRow struct {
	bun.BaseModel `bun:"table:invoice" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	Version       int
	Key           string
	Number        string
	NumberNorm    string
	Kind          domain.InvoiceKind
	State         domain.ItemState
	SupplierID    domain.UUID
	SellerName    string
	BuyerName     *string
	SellerTaxID   string
	Payee         string
	BankAccount   string // every account of the document, with a blank between, which no folded account holds
	IssuedOn      domain.Date
	DueOn         domain.Date
	PostingOn     domain.Date
	ReceivedAt    time.Time
	Currency      domain.Currency
	NetMinor      *int64
	TaxMinor      *int64
	GrossMinor    *int64
	PrepaidMinor  *int64
	PayableMinor  *int64
	BaseMinor     *int64
	BaseCurrency  *domain.Currency
	GroupMinor    *int64
	GroupCurrency *domain.Currency
	RateDate      domain.Date
	RateSource    string
	Format        string
	FileID        domain.UUID
	Digest        string
	Round         int
	Match         *domain.MatchOutcome
	CenterCode    string
	EnteredKind   domain.ActorKind
	EnteredBy     domain.UUID
	EnteredName   string
	EditedBy      domain.UUID
	Touches       int
	Discount      *domain.Discount `bun:"type:jsonb"`
	CreatedAt     time.Time
	UpdatedAt     time.Time
}

func invoiceToRow(i *domain.Invoice) *invoiceRow {
	row := &invoiceRow{
		EntityID: i.ID.Entity, ID: i.ID.UUID, Version: i.Version, Key: i.Key, Number: i.Number, NumberNorm: i.NumberNorm,
		Kind: i.Kind, State: i.State, SupplierID: i.SupplierID, SellerName: i.SellerName, BuyerName: i.BuyerName,
		SellerTaxID: i.SellerTaxID, Payee: i.Payee(), BankAccount: strings.Join(i.Accounts(), " "), IssuedOn: i.IssuedOn, DueOn: i.DueOn,
		PostingOn: i.PostingOn, ReceivedAt: i.ReceivedAt, Currency: i.Currency,
		NetMinor: minor(i.Net), TaxMinor: minor(i.Tax), GrossMinor: minor(i.Gross), PrepaidMinor: minor(i.Prepaid),
		PayableMinor: minor(i.Payable), BaseMinor: minor(i.Base), BaseCurrency: currency(i.Base),
		GroupMinor: minor(i.Group), GroupCurrency: currency(i.Group), RateDate: i.RateDate, RateSource: i.RateSource,
		Format: i.Format, FileID: i.FileID, Digest: i.Digest, Round: i.Round, CenterCode: i.Center,
		EnteredKind: i.EnteredBy.Kind, EnteredBy: i.EnteredBy.ID, EnteredName: i.EnteredBy.Name, EditedBy: i.EditedBy,
		Touches: i.Touches, Discount: i.Discount, CreatedAt: i.CreatedAt, UpdatedAt: i.UpdatedAt,
	}
	if i.Match != "" {
		row.Match = &i.Match
	}
	return row
}

func (r *invoiceRow) record() *domain.Invoice {
	i := &domain.Invoice{
		ID:      domain.ID{Kind: domain.NodeInvoice, Entity: r.EntityID, UUID: r.ID},
		Version: r.Version, Key: r.Key, Number: r.Number, NumberNorm: r.NumberNorm, Kind: r.Kind, State: r.State,
		SupplierID: r.SupplierID, SellerName: r.SellerName, BuyerName: r.BuyerName, SellerTaxID: r.SellerTaxID,
		IssuedOn: r.IssuedOn, DueOn: r.DueOn, PostingOn: r.PostingOn,
		ReceivedAt: r.ReceivedAt.UTC(), Currency: r.Currency,
		Net: money(r.NetMinor, &r.Currency), Tax: money(r.TaxMinor, &r.Currency), Gross: money(r.GrossMinor, &r.Currency),
		Prepaid: money(r.PrepaidMinor, &r.Currency), Payable: money(r.PayableMinor, &r.Currency),
		Base: money(r.BaseMinor, r.BaseCurrency), Group: money(r.GroupMinor, r.GroupCurrency),
		RateDate: r.RateDate, RateSource: r.RateSource, Format: r.Format, FileID: r.FileID, Digest: r.Digest,
		Round: r.Round, Center: r.CenterCode, EditedBy: r.EditedBy, Touches: r.Touches, Discount: r.Discount,
		EnteredBy: domain.Actor{Kind: r.EnteredKind, ID: r.EnteredBy, Name: r.EnteredName},
		CreatedAt: r.CreatedAt.UTC(), UpdatedAt: r.UpdatedAt.UTC(),
	}
	i.SetAccounts(strings.Fields(r.BankAccount))
	if r.Match != nil {
		i.Match = *r.Match
	}
	return i
}

// lineRow is a row of invoice_line.
type lineRow struct {
	bun.BaseModel `bun:"table:invoice_line" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	InvoiceID     domain.UUID
	Number        int
	Text          string
	Quantity      *domain.Decimal `bun:"type:numeric"`
	Unit          *string
	Price         *domain.Decimal `bun:"type:numeric"`
	AmountMinor   int64
	TaxCategory   *string
	TaxRate       *domain.Decimal `bun:"type:numeric"`
	AccountCode   string
	CenterCode    string
	OrderNumber   *string
	OrderLine     *string
}

func linesToRows(i *domain.Invoice) []lineRow {
	rows := make([]lineRow, len(i.Lines))
	for n := range i.Lines {
		l := &i.Lines[n]
		rows[n] = lineRow{
			EntityID: i.ID.Entity, ID: l.ID.UUID, InvoiceID: i.ID.UUID, Number: l.Number, Text: l.Text,
			Quantity: l.Quantity, Unit: l.Unit, Price: l.Price, AmountMinor: l.Amount.Minor, TaxCategory: l.TaxCategory,
			TaxRate: l.TaxRate, AccountCode: l.AccountCode, CenterCode: l.CenterCode, OrderNumber: l.OrderNumber,
			OrderLine: l.OrderLine,
		}
	}
	return rows
}

func (r *lineRow) record(in domain.Currency) domain.InvoiceLine {
	return domain.InvoiceLine{
		ID:     domain.ID{Kind: domain.NodeInvoiceLine, Entity: r.EntityID, UUID: r.ID},
		Number: r.Number, Text: r.Text, Quantity: r.Quantity, Unit: r.Unit, Price: r.Price,
		Amount: domain.NewMoney(r.AmountMinor, in), TaxCategory: r.TaxCategory, TaxRate: r.TaxRate,
		AccountCode: r.AccountCode, CenterCode: r.CenterCode, OrderNumber: r.OrderNumber, OrderLine: r.OrderLine,
	}
}

// detailRow is a row of invoice_detail.
type detailRow struct {
	bun.BaseModel `bun:"table:invoice_detail" db:"-"`
	EntityID      domain.EntityID         `bun:",pk"`
	ID            domain.UUID             `bun:",pk"`
	Taxes         []domain.TaxLine        `bun:"type:jsonb"`
	Fields        []domain.ExtractedField `bun:"type:jsonb"`
	Orders        []string                `bun:",array"`
	Findings      []domain.CheckResult    `bun:"type:jsonb"`
}

// reportRow is a row of check_report.
type reportRow struct {
	bun.BaseModel `bun:"table:check_report" db:"-"`
	EntityID      domain.EntityID `bun:",pk"`
	ID            domain.UUID     `bun:",pk"`
	InvoiceID     domain.UUID
	Round         int
	At            time.Time
	Results       []domain.CheckResult        `bun:"type:jsonb"`
	Match         []domain.LineMatch          `bun:"type:jsonb"`
	Budget        []domain.BudgetCheck        `bun:"type:jsonb"`
	Duplicates    []domain.DuplicateCandidate `bun:"type:jsonb"`
}

func minor(m domain.Money) *int64 {
	if m.IsZero() {
		return nil
	}
	return &m.Minor
}

func currency(m domain.Money) *domain.Currency {
	if m.IsZero() {
		return nil
	}
	return &m.Currency
}

func money(minor *int64, in *domain.Currency) domain.Money {
	if minor == nil || in == nil {
		return domain.Money{}
	}
	return domain.NewMoney(*minor, *in)
}
