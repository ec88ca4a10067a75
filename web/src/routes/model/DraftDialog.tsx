import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { CommentDialog } from '~/ui/CommentDialog'
import { DecimalInput } from '~/ui/DecimalInput'
import type { ModelInFull } from '../models/standing'
import { faultsOf } from '../reconciliation/rules/draft'
import { bounds, type Draft, mayAct, mayHold, outOfBounds } from './draft'
import styles from './Policy.module.css'

interface Props {
  model: Pick<ModelInFull, 'use' | 'entity'>
  /** What it begins with. */
  first: Draft
  /** The group's, in which amounts are stated. */
  currency: string
  busy?: boolean
  problem?: Problem
  onClose: () => void
  onKeep: (draft: Draft, reason: string) => void
}

/** Writes a policy: whether the model may act, how often it may be wrong, on what, and for how much money. */
export function DraftDialog({ model, first, currency, busy, problem, onClose, onKeep }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const [draft, setDraft] = useState(first)
  const [tried, setTried] = useState(false)
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part })
  const out = outOfBounds(draft)
  const faults = faultsOf(problem?.details)
  const fault = (field: keyof Draft): string | undefined => {
    if (!tried && !problem) return undefined
    if (field in bounds && out.includes(field as keyof typeof bounds)) {
      const [low, high] = bounds[field as keyof typeof bounds]
      return say('policy.range', { low: formats.percent(low), high: formats.percent(high) })
    }
    return faults.get(field) ?? (problem?.field === field ? problem.message : undefined)
  }
  const number = (field: Exclude<keyof Draft, 'automatic'>, placeholder?: string, required = false) => (
    <DecimalInput
      label={say(`policy.${field}In`, { currency })}
      value={draft[field]}
      required={required}
      placeholder={placeholder}
      error={fault(field)}
      onChange={(value) => set({ [field]: value })}
    />
  )
  const acts = mayAct(model.use)
  return (
    <CommentDialog
      title={say('policy.draftTitle', { use: label('use', model.use), entity: model.entity.code })}
      text={say('policy.draftText')}
      doLabel={say('policy.keep')}
      needed
      most={1000}
      busy={busy}
      problem={problem}
      onClose={onClose}
      onGive={(reason) => {
        setTried(true)
        if (out.length === 0) onKeep(draft, reason ?? '')
      }}
    >
      {acts && (
        <Checkbox
          size="xs"
          label={say('policy.automaticIn')}
          description={say('policy.automaticText')}
          styles={{ description: { fontSize: 12 } }}
          checked={draft.automatic}
          error={fault('automatic')}
          onChange={(event) => set({ automatic: event.currentTarget.checked })}
        />
      )}
      <div className={styles.pair}>
        {acts && number('target', undefined, true)}
        {acts && number('audit', undefined, true)}
        {acts && number('cap', say('policy.noCap'))}
        {acts && number('budget', say('policy.noBudget'))}
        {number('suggestFrom', undefined, true)}
        {mayHold(model.use) && number('holdFrom', say('policy.neverHolds'))}
      </div>
    </CommentDialog>
  )
}
