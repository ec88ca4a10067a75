package authz_test

import (
	"slices"
	"strings"

	"countersign/domain"
)

// restated says a second time, apart from the code, of every action and every stand how it may be asked (b without a
// record, l under a limit, h by people alone) and of which kinds of record (* any).
const restated = `
INVOICE_VIEW           b    *
INVOICE_ENTER          b    inv,itk
INVOICE_CODE           b    inv,inl
INVOICE_APPROVE        lh   inv
INVOICE_POST           l    inv,adj
HOLD_RELEASE           lh   *
PAYMENT_PROPOSE        l    *
PAYMENT_APPROVE        lh   *
PAYMENT_RELEASE        lh   *
BANK_ACCOUNT_EDIT      b    *
SUPPLIER_EDIT          b    sup,itk
SUPPLIER_BANK_EDIT     b    sup,itk
SUPPLIER_BANK_CONFIRM  bh   sup
PO_EDIT                b    pox,pol,itk
PO_APPROVE             lh   pox
RECEIPT_RECORD         b    pox,pol,rcp,itk
EXPENSE_SUBMIT         b    *
EXPENSE_APPROVE        lh   *
EXPENSE_AUDIT          bh   *
JOURNAL_PREPARE        b    *
JOURNAL_APPROVE        lh   *
CREDIT_PREPARE         b    *
CREDIT_APPROVE         lh   *
IC_INITIATE            b    *
IC_ACCEPT              bh   *
IC_ARBITRATE           bh   *
CASH_APPLY             b    *
RECON_MATCH            b    *
RECON_UNDO             b    *
RECON_WRITE_OFF        l    *
RECON_CERTIFY          bh   *
RECON_REVIEW           bh   *
CASE_RESOLVE           bh   *
CLOSE_TASK_SIGN        bh   *
CLOSE_TASK_CERTIFY     bh   *
CLOSE_GATE_WAIVE       bh   *
PERIOD_CLOSE           b    *
PERIOD_REOPEN          b    *
PERIOD_REOPEN_APPROVE  bh   *
MASTER_DATA_EDIT       b    ent,usr,ccr,itk,rac
CHART_EDIT             b    acc,itk
RATE_EDIT              b    itk,ent
POLICY_EDIT            b    pcy,pcv,pcr,rac,mrs
POLICY_PUBLISH         bh   pcy,pcv,rac,mrs
ROLE_EDIT              b    rol,chg
ROLE_REQUEST           b    grt,rol,usr,chg,svc,rvi
ROLE_GRANT             bh   grt,rol,usr,chg,sod,svc
SOD_RULE_EDIT          b    sod,chg
SOD_MITIGATE           bh   mit,sod,usr,chg
MODEL_PUBLISH          bh   *
THRESHOLD_PUBLISH      bh   *
ADVICE_DECIDE          bh   *
DELEGATE               bh   dlg,usr
EMERGENCY_USE          bh   ems
EMERGENCY_APPROVE      bh   ems,cas
ACCESS_CERTIFY         bh   rvw,rvi
CREDENTIAL_EDIT        b    svc,chg
DEPLOY                 b    *
OPS_COMMAND            b    *
AUDIT_READ             b    *
AUDIT_ADMIN            b    *
SCHEMA_READ            b    *
EXCEPTION_BENEFIT      -    mit,chg
ACCESS_SUBJECT         -    rvi
DELEGATION_RECEIVE     -    dlg,usr
`

// everyKind restates the kinds of record that there are.
var everyKind = kindsOf("ent,usr,ccr,acc,sup,pox,pol,rcp,inv,inl,tsk,pst,pcy,pcv,pcr,evd,itk,job,evt,rol,grt,sod,dlg,mit,svc,chg,ems,rvw,rvi,cas,rac,bst,rln,rcn,rrn,mgr,mrs,adj")

// houseLists restates what each part of the house may do.
var houseLists = map[string]string{
	"intake":   "INVOICE_VIEW INVOICE_ENTER INVOICE_CODE RECON_MATCH",
	"poster":   "INVOICE_VIEW INVOICE_POST",
	"clock":    "INVOICE_VIEW OPS_COMMAND RECON_MATCH",
	"operator": "INVOICE_VIEW INVOICE_ENTER SUPPLIER_EDIT SUPPLIER_BANK_EDIT PO_EDIT RECEIPT_RECORD MASTER_DATA_EDIT CHART_EDIT RATE_EDIT OPS_COMMAND",
}

// manner is how an action may be asked.
type manner struct {
	bare, limited, human, granted bool
	kinds                         []domain.NodeKind
}

// manners is the table, read.
var manners = func() map[domain.Action]manner {
	all := map[domain.Action]manner{}
	for line := range strings.Lines(strings.TrimSpace(restated)) {
		f := strings.Fields(line)
		m := manner{bare: strings.Contains(f[1], "b"), limited: strings.Contains(f[1], "l"), human: strings.Contains(f[1], "h"),
			granted: f[1] != "-", kinds: everyKind}
		if f[2] != "*" {
			m.kinds = kindsOf(f[2])
		}
		all[domain.Action(f[0])] = m
	}
	return all
}()

func kindsOf(list string) []domain.NodeKind {
	var kinds []domain.NodeKind
	for k := range strings.SplitSeq(list, ",") {
		kinds = append(kinds, domain.NodeKind(k))
	}
	return kinds
}

func houseMay(actor domain.UUID, action domain.Action) bool {
	for name, list := range houseLists {
		if actor == domain.SystemActor(name).ID {
			return slices.Contains(strings.Fields(list), string(action))
		}
	}
	return false
}
