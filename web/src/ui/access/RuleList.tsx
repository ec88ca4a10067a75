import type { RuleMarkFragment } from '~/api/documents'
import { RiskMark } from '../RiskMark'
import styles from './RuleList.module.css'

/** Segregation rules by key and name, with how bad each is. */
export function RuleList({ rules }: { rules: readonly RuleMarkFragment[] }) {
  return (
    <ul className={styles.list}>
      {rules.map(({ id, key, name, risk }) => (
        <li key={id}>
          <RiskMark risk={risk} /> <bdi>{`${key} ${name}`}</bdi>
        </li>
      ))}
    </ul>
  )
}
