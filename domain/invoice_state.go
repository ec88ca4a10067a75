package domain

import (
	"maps"
	"slices"
)

// InvoiceVerb is something that can happen to an invoice.
type InvoiceVerb string

// The verbs, each a method of Invoice.
const (
	VerbSubmit   InvoiceVerb = "submit"
	VerbHold     InvoiceVerb = "hold"
	VerbRoute    InvoiceVerb = "route"
	VerbApprove  InvoiceVerb = "approve"
	VerbReject   InvoiceVerb = "reject"
	VerbReturn   InvoiceVerb = "return"
	VerbUndo     InvoiceVerb = "undo"
	VerbWithdraw InvoiceVerb = "withdraw"
	VerbAmend    InvoiceVerb = "amend"
	VerbCode     InvoiceVerb = "code"
	VerbPosted   InvoiceVerb = "posted"
	VerbRefused  InvoiceVerb = "refused"
	VerbRetry    InvoiceVerb = "retry"
	VerbReverse  InvoiceVerb = "reverse"
	VerbReroute  InvoiceVerb = "reroute"
)

// nextStates is the whole life of an invoice: what may happen where, and where it may lead. Everything else is refused
// with WRONG_STATE. REJECTED and RETURNED go back only by undo, POSTED only by a reversal in the ledger; CANCELLED ends it.
var nextStates = map[ItemState]map[InvoiceVerb][]ItemState{
	StateDraft: {
		VerbSubmit: {StateSubmitted}, VerbWithdraw: {StateCancelled}, VerbAmend: {StateDraft}, VerbCode: {StateDraft},
	},
	StateSubmitted: {
		VerbHold: {StateOnHold}, VerbRoute: {StateInReview, StatePosting}, VerbWithdraw: {StateCancelled},
	},
	StateOnHold: {
		VerbSubmit: {StateSubmitted}, VerbWithdraw: {StateCancelled}, VerbAmend: {StateOnHold}, VerbCode: {StateOnHold},
	},
	StateReturned: {
		VerbSubmit: {StateSubmitted}, VerbWithdraw: {StateCancelled}, VerbAmend: {StateReturned}, VerbCode: {StateReturned},
		VerbUndo: {StateInReview},
	},
	StateInReview: {
		VerbApprove: {StateInReview, StatePosting}, VerbReject: {StateRejected}, VerbReturn: {StateReturned},
		VerbUndo: {StateInReview}, VerbWithdraw: {StateCancelled},
		// What was checked and routed is no longer what is there: both happen again.
		VerbAmend: {StateSubmitted}, VerbCode: {StateSubmitted},
		// Nobody who is asked for a step works here any more.
		VerbReroute: {StateSubmitted},
	},
	StateRejected: {VerbUndo: {StateInReview}},
	StatePosting:  {VerbPosted: {StatePosted}, VerbRefused: {StateFailed}, VerbUndo: {StateInReview}},
	StateFailed: {
		VerbRetry: {StatePosting},
		// The ledger refused an account: coding it anew asks the approvers anew.
		VerbCode: {StateSubmitted},
	},
	StatePosted:    {VerbReverse: {StateCancelled}},
	StateCancelled: {},
}

// verbActions says which permission a verb of a person needs. Verbs without one are the house's own.
var verbActions = map[InvoiceVerb]Action{
	VerbSubmit: EnterInvoice, VerbWithdraw: EnterInvoice, VerbAmend: EnterInvoice, VerbCode: CodeInvoice,
	VerbApprove: ApproveInvoice, VerbReject: ApproveInvoice, VerbReturn: ApproveInvoice,
	VerbRetry: PostInvoice, VerbReverse: PostInvoice,
}

// InvoiceStates lists every state an invoice can be in, sorted.
func InvoiceStates() []ItemState { return slices.Sorted(maps.Keys(nextStates)) }

// InvoiceVerbs lists what may happen in a state, sorted; nil for a state that invoices do not have.
func InvoiceVerbs(state ItemState) []InvoiceVerb { return slices.Sorted(maps.Keys(nextStates[state])) }

// AllowedActions lists the permissions that a person can make use of in a state, in the order of the schema; looking is
// always one of them.
func AllowedActions(state ItemState) []Action {
	var list []Action
	for _, action := range Actions() {
		used := action == ViewInvoice
		for verb := range nextStates[state] {
			used = used || verbActions[verb] == action
		}
		if used {
			list = append(list, action)
		}
	}
	return list
}

// verbWords completes "This invoice is ..., so it cannot be ...".
var verbWords = map[InvoiceVerb]string{
	VerbSubmit: "handed in", VerbHold: "put on hold", VerbRoute: "routed", VerbApprove: "approved", VerbReject: "rejected",
	VerbReturn: "returned", VerbUndo: "taken back to its approvers", VerbWithdraw: "withdrawn", VerbAmend: "changed",
	VerbCode: "coded", VerbPosted: "confirmed as posted", VerbRefused: "refused by the ledger", VerbRetry: "posted again",
	VerbReverse: "reversed", VerbReroute: "routed anew",
}

// stateWords completes "This invoice is ...".
var stateWords = map[ItemState]string{
	StateDraft: "a draft", StateSubmitted: "being checked", StateInReview: "in review", StateReturned: "returned",
	StateOnHold: "on hold", StateRejected: "rejected", StatePosting: "on its way to the ledger", StatePosted: "posted",
	StateCancelled: "cancelled", StateFailed: "refused by the ledger",
}

// may refuses a verb that the state does not have. Errors: WRONG_STATE with details state and next.
func (i *Invoice) may(verb InvoiceVerb) error {
	if len(nextStates[i.State][verb]) > 0 {
		return nil
	}
	return i.wrongState("This invoice is %s, so it cannot be %s.", stateWords[i.State], verbWords[verb])
}

func (i *Invoice) wrongState(format string, args ...any) *Error {
	next := make([]string, 0, len(nextStates[i.State]))
	for _, verb := range InvoiceVerbs(i.State) {
		next = append(next, string(verb))
	}
	return Refuse(CodeWrongState, format, args...).With("state", string(i.State)).With("next", next)
}

// to moves the invoice along one arrow of nextStates. Any other move is our bug and panics.
func (i *Invoice) to(verb InvoiceVerb, state ItemState) {
	if !slices.Contains(nextStates[i.State][verb], state) {
		panic("domain: no way from " + string(i.State) + " by " + string(verb) + " to " + string(state))
	}
	i.State = state
}
