import { Button } from '@mantine/core'
import { useFormats } from '~/format/useFormats'
import { useLabel, useText } from '~/i18n/useText'
import { Key } from '~/ui/Key'
import { Mark } from '~/ui/Mark'
import { ActorName } from '~/ui/people'
import { When } from '~/ui/When'
import { permitOf, type Group } from '../model'
import { isZero } from '../sums'
import styles from './GroupCard.module.css'
import { MemberLines } from './MemberLines'
import { Reasons } from './Reasons'

interface Props {
  group: Group
  match: { allowed: boolean; why?: string }
  busy?: boolean
  onAcceptGroup: (group: Group) => void
  onReject: (group: Group) => void
  onUndo: (group: Group) => void
}

/** The group that a line is in: who or what put it together, why, and the way on or back. */
export function GroupCard({ group, match, busy, onAcceptGroup, onReject, onUndo }: Props) {
  const say = useText()
  const label = useLabel()
  const formats = useFormats()
  const suggested = group.state === 'SUGGESTED'
  const undo = permitOf(group.can, 'RECON_UNDO')
  const why = suggested ? match.why : undo.why
  return (
    <section className={styles.root} aria-label={say('work.group')} data-suggested={suggested || undefined}>
      <header className={styles.head}>
        <Mark tone={suggested ? 'advice' : group.state === 'UNDONE' ? 'draft' : 'done'}>
          {label('groupState', group.state)}
        </Mark>
        <span className={styles.quiet}>
          {group.rule ? say('work.byRule', { rule: group.rule.name }) : <ActorName actor={group.by} />}
          {' · '}
          <When at={group.madeAt} />
          {suggested && ` · ${formats.percent(String(Math.floor(group.score * 100)))}`}
        </span>
      </header>
      <MemberLines lines={group.lines} />
      <Reasons reasons={group.reasons} />
      {!isZero(group.remainder.amount) && (
        <p className={styles.line}>
          <Mark tone="risk">{say('work.remainder', { amount: formats.money(group.remainder) })}</Mark>
        </p>
      )}
      {suggested && match.allowed ? (
        <div className={styles.acts}>
          <Button disabled={busy} onClick={() => onAcceptGroup(group)}>
            {say('work.acceptGroup')}
            <Key>⏎</Key>
          </Button>
          <Button variant="default" disabled={busy} onClick={() => onReject(group)}>
            {say('work.reject')}
          </Button>
        </div>
      ) : !suggested && group.state !== 'UNDONE' && undo.allowed ? (
        <div className={styles.acts}>
          <Button variant="default" disabled={busy} onClick={() => onUndo(group)}>
            {say('work.undoGroup')}
          </Button>
        </div>
      ) : (
        why && (
          <p className={styles.line}>
            <bdi>{why}</bdi>
          </p>
        )
      )}
    </section>
  )
}
