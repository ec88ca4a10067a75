import { useState } from 'react'
import { SaveMatchRulesDocument } from '~/api/reconDocuments'
import { useCommand } from '~/api/useCommand'
import { useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { showToast } from '~/ui/toast'
import type { AccountHead } from '../model'
import { type Draft, faultsOf, rulesInput } from './draft'
import { EditorScreen } from './EditorScreen'
import type { RuleSet } from './model'
import { useTrial } from './useTrial'

interface Props {
  account: AccountHead
  inForce: RuleSet | null
  fees: readonly { key: string; name: string }[]
  draft: Draft
  onChange: (draft: Draft) => void
  /** With the id of the version that was kept, or without. */
  onDone: (kept?: string) => void
}

/** Tries a draft on the past, and keeps it as a version that somebody else puts in force. */
export function EditorRoute({ account, inForce, fees, draft, onChange, onDone }: Props) {
  const say = useText()
  const command = useCommand()
  const [keeping, setKeeping] = useState(false)
  const trial = useTrial(account.id, rulesInput(draft.rules))
  const tried = trial.trial?.state === 'problem' ? trial.trial.problem : undefined
  const faults = faultsOf((command.problem ?? tried)?.details)
  const keep = async (reason: string) => {
    const done = await command.run(SaveMatchRulesDocument, {
      accountId: account.id,
      rules: rulesInput(draft.rules),
      reason,
    })
    setKeeping(false)
    if (!done) return
    const { id, number } = done.saveMatchRules.ruleSet
    onDone(id)
    void showToast({
      message: say('rules.kept', { number }),
      lastsMs: 6_000,
      closeLabel: say('action.close'),
    })
  }
  return (
    <>
      <EditorScreen
        draft={draft}
        currency={account.currency}
        sources={account.sources}
        fees={fees}
        inForce={inForce?.rules ?? []}
        number={inForce?.number}
        faults={faults}
        problem={command.problem}
        busy={command.busy}
        trial={trial}
        backHref={`/reconciliation/${encodeURIComponent(account.id)}?tab=rules`}
        onChange={(next) => {
          command.clear()
          onChange(next)
        }}
        onKeep={() => setKeeping(true)}
        onDiscard={() => onDone()}
      />
      {keeping && (
        <CommentDialog
          title={say('rules.keep')}
          text={say('rules.keepText')}
          doLabel={say('rules.keep')}
          needed
          most={1000}
          busy={command.busy}
          onClose={() => setKeeping(false)}
          onGive={(reason) => void keep(reason ?? '')}
        />
      )}
    </>
  )
}
