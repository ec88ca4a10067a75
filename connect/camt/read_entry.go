package camt

// entry is one booking.
type entry struct {
	Ref      text `xml:"NtryRef"`
	Amount   text `xml:"Amt"`
	Side     text `xml:"CdtDbtInd"`
	Reversal text `xml:"RvslInd"`
	Status   struct {
		Value text `xml:"."`
		Code  text `xml:"Cd"`
		Own   text `xml:"Prtry"`
	} `xml:"Sts"`
	Booked  day      `xml:"BookgDt"`
	Value   day      `xml:"ValDt"`
	BankRef text     `xml:"AcctSvcrRef"`
	Code    bankCode `xml:"BkTxCd"`
	Batch   batch    `xml:"Btch"` // version 1
	Details []struct {
		Batch        batch         `xml:"Btch"`
		Transactions []transaction `xml:"TxDtls" each:"true"`
	} `xml:"NtryDtls"`
	Transactions []transaction `xml:"TxDtls" each:"true"` // version 1
	More         []text        `xml:"AddtlNtryInf"`
}

type bankCode struct {
	Domain struct {
		Code   text `xml:"Cd"`
		Family struct {
			Code text `xml:"Cd"`
			Sub  text `xml:"SubFmlyCd"`
		} `xml:"Fmly"`
	} `xml:"Domn"`
	Own struct {
		Code text `xml:"Cd"`
	} `xml:"Prtry"`
}

type batch struct {
	ID    text `xml:"PmtInfId"`
	Count text `xml:"NbOfTxs"`
}

// transaction is one payment in a booking.
type transaction struct {
	Refs struct {
		EndToEnd    text `xml:"EndToEndId"`
		Mandate     text `xml:"MndtId"`
		Servicer    text `xml:"AcctSvcrRef"`
		Instruction text `xml:"InstrId"`
		Cheque      text `xml:"ChqNb"`
	} `xml:"Refs"`
	Amount  text `xml:"Amt"`
	Side    text `xml:"CdtDbtInd"`
	Amounts struct {
		Transaction amount `xml:"TxAmt"`
	} `xml:"AmtDtls"`
	Parties struct {
		Debtor           party  `xml:"Dbtr"`
		DebtorAccount    holder `xml:"DbtrAcct"`
		UltimateDebtor   party  `xml:"UltmtDbtr"`
		Creditor         party  `xml:"Cdtr"`
		CreditorAccount  holder `xml:"CdtrAcct"`
		UltimateCreditor party  `xml:"UltmtCdtr"`
		Trading          party  `xml:"TradgPty"`
	} `xml:"RltdPties"`
	Remittance struct {
		Free       []text       `xml:"Ustrd"`
		Structured []structured `xml:"Strd"`
	} `xml:"RmtInf"`
	Return struct {
		Reason struct {
			Code text `xml:"Cd"`
			Own  text `xml:"Prtry"`
		} `xml:"Rsn"`
		More []text `xml:"AddtlInf"`
	} `xml:"RtrInf"`
	More []text `xml:"AddtlTxInf"`
}

type amount struct {
	Amount text `xml:"Amt"`
}

// party is a person or firm; from version 8 on the choice between one and a bank is an element of its own.
type party struct {
	Name   text `xml:"Nm"`
	Choice struct {
		Name text `xml:"Nm"`
	} `xml:"Pty"`
	Bank struct {
		Institution struct {
			Name text `xml:"Nm"`
			BIC  text `xml:"BICFI,BIC"`
		} `xml:"FinInstnId"`
	} `xml:"Agt"`
}

type holder struct {
	ID accountID `xml:"Id"`
}

type structured struct {
	Documents []struct {
		Number text `xml:"Nb,RfrdDocNb"`
	} `xml:"RfrdDocInf"`
	Creditor struct {
		Ref text `xml:"Ref,CdtrRef"`
	} `xml:"CdtrRefInf"`
	More []text `xml:"AddtlRmtInf"`
}
