package camt

import (
	"strconv"
	"strings"

	"countersign/domain"
)

func (p *printer) entry(e *domain.BankEntry) {
	p.raw("\n<Ntry>")
	p.amount(e.Amount, e.Currency)
	if e.Reversal {
		p.raw("<RvslInd>true</RvslInd>")
	}
	if e.Pending {
		p.raw("<Sts><Cd>PDNG</Cd></Sts>")
	} else {
		p.raw("<Sts><Cd>BOOK</Cd></Sts>")
	}
	p.day("BookgDt", e.Booked)
	p.day("ValDt", e.Value)
	p.text("AcctSvcrRef", e.BankRef, maxReference)
	p.code(e.Code)
	collective := len(e.Details) > 0 || e.Batch > 1
	own := domain.BatchDetail{
		Amount: &e.Amount, Currency: e.Currency, EndToEndID: e.EndToEndID, MandateID: e.MandateID, CustomerRef: e.CustomerRef,
		Counterparty: e.Counterparty, CounterAcct: e.CounterAcct, Text: e.Text,
	}
	if e.Batch > 0 || collective || own != (domain.BatchDetail{Amount: own.Amount, Currency: own.Currency}) {
		p.raw("<NtryDtls>")
		if e.Batch > 0 {
			p.raw("<Btch><NbOfTxs>" + strconv.Itoa(e.Batch) + "</NbOfTxs></Btch>")
		}
		if !collective {
			p.detail(&own, e)
		}
		for i := range e.Details {
			p.detail(&e.Details[i], e)
		}
		p.raw("</NtryDtls>")
	}
	if collective {
		p.text("AddtlNtryInf", e.Text, maxMore)
	}
	p.raw("</Ntry>")
}

// code writes domain/family/sub-family, or the bank's own code.
func (p *printer) code(code string) {
	parts := strings.Split(code, "/")
	if len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) == 4 && len(parts[2]) == 4 {
		p.raw("<BkTxCd><Domn>")
		p.text("Cd", parts[0], 4)
		p.raw("<Fmly>")
		p.text("Cd", parts[1], 4)
		p.text("SubFmlyCd", parts[2], 4)
		p.raw("</Fmly></Domn></BkTxCd>")
		return
	}
	if code != "" {
		p.raw("<BkTxCd><Prtry>")
		p.text("Cd", code, maxReference)
		p.raw("</Prtry></BkTxCd>")
	}
}

func (p *printer) detail(d *domain.BatchDetail, e *domain.BankEntry) {
	p.raw("<TxDtls>")
	structured := strings.HasPrefix(d.CustomerRef, "RF")
	if d.EndToEndID != "" || d.MandateID != "" || d.CustomerRef != "" && !structured {
		p.raw("<Refs>")
		if !structured {
			p.text("InstrId", d.CustomerRef, maxReference)
		}
		p.text("EndToEndId", d.EndToEndID, maxReference)
		p.text("MndtId", d.MandateID, maxReference)
		p.raw("</Refs>")
	}
	debit := e.Amount.Sign() < 0
	if d.Amount != nil {
		debit = d.Amount.Sign() < 0
		p.amount(*d.Amount, d.Currency)
	}
	if d.Counterparty != "" || d.CounterAcct != "" {
		role := "Dbtr"
		if debit != e.Reversal {
			role = "Cdtr"
		}
		p.raw("<RltdPties>")
		if d.Counterparty != "" {
			p.raw("<" + role + "><Pty>")
			p.text("Nm", d.Counterparty, maxName)
			p.raw("</Pty></" + role + ">")
		}
		if d.CounterAcct != "" {
			p.raw("<" + role + "Acct>")
			p.account(d.CounterAcct)
			p.raw("</" + role + "Acct>")
		}
		p.raw("</RltdPties>")
	}
	if d.Text != "" || structured {
		p.raw("<RmtInf>")
		p.free(d.Text)
		if structured {
			p.raw("<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>")
			p.text("Ref", d.CustomerRef, maxReference)
			p.raw("</CdtrRefInf></Strd>")
		}
		p.raw("</RmtInf>")
	}
	p.raw("</TxDtls>")
}

// free writes a text in lines that the schema allows, cut between words where there are any.
func (p *printer) free(s string) {
	for letters := []rune(s); len(letters) > 0; {
		end := min(len(letters), maxFree)
		if end < len(letters) {
			if at := strings.LastIndexByte(string(letters[:end]), ' '); at > 0 {
				end = len([]rune(string(letters[:end])[:at]))
			}
		}
		p.text("Ustrd", strings.TrimSpace(string(letters[:end])), maxFree)
		letters = letters[end:]
	}
}
