package domain

// BankStatement is one statement of an account, or one report of its movements, as a file states it.
//
// Amounts are as written: signed, a debit balance negative; what the file does not state is nil, zero or "".
type BankStatement struct {
	Account     string   // IBAN or the bank's own number, upper case, without blanks
	Bank        string   // BIC or the bank's routing number
	Currency    Currency // of the balances; "" when the file names none or several
	Number      string   // the bank's number of the statement
	From        Date     // first day that it speaks of
	To          Date     // last day
	Opening     *Decimal
	Closing     *Decimal // booked
	Provisional bool     // movements of the day that the bank may still change: camt.052, MT942, BAI2 current day
	Page        int      // of a statement in several messages, from 1; 0 when it stands in one
}

// BankEntry is one movement on a statement.
type BankEntry struct {
	Booked       Date
	Value        Date    // value date
	Amount       Decimal // signed, from the account holder's view: money in is positive, a reversal of money in negative
	Currency     Currency
	Pending      bool // announced, not booked: counts in no balance
	Reversal     bool // takes an earlier movement back
	EndToEndID   string
	MandateID    string
	BankRef      string // the servicing bank's reference
	CustomerRef  string // the account holder's reference, or the creditor reference (ISO 11649)
	Counterparty string // name
	CounterAcct  string // IBAN or number of the counterparty
	Text         string // remittance information and whatever else a person would read, in one line
	Code         string // the bank's or ISO 20022 transaction code, for example "PMNT/RCDT/ESCT" or "NTRF"
	Batch        int    // how many movements the bank booked as this one sum; 0 when it does not say
	Details      []BatchDetail
}

// BatchDetail is one movement of a batch that the bank booked as one sum.
type BatchDetail struct {
	Amount       *Decimal // signed as the entry
	Currency     Currency
	EndToEndID   string
	MandateID    string
	CustomerRef  string
	Counterparty string
	CounterAcct  string
	Text         string
}

// StatementVisitor is told what a file holds while it is being read, so that a file of any size needs the memory of one
// entry. Each function may be nil. An error of one ends the reading with that error.
type StatementVisitor struct {
	Begin   func(BankStatement) error // what is known before the first entry
	Entry   func(BankEntry) error
	End     func(BankStatement) error // what is known after the last: the closing balance may stand at either end
	Finding func(Finding) error       // what a person should know besides; Field is where it stands in the file, "" for the whole
}
