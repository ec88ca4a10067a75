import type { ReactNode } from 'react'
import styles from './Page.module.css'

interface Props {
  title: string
  /** Beside the title: a count, a state. */
  aside?: ReactNode
  /** Buttons at the end of the head. */
  actions?: ReactNode
  /** Filters below the head. */
  tools?: ReactNode
  /** Where one came from. */
  back?: { href: string; label: string }
  children: ReactNode
}

/** A page: one title, what can be done, and the content below. */
export function Page({ title, aside, actions, tools, back, children }: Props) {
  return (
    <div className={styles.root}>
      <header className={styles.head}>
        {back && (
          <a className={styles.back} href={back.href}>
            {back.label}
          </a>
        )}
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{title}</h1>
          {aside && <div className={styles.aside}>{aside}</div>}
          {actions && <div className={styles.actions}>{actions}</div>}
        </div>
        {tools && <div className={styles.tools}>{tools}</div>}
      </header>
      {children}
    </div>
  )
}
