package domain

// checkOutcomes says how grave each answer of our own checks is, and why. PASS needs no entry: the answer "ok" passes.
// An answer that is not in the table blocks, so that a slip here cannot let money out.
var checkOutcomes = map[string]map[string]struct {
	outcome CheckOutcome
	why     string
}{
	"SUPPLIER_KNOWN": {
		"unknown": {CheckWarning, "it can be paid, but is routed as of high risk"},
	},
	"SUPPLIER_ACTIVE": {
		"blocked":    {CheckBlocker, "somebody decided that this supplier is not paid"},
		"inactive":   {CheckBlocker, "nothing is bought there any more"},
		"onboarding": {CheckWarning, "who they are is not confirmed yet"},
	},
	"SUPPLIER_BANK": {
		"none":       {CheckInfo, "the account on file is paid"},
		"unknown":    {CheckInfo, "there is nothing to compare with, which SUPPLIER_KNOWN tells"},
		"other":      {CheckBlocker, "a changed account is how invoices are stolen"},
		"no payment": {CheckWarning, "a credit note is not paid out, but somebody should ask"},
		"unverified": {CheckInfo, "the account is on file, nobody has confirmed it"},
	},
	"BUYER_IS_US": {
		"other": {CheckWarning, "it may be meant for another entity"},
		"none":  {CheckInfo, "the document does not say whom it bills"},
	},
	"DATES": {
		"none":      {CheckBlocker, "without a date it belongs to no period"},
		"due first": {CheckWarning, "one of the dates is wrong"},
		"future":    {CheckWarning, "nothing is billed before it happens"},
		"old":       {CheckWarning, "a year-old bill was probably paid"},
		"no due":    {CheckInfo, "it is paid when it is approved"},
	},
	"ARITHMETIC": {
		"contradiction": {CheckBlocker, "no amount of it can be trusted"},
		"rounding":      {CheckWarning, "less than one unit of currency apart, posted as a rounding difference"},
		"cents":         {CheckInfo, "VAT that was rounded line by line"},
		"unstated":      {CheckWarning, "the document leaves out what the sum needs"},
	},
	"DUPLICATE_EXACT": {
		"twin": {CheckBlocker, "paying twice is the dearest mistake there is"},
	},
	"DUPLICATE_SIMILAR": {
		"similar": {CheckWarning, "the same bill may have come under another number"},
	},
	"PO_MATCH": {
		"no order":                {CheckInfo, "not everything is ordered; the policy asks more people for it"},
		string(WithinTolerance):   {CheckInfo, "the policy accepts it"},
		string(PriceVariance):     {CheckWarning, "a person judges the difference"},
		string(QuantityVariance):  {CheckWarning, "a person judges the difference"},
		string(NoReceipt):         {CheckWarning, "it may never have arrived"},
		string(NoPO):              {CheckWarning, "the order that it names is not known"},
		string(PartialMatch):      {CheckWarning, "something was billed that was not ordered"},
		"order of somebody else":  {CheckWarning, "the order was placed with another supplier"},
		"order in other currency": {CheckWarning, "the prices cannot be compared"},
	},
	"PERIOD_OPEN": {
		"moved":  {CheckInfo, "it counts in the first period that is open"},
		"closed": {CheckBlocker, "it cannot be posted"},
	},
	"CURRENCY_RATE": {
		"none": {CheckBlocker, "no limit can be held against an amount that nobody knows"},
		"old":  {CheckWarning, "the amount that limits were held against may be off"},
	},
	"BUDGET": {
		"over": {CheckWarning, "budgets warn, they do not stop what was bought"},
		"none": {CheckInfo, "nobody planned anything for the centre"},
	},
}

func outcomeOf(rule, found string) CheckOutcome {
	if found == "ok" {
		return CheckPass
	}
	if known, ok := checkOutcomes[rule][found]; ok {
		return known.outcome
	}
	return CheckBlocker
}
