import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import type { AiUse } from '~/api/documents'
import { Arrow } from '~/ui/Arrow'
import { Facts } from '~/ui/Facts'
import type { Policy } from '../models/standing'
import { useModelWords } from '../models/useModelWords'
import { differs, type DraftField, mayAct, mayHold } from './draft'
import styles from './Policy.module.css'

interface Props {
  policy: Policy
  use: AiUse
  /** What it is compared with: what differs is shown as it was and as it would be. */
  before?: Policy
  /** Only what differs. */
  changesOnly?: boolean
}

/** What a policy says, part by part. */
export function PolicyFacts({ policy, use, before, changesOnly }: Props) {
  const say = useText()
  const formats = useFormats()
  const { share } = useModelWords()
  const value = (of: Policy, field: DraftField): string => {
    switch (field) {
      case 'automatic':
        return say(of.automatic ? 'policy.mayAct' : 'policy.mayNotAct')
      case 'target':
      case 'audit':
        return share(of[field])
      case 'suggestFrom':
        return of.suggestFrom > 0
          ? say('policy.from', { share: share(of.suggestFrom) })
          : say('policy.anything')
      case 'holdFrom':
        return of.holdFrom === null
          ? say('policy.neverHolds')
          : say('policy.from', { share: share(of.holdFrom) })
      case 'cap':
        return of.cap ? formats.money(of.cap) : say('policy.noCap')
      case 'budget':
        return of.budget ? formats.money(of.budget) : say('policy.noBudget')
    }
  }
  const changed = before ? differs(before, policy) : []
  const fields: DraftField[] = [
    'automatic',
    ...(mayAct(use) ? (['target', 'audit', 'cap', 'budget'] as const) : []),
    'suggestFrom',
    ...(mayHold(use) ? (['holdFrom'] as const) : []),
  ]
  const shown = fields.filter((field) => !changesOnly || changed.includes(field))
  if (shown.length === 0) return <p className={styles.quiet}>{say('policy.same')}</p>
  return (
    <Facts
      items={shown.map((field) => [
        say(`policy.${field}`),
        before && changed.includes(field) ? (
          <span key={field}>
            <bdi className={styles.was}>{value(before, field)}</bdi> <Arrow />{' '}
            <bdi className={styles.now}>{value(policy, field)}</bdi>
          </span>
        ) : (
          <bdi key={field}>{value(policy, field)}</bdi>
        ),
      ])}
    />
  )
}
