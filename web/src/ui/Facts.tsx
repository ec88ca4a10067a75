import type { ReactNode } from 'react'
import styles from './Facts.module.css'

interface Props {
  /** Label and value; entries without a value are left out. */
  items: [label: string, value: ReactNode][]
}

/** Labels with their values, in two columns. */
export function Facts({ items }: Props) {
  return (
    <dl className={styles.root}>
      {items
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([label, value]) => (
          <div key={label} className={styles.row}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
