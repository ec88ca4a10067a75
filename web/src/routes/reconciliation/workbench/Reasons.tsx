import { useText } from '~/i18n/useText'
import type { Reason } from '../model'
import styles from './Reasons.module.css'

/** Why lines belong together; what speaks against it is said to. */
export function Reasons({ reasons }: { reasons: Reason[] }) {
  const say = useText()
  if (reasons.length === 0) return null
  return (
    <ul className={styles.root} aria-label={say('work.reasons')}>
      {reasons.map(({ label, weight }) => (
        <li key={label} className={styles.reason} data-against={weight < 0 || undefined}>
          <span aria-hidden>{weight < 0 ? '−' : '+'}</span>
          {weight < 0 && <span className={styles.hidden}>{say('work.against')} </span>}
          <bdi>{label}</bdi>
        </li>
      ))}
    </ul>
  )
}
