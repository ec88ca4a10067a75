import { Button } from '@mantine/core'
import type { Problem } from '~/api/problem'
import { useFormats } from '~/format/useFormats'
import { useText } from '~/i18n/useText'
import { Key } from '~/ui/Key'
import { Mark } from '~/ui/Mark'
import { ProblemLine } from '~/ui/Notice'
import type { LineRow } from '../model'
import { differenceOf, isZero } from '../sums'
import styles from './PickBar.module.css'

interface Props {
  picked: readonly LineRow[]
  currency: string
  match: { allowed: boolean; why?: string }
  /** May the viewer propose a write-off? */
  mayWriteOff: boolean
  busy?: boolean
  problem?: Problem
  onMatch: () => void
  onWriteOff: () => void
  /** Settles the picked lines by an entry; absent for whoever may not. */
  onEntry?: () => void
  onCase?: () => void
  onClear: () => void
}

/** What is picked and what it differs by, while that changes; and what can be done with it. */
export function PickBar({
  picked,
  currency,
  match,
  mayWriteOff,
  busy,
  problem,
  onMatch,
  onWriteOff,
  onEntry,
  onCase,
  onClear,
}: Props) {
  const say = useText()
  const formats = useFormats()
  const difference = differenceOf(picked)
  const even = difference !== undefined && isZero(difference)
  if (picked.length === 0 && !problem) return null
  return (
    <div className={styles.root} role="group" aria-label={say('work.pickedBar')}>
      {problem && (
        <div className={styles.problem}>
          <ProblemLine problem={problem} />
        </div>
      )}
      {picked.length > 0 && (
        <div className={styles.row}>
          <span aria-live="polite" className={styles.sum}>
            {say('work.picked', { count: picked.length })}
            {' · '}
            {difference === undefined ? (
              <span className={styles.quiet}>{say('work.oneSided')}</span>
            ) : (
              <Mark tone={even ? 'done' : 'risk'} plain>
                {say('work.difference', { amount: formats.money({ amount: difference, currency }) })}
              </Mark>
            )}
          </span>
          {match.allowed ? (
            <div className={styles.acts}>
              <Button disabled={!even || busy} onClick={onMatch}>
                {say('work.match')}
                <Key>m</Key>
              </Button>
              {mayWriteOff && difference !== undefined && !even && (
                <Button variant="default" disabled={busy} onClick={onWriteOff}>
                  {say('work.writeOff')}
                </Button>
              )}
              {onEntry && !even && (
                <Button variant="default" disabled={busy} onClick={onEntry}>
                  {say('work.entry')}
                </Button>
              )}
              {onCase && (
                <Button variant="default" disabled={busy} onClick={onCase}>
                  {say('work.openCase')}
                  <Key>c</Key>
                </Button>
              )}
              <Button variant="subtle" disabled={busy} onClick={onClear}>
                {say('action.clear')}
              </Button>
            </div>
          ) : (
            <span className={styles.quiet}>
              <bdi>{match.why}</bdi>
            </span>
          )}
        </div>
      )}
    </div>
  )
}
