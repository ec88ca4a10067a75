import type { ReactNode } from 'react'
import styles from './Card.module.css'

/** A row of a list on a phone: what it is about, the rest in lines, then what is secondary. */
export function Card({
  title,
  children,
  quiet,
}: {
  title: ReactNode
  children?: ReactNode
  quiet?: ReactNode
}) {
  return (
    <span className={styles.root}>
      <b>{title}</b>
      {children && <span className={styles.marks}>{children}</span>}
      {quiet && <span className={styles.quiet}>{quiet}</span>}
    </span>
  )
}
