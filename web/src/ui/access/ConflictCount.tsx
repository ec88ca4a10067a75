import type { ConflictMarkFragment } from '~/api/documents'
import { useText } from '~/i18n/useText'
import { Mark } from '../Mark'
import { riskTone } from '../tones'
import { worst } from '../RiskMark'

/** How many conflicts stand, in the colour of the worst that nobody accepted. */
export function ConflictCount({ conflicts }: { conflicts: readonly ConflictMarkFragment[] }) {
  const say = useText()
  if (conflicts.length === 0) return <span style={{ color: 'var(--cs-quiet)' }}>–</span>
  const open = worst(conflicts.filter(({ state }) => state === 'OPEN').map(({ rule }) => rule.risk))
  return (
    <Mark tone={open ? riskTone(open) : 'done'} plain>
      {say('conflict.count', { count: conflicts.length })}
    </Mark>
  )
}
