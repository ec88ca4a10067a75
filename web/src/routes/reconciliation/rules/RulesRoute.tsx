import { useState } from 'react'
import { useQuery } from 'urql'
import { asType, loaded } from '~/api/loaded'
import {
  PublishMatchRulesDocument,
  ReconRuleSetDocument,
  ReconRulesDocument,
  ReconRuleUseDocument,
} from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { showToast } from '~/ui/toast'
import { useStored } from '~/ui/useStored'
import { useSession } from '../../session'
import { useAddress } from '../../useAddress'
import { type AccountHead, permitOf } from '../model'
import { type Draft, draftKey, draftOf, inputOf } from './draft'
import { EditorRoute } from './EditorRoute'
import type { SetInFull } from './model'
import { PublishDialog } from './PublishDialog'
import { RulesScreen } from './RulesScreen'
import { rulesSearch } from './search'
import { useTrial } from './useTrial'

/** Reads the rules of an account, puts drafts in force, and opens the editor. */
export function RulesRoute({ account }: { account: AccountHead }) {
  const say = useText()
  const [{ set, open, edit }, setAddress] = useAddress(rulesSearch)
  const { user } = useSession()
  const [draft, setDraft] = useStored<Draft | null>(draftKey(account.id, user.id), null)
  const [query, reread] = useQuery({
    query: ReconRulesDocument,
    variables: { id: account.id },
    requestPolicy: 'cache-and-network',
  })
  const read = asType(query.data?.node, 'ReconAccount')
  // The version that the address names, else the one in force, else the newest.
  const id = set ?? read?.ruleSet?.id ?? read?.ruleSets[0]?.id
  const [one, rereadOne] = useQuery({
    query: ReconRuleSetDocument,
    variables: { id: id ?? '' },
    pause: !id,
    requestPolicy: 'cache-and-network',
  })
  // Counting matches takes longer than reading rules.
  const [counted] = useQuery({ query: ReconRuleUseDocument, variables: { id: id ?? '' }, pause: !id })
  const found = loaded(one, ({ node }) => asType(node, 'MatchRuleSet'))
  const shown = found.state === 'ready' && found.data.id !== id ? ({ state: 'loading' } as const) : found
  const used = asType(counted.data?.node, 'MatchRuleSet')
  const use = used && used.id === id ? new Map(used.rules.map((rule) => [rule.id, rule])) : undefined
  const command = useCommand()
  const [publishing, setPublishing] = useState<SetInFull>()
  const trial = useTrial(account.id, shown.state === 'ready' ? inputOf(shown.data.rules) : [])
  const refresh = () => {
    reread({ requestPolicy: 'network-only' })
    rereadOne({ requestPolicy: 'network-only' })
  }
  const publish = async ({ id: which, number }: SetInFull, reason?: string) => {
    const done = await command.run(PublishMatchRulesDocument, { id: which, reason })
    if (!done) return
    setPublishing(undefined)
    trial.clear()
    refresh()
    void showToast({
      message: say('rules.published', { number }),
      lastsMs: 6_000,
      closeLabel: say('action.close'),
    })
  }
  if (edit && read)
    return (
      <EditorRoute
        account={account}
        inForce={read.ruleSet}
        fees={read.feeSchedules}
        draft={draft ?? draftOf(read.ruleSet)}
        onChange={setDraft}
        onDone={(kept) => {
          setDraft(null)
          if (kept) refresh()
          setAddress({ edit: undefined, set: kept })
        }}
      />
    )
  return (
    <>
      <RulesScreen
        sets={loaded(query, () => read?.ruleSets)}
        shown={shown}
        use={use}
        open={open}
        onOpen={(rule) => setAddress({ open: rule }, true)}
        href={(which) =>
          `/reconciliation/${encodeURIComponent(account.id)}?tab=rules&set=${encodeURIComponent(which)}`
        }
        edit={permitOf(account.can, 'POLICY_EDIT')}
        begun={draft !== null}
        onEdit={() => {
          if (!draft) setDraft(draftOf(shown.state === 'ready' ? shown.data : read?.ruleSet))
          setAddress({ edit: true })
        }}
        onPublish={(which) => {
          command.clear()
          setPublishing(which)
        }}
        busy={command.busy}
        trial={trial}
        onRetry={refresh}
      />
      {publishing && (
        <PublishDialog
          set={publishing}
          busy={command.busy}
          problem={command.problem}
          onClose={() => setPublishing(undefined)}
          onPublish={(reason) => void publish(publishing, reason)}
        />
      )}
    </>
  )
}
