package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"countersign/domain"
	"countersign/workflow"
)

// words turn what people write on the command line into ids, and ids into what people read.
type words struct{ service *workflow.Service }

// principal is a person by address, or a service account by name.
func (w words) principal(ctx context.Context, text string) (domain.ID, error) {
	if account := w.service.ServiceByName(text); account != nil {
		return domain.ID{Kind: domain.NodeService, UUID: account.ID}, nil
	}
	person, err := w.service.PersonByEmail(ctx, text)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return domain.ID{}, fmt.Errorf("there is no person with the address %s, nor a service account of that name", text)
	}
	if err != nil {
		return domain.ID{}, err
	}
	return person.ID, nil
}

// entity is a legal entity by code; GROUP is the group itself, "" nil.
func (w words) entity(ctx context.Context, code string) (*domain.ID, error) {
	switch {
	case code == "":
		return nil, nil
	case strings.EqualFold(code, "group"):
		id := domain.EntityNode(0)
		return &id, nil
	}
	entity, err := w.service.EntityByCode(ctx, code)
	if err != nil {
		return nil, fmt.Errorf("%s is no legal entity of this group", code)
	}
	return &entity.ID, nil
}

// record is a record by its id, or an invoice by its key; "" is nil.
func (w words) record(ctx context.Context, text string) (*domain.ID, error) {
	if text == "" {
		return nil, nil
	}
	if id, err := domain.ParseID(text); err == nil {
		return &id, nil
	}
	found, err := w.service.Search(ctx, text, 10, 0)
	if err != nil {
		return nil, err
	}
	for _, inv := range found {
		if strings.EqualFold(inv.Key, text) {
			return &inv.ID, nil
		}
	}
	return nil, fmt.Errorf("there is no invoice %s, nor a record with that id", text)
}

// action is one of the closed list.
func action(text string) (domain.Action, error) {
	a := domain.Action(strings.ToUpper(strings.ReplaceAll(text, "-", "_")))
	if slices.Contains(domain.Actions(), a) {
		return a, nil
	}
	part, _, _ := strings.Cut(string(a), "_")
	var near []string
	for _, one := range domain.Actions() {
		if strings.HasPrefix(string(one), part+"_") {
			near = append(near, string(one))
		}
	}
	if len(near) == 0 {
		return "", fmt.Errorf("%s is not an action, as for example INVOICE_APPROVE is; docs/access.md lists them", text)
	}
	return "", fmt.Errorf("%s is not an action; near are %s", text, strings.Join(near, ", "))
}

// amount is an amount in the group's currency; "" is nil.
func (w words) amount(text string) (*domain.MoneyInput, error) {
	if text == "" {
		return nil, nil
	}
	d, err := domain.ParseDecimal(text)
	if err != nil {
		return nil, fmt.Errorf("%s is not an amount, as for example 100000 or 2500.50 is", text)
	}
	return &domain.MoneyInput{Amount: d, Currency: w.service.Currency()}, nil
}

func (w words) name(id domain.UUID) string { return w.service.NameOf(id) }

// email is a person's address, "" for anybody else.
func (w words) email(id domain.UUID) string {
	if p := w.service.Person(id); p != nil {
		return p.Email
	}
	return ""
}

// codes are entities by their codes.
func (w words) codes(entities []domain.EntityID) []string {
	codes := []string{}
	if slices.Contains(entities, 0) {
		codes = append(codes, "GROUP")
	}
	for _, e := range w.service.EntityList(entities) {
		codes = append(codes, e.Code)
	}
	return codes
}

// limit is up to how much, "" without limit.
func limit(m *domain.Money) string {
	if m == nil {
		return ""
	}
	return m.String()
}

// moment is an instant as it is written, "" for none.
func moment(at *time.Time) string {
	if at == nil || at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}
