package authz_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/authz"
	"countersign/domain"
)

// restatedRules says a second time what is shipped: key, risk, span, mode, left, right. What is stated here and what the
// program ships can only change together.
const restatedRules = `
SOD-001 CRITICAL SAME_COUNTERPARTY PREVENT SUPPLIER_EDIT,SUPPLIER_BANK_EDIT | PAYMENT_RELEASE
SOD-002 CRITICAL SAME_COUNTERPARTY PREVENT SUPPLIER_BANK_EDIT | INVOICE_APPROVE,PAYMENT_APPROVE
SOD-003 CRITICAL SAME_OBJECT PREVENT SUPPLIER_BANK_EDIT | SUPPLIER_BANK_CONFIRM
SOD-004 HIGH SAME_COUNTERPARTY PREVENT SUPPLIER_EDIT,SUPPLIER_BANK_EDIT | INVOICE_ENTER,INVOICE_CODE
SOD-005 HIGH SAME_COUNTERPARTY PREVENT SUPPLIER_EDIT,SUPPLIER_BANK_EDIT | PO_APPROVE
SOD-006 HIGH SAME_OBJECT PREVENT PO_EDIT | PO_APPROVE
SOD-007 HIGH SAME_OBJECT PREVENT PO_EDIT | RECEIPT_RECORD
SOD-008 HIGH SAME_OBJECT PREVENT RECEIPT_RECORD | INVOICE_ENTER,INVOICE_CODE
SOD-009 CRITICAL SAME_OBJECT PREVENT INVOICE_ENTER,INVOICE_CODE | INVOICE_APPROVE
SOD-010 CRITICAL SAME_OBJECT PREVENT INVOICE_ENTER,INVOICE_CODE | PAYMENT_RELEASE
SOD-011 HIGH SAME_OBJECT PREVENT INVOICE_APPROVE | INVOICE_POST,PAYMENT_RELEASE
SOD-012 HIGH SAME_OBJECT PREVENT HOLD_RELEASE | INVOICE_ENTER,INVOICE_CODE,INVOICE_APPROVE
SOD-013 CRITICAL SAME_OBJECT PREVENT PAYMENT_PROPOSE | PAYMENT_APPROVE
SOD-014 CRITICAL SAME_OBJECT PREVENT PAYMENT_APPROVE | PAYMENT_RELEASE
SOD-015 CRITICAL SAME_ENTITY PREVENT PAYMENT_RELEASE | RECON_CERTIFY,RECON_REVIEW
SOD-016 CRITICAL SAME_ENTITY PREVENT BANK_ACCOUNT_EDIT | PAYMENT_APPROVE
SOD-017 HIGH SAME_ENTITY PREVENT BANK_ACCOUNT_EDIT | RECON_CERTIFY,RECON_REVIEW
SOD-018 HIGH SAME_OBJECT PREVENT RECON_CERTIFY | RECON_REVIEW
SOD-019 HIGH SAME_OBJECT PREVENT RECON_WRITE_OFF | RECON_CERTIFY
SOD-020 CRITICAL SAME_OBJECT PREVENT JOURNAL_PREPARE | JOURNAL_APPROVE
SOD-021 HIGH SAME_ENTITY PREVENT JOURNAL_PREPARE | PERIOD_CLOSE,PERIOD_REOPEN
SOD-022 HIGH SAME_ENTITY PREVENT JOURNAL_PREPARE | CHART_EDIT
SOD-023 HIGH SAME_ENTITY PREVENT JOURNAL_PREPARE | RECON_CERTIFY,RECON_REVIEW
SOD-024 MEDIUM SAME_ENTITY DETECT JOURNAL_APPROVE | PERIOD_CLOSE,PERIOD_REOPEN
SOD-025 HIGH SAME_OBJECT PREVENT CLOSE_TASK_SIGN | CLOSE_TASK_CERTIFY
SOD-026 CRITICAL SAME_OBJECT PREVENT PERIOD_REOPEN | PERIOD_REOPEN_APPROVE
SOD-027 MEDIUM SAME_ENTITY DETECT RATE_EDIT | INVOICE_APPROVE,INVOICE_POST,JOURNAL_APPROVE,JOURNAL_PREPARE
SOD-028 CRITICAL SAME_ENTITY PREVENT POLICY_EDIT,POLICY_PUBLISH | INVOICE_APPROVE,PAYMENT_APPROVE,JOURNAL_APPROVE
SOD-029 CRITICAL SAME_ENTITY PREVENT ROLE_GRANT,ROLE_EDIT | INVOICE_APPROVE,PAYMENT_APPROVE,JOURNAL_APPROVE
SOD-030 CRITICAL SAME_OBJECT PREVENT ROLE_REQUEST,ROLE_EDIT,SOD_RULE_EDIT,CREDENTIAL_EDIT | ROLE_GRANT
SOD-031 CRITICAL SAME_OBJECT PREVENT POLICY_EDIT | POLICY_PUBLISH
SOD-032 CRITICAL SAME_ENTITY PREVENT POLICY_EDIT,POLICY_PUBLISH | INVOICE_APPROVE,PAYMENT_APPROVE,JOURNAL_APPROVE
SOD-033 CRITICAL SAME_ENTITY PREVENT AUDIT_ADMIN | INVOICE_APPROVE,PAYMENT_APPROVE,JOURNAL_APPROVE,PO_APPROVE,EXPENSE_APPROVE,CREDIT_APPROVE,PERIOD_REOPEN_APPROVE,POLICY_EDIT,POLICY_PUBLISH
SOD-034 CRITICAL SAME_OBJECT PREVENT SOD_MITIGATE | EXCEPTION_BENEFIT
SOD-035 CRITICAL SAME_OBJECT PREVENT EMERGENCY_USE | EMERGENCY_APPROVE
SOD-036 CRITICAL SAME_OBJECT PREVENT DELEGATE | DELEGATION_RECEIVE
SOD-037 HIGH SAME_OBJECT PREVENT ACCESS_CERTIFY | ACCESS_SUBJECT
SOD-038 CRITICAL SAME_ENTITY PREVENT CREDENTIAL_EDIT | INVOICE_APPROVE,INVOICE_POST,PAYMENT_APPROVE,PAYMENT_RELEASE,JOURNAL_APPROVE,JOURNAL_PREPARE,PO_APPROVE,EXPENSE_APPROVE,CREDIT_APPROVE
SOD-039 CRITICAL SAME_ENTITY PREVENT DEPLOY | INVOICE_APPROVE,INVOICE_POST,PAYMENT_APPROVE,PAYMENT_RELEASE,JOURNAL_APPROVE,JOURNAL_PREPARE,PO_APPROVE,EXPENSE_APPROVE,CREDIT_APPROVE
SOD-040 HIGH SAME_ENTITY PREVENT MODEL_PUBLISH,THRESHOLD_PUBLISH | INVOICE_APPROVE
SOD-041 HIGH SAME_OBJECT PREVENT EXPENSE_SUBMIT | EXPENSE_APPROVE,EXPENSE_AUDIT,PAYMENT_RELEASE
SOD-042 HIGH SAME_OBJECT PREVENT CREDIT_PREPARE,RECON_WRITE_OFF | CREDIT_APPROVE
`

func TestRules_AreTheFortyTwoThatAreStated(t *testing.T) {
	t.Parallel()
	lines := strings.Split(strings.TrimSpace(restatedRules), "\n")
	require.Len(t, lines, 42)
	require.Len(t, authz.Rules(), 42)
	for i, r := range authz.Rules() {
		sides := func(actions []domain.Action) string {
			text := make([]string, len(actions))
			for i, a := range actions {
				text[i] = string(a)
			}
			return strings.Join(text, ",")
		}
		require.Equal(t, lines[i], strings.Join([]string{r.Key, string(r.Risk), string(r.Span), string(r.Mode), sides(r.Left), "|", sides(r.Right)}, " "))
	}
}

func TestRules_OnesChangedAreNotThoseOfTheNextCaller(t *testing.T) {
	t.Parallel()
	authz.Rules()[8].Left[0] = domain.ReadAudit
	require.Equal(t, domain.EnterInvoice, authz.Rules()[8].Left[0])
}

// mapped says, in the words of the control catalogue, of which actions each of its duties consists. A duty that is not
// here fails the test.
var mapped = map[string]string{
	"Maintain vendor master (create or edit)":                            "SUPPLIER_EDIT SUPPLIER_BANK_EDIT",
	"Release or execute vendor payment":                                  "PAYMENT_RELEASE",
	"Change vendor bank details":                                         "SUPPLIER_BANK_EDIT",
	"Approve that vendor's invoice or payment":                           "INVOICE_APPROVE PAYMENT_APPROVE",
	"Verify or approve the same bank-detail change":                      "SUPPLIER_BANK_CONFIRM",
	"Enter vendor invoice":                                               "INVOICE_ENTER INVOICE_CODE",
	"Approve purchase order":                                             "PO_APPROVE",
	"Create or change purchase order":                                    "PO_EDIT",
	"Approve the same purchase order":                                    "PO_APPROVE",
	"Record goods or service receipt":                                    "RECEIPT_RECORD",
	"Approve the same invoice":                                           "INVOICE_APPROVE",
	"Approve invoice":                                                    "INVOICE_APPROVE",
	"Override match exception or release payment block":                  "HOLD_RELEASE",
	"Enter or approve the same invoice":                                  "INVOICE_ENTER INVOICE_CODE INVOICE_APPROVE",
	"Create payment batch or proposal":                                   "PAYMENT_PROPOSE",
	"Approve the same payment batch":                                     "PAYMENT_APPROVE",
	"Approve payment batch":                                              "PAYMENT_APPROVE",
	"Transmit payment file or edit it after approval":                    "PAYMENT_RELEASE",
	"Prepare or approve bank reconciliation":                             "RECON_CERTIFY RECON_REVIEW",
	"Maintain company bank accounts or signatories":                      "BANK_ACCOUNT_EDIT",
	"Prepare bank reconciliation":                                        "RECON_CERTIFY",
	"Approve the same bank reconciliation":                               "RECON_REVIEW",
	"Post or clear reconciling item":                                     "RECON_WRITE_OFF",
	"Prepare or post journal entry":                                      "JOURNAL_PREPARE",
	"Approve the same journal entry":                                     "JOURNAL_APPROVE",
	"Open or close accounting period":                                    "PERIOD_CLOSE PERIOD_REOPEN",
	"Maintain chart of accounts or posting rules":                        "CHART_EDIT",
	"Prepare or approve account reconciliation":                          "RECON_CERTIFY RECON_REVIEW",
	"Approve journal entry":                                              "JOURNAL_APPROVE",
	"Prepare close checklist task":                                       "CLOSE_TASK_SIGN",
	"Certify the same close task":                                        "CLOSE_TASK_CERTIFY",
	"Reopen closed period":                                               "PERIOD_REOPEN",
	"Approve the reopening":                                              "PERIOD_REOPEN_APPROVE",
	"Maintain currency rates or tax codes":                               "RATE_EDIT",
	"Approve or post invoices or journals":                               "INVOICE_APPROVE INVOICE_POST JOURNAL_APPROVE JOURNAL_PREPARE",
	"Maintain approval limits or routing rules":                          "POLICY_EDIT POLICY_PUBLISH",
	"Approve invoices payments or journals":                              "INVOICE_APPROVE PAYMENT_APPROVE JOURNAL_APPROVE",
	"Grant or change roles":                                              "ROLE_GRANT ROLE_EDIT",
	"Request role grant":                                                 "ROLE_REQUEST",
	"Approve the same role grant":                                        "ROLE_GRANT",
	"Propose policy change":                                              "POLICY_EDIT",
	"Approve or publish the same policy change":                          "POLICY_PUBLISH",
	"Propose or publish policy change":                                   "POLICY_EDIT POLICY_PUBLISH",
	"Administer or export or purge audit log":                            "AUDIT_ADMIN",
	"Any business approval or any policy change":                         "INVOICE_APPROVE PAYMENT_APPROVE JOURNAL_APPROVE PO_APPROVE EXPENSE_APPROVE CREDIT_APPROVE POLICY_EDIT POLICY_PUBLISH",
	"Grant SoD exception (mitigated conflict)":                           "SOD_MITIGATE",
	"Benefit from that exception":                                        "EXCEPTION_BENEFIT",
	"Activate emergency access":                                          "EMERGENCY_USE",
	"Approve the activation or review its log":                           "EMERGENCY_APPROVE",
	"Delegate approval right":                                            "DELEGATE",
	"Receive it back through a chain or act on own item as the delegate": "DELEGATION_RECEIVE",
	"Certify user access (reviewer)":                                     "ACCESS_CERTIFY",
	"Be the subject of the same certification line":                      "ACCESS_SUBJECT",
	"Maintain integration or service-account credentials":                "CREDENTIAL_EDIT",
	"Approve or post business transactions":                              "INVOICE_APPROVE INVOICE_POST PAYMENT_APPROVE PAYMENT_RELEASE JOURNAL_APPROVE JOURNAL_PREPARE PO_APPROVE EXPENSE_APPROVE CREDIT_APPROVE",
	"Deploy code or change production configuration":                     "DEPLOY",
	"Set or change triage model or advisor prompts or thresholds":        "MODEL_PUBLISH THRESHOLD_PUBLISH",
	"Approve items routed by that model":                                 "INVOICE_APPROVE",
	"Submit own expense or reimbursement":                                "EXPENSE_SUBMIT",
	"Approve or pay the same claim or any claim of one's manager":        "EXPENSE_APPROVE PAYMENT_RELEASE",
	"Create credit memo or write-off":                                    "CREDIT_PREPARE RECON_WRITE_OFF",
	"Approve the same credit memo or write-off":                          "CREDIT_APPROVE",
}

// Where the control catalogue lies beside the checkout, each of its rows is shipped with the same risk, between at least
// the actions of its duties.
func TestRules_AreThoseOfTheCatalogue(t *testing.T) {
	t.Parallel()
	rows := catalogue(t)
	if rows == nil {
		t.Log("catalogue 0/0: there is none beside the checkout (../shared/controls) nor in COUNTERSIGN_CONTROLS; only our own table was read")
		return
	}
	shipped := map[string]domain.DutyRule{}
	for _, r := range authz.Rules() {
		shipped[r.Key] = r
	}
	right := 0
	for _, row := range rows {
		r, there := shipped[row["id"]]
		good := there && strings.EqualFold(row["risk"], string(r.Risk))
		for side, actions := range map[string][]domain.Action{"duty_a": r.Left, "duty_b": r.Right} {
			duty, known := mapped[row[side]]
			good = good && known
			for _, action := range strings.Fields(duty) {
				good = good && slices.Contains(actions, domain.Action(action))
			}
		}
		if good {
			right++
		} else {
			t.Errorf("%s (%s / %s, %s) is shipped as %+v", row["id"], row["duty_a"], row["duty_b"], row["risk"], r)
		}
	}
	require.Len(t, shipped, len(rows))
	t.Logf("catalogue %d/%d", right, len(rows))
}

// catalogue is the rows of the control catalogue by the names of its columns, nil when there is none.
func catalogue(t *testing.T) []map[string]string {
	t.Helper()
	for _, dir := range []string{os.Getenv("COUNTERSIGN_CONTROLS"), filepath.Join("..", "..", "shared", "controls")} {
		f, err := os.Open(filepath.Join(dir, "sod-rules.csv"))
		if dir == "" || err != nil {
			continue
		}
		defer f.Close()
		cells, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		var rows []map[string]string
		for _, line := range cells[1:] {
			row := map[string]string{}
			for i, name := range cells[0] {
				row[name] = line[i]
			}
			rows = append(rows, row)
		}
		return rows
	}
	return nil
}
