import type { ReactNode } from 'react'
import type { ConflictRowFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import { Facts } from '../Facts'
import styles from './ConflictDetail.module.css'
import { type Way, Ways } from './Ways'

interface Props {
  conflict: ConflictRowFragment
  /** How each side is held, and what became of it. */
  children?: ReactNode
}

/** What a conflict opens to: why it is one, then the rest. */
export function ConflictDetail({ conflict: { rule }, children }: Props) {
  const say = useText()
  const label = useLabel()
  return (
    <div className={styles.root}>
      <Facts
        items={[
          [say('rule.why'), <bdi key="why">{rule.why}</bdi>],
          [say('rule.does'), `${label('mode', rule.mode)} · ${label('span', rule.span)}`],
          [say('rule.control'), <bdi key="control">{rule.control}</bdi>],
        ]}
      />
      {children}
    </div>
  )
}

interface SidesProps {
  rule: ConflictRowFragment['rule']
  left: readonly Way[]
  right: readonly Way[]
}

/** The ways to either side of a rule. */
export function ConflictSides({ rule, left, right }: SidesProps) {
  return (
    <div className={styles.sides}>
      <Side actions={rule.left} ways={left} />
      <Side actions={rule.right} ways={right} />
    </div>
  )
}

function Side({ actions, ways }: { actions: ConflictRowFragment['rule']['left']; ways: readonly Way[] }) {
  const say = useText()
  const label = useLabel()
  return (
    <section>
      <h3 className={styles.title}>{actions.map((action) => label('act', action)).join(' / ')}</h3>
      {ways.length > 0 ? <Ways ways={ways} /> : <p className={styles.quiet}>{say('conflicts.notHeld')}</p>}
    </section>
  )
}
