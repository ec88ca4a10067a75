package domain

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// InvoiceChange is what a person mends; what is nil stays.
type InvoiceChange struct {
	Supplier *Supplier
	Number   *string
	IssuedOn *Date
	DueOn    *Date
}

// Amend changes what was read or typed wrongly. An invoice in review goes back to be checked and routed anew, and the
// approvals given before fall; the event says how many. Tasks, Lines, Taxes and Orders must be loaded.
//
// Errors: WRONG_STATE; INVALID with every violation, also when nothing would change.
func (i *Invoice) Amend(change InvoiceChange, by Actor, reason string, at time.Time) (Event, error) {
	if err := i.may(VerbAmend); err != nil {
		return Event{}, err
	}
	broken := needReason(reason)
	if change.Number != nil {
		if n := utf8.RuneCountInString(strings.TrimSpace(*change.Number)); n == 0 || n > maxNumber {
			broken.Add("number", "length", "The supplier's number must have 1 to %d characters.", maxNumber)
		}
	}
	if change.IssuedOn != nil && change.IssuedOn.IsZero() {
		broken.Add("issuedOn", "required", "The date of issue cannot be taken away.")
	}
	if err := broken.Err(); err != nil {
		return Event{}, err
	}
	before := *i
	i.apply(change)
	return i.changed(VerbAmend, "invoice.amended", "changed", &before, by, reason, at)
}

func (i *Invoice) apply(change InvoiceChange) {
	if change.Supplier != nil {
		i.Supplier, i.SupplierID = change.Supplier, change.Supplier.ID.UUID
	}
	if change.Number != nil {
		i.Number = strings.TrimSpace(*change.Number)
		i.NumberNorm = NormaliseNumber(i.Number)
	}
	if change.IssuedOn != nil {
		i.IssuedOn = *change.IssuedOn
	}
	if change.DueOn != nil {
		i.DueOn = *change.DueOn
	}
}

// LineCoding says where one line is booked: an account, and a cost centre or none.
type LineCoding struct {
	Number  int // of the line, from 1
	Account *Account
	Center  *CostCenter // nil is none
}

// Code sets accounts and cost centres of lines. An invoice in review, or one that the ledger refused, is checked and
// routed anew and the approvals given before fall. Tasks, Lines, Taxes and Orders must be loaded.
//
// Errors: WRONG_STATE; INVALID with every violation, also when nothing would change.
func (i *Invoice) Code(coding []LineCoding, by Actor, at time.Time) (Event, error) {
	if err := i.may(VerbCode); err != nil {
		return Event{}, err
	}
	var broken Violations
	place := make(map[int]int, len(i.Lines)) // index by number
	for n, l := range i.Lines {
		place[l.Number] = n
	}
	seen := map[int]bool{}
	if len(coding) == 0 {
		broken.Add("lines", "required", "Name at least one line.")
	}
	for n, c := range coding {
		field := fmt.Sprintf("lines[%d]", n)
		if _, ok := place[c.Number]; !ok {
			broken.Add(field+".number", "exists", "There is no line %d.", c.Number)
		}
		if seen[c.Number] {
			broken.Add(field+".number", "once", "Line %d is named twice.", c.Number)
		}
		if c.Account == nil {
			broken.Add(field+".accountId", "required", "Line %d needs an account.", c.Number)
		}
		seen[c.Number] = true
	}
	if err := broken.Err(); err != nil {
		return Event{}, err
	}
	before := *i
	i.Lines = slices.Clone(i.Lines)
	for _, c := range coding {
		line := &i.Lines[place[c.Number]]
		line.Account, line.AccountCode, line.CostCenter, line.CenterCode = c.Account, c.Account.Code, c.Center, ""
		if c.Center != nil {
			line.CenterCode = c.Center.Code
		}
	}
	i.Center = LargestCenter(i.Lines)
	return i.changed(VerbCode, "invoice.coded", "coded", &before, by, "", at)
}

// changed finishes Amend and Code: digest, fallen approvals, and what was different before.
func (i *Invoice) changed(verb InvoiceVerb, kind, did string, before *Invoice, by Actor, reason string, at time.Time) (Event, error) {
	differences := changesBetween(before, i)
	if len(differences) == 0 {
		*i = *before
		return Event{}, RefuseField(CodeInvalid, "", "Nothing would change.")
	}
	i.Digest = i.ComputeDigest()
	if by.IsPerson() {
		i.EditedBy = by.ID
	}
	state := nextStates[before.State][verb][0]
	fell := 0
	if state != before.State {
		fell = i.voidRound()
	}
	i.to(verb, state)
	text := fmt.Sprintf("%s %s the invoice.", by.named(), did)
	switch {
	case fell == 1:
		text += " The approval given before fell."
	case fell > 1:
		text += fmt.Sprintf(" The %d approvals given before fell.", fell)
	}
	event := i.told(kind, by, at, "%s", text).Because(reason).With("digest", i.Digest).With("approvalsFell", fell)
	event.Changes = differences
	if state != before.State {
		event = event.Changed("state", string(before.State), string(state))
	}
	return event, nil
}

func changesBetween(a, b *Invoice) []Change {
	var list []Change
	add := func(path, before, after string) {
		if before != after {
			list = append(list, Change{path, optional(before), optional(after)})
		}
	}
	add("supplier", idText(a.SupplierID), idText(b.SupplierID))
	add("number", a.Number, b.Number)
	add("issuedOn", a.IssuedOn.String(), b.IssuedOn.String())
	add("dueOn", a.DueOn.String(), b.DueOn.String())
	for n := range b.Lines {
		field := fmt.Sprintf("lines[%d].", b.Lines[n].Number)
		add(field+"account", a.Lines[n].AccountCode, b.Lines[n].AccountCode)
		add(field+"costCenter", a.Lines[n].CenterCode, b.Lines[n].CenterCode)
	}
	return list
}

// LargestCenter is the code of the cost centre that bears the largest share of the lines' amounts, "" when no line
// names one. Of equal shares the smaller code wins.
func LargestCenter(lines []InvoiceLine) string {
	share := map[string]int64{}
	for _, l := range lines {
		if l.CenterCode != "" {
			share[l.CenterCode] += l.Amount.Minor
		}
	}
	codes := slices.SortedFunc(maps.Keys(share), func(a, b string) int {
		return cmp.Or(cmp.Compare(abs64(share[b]), abs64(share[a])), cmp.Compare(a, b))
	})
	if len(codes) == 0 {
		return ""
	}
	return codes[0]
}
