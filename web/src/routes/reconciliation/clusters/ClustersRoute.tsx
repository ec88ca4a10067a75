import { useState } from 'react'
import { useClient, useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import { ReconClustersDocument, ReconRulesDocument } from '~/api/reconDocuments'
import { useStored } from '~/ui/useStored'
import { text } from '../../search'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { ProposeRoute } from '../adjustments/ProposeRoute'
import { type AccountHead, type LineRow, permitOf } from '../model'
import { type Draft, draftKey, draftOf, withProposal } from '../rules/draft'
import { type Cluster, ClustersScreen } from './ClustersScreen'

const clustersSearch = (search: Record<string, unknown>): { open?: string } => ({ open: text(search.open) })

/** Reads what is open by kind; begins rules and entries from it. */
export function ClustersRoute({ account, onChanged }: { account: AccountHead; onChanged: () => void }) {
  const client = useClient()
  const [{ open }, setAddress] = useAddress(clustersSearch)
  const [, go] = useAddress(rulesPlace)
  const { user } = useSession()
  const [draft, setDraft] = useStored<Draft | null>(draftKey(account.id, user.id), null)
  const [proposing, setProposing] = useState<LineRow[]>()
  const [query, reread] = useQuery({
    query: ReconClustersDocument,
    variables: { id: account.id },
    requestPolicy: 'cache-and-network',
  })
  const begin = async ({ proposedRule, ...cluster }: Cluster) => {
    if (!proposedRule) return
    let base = draft
    if (!base) {
      const { data } = await client.query(ReconRulesDocument, { id: account.id }).toPromise()
      base = draftOf(asType(data?.node, 'ReconAccount')?.ruleSet)
    }
    const { label, size, expectedHits, counterExamples, support } = cluster
    setDraft(
      withProposal(base, proposedRule, {
        rule: proposedRule.name,
        label,
        size,
        expectedHits,
        counterExamples,
        support,
      }),
    )
    go({ tab: 'rules', edit: true, open: undefined })
  }
  return (
    <>
      <ClustersScreen
        list={loaded(query, ({ node }) => asType(node, 'ReconAccount')?.clusters)}
        odd={asType(query.data?.node, 'ReconAccount')?.oddities ?? []}
        open={open}
        onOpen={(next) => setAddress({ open: next }, true)}
        edit={permitOf(account.can, 'POLICY_EDIT')}
        writeOff={permitOf(account.can, 'RECON_WRITE_OFF')}
        lineHref={(id) =>
          `/reconciliation/${encodeURIComponent(account.id)}?state=ALL&line=${encodeURIComponent(id)}`
        }
        onDraft={(cluster) => void begin(cluster)}
        onPropose={({ lines }) => setProposing(lines)}
        onRetry={() => reread({ requestPolicy: 'network-only' })}
      />
      {proposing && (
        <ProposeRoute
          account={account}
          lines={proposing}
          onClose={() => setProposing(undefined)}
          onProposed={() => {
            setProposing(undefined)
            reread({ requestPolicy: 'network-only' })
            onChanged()
          }}
        />
      )}
    </>
  )
}

const rulesPlace = (search: Record<string, unknown>): { tab?: string; edit?: true; open?: string } => ({
  tab: text(search.tab),
})
