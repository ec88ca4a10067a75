import type { ReactNode } from 'react'
import styles from './Part.module.css'

/** The content of a part of an account that scrolls with its page. */
export function Part({ children }: { children: ReactNode }) {
  return <div className={styles.root}>{children}</div>
}
