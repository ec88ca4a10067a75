import type { ConflictMarkFragment } from '~/api/documents'
import { useLabel, useText } from '~/i18n/useText'
import type { ActorLike } from '../people'
import styles from './ConflictLines.module.css'
import { RiskMark } from '../RiskMark'

interface Props {
  conflicts: readonly ConflictMarkFragment[]
  /** Whose they are. */
  user: ActorLike
}

/** Conflicts in a line each, leading to where they are told in full. */
export function ConflictLines({ conflicts, user }: Props) {
  const say = useText()
  const label = useLabel()
  const href = (rule: string) => {
    const search = new URLSearchParams({ rule, ...('id' in user ? { person: user.id } : {}) })
    return `/access/conflicts?${search}`
  }
  return (
    <ul className={styles.list}>
      {conflicts.map(({ id, rule, kind, state }) => (
        <li key={id}>
          <RiskMark risk={rule.risk} />{' '}
          <a href={href(rule.key)} aria-label={`${say('access.conflictLink')}: ${rule.key}`}>
            {rule.key}
          </a>{' '}
          <bdi>{rule.name}</bdi>{' '}
          <span className={styles.state}>
            {label('conflictKind', kind)} · {label('conflictState', state)}
          </span>
        </li>
      ))}
    </ul>
  )
}
