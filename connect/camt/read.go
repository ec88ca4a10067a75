package camt

import (
	"encoding/xml"
	"io"
	"regexp"

	"countersign/connect/xmldoc"
	"countersign/domain"
)

// Reasons for a refusal besides xmldoc's.
const (
	ReasonWrongMessage       = "wrong_message"        // of ISO 20022, but another one
	ReasonNoStatementElement = "no_statement_element" // the message holds no statement, report or notification
	ReasonMissing            = "missing_element"
	ReasonNotWritable        = "not_writable" // camt.053 cannot say it
)

var (
	message   = regexp.MustCompile(`^urn:(?:iso:std:iso:20022:tech:xsd:|swift:xsd:\$?)([a-z]{4}\.\d{3})\.\d{3}\.\d{2}$`)
	statement = map[string]bool{"camt.052": true, "camt.053": true, "camt.054": true}
)

// Sniff says whether the first bytes of a file are those of an ISO 20022 message, be it a statement or not: Read knows
// best how to refuse the others.
func Sniff(head []byte) bool {
	root, err := xmldoc.Root(head)
	return err == nil && root.Local == "Document" && message.MatchString(root.Space)
}

// Read tells v what the statements of a message hold, in the order of the file. head is the beginning of the file, at
// least as much as holds the root element; r reads the file from its first byte.
//
// Errors: INVALID with one of xmldoc's reasons or of this package; Field is the path of the element at fault. What v or
// r return, wrapped.
func Read(head []byte, r io.Reader, v domain.StatementVisitor) error {
	root, err := xmldoc.Root(head)
	if err != nil {
		return err
	}
	found := message.FindStringSubmatch(root.Space)
	if found == nil || root.Local != "Document" {
		return xmldoc.Refuse(xmldoc.ReasonWrongRoot, "/"+root.Local, "The root element is %.40q.", root.Local)
	}
	if !statement[found[1]] {
		return xmldoc.Refuse(ReasonWrongMessage, "/Document", "The message is %s, which is no statement of an account.", found[1])
	}
	m := mapping{visitor: v, provisional: found[1] == "camt.052"}
	grammar := xmldoc.Grammar{Roots: []xml.Name{root}, Words: xmldoc.Vocabulary{root.Space: ""}}
	if _, err := xmldoc.Stream(r, grammar, &m.doc, m.take); err != nil {
		return err
	}
	if m.statements == 0 {
		return xmldoc.Refuse(ReasonNoStatementElement, "/Document", "The message holds no statement, report or notification.")
	}
	return nil
}

type text = xmldoc.Text

// document holds what the three messages have; each has its own names for itself and its statements.
type document struct {
	Message struct {
		Header struct {
			Pages pagination `xml:"MsgPgntn"`
		} `xml:"GrpHdr"`
		Statements []account `xml:"Stmt,Rpt,Ntfctn" each:"true"`
	} `xml:"BkToCstmrStmt,BkToCstmrAcctRpt,BkToCstmrDbtCdtNtfctn,BkToCstmrStmtV01,BkToCstmrAcctRptV01,BkToCstmrDbtCdtNtfctnV01"`
}

type pagination struct {
	Page text `xml:"PgNb"`
	Last text `xml:"LastPgInd"`
}

// account is one statement, report or notification.
type account struct {
	ID       text       `xml:"Id"`
	Pages    pagination `xml:"StmtPgntn,RptPgntn,NtfctnPgntn"`
	Number   text       `xml:"ElctrncSeqNb"`
	LegalNr  text       `xml:"LglSeqNb"`
	Created  text       `xml:"CreDtTm"`
	FromTo   period     `xml:"FrToDt"`
	Account  holding    `xml:"Acct"`
	Balances []balance  `xml:"Bal"`
	Entries  []entry    `xml:"Ntry" each:"true"`
}

type period struct {
	From text `xml:"FrDtTm,FrDt"`
	To   text `xml:"ToDtTm,ToDt"`
}

type holding struct {
	ID       accountID `xml:"Id"`
	Currency text      `xml:"Ccy"`
	Servicer struct {
		Institution struct {
			BIC      text `xml:"BIC,BICFI"`
			Clearing struct {
				Member text `xml:"MmbId"`
			} `xml:"ClrSysMmbId"`
		} `xml:"FinInstnId"`
	} `xml:"Svcr"`
}

// accountID is an IBAN or any other number; version 1 names the others apart.
type accountID struct {
	IBAN        text  `xml:"IBAN"`
	BBAN        text  `xml:"BBAN,UPIC"`
	Other       inner `xml:"Othr"`
	Proprietary inner `xml:"PrtryAcct"`
}

type inner struct {
	ID text `xml:"Id"`
}

type balance struct {
	Type struct {
		Code   text `xml:"Cd"`
		Choice struct {
			Code text `xml:"Cd"`
		} `xml:"CdOrPrtry"`
	} `xml:"Tp"`
	Amount text `xml:"Amt"`
	Side   text `xml:"CdtDbtInd"`
	Date   day  `xml:"Dt"`
}

// day is a date, or an instant of which the date counts.
type day struct {
	Date text `xml:"Dt"`
	Time text `xml:"DtTm"`
}
