package authz_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"countersign/domain"
)

func TestAllow_NoMachineEverApproves(t *testing.T) {
	t.Parallel()
	g := gate(t, book())
	for _, name := range []string{"intake", "poster", "clock", "operator", "approver", "controller"} {
		_, err := g.Allow(domain.SystemActor(name), domain.ApproveInvoice, invoice(de, 0), noon)
		refused(t, err, domain.CodeForbidden)
		disguised := person("controller")
		disguised.Kind = domain.ActorSystem
		_, err = g.Allow(disguised, domain.ApproveInvoice, invoice(de, 0), noon)
		refused(t, err, domain.CodeForbidden)
	}
}

func TestAllow_MachinesDoOnlyWhatTheirListSays(t *testing.T) {
	t.Parallel()
	may := map[string][]domain.Action{
		"intake": {domain.ViewInvoice, domain.EnterInvoice, domain.CodeInvoice, domain.MatchLines},
		"poster": {domain.ViewInvoice, domain.PostInvoice},
		"clock":  {domain.ViewInvoice, domain.CommandOps, domain.MatchLines},
		"operator": {domain.ViewInvoice, domain.EnterInvoice, domain.EditSupplier, domain.EditSupplierBank, domain.EditOrder,
			domain.RecordReceipt, domain.EditMasterData, domain.EditChart, domain.EditRate, domain.CommandOps, domain.ReadAudit},
		"unheard": nil,
	}
	g := gate(t, book())
	for name, list := range may {
		for _, action := range domain.Actions() {
			allowed := g.Explain(domain.SystemActor(name), action, domain.Facts{Entity: us}, noon).Allowed
			require.Equal(t, slices.Contains(list, action), allowed, "%s %s", name, action)
		}
	}
	forged := domain.SystemActor("unheard")
	forged.Name = "poster"
	_, err := g.Allow(forged, domain.PostInvoice, invoice(de, 0), noon)
	refused(t, err, domain.CodeForbidden)
	permit, err := g.Allow(domain.SystemActor("poster"), domain.PostInvoice, invoice(us, 0), noon)
	require.NoError(t, err)
	require.Equal(t, "as poster, a part of the house", permit.Sentence())
}
