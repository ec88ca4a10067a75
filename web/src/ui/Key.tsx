import styles from './Key.module.css'

/** A key to press, drawn small beside what it does. */
export function Key({ children }: { children: string }) {
  return (
    <kbd className={styles.root} aria-hidden>
      {children}
    </kbd>
  )
}
